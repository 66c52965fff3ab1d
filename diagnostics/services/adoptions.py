"""Lines of a note that the structure takes as its own words, and takes back (DESIGN 2.4, A153)."""

from dataclasses import dataclass

from django.db import transaction

from ccr import clock, journal
from ccr.programme import seats
from ccr.wall.errors import DomainError, refuse
from diagnostics import rules
from diagnostics.models import Adoption, Note
from diagnostics.states import QuestionKind

SAID = (QuestionKind.TEXT, QuestionKind.STRENGTHS, QuestionKind.WEAKNESSES)
"""Answers that are words; a rating or a yes is not a line to take."""


@dataclass(frozen=True)
class Line:
    """A line of a note that may be adopted. key: how a form names it. where: the part of the note it stands in."""

    key: str
    where: str
    text: str


def lines_of(note) -> list[Line]:
    """The lines of a note in its order, each paragraph one. note: from ``with_page_data()``."""
    parts = [
        ("reasons", "Raisons de l’avis", note.reasons),
        ("conditions", "Conditions", note.conditions),
        ("risks", "Risques", note.risks),
        *(
            (f"axis-{one.axis.number}", f"Axe {one.axis.number}\u00a0: {one.axis.label}", one.text)
            for one in note.advised
        ),
        ("format", "Forme d’accompagnement conseillée", note.support_format),
        *(
            (f"line-{one.position}", f"{one.section}\u00a0: {one.label[:1].lower()}{one.label[1:]}", one.value)
            for one in note.quoted
            if one.kind in SAID
        ),
    ]
    return [
        Line(f"{name}.{rank}", where, text.strip())
        for name, where, said in parts
        for rank, text in enumerate(said.splitlines())
        if text.strip()
    ]


@transaction.atomic
def adopt_lines(note, theme: str, keys, *, by) -> Adoption:
    """The representative takes lines of the note as the structure's own words, in the structure's own pass.

    theme: the code of the sheet's theme they go to. keys: those of ``lines_of``. Raises DomainError with the rule that
    refuses.
    """
    by = seats.acting(by)
    note = Note.objects.visible_to(by).with_page_data().select_related("application__campaign").get(pk=note.pk)
    application = note.application
    refuse(rules.why_not_representative(by, application) or rules.why_not_transfer(application, note))
    taken = [line.text for line in lines_of(note) if line.key in set(keys)]
    if not taken:
        raise DomainError("Choisissez au moins une ligne de la note.")
    adoption = Adoption.objects.system().create(
        note=note,
        application=application,
        theme=theme,
        text="\n".join(taken),
        consented_by=by,
        consented_at=clock.now(),
    )
    journal.record(by, "lines_adopted", adoption, campaign=application.campaign, theme=theme, lines=len(taken))
    return adoption


@transaction.atomic
def withdraw_adoption(adoption, *, by) -> Adoption:
    """The structure takes back what it adopted; what its sheet keeps of it is the sheet's business."""
    by = seats.acting(by)
    rows = Adoption.objects.system().select_related("application__campaign")
    adoption = rows.select_for_update(of=("self",)).get(pk=adoption.pk)
    refuse(rules.why_not_of_structure(by, adoption.application))
    if adoption.withdrawn_at is not None:
        raise DomainError("Ces lignes sont déjà retirées.")
    adoption.withdrawn_at = clock.now()
    adoption.save(update_fields=["withdrawn_at"])
    journal.record(by, "lines_withdrawn", adoption, campaign=adoption.application.campaign)
    return adoption
