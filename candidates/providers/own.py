"""What the candidates' room holds of somebody: her words in drafts and messages, what she deposited or handed over."""

from django.db.models import Q

from candidates import contents
from candidates.models import (
    BulkMail,
    Draft,
    DraftSection,
    Extension,
    HandOver,
    Message,
    MessageReading,
    PaperFile,
    Reception,
    Repair,
    Version,
)
from ccr.own import chapter
from ccr.programme.models import CalendarChange
from ccr.registry import Chapter


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
    """The sections in which she wrote last, as they read today."""
    marks = {}
    for mark in DraftSection.objects.visible_to(seat).filter(saved_by=seat.person_id):
        marks.setdefault(mark.draft_id, {})[mark.key] = mark
    if not marks:
        return []
    entries = []
    drafts = Draft.objects.visible_to(seat).filter(pk__in=marks).with_parts()
    for draft in drafts.order_by("application__begun_at", "pk"):
        for block in contents.read(draft):
            if block.key in marks[draft.pk]:
                said = [*block.facts, *((text.label, text.text) for text in block.texts)]
                where = [("Structure", draft.application.organisation.name), ("Rubrique", block.title)]
                entries.append([*where, *((label, text) for label, text in said if text)])
    return [Chapter("Rubriques que j’ai écrites en dernier", entries, 10)] if entries else []


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
