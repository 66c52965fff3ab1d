"""What the room of diagnostics holds of somebody: what she wrote, asked, passed on. Read on its own sides alone."""

from ccr import registry
from ccr.own import chapter
from ccr.wall.sides import Side
from diagnostics.models import Adoption, Answer, ContactEntry, Diagnostic, Note, Remark, Transfer


def _structure(line):
    return line.application.organisation.name


def of_diagnosis(seat):
    """A diagnostician: her notes, her answers to the template, her fil rouge."""
    notes = Note.objects.visible_to(seat).filter(author=seat).select_related("application__organisation")
    answers = Answer.objects.visible_to(seat).filter(saved_by=seat).exclude(value="").select_related("question")
    contacts = ContactEntry.objects.visible_to(seat).filter(by=seat)
    return [
        *chapter(
            "Notes que j’ai écrites",
            notes.order_by("pk"),
            ("Structure", _structure),
            "state",
            *Note.TEXTS,
            rank=10,
        ),
        *chapter(
            "Réponses à la trame que j’ai écrites",
            answers.order_by("diagnostic", "question__section__number", "question__position", "pk"),
            ("Question", lambda line: line.question.label),
            "value",
            rank=12,
        ),
        *chapter("Contacts du fil rouge que j’ai notés", contacts.order_by("on", "pk"), "on", "kind", "text", rank=14),
    ]


def of_candidate(seat):
    """A person of a structure: the diagnostic she asked for, her remarks, the notes she passed on."""
    asked = Diagnostic.objects.visible_to(seat).filter(asked_by=seat).select_related("application__organisation")
    remarks = Remark.objects.visible_to(seat).filter(by=seat)
    passed = Transfer.objects.visible_to(seat).filter(consented_by=seat).select_related("consultant__person")
    taken = Adoption.objects.visible_to(seat).filter(consented_by=seat)
    return [
        *chapter("Diagnostics que j’ai demandés", asked.order_by("pk"), ("Structure", _structure), "asked_at", rank=40),
        *chapter("Corrections que j’ai demandées sur la note", remarks.order_by("at", "pk"), "at", "text", rank=42),
        *chapter(
            "Notes que j’ai transmises",
            passed.order_by("pk"),
            ("À", lambda line: line.consultant.person.full_name),
            "scope",
            "consented_at",
            "until",
            "withdrawn_at",
            rank=44,
        ),
        *chapter(
            "Lignes de la note que j’ai reprises",
            taken.order_by("pk"),
            "text",
            "consented_at",
            "withdrawn_at",
            rank=46,
        ),
    ]


def register():
    registry.register("own", Side.DIAGNOSIS, of_diagnosis)
    registry.register("own", Side.CANDIDATE, of_candidate)
