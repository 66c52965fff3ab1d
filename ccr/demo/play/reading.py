"""The *porte-documents*: documents published one after the other, one retired, one still in preparation."""

import time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify

from candidates.models import Mail
from ccr.demo.mail import CUT_OFF, UNKNOWN
from ccr.demo.people import OPEN_CALL, PAST_CALL
from ccr.demo.play import papers
from ccr.demo.play.calls import COORDINATOR
from ccr.demo.play.craft import act, act_on, campaign, day, moment, on, seat
from ccr.demo.play.words import library as words
from ccr.library import services
from ccr.library.models import Entry, Theme
from ccr.notifications import sending
from ccr.notifications import services as notifications
from ccr.notifications.states import MailState
from ccr.programme.models import Meeting
from ccr.wall.sides import Side

OPENS = moment("2026-10-05 15:00")
"""From then on the coordinator works in the open call."""


def coordinator(when):
    return seat(COORDINATOR, OPEN_CALL if when > OPENS else PAST_CALL)


def entry(title: str) -> Entry:
    return Entry.objects.system().get(title=title)


def prepare(when, theme, kind, dated_on, call, title, summary, lines):
    """Describe a document, join its file, publish it, but the last one."""
    by = coordinator(when)
    meeting = None
    if title in words.MINUTES_OF:
        meeting = Meeting.objects.get(campaign__slug=call, starts_at=moment(words.MINUTES_OF[title]))
    values = {
        "title": title,
        "summary": summary,
        "keywords": words.KEYWORDS.get(title, ""),
        "meeting": meeting,
        "dated_on": day(dated_on),
        "theme": Theme.objects.get(order=theme),
        "kind": kind,
        "campaign": campaign(call) if call else None,
    }
    made = act(by, services.add_entry, values)
    name = f"{slugify(title.replace('’', ' '))[:60].strip('-')}.pdf"
    file = SimpleUploadedFile(name, papers.pdf(title, lines), content_type="application/pdf")
    act(by, services.add_file, made, file)
    if title != words.DRAFT:
        act(by, services.publish, made)


def retire(when, title, reason):
    act(coordinator(when), services.retire, entry(title), reason=reason)


def read_before(when, title, kind):
    """Given to read before the next meeting of its kind in the open call."""
    rows = Meeting.objects.select_related("campaign").filter(campaign__slug=OPEN_CALL, kind=kind, starts_at__gt=when)
    act(coordinator(when), services.add_reading, entry(title), rows.order_by("starts_at").first())


def have_one_come_back():
    """A mail of minutes left, and came back: the address was wrong. Outside any transaction, as it is sent here."""
    document = entry(words.FIRST_DAY)
    rows = act_on(Side.MACHINE, Mail.objects.system).filter(occurrence=document.pk.hex)
    if rows.filter(state=MailState.RETURNED).exists():
        return
    mail = rows.exclude(address__in=(UNKNOWN, CUT_OFF)).order_by("created_at", "pk").first()
    for _ in range(40):  # a worker may be sending it
        act_on(Side.MACHINE, sending.deliver, mail._meta.label, mail.pk)
        mail.refresh_from_db()
        if mail.state == MailState.SENT:
            act(seat(COORDINATOR, PAST_CALL), notifications.mark_returned, mail)
            return
        time.sleep(0.25)


def moments():
    for when, *said in words.DOCUMENTS:
        yield on(when, prepare, moment(when), *said)
    title, when, reason = words.RETIRED
    yield on(when, retire, moment(when), title, reason)
    for title, when, kind in words.READINGS:
        yield on(when, read_before, moment(when), title, kind)
