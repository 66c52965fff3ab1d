"""What crosses the wall at publication: the outcome and its axes for everybody, the letter for the structure alone.

Called by ``selection.services.publish_decisions`` only, in its transaction, on the side of instruction, which writes
the letter without being able to read it back (DESIGN 2.4).
"""

from django.db import IntegrityError, transaction

from candidates.models import Application, Letter, Outcome, OutcomeAxis
from candidates.states import OutcomeValue
from ccr import clock, documents, journal
from ccr.notifications import outbox
from ccr.programme import seats
from ccr.programme.roles import CANDIDATE_ROLES, Role
from ccr.wall.errors import DomainError, refuse

LETTER = "candidates.letter"
PRIOR_DIAGNOSTIC = 1
"""The axis that comes before selection (A002): the committee knows nothing of it."""


def why_not_outcome(application, value, conditions: str, waiting_rank, axes=()) -> str | None:
    """None when this decision may be published for the application."""
    name = application.organisation.name
    if not application.is_deposited:
        return f"La candidature de {name} n’est pas déposée : elle ne reçoit pas de décision."
    if Outcome.objects.system().filter(application=application).exists():
        return f"La décision de {name} est déjà publiée."
    if value == OutcomeValue.CONDITIONAL and not conditions.strip():
        return f"{name} est retenue sous condition : écrivez la condition que la structure lira."
    if (value == OutcomeValue.WAITING) != (waiting_rank is not None):
        return f"Un rang se donne aux structures en liste d’attente, et à elles seules. Corrigez celui de {name}."
    if any(axis.number == PRIOR_DIAGNOSTIC or not axis.is_open for axis in axes):
        return (
            "Le comité ne recommande que des axes ouverts, et jamais le diagnostic préalable, qui ne se fait qu’à la "
            f"demande de la structure. Corrigez la proposition de {name}."
        )
    return None


@transaction.atomic
def write_outcome(
    application: Application, value, *, axes=(), motive: str = "", conditions: str = "", waiting_rank=None, by
) -> Outcome:
    """Publish the decision of one application.

    axes: the ``Axis`` rows recommended (closed choices). motive, conditions: what the structure reads, and nobody else.
    by: the seat of the president. Emits nothing: selection emits one event for the whole publication.
    Raises DomainError when the application may not receive this decision.
    """
    value = OutcomeValue(value)
    # The same row that a withdrawal locks: one of the two comes first, and the other hears of it.
    rows = Application.objects.system().select_for_update(of=("self",)).select_related("campaign", "organisation")
    application = rows.get(pk=application.pk)
    axes = list(axes)
    refuse(why_not_outcome(application, value, conditions, waiting_rank, axes))
    now = clock.now()
    try:
        with transaction.atomic():
            outcome = Outcome.objects.system().create(application=application, value=value, published_at=now)
    except IntegrityError as error:  # two publications together
        raise DomainError(f"La décision de {application.organisation.name} est déjà publiée.") from error
    OutcomeAxis.objects.system().bulk_create(OutcomeAxis(outcome=outcome, axis=axis) for axis in axes)
    Letter.objects.system().bulk_create(
        [
            Letter(
                application=application,
                motive=motive.strip(),
                conditions=conditions.strip(),
                waiting_rank=waiting_rank,
                published_at=now,
            )
        ]
    )
    journal.record(by, "outcome_published", application)
    to = seats.holders(application.campaign, *sorted(CANDIDATE_ROLES), organisation=application.organisation)
    outbox.queue("candidates.outcome", about=outcome, to=to, campaign=application.campaign)
    return outcome


def request_letters(event):
    """The decisions of a campaign are published: have each structure's letter made, in its representative's pass.

    A structure that lost its representative has its letter made for whoever works on its application; one with nobody
    any more has it made when somebody comes back to the page.
    """
    letters = Letter.objects.system().filter(application__campaign=event.campaign_id)
    for letter in letters.select_related("application__campaign", "application__organisation").order_by("pk"):
        owner = owner_of(letter.application)
        if owner is not None:
            request_letter(letter, owner)


def owner_of(application):
    """The seat the structure's papers are made for: the representative's, else a contributor's, else None."""
    for role in (Role.REPRESENTATIVE, Role.CONTRIBUTOR):
        people = seats.holders(application.campaign, role, organisation=application.organisation)
        if people:
            return seats.seat_of(people[0], application.campaign)
    return None


def request_letter(letter, owner):
    """The letter's document, asked once whoever asks."""
    return documents.request(
        LETTER, about=letter.application, owner=owner, campaign=letter.application.campaign, source_version="1"
    )
