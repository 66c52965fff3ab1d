"""The grid of a campaign, and what each member marks with it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

from candidates import charter
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.workflow import Badge
from selection.models.files import COMMITTEE, INSTRUCTION, File, LinkDeclaration, about_file, unlinked_files
from selection.states import SHEET, FileState, SheetState

WIDEST_SCALE = 10


class GridQuerySet(SealedQuerySet):
    def for_instruction(self, seat):
        return Q(campaign=seat.campaign_id)


class Grid(SealedModel):
    """The scoring grid of a campaign: editable until the first mark, then frozen (A093, D11)."""

    campaign = models.OneToOneField("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    scale = models.PositiveSmallIntegerField(
        "note maximale",
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(WIDEST_SCALE)],
        help_text="Chaque critère est noté de 0 à ce nombre.",
    )
    frozen_at = models.DateTimeField("figée le", null=True, blank=True)

    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(GridQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "grille de notation"
        verbose_name_plural = "grilles de notation"
        constraints = [
            models.CheckConstraint(
                name="grid_scale_in_range",
                condition=Q(scale__gte=2, scale__lte=WIDEST_SCALE),
                violation_error_message=f"La note maximale est comprise entre 2 et {WIDEST_SCALE}.",
            ),
        ]

    def __str__(self):
        return f"grid {self.pk}"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class CriterionKind(models.TextChoices):
    """A criterion is marked, or eliminates whatever the marks (D11)."""

    MARKED = "marked", "noté"
    CHARTER = "charter", "éliminatoire : charte signée"


class CriterionQuerySet(SealedQuerySet):
    def for_instruction(self, seat):
        return Q(grid__campaign=seat.campaign_id)

    def live(self):
        """The criteria of the grid as it stands, in its order."""
        return self.filter(retired_at__isnull=True).order_by("rank", "pk")

    def marked(self):
        """Those that members mark."""
        return self.live().filter(kind=CriterionKind.MARKED)


class Criterion(SealedModel):
    """A line of the grid, derived from the charter (A093). The weights of the marked ones add up to 100."""

    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="criteria")
    kind = models.CharField("nature", max_length=10, choices=CriterionKind, default=CriterionKind.MARKED)
    label = models.CharField("critère", max_length=150)
    # A reference (``charter.references``); free words in grids made before articles were chosen from a list.
    charter_article = models.CharField("article de la charte", max_length=100, blank=True)
    weight = models.PositiveSmallIntegerField("poids", default=0)
    minimum = models.PositiveSmallIntegerField(
        "note minimale",
        null=True,
        blank=True,
        help_text="Sous cette note, en moyenne des membres, le dossier est éliminé ; vide : le critère n’élimine pas.",
    )
    rank = models.PositiveSmallIntegerField("ordre", default=0)
    retired_at = models.DateTimeField("retiré le", null=True, blank=True)

    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(CriterionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "critère"
        verbose_name_plural = "critères"
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(
                name="criterion_weight_fits_kind",
                condition=Q(kind=CriterionKind.MARKED, weight__gte=1, weight__lte=100)
                | Q(kind=CriterionKind.CHARTER, weight=0),
                violation_error_message="Un critère noté pèse de 1 à 100 ; un critère éliminatoire ne pèse rien.",
            ),
            models.CheckConstraint(
                name="criterion_minimum_is_mark",
                condition=Q(minimum__isnull=True)
                | Q(kind=CriterionKind.MARKED, minimum__gte=1, minimum__lte=WIDEST_SCALE),
                violation_error_message="Seul un critère noté a une note minimale, de 1 à la note maximale.",
            ),
            models.UniqueConstraint(
                name="criterion_charter_once",
                fields=["grid"],
                condition=Q(kind=CriterionKind.CHARTER, retired_at__isnull=True),
                violation_error_message="L’adhésion à la charte ne figure qu’une fois dans la grille.",
            ),
        ]

    def __str__(self):
        return f"criterion {self.pk}"

    @property
    def elimination(self) -> str:
        """« sous 2 en moyenne »: when it eliminates; nothing when it does not."""
        return f"sous {self.minimum} en moyenne" if self.minimum else ""

    @property
    def article(self) -> str:
        """The article of the charter it comes from, in words."""
        return charter.in_words(self.charter_article)


class MarkSheetQuerySet(SealedQuerySet):
    """One's own; the others', submitted, once hers is for that file or once the decision is out (A094)."""

    def for_instruction(self, seat):
        if not seat.has_role(*COMMITTEE):
            return Q(pk__in=[])
        others = Q(state=SheetState.SUBMITTED) & Q(file__in=self.opened_to(seat))
        return about_file(seat) & (Q(seat=seat) | others)

    def opened_to(self, seat):
        """Ids of the files whose marks this seat may compare: individual first."""
        mine = self.model.objects.system().filter(seat=seat, state=SheetState.SUBMITTED)
        return (
            File.objects.visible_to(seat)
            .filter(Q(pk__in=mine.values("file")) | Q(state=FileState.DECIDED), pk__in=unlinked_files(seat))
            .values("pk")
        )

    def counted(self):
        """Those that make the mean: submitted, by members who have not withdrawn since (D11)."""
        withdrawn = LinkDeclaration.objects.system().filter(file=OuterRef("file"), seat=OuterRef("seat"))
        return self.filter(~Exists(withdrawn.withdrawals()), state=SheetState.SUBMITTED)


class MarkSheet(SealedModel):
    """A member's marks on a file: draft, then submitted with its score out of 100 (A094)."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="sheets")
    seat = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", verbose_name="membre")
    state = models.CharField("état", max_length=10, choices=SheetState, default=SheetState.DRAFT)
    comment = models.TextField("appréciation générale", blank=True, max_length=3000)
    saved_at = models.DateTimeField("enregistrée le")
    submitted_at = models.DateTimeField("remise le", null=True, blank=True)
    blocked_at = models.DateTimeField("bloquée le", null=True, blank=True)
    score = models.DecimalField("note sur 100", max_digits=5, decimal_places=2, null=True, blank=True)

    opens_as = "les fiches de notation du comité"
    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(MarkSheetQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "fiche de notation"
        verbose_name_plural = "fiches de notation"
        constraints = [
            models.UniqueConstraint(
                name="mark_sheet_once_per_member",
                fields=["file", "seat"],
                violation_error_message="Ce membre a déjà une fiche sur ce dossier.",
            ),
            models.CheckConstraint(
                name="mark_sheet_submission_complete",
                condition=Q(state=SheetState.SUBMITTED, submitted_at__isnull=False, score__isnull=False)
                | (~Q(state=SheetState.SUBMITTED) & Q(submitted_at__isnull=True, score__isnull=True)),
                violation_error_message="Une fiche remise a une date et une note sur 100, les autres n’en ont pas.",
            ),
            models.CheckConstraint(
                name="mark_sheet_block_dated",
                condition=Q(state=SheetState.BLOCKED, blocked_at__isnull=False)
                | (~Q(state=SheetState.BLOCKED) & Q(blocked_at__isnull=True)),
                violation_error_message="Une fiche bloquée a une date de blocage, les autres n’en ont pas.",
            ),
            models.CheckConstraint(
                name="mark_sheet_score_in_range",
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
                violation_error_message="La note est comprise entre 0 et 100.",
            ),
        ]

    def __str__(self):
        return f"mark sheet {self.pk}"

    @property
    def badge(self) -> Badge:
        return SHEET.badge(self.state)


class MarkQuerySet(SealedQuerySet):
    """A mark follows its sheet."""

    def for_instruction(self, seat):
        from selection.models import MarkSheet

        return Q(sheet__in=MarkSheet.objects.visible_to(seat).values("pk"))


class Mark(SealedModel):
    """What a member gives a file on one criterion."""

    sheet = models.ForeignKey(MarkSheet, on_delete=models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    value = models.PositiveSmallIntegerField("note", null=True, blank=True)
    comment = models.TextField("commentaire", blank=True, max_length=1000)

    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(MarkQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "note"
        verbose_name_plural = "notes"
        constraints = [
            models.UniqueConstraint(name="mark_once_per_criterion", fields=["sheet", "criterion"]),
            models.CheckConstraint(
                name="mark_value_in_scale",
                condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=WIDEST_SCALE),
                violation_error_message="Une note est comprise entre 0 et la note maximale de la grille.",
            ),
        ]

    def __str__(self):
        return f"mark {self.pk}"
