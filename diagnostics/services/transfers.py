"""Passing the note on to a consultant, taking it back, and who read it (A044, A153, C30)."""

from django.db import IntegrityError, transaction

from ccr import clock, journal
from ccr.notifications import outbox
from ccr.programme import seats
from ccr.wall.errors import DomainError, refuse
from diagnostics import rules
from diagnostics.models import Note, Transfer
from diagnostics.states import READABLE, Scope


@transaction.atomic
def transfer_note(note, consultant, *, until=None, scope=Scope.WHOLE, by) -> Transfer:
    """The structure's representative consents that this consultant reads the note, once the decision is published.

    until: the last day of the access, the usual one when it is not said. scope: what is read of it (A153).
    Raises DomainError with the rule that refuses.
    """
    by = seats.acting(by)
    note = Note.objects.system().select_related("application__campaign").select_for_update(of=("self",)).get(pk=note.pk)
    application = note.application
    until = until or rules.usual_end(application.campaign)
    refuse(
        rules.why_not_representative(by, application)
        or rules.why_not_transfer(application, note)
        or rules.why_not_until(application.campaign, until)
        or rules.why_not_consultant(application.campaign, consultant)
    )
    try:
        with transaction.atomic():
            transfer = Transfer.objects.system().create(
                note=note,
                application=application,
                consultant=consultant,
                consented_by=by,
                consented_at=clock.now(),
                scope=scope,
                until=until,
            )
    except IntegrityError as error:
        said = "Cette note est déjà transmise à ce consultant : renouvelez son accès, ou retirez-le."
        raise DomainError(said) from error
    terms = {"scope": str(scope), "until": until}
    journal.record(by, "note_transferred", transfer, campaign=application.campaign, consultant=consultant.pk, **terms)
    outbox.queue("diagnostics.note_transferred", about=transfer, to=[consultant.person], campaign=application.campaign)
    return transfer


def _locked(transfer) -> Transfer:
    rows = Transfer.objects.system().select_related("application__campaign", "consultant__person", "note")
    return rows.select_for_update(of=("self",)).get(pk=transfer.pk)


@transaction.atomic
def renew_transfer(transfer, *, until, scope, by) -> Transfer:
    """The representative consents anew: until another day, of the whole note or of a part of it, over or not (A153).

    A consultant whose access was over is told. Raises DomainError with the rule that refuses.
    """
    by = seats.acting(by)
    transfer = _locked(transfer)
    application = transfer.application
    refuse(
        rules.why_not_representative(by, application)
        or rules.why_not_until(application.campaign, until)
        or rules.why_not_consultant(application.campaign, transfer.consultant)
    )
    if transfer.withdrawn_at is not None:
        raise DomainError("Cette transmission est retirée : transmettez la note de nouveau.")
    was_over, transfer.until, transfer.scope = transfer.is_over, until, scope
    transfer.save(update_fields=["until", "scope"])
    journal.record(by, "transfer_renewed", transfer, campaign=application.campaign, scope=str(scope), until=until)
    if was_over:
        outbox.queue(
            "diagnostics.note_transferred",
            about=transfer,
            to=[transfer.consultant.person],
            campaign=application.campaign,
            occurrence=f"{until:%Y%m%d}",
        )
    return transfer


@transaction.atomic
def withdraw_transfer(transfer, *, by) -> Transfer:
    """Take the note back: the consultant's access ends at once, the log of readings stays."""
    by = seats.acting(by)
    transfer = _locked(transfer)
    application = transfer.application
    refuse(rules.why_not_of_structure(by, application))
    if transfer.withdrawn_at is not None:
        raise DomainError("Cette transmission est déjà retirée.")
    transfer.withdrawn_at = clock.now()
    transfer.save(update_fields=["withdrawn_at"])
    journal.record(by, "transfer_withdrawn", transfer, campaign=application.campaign)
    return transfer


def record_note_reading(note, *, by):
    """« Qui a lu ma note »: every reading, page or PDF, by anyone. An author at work on her draft does not read it."""
    if by.pk != note.author_id or note.state in READABLE:
        with transaction.atomic():
            journal.record_reading(by, note)
