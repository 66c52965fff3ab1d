"""Passing the note on to a consultant, taking it back, and who read it (A044, A153, C30)."""

from django.db import IntegrityError, transaction

from ccr import clock, journal
from ccr.notifications import outbox
from ccr.programme import seats
from ccr.wall.errors import DomainError, refuse
from diagnostics import rules
from diagnostics.models import Note, Transfer
from diagnostics.states import READABLE


@transaction.atomic
def transfer_note(note, consultant, *, by) -> Transfer:
    """The structure's representative consents that this consultant reads the note, once the decision is published."""
    by = seats.acting(by)
    note = Note.objects.system().select_related("application__campaign").select_for_update(of=("self",)).get(pk=note.pk)
    application = note.application
    refuse(
        rules.why_not_representative(by, application)
        or rules.why_not_transfer(application, note)
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
            )
    except IntegrityError as error:
        raise DomainError("Cette note est déjà transmise à ce consultant.") from error
    journal.record(by, "note_transferred", transfer, campaign=application.campaign, consultant=consultant.pk)
    outbox.queue("diagnostics.note_transferred", about=transfer, to=[consultant.person], campaign=application.campaign)
    return transfer


@transaction.atomic
def withdraw_transfer(transfer, *, by) -> Transfer:
    """Take the note back: the consultant's access ends at once, the log of readings stays."""
    by = seats.acting(by)
    rows = Transfer.objects.system().select_related("application__campaign", "consultant__person")
    transfer = rows.select_for_update(of=("self",)).get(pk=transfer.pk)
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
