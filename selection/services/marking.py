"""The grid, and the marks each member gives by herself first."""

from django.db import IntegrityError, transaction

from ccr import clock, journal
from ccr.programme import seats
from ccr.seen import refuse_unseen, stamp_of
from ccr.wall.errors import Conflict, DomainError, refuse
from selection import rules, scores
from selection.models import Criterion, CriterionKind, Grid, Mark, MarkSheet
from selection.services.examining import locked
from selection.states import SHEET, SheetState

DEFAULT_CRITERIA = (
    ("Adhésion à la charte", CriterionKind.CHARTER, 0, ""),
    ("Utilité sociale et environnementale de l’offre", CriterionKind.MARKED, 30, "1.4"),
    ("Viabilité économique", CriterionKind.MARKED, 25, ""),
    ("Coopération et complémentarité avec les autres résidents", CriterionKind.MARKED, 20, ""),
    ("Gouvernance et qualité d’emploi", CriterionKind.MARKED, 15, ""),
    ("Adéquation au lieu et aux espaces", CriterionKind.MARKED, 10, ""),
)
"""The grid of B6: a proposal, until GT4's report gives its own (C19). The last part is the charter's article (A026)."""
TOTAL = 100


def _lines_of(campaign) -> tuple[int, list[Criterion]]:
    """The scale and the criteria a new grid begins with: those of the call it took over from, else those of B6.

    An earlier call whose grid nobody ever looked at leads to the one before it.
    """
    base = campaign.based_on
    while base is not None:
        grid = Grid.objects.system().filter(campaign=base).first()
        if grid is not None:
            return grid.scale, list(Criterion.objects.system().filter(grid=grid).live())
        base = base.based_on
    proposed = [
        Criterion(label=label, kind=kind, weight=weight, charter_article=article)
        for label, kind, weight, article in DEFAULT_CRITERIA
    ]
    return Grid._meta.get_field("scale").default, proposed


def ensure_grid(campaign) -> Grid:
    """The campaign's grid, made the first time somebody of instruction looks at it: an earlier call's, or B6's."""
    grid = Grid.objects.system().filter(campaign=campaign).first()
    if grid is not None:
        return grid
    try:
        with transaction.atomic():
            scale, lines = _lines_of(campaign)
            grid = Grid.objects.system().create(campaign=campaign, scale=scale)
            Criterion.objects.system().bulk_create(
                Criterion(
                    grid=grid,
                    label=line.label,
                    kind=line.kind,
                    charter_article=line.charter_article,
                    weight=line.weight,
                    minimum=line.minimum,
                    rank=rank,
                )
                for rank, line in enumerate(lines)
            )
            return grid
    except IntegrityError:  # another member looked at the same time
        return Grid.objects.system().get(campaign=campaign)


def grid_stamp(grid, criteria) -> str:
    """Which grid a page shows: another one as soon as anything of it changes. criteria: those that are marked."""
    return stamp_of(grid.scale, [(str(c.pk), *_said(c)) for c in sorted(criteria, key=lambda c: c.rank)])


def _said(criterion) -> tuple:
    return criterion.label, criterion.charter_article, criterion.weight, criterion.minimum


@transaction.atomic
def edit_grid(campaign, *, scale: int, criteria: list, seen: str | None = None, by) -> Grid:
    """Replace the marked criteria of the grid.

    criteria: [{"pk": id or None, "label", "charter_article", "weight", "minimum"}], in order; those left out are
    retired. minimum: the mean mark under which a file is eliminated, None when the criterion does not eliminate.
    seen: the ``grid_stamp`` of the page; None does not look. Raises Conflict when a colleague changed the grid since.
    Raises DomainError when the grid is frozen, a criterion comes twice, the weights do not add up to 100 or a minimum
    is beyond the scale (A093, D11).
    """
    grid = Grid.objects.system().select_for_update(of=("self",)).get(pk=ensure_grid(campaign).pk)
    by = seats.acting(by)
    refuse(rules.why_not_edit_grid(by, grid))
    total = sum(line["weight"] for line in criteria)
    if total != TOTAL:
        raise DomainError(f"Les poids des critères doivent faire {TOTAL} en tout : ils font {total}.")
    if beyond := [line["label"] for line in criteria if (line.get("minimum") or 0) > scale]:
        raise DomainError(f"La note minimale dépasse la note maximale, {scale}, pour : {', '.join(beyond)}.")
    named = [line["pk"] for line in criteria if line["pk"]]
    if len(named) != len(set(named)):
        raise DomainError("Un critère est écrit deux fois dans la grille. Rechargez la page, puis recommencez.")
    rows = Criterion.objects.system().filter(grid=grid, kind=CriterionKind.MARKED)
    live = [criterion for criterion in rows if criterion.retired_at is None]
    if seen is not None and seen != grid_stamp(grid, live):
        said = [
            (line["label"], line.get("charter_article", ""), line["weight"], line.get("minimum")) for line in criteria
        ]
        kept = [_said(criterion) for criterion in sorted(live, key=lambda c: c.rank)]
        if (scale, said) == (grid.scale, kept):  # sent twice
            return grid
        raise Conflict(
            "Une autre personne a changé la grille depuis l’ouverture de votre page : votre saisie n’est pas "
            "enregistrée."
        )
    known = {criterion.pk: criterion for criterion in rows}
    rows.exclude(pk__in=named).filter(retired_at__isnull=True).update(retired_at=clock.now())
    for rank, line in enumerate(criteria, start=1):
        criterion = known.get(line["pk"]) or Criterion(grid=grid)
        criterion.label, criterion.weight, criterion.rank = line["label"], line["weight"], rank
        criterion.charter_article, criterion.minimum = line.get("charter_article", ""), line.get("minimum")
        criterion.retired_at = None
        criterion.save()
    grid.scale = scale
    grid.save(update_fields=["scale"])
    journal.record(by, "grid_changed", grid, criteria=len(criteria), scale=scale)
    return grid


