"""What instruction holds of somebody who sits in it: her opinions, marks, links, proposals. Read on its side alone."""

from ccr import registry
from ccr.own import chapter
from ccr.ui import french
from ccr.wall.sides import Side
from selection.models import LinkDeclaration, Mark, MarkSheet, Minutes, Opinion, ProposedDecision

WHERE = ("Structure", lambda line: line.file.application.organisation.name)
CHAPTERS = (
    ("Liens que j’ai déclarés", LinkDeclaration, "seat", ("declared_at", "link")),
    ("Avis que j’ai écrits", Opinion, "by", ("saved_at", "value", "missing", "text", "given_at")),
    (
        "Fiches de notation que j’ai remplies",
        MarkSheet,
        "seat",
        ("saved_at", "state", "comment", "submitted_at", "score"),
    ),
    ("Décisions que j’ai proposées", ProposedDecision, "by", ("proposed_at", "value")),
)
"""(title, model, whose it is, columns, the first of which sorts)."""


def of_instruction(seat):
    """What she declared, wrote and marked, as she may read it today: a file she withdrew from is closed to her."""
    found = []
    for rank, (title, model, whose, columns) in enumerate(CHAPTERS, start=10):
        rows = model.objects.visible_to(seat).filter(**{whose: seat})
        rows = rows.select_related("file__application__organisation").order_by(columns[0], "pk")
        found += chapter(title, rows, WHERE, *columns, rank=rank)
    # Once published, motive and conditions are the letter's, which instruction does not read any more.
    open_ones = ProposedDecision.objects.visible_to(seat).filter(by=seat, session__publication__isnull=True)
    open_ones = open_ones.select_related("file__application__organisation").order_by("proposed_at", "pk")
    found += chapter(
        "Motifs que j’ai écrits, avant leur publication", open_ones, WHERE, "motive", "conditions", rank=14
    )
    minutes = Minutes.objects.visible_to(seat).filter(closed_by=seat).select_related("session__meeting")
    when = ("Comité du", lambda line: french.long_date(line.session.meeting.starts_at))
    found += chapter("Comptes rendus que j’ai clos", minutes.order_by("closed_at"), when, "closed_at", rank=16)
    marks = Mark.objects.visible_to(seat).filter(sheet__seat=seat)
    marks = marks.select_related("sheet__file__application__organisation", "criterion")
    return found + chapter(
        "Notes que j’ai données",
        marks.order_by("sheet__saved_at", "criterion__label", "pk"),
        ("Structure", lambda line: WHERE[1](line.sheet)),
        ("Critère", lambda line: line.criterion.label),
        "value",
        "comment",
        rank=20,
    )


def register():
    registry.register("own", Side.INSTRUCTION, of_instruction)
