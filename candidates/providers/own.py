"""What the candidates' room holds of somebody: her messages, what she saved, deposited or handed over."""

from django.db.models import Q

from candidates.models import (
    BulkMail,
    DraftSection,
    Extension,
    HandOver,
    Message,
    MessageReading,
    PaperFile,
    Reception,
    Registration,
    Repair,
    Version,
)
from ccr.own import chapter
from ccr.programme.models import CalendarChange
from ccr.ui import french


def _structure(line) -> str:
    return line.application.organisation.name


def of_candidate(seat):
    """A person of a structure."""
    me = seat.person_id
    deposits = Version.objects.visible_to(seat).filter(deposited_by=me).select_related("application__organisation")
    passed = HandOver.objects.visible_to(seat).filter(Q(asked_by=seat) | Q(to=me))
    return [
        *_drafts(seat),
        *chapter(
            "Dépôts que j’ai faits",
            deposits.order_by("deposited_at", "pk"),
            ("Structure", _structure),
            "number",
            "deposited_at",
            rank=20,
        ),
        *chapter(
            "Passations de la représentation",
            passed.select_related("application__organisation").order_by("pk"),
            ("Structure", _structure),
            "asked_at",
            "state",
            rank=22,
        ),
        *_messages(seat),
        *_registrations(seat),
    ]


def of_coordination(seat):
    """A coordinator: her own words, not the names and numbers of who came to ask."""
    me = seat.person_id
    granted = Extension.objects.visible_to(seat).filter(by=me).select_related("application__organisation")
    typed = PaperFile.objects.visible_to(seat).filter(by=me).select_related("application__organisation")
    repaired = Repair.objects.visible_to(seat).filter(by=me).select_related("application__organisation")
    received = Reception.objects.visible_to(seat).filter(by=me)
    written = BulkMail.objects.visible_to(seat).filter(by=me)
    moved = CalendarChange.objects.visible_to(seat).filter(by=me)
    return [
        *chapter(
            "Délais que j’ai accordés",
            granted.order_by("pk"),
            ("Structure", _structure),
            "until",
            "reason",
            rank=20,
        ),
        *chapter("Changements de calendrier que j’ai décidés", moved.order_by("at", "pk"), "at", "reason", rank=22),
        *chapter(
            "Dossiers papier que j’ai saisis",
            typed.order_by("at", "pk"),
            ("Structure", _structure),
            "at",
            "late_reason",
            rank=24,
        ),
        *chapter(
            "Réparations que j’ai faites",
            repaired.order_by("at", "pk"),
            ("Structure", _structure),
            "kind",
            "at",
            "reason",
            rank=26,
        ),
        *chapter(
            "Accueils que j’ai notés", received.order_by("on", "pk"), "on", "channel", "question", "outcome", rank=28
        ),
        *chapter(
            "Courriers groupés que j’ai écrits",
            written.order_by("sent_at", "pk"),
            "sent_at",
            "title",
            "text",
            rank=34,
        ),
        *_drafts(seat),
        *_messages(seat),
    ]


def _drafts(seat):
    """Which sections she saved last, and when. Not their words: several people write in one section."""
    marks = DraftSection.objects.visible_to(seat).filter(saved_by=seat.person_id)
    return chapter(
        "Rubriques que j’ai enregistrées en dernier",
        marks.select_related("draft__application__organisation").order_by("saved_at", "pk"),
        ("Structure", lambda line: _structure(line.draft)),
        "key",
        "saved_at",
        rank=10,
    )


def _registrations(seat):
    """Her own, found by her address. The names are hers when she typed them."""
    mine = Registration.objects.visible_to(seat).with_day().order_by("asked_at", "pk")
    return chapter(
        "Mes inscriptions à une journée d’information",
        mine,
        ("Journée", lambda line: french.moment(line.day.meeting.starts_at)),
        "state",
        "asked_at",
        "people",
        ("Nom", lambda line: "" if line.is_typed else line.name),
        ("Structure", lambda line: "" if line.is_typed else line.organisation),
        rank=34,
    )


def _messages(seat):
    written = Message.objects.visible_to(seat).filter(author=seat.person_id).select_related("application__organisation")
    read = MessageReading.objects.visible_to(seat).filter(person=seat.person_id)
    return [
        *chapter(
            "Messages que j’ai écrits",
            written.order_by("written_at", "pk"),
            ("Structure", _structure),
            "state",
            "written_at",
            "text",
            rank=30,
        ),
        *chapter("Messages que j’ai lus", read.order_by("read_at", "pk"), "read_at", rank=32),
    ]
