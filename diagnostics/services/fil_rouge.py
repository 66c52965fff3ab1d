"""The follow-up after the restitution (A041, C14)."""

from django.db import transaction

from ccr import clock, journal
from ccr.notifications import outbox
from ccr.once import already_made, key_about
from ccr.programme import seats
from ccr.wall.errors import DomainError, refuse
from diagnostics import rules
from diagnostics.models import ContactEntry, FilRouge
from diagnostics.services.people import lock, structure_people
from diagnostics.states import DIAGNOSTIC, ContactKind
from diagnostics.states import DiagnosticState as State


def _lock(fil_rouge):
    """The diagnostic first, then its fil rouge: always in this order."""
    diagnostic = lock(fil_rouge.diagnostic)
    found = FilRouge.objects.system().select_for_update(of=("self",)).get(pk=fil_rouge.pk)
    found.diagnostic = diagnostic
    return diagnostic, found


def _queue(kind, fil_rouge, to):
    outbox.queue(f"diagnostics.{kind}", about=fil_rouge, to=to, campaign=fil_rouge.diagnostic.campaign)


@transaction.atomic
def add_contact(fil_rouge, *, on, kind, text: str, shared: bool, by, key=None) -> ContactEntry:
    """Write a line of the log; a shared one is read by the structure. key: of the form it comes from."""
    (diagnostic, fil_rouge), by = _lock(fil_rouge), seats.acting(by)
    refuse(rules.why_not_theirs(by, diagnostic))
    key = key_about(key, fil_rouge)
    if made := already_made(ContactEntry.objects.system().filter(fil_rouge=fil_rouge), key):
        return made
    if not fil_rouge.is_open:
        raise DomainError("Ce fil rouge est clos : on n’y écrit plus.")
    return _write(fil_rouge, on=on, kind=ContactKind(kind), text=text, shared=shared, by=by, key=key)


def _write(fil_rouge, *, on, kind, text, shared, by, key=None):
    if on > clock.today():
        raise DomainError("La date du contact ne peut pas être à venir.")
    if on < fil_rouge.starts_on:
        raise DomainError("Le contact ne peut pas précéder la restitution.")
    if not text.strip():
        raise DomainError("Écrivez un compte rendu, même bref.")
    entry = ContactEntry.objects.system().create(
        fil_rouge=fil_rouge,
        on=on,
        kind=kind,
        text=text,
        shared=shared,
        by=by,
        written_at=clock.now(),
        form_key=key,
    )
    journal.record(by, "contact_added", entry, campaign=fil_rouge.diagnostic.campaign, kind=kind, shared=shared)
    return entry


@transaction.atomic
def agree_duration(fil_rouge, ends_on, *, by) -> FilRouge:
    """Agree with the structure on the end, between the minimum and the maximum."""
    (diagnostic, fil_rouge), by = _lock(fil_rouge), seats.acting(by)
    refuse(rules.why_not_theirs(by, diagnostic) or rules.why_not_end_on(fil_rouge, ends_on))
    fil_rouge.ends_on = ends_on
    fil_rouge.save(update_fields=["ends_on"])
    journal.record(by, "fil_rouge_agreed", fil_rouge, campaign=diagnostic.campaign, ends_on=ends_on)
    return fil_rouge


@transaction.atomic
def ask_to_stop(fil_rouge, *, by) -> FilRouge:
    """The structure asks to stop: the diagnostician may close before the minimum."""
    (diagnostic, fil_rouge), by = _lock(fil_rouge), seats.acting(by)
    refuse(rules.why_not_representative(by, diagnostic.application))
    if not fil_rouge.is_open:
        raise DomainError("Ce fil rouge est déjà clos.")
    if fil_rouge.stop_asked_on is None:
        fil_rouge.stop_asked_on = clock.today()
        fil_rouge.save(update_fields=["stop_asked_on"])
        journal.record(by, "fil_rouge_stop_asked", fil_rouge, campaign=diagnostic.campaign)
        _queue("fil_rouge_stop_asked", fil_rouge, [diagnostic.diagnostician.person])
    return fil_rouge


@transaction.atomic
def close_fil_rouge(fil_rouge, report: str, *, by) -> FilRouge:
    """Close with a report that the structure reads; the diagnostic is closed with it."""
    (diagnostic, fil_rouge), by = _lock(fil_rouge), seats.acting(by)
    refuse(rules.why_not_theirs(by, diagnostic) or rules.why_not_close(fil_rouge))
    today = clock.today()
    _write(fil_rouge, on=today, kind=ContactKind.CLOSING, text=report, shared=True, by=by)
    fil_rouge.closed_on = today
    fil_rouge.save(update_fields=["closed_on"])
    DIAGNOSTIC.move(diagnostic, State.CLOSED, closed_on=today)
    journal.record(by, "fil_rouge_closed", fil_rouge, campaign=diagnostic.campaign)
    _queue("fil_rouge_closed", fil_rouge, structure_people(diagnostic))
    return fil_rouge
