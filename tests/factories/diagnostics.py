"""Diagnostics for the tests, brought to each state by the services, each person acting in her own pass.

The clock is the caller's (``freeze``): ask before 31/10/2011 for green in the campaign of ``make_campaign``.
"""

from dataclasses import dataclass
from functools import cached_property

from candidates.states import OutcomeValue
from ccr import clock
from ccr.programme import seats
from ccr.programme.models import Seat
from ccr.programme.roles import Role
from ccr.wall.guard import passing, passing_as
from ccr.wall.sides import Side
from diagnostics import services
from diagnostics.models import Diagnostic, Note, Question, Section
from diagnostics.states import Opinion
from tests.factories import candidates
from tests.factories.core import OrganisationFactory, make_campaign, make_seat
from tests.remembering import remembered

ASKED = "2011-09-12 10:00"
"""The day of D1: green."""


def fresh(seat: Seat) -> Seat:
    """The seat as a request loads it."""
    return seats.seats_with_mandates().get(pk=seat.pk)


@dataclass
class World:
    """A campaign with a structure, RAMSESS, and two diagnosing organisations, R1 and R2, one diagnostician each."""

    campaign: object
    application: object
    candidate: Seat
    ramsess: Seat
    r1: object
    d1: Seat
    r2: object
    d2: Seat

    @cached_property
    def coordinator(self) -> Seat:
        """The seat of Regain's coordinator."""
        person = seats.holders(self.campaign, Role.COORDINATOR)[0]
        return seats.seat_of(person, self.campaign)


@remembered
def make_world(call=None, **campaign) -> World:
    """The people that a diagnostic takes, in a published campaign (by default the one of ``make_campaign``)."""
    call = call or make_campaign(**campaign)
    application = candidates.begin(call, OrganisationFactory(name="Les Paniers du Port"))
    r1, r2 = OrganisationFactory(name="Inter-Appui", able=True), OrganisationFactory(name="Place Conseil", able=True)
    ramsess = make_seat(call, Role.RAMSESS_COORDINATOR, organisation=OrganisationFactory(name="RAMSESS", able=True))
    return World(
        campaign=call,
        application=application,
        candidate=candidates.representative(application),
        ramsess=ramsess,
        r1=r1,
        d1=make_seat(call, Role.DIAGNOSTICIAN, organisation=r1),
        r2=r2,
        d2=make_seat(call, Role.DIAGNOSTICIAN, organisation=r2),
    )


def play(seat, verb, *args, **kwargs):
    """A verb run as its seat runs it: inside its pass."""
    with passing_as(seat):
        return verb(*args, by=seat, **kwargs)


@remembered
def ask(world, application=None, *, before_selection=True, **options) -> Diagnostic:
    """The structure asks."""
    application = application or world.application
    seat = world.candidate if application == world.application else candidates.representative(application)
    return play(seat, services.ask_diagnostic, application, before_selection=before_selection, **options)


@remembered
def assigned(world, application=None, *, organisation=None, diagnostician=None, **options) -> Diagnostic:
    """Asked, and given to R1 by default."""
    diagnostic = ask(world, application, **options)
    if diagnostic.state == "to_confirm":
        diagnostic = play(world.ramsess, services.confirm, diagnostic, promised_on=options.get("promised_on"))
    return play(world.ramsess, services.assign, diagnostic, organisation or world.r1, diagnostician or world.d1)


@remembered
def started(world, application=None, **options) -> Diagnostic:
    """Asked, assigned and begun."""
    diagnostic = assigned(world, application, **options)
    return play(fresh(diagnostic.diagnostician), services.start, diagnostic)


@remembered
def fill_template(diagnostic, *, text="Constat de la visite.", comment="Remarque à garder pour nous."):
    """Answer every question of the diagnostic's level."""
    seat = fresh(diagnostic.diagnostician)
    with passing({Side.DIAGNOSIS}):
        sections = Section.objects.system().filter(shared_template=diagnostic.shared_template_id)
        questions = Question.objects.system().filter(section__in=sections).select_related("section")
        asked = [q for q in questions if q.belongs_to(diagnostic.level) and q.section.belongs_to(diagnostic.level)]
    for question in asked:
        value = question.choices[1][0] if question.choices else comment if question.kind == "comment" else text
        play(seat, services.save_answer, diagnostic, question, value)


NOTE = {
    "opinion": Opinion.CONDITIONAL,
    "reasons": "Le projet rejoint celui de la Cité et l’équipe est solide.",
    "conditions": "Trouver un associé pour le fonds de roulement.",
    "risks": "Une trésorerie courte au printemps.",
    "support_format": "Six jours collectifs, deux individuels.",
    "axis_2": "Préparer la montée en charge.",
    "axis_6": "Un prêt participatif.",
}


@remembered
def shared(world, application=None, *, texts=None, fill=True, **options) -> Note:
    """The note, handed to the structure."""
    diagnostic = started(world, application, **options)
    seat = fresh(diagnostic.diagnostician)
    if fill:
        fill_template(diagnostic)
    play(seat, services.write_note, diagnostic, {**NOTE, **(texts or {})})
    return play(seat, services.share_note, diagnostic)


@remembered
def validated(world, application=None, **options) -> Note:
    """The note, validated by the structure's representative."""
    note = shared(world, application, **options)
    return play(candidates.representative(note.application), services.validate_note, note.diagnostic)


@remembered
def restituted(world, application=None, *, day=None, **options) -> Diagnostic:
    """The note given back to seven people, today or on ``day``: the fil rouge is open."""
    note = validated(world, application, **options)
    diagnostic = Diagnostic.objects.system().get(pk=note.diagnostic_id)
    play(
        fresh(diagnostic.diagnostician),
        services.record_restitution,
        diagnostic,
        day or clock.today(),
        place="Dans les locaux de la structure",
        people=7,
        roles="présidente, trésorier, cinq salariés",
    )
    return (
        Diagnostic.objects.system()
        .select_related("fil_rouge", "campaign", "application__organisation")
        .get(pk=diagnostic.pk)
    )


def note_of(diagnostic) -> Note:
    """Its note, whatever its state."""
    return Note.objects.system().with_page_data().select_related("diagnostic").get(diagnostic=diagnostic)


@remembered
def decide(application, value=OutcomeValue.RETAINED, president=None):
    """The committee's decision on a deposited application, published."""
    from candidates import outcomes

    president = president or make_seat(application.campaign, Role.COMMITTEE_PRESIDENT)
    return outcomes.write_outcome(application, value, by=president)


@remembered
def deposit(application):
    """Fill and deposit an application, before its deadline."""
    from candidates import services as candidates_services

    candidates.fill(application)
    return candidates_services.deposit(application, by=candidates.representative(application))


@remembered
def make_consultant(world) -> Seat:
    """A DLA consultant of the campaign."""
    return make_seat(world.campaign, Role.CONSULTANT)


@remembered
def transferred(world, consultant=None, diagnostic=None, **terms):
    """A restituted note, the decision published, the note passed on. The application must be deposited before."""
    diagnostic = diagnostic or restituted(world)
    consultant = consultant or make_consultant(world)
    return play(world.candidate, services.transfer_note, note_of(diagnostic), consultant, **terms)