def _freeze(campaign, by) -> Grid:
    """The grid, frozen by the first mark. Locked only until then."""
    grid = ensure_grid(campaign)
    if not grid.is_frozen:
        grid = Grid.objects.system().select_for_update(of=("self",)).get(pk=grid.pk)
        if not grid.is_frozen:
            grid.frozen_at = clock.now()
            grid.save(update_fields=["frozen_at"])
            journal.record(by, "grid_frozen", grid)
    return grid


def _sheet(file, by) -> MarkSheet:
    """The member's sheet on the file, locked, made at her first mark."""
    rows = MarkSheet.objects.system()
    rows.get_or_create(file=file, seat=by, defaults={"saved_at": clock.now()})
    return rows.select_for_update(of=("self",)).get(file=file, seat=by)


def _refuse_unseen(sheet, marks, comment, seen):
    if not seen:
        return
    given = {} if comment is None else {"comment": comment}
    for criterion, changes in marks.items():
        given |= {f"{part}_{criterion.pk.hex}": value for part, value in changes.items()}
    stored = dict.fromkeys(given) | {"comment": sheet.comment}
    for mark in Mark.objects.system().filter(sheet=sheet):
        key = mark.criterion_id.hex
        stored |= {f"value_{key}": mark.value, f"comment_{key}": mark.comment}
    refuse_unseen(given, seen, stored)


def _write(grid, sheet, marks: dict):
    """Write values and comments. marks: {Criterion: {"value": …, "comment": …}}, either one alone if need be."""
    for criterion, changes in marks.items():
        value = changes.get("value")
        if value is not None and not 0 <= value <= grid.scale:
            raise DomainError(f"Une note est comprise entre 0 et {grid.scale}.")
        Mark.objects.system().update_or_create(sheet=sheet, criterion=criterion, defaults=changes)


@transaction.atomic
def save_sheet(file, *, marks: dict, comment: str | None = None, seen: dict | None = None, by) -> MarkSheet:
    """Keep a member's draft: marks, comments, or both; the first value given in a campaign freezes its grid.

    marks: {Criterion: {"value": int | None, "comment": str}}. comment: the general one, None to leave it.
    seen: as ``refuse_unseen`` takes it, by ``value_<key>``, ``comment_<key>`` (the criterion's key in hexadecimal) and
    ``comment``. Raises DomainError when she may not mark (A094), Conflict when another window of hers wrote since.
    """
    file, by = locked(file, by), seats.acting(by)
    refuse(rules.why_not_mark(by, file))
    given = any(changes.get("value") is not None for changes in marks.values())
    grid = _freeze(file.campaign, by) if given else ensure_grid(file.campaign)
    live = set(Criterion.objects.system().filter(grid=grid).marked().values_list("pk", flat=True))
    if any(criterion.pk not in live for criterion in marks):
        raise DomainError("La grille vient de changer. Rechargez la page pour noter avec la bonne.")
    sheet = _sheet(file, by)
    _refuse_unseen(sheet, marks, comment, seen)
    _write(grid, sheet, marks)
    sheet.saved_at = clock.now()
    if comment is not None:
        sheet.comment = comment
    sheet.save(update_fields=["saved_at", "comment"])
    return sheet


def save_mark(file, criterion, *, by, **changes) -> MarkSheet:
    """Keep one mark as it is given: ``value``, ``comment`` or both."""
    return save_sheet(file, marks={criterion: changes}, by=by)


@transaction.atomic
def submit_marks(
    file, *, marks: dict | None = None, comment: str | None = None, seen: dict | None = None, by
) -> MarkSheet:
    """Submit one's marks on a file, once and for all: the others' can then be read (A094).

    marks, comment: what is given with the click, besides what was saved: all that the page shows, so that nothing it
    did not show is handed over (``seen``). Raises DomainError while a criterion has no mark, else as ``save_sheet``.
    """
    sheet = save_sheet(file, marks=marks or {}, comment=comment, seen=seen, by=by)
    grid = _freeze(file.campaign, by)
    criteria = list(Criterion.objects.system().filter(grid=grid).marked())
    values = dict(Mark.objects.system().filter(sheet=sheet, value__isnull=False).values_list("criterion", "value"))
    missing = [criterion.label for criterion in criteria if criterion.pk not in values]
    if missing:
        raise DomainError(f"Il manque une note sur : {', '.join(missing)}.")
    score = scores.score_out_of_100(((criterion.weight, values[criterion.pk]) for criterion in criteria), grid.scale)
    SHEET.move(sheet, SheetState.SUBMITTED, submitted_at=clock.now(), score=score)
    journal.record(by, "marks_submitted", file)
    return sheet


@transaction.atomic
def block_marks(seat) -> int:
    """Block what a suspended member had not submitted (D4c). Gives how many sheets."""
    drafts = list(MarkSheet.objects.system().select_for_update(of=("self",)).filter(seat=seat, state=SheetState.DRAFT))
    for sheet in drafts:
        SHEET.move(sheet, SheetState.BLOCKED, blocked_at=clock.now())
    if drafts:
        journal.record(None, "marks_blocked", drafts[0], campaign=seat.campaign, sheets=len(drafts))
    return len(drafts)
