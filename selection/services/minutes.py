"""The minutes of a session: a draft that the committee's members write, closed by the president."""

from django.db import transaction

from ccr import clock, journal
from ccr.notifications import outbox
from ccr.programme import seats
from ccr.seen import refuse_unseen
from ccr.wall.errors import refuse
from selection import committee, rules
from selection.models import CommitteeSession, Minutes, Publication

MINUTES_CLOSED = "selection.minutes_closed"


def _held(session) -> CommitteeSession:
    """The session's row, locked: its minutes are made and written under it."""
    rows = CommitteeSession.objects.system().select_for_update(of=("self",))
    return rows.select_related("meeting", "campaign").get(pk=session.pk)


@transaction.atomic
def save_minutes(session, text: str | None, *, seen: dict | None = None, by) -> Minutes:
    """Keep the draft of a session's minutes; an empty text empties it, None leaves it.

    seen: as ``refuse_unseen`` takes it, for « text ». Raises DomainError before the day or once closed, Conflict when
    a colleague wrote since.
    """
    session, by = _held(session), seats.acting(by)
    minutes = Minutes.objects.system().filter(session=session).first()
    refuse(rules.why_not_write_minutes(by, session.meeting, minutes))
    if minutes is None:
        minutes = Minutes(session=session)
    if text is not None:
        refuse_unseen({"text": text}, seen, {"text": minutes.text})
        minutes.text = text
    minutes.saved_at, minutes.saved_by = clock.now(), by
    minutes.save()
    return minutes


@transaction.atomic
def close_minutes(session, text: str, *, seen: dict | None = None, by) -> Minutes:
    """Close the minutes: they change no more, the committee has its PDF and a mail, nobody else anything (D11).

    text: all that the page shows. Raises DomainError as ``save_minutes``, to whoever does not preside, before the
    decisions are published, and when there is nothing in it.
    """
    from selection.documents import request_minutes

    minutes = save_minutes(session, text.strip(), seen=seen, by=by)
    by = seats.acting(by)
    is_published = Publication.objects.system().filter(session=session).exists()
    refuse(rules.why_not_close_minutes(by, is_published=is_published, text=minutes.text))
    minutes.closed_at, minutes.closed_by = clock.now(), by
    minutes.save(update_fields=["closed_at", "closed_by"])
    journal.record(by, "minutes_closed", minutes, campaign=by.campaign)
    request_minutes(minutes, by)
    others = [seat.person for seat in committee.members(by.campaign) if seat.pk != by.pk]
    outbox.queue(MINUTES_CLOSED, about=minutes, to=others, campaign=by.campaign)
    return minutes
