"""Files read for the directory, line by line, and records that were merged."""

from django.db import models
from django.db.models import Q

from ccr.once import MadeOnce
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from .organisations import Organisation


class ImportState(models.TextChoices):
    """A file is read first, written when somebody has seen what it would do."""

    PLANNED = "planned", "à confirmer"
    DONE = "done", "importé"


class ImportQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Import(MadeOnce, SealedModel):
    """A CSV file for the directory, read line by line: what is confirmed is what was shown, the file is read once."""

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    by_seat = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", verbose_name="par")
    state = models.CharField("état", max_length=10, choices=ImportState, default=ImportState.PLANNED)
    filename = models.CharField("fichier", max_length=150)
    sha256 = models.CharField("SHA-256", max_length=64)
    unknown = models.JSONField("colonnes laissées de côté", default=list)
    read_at = models.DateTimeField("lu le")
    done_at = models.DateTimeField("importé le", null=True, blank=True)

    opens_as = "les imports et les fusions de l’annuaire"
    readers = {Side.COORDINATION}
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(ImportQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "import de l’annuaire"
        verbose_name_plural = "imports de l’annuaire"
        ordering = ["-read_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="import_done_dated",
                condition=Q(state=ImportState.DONE, done_at__isnull=False)
                | Q(state=ImportState.PLANNED, done_at__isnull=True),
                violation_error_message="Un import fait a une date, un import à confirmer n’en a pas.",
            ),
        ]

    def __str__(self):
        return f"import {self.pk}"


class LineOutcome(models.TextChoices):
    """What a line of the file would do."""

    CREATE = "create", "à créer"
    UPDATE = "update", "à mettre à jour"
    SAME = "same", "déjà là"
    REFUSED = "refused", "refusée"


class LineResult(models.TextChoices):
    """What became of a line that would do something."""

    WRITTEN = "written", "écrite"
    SKIPPED = "skipped", "laissée de côté"


class ImportLineQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(of__campaign=seat.campaign_id)


class ImportLine(SealedModel):
    """A line of the file: what it says, what it would do, and what became of it."""

    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("ligne du fichier")
    outcome = models.CharField("effet", max_length=10, choices=LineOutcome)
    name = models.CharField("nom", max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    values = models.JSONField("valeurs", default=dict, help_text="{champ : valeur}, de ce qui serait créé.")
    changes = models.JSONField("changements", default=dict, help_text="{champ : [valeur de la fiche, valeur écrite]}.")
    reason = models.TextField("motif ou remarque", blank=True)
    result = models.CharField("suite", max_length=10, choices=LineResult, blank=True)

    readers = {Side.COORDINATION}
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(ImportLineQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "ligne d’import"
        verbose_name_plural = "lignes d’import"
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                name="import_line_once",
                fields=["of", "number"],
                violation_error_message="Cette ligne du fichier est déjà lue.",
            ),
            models.CheckConstraint(
                name="import_line_result_of_what_acts",
                condition=Q(result="") | Q(outcome__in=[LineOutcome.CREATE, LineOutcome.UPDATE]),
                violation_error_message="Seule une ligne qui crée ou met à jour a une suite.",
            ),
            models.CheckConstraint(
                name="import_line_refusal_says_why",
                condition=~Q(outcome=LineOutcome.REFUSED) | ~Q(reason=""),
                violation_error_message="Une ligne refusée dit pourquoi.",
            ),
        ]

    def __str__(self):
        return f"import line {self.pk}"


class MergeQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Merge(SealedModel):
    """Two records of one organisation became one: by whom, and why. What was moved is in the journal."""

    kept = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="fiche gardée")
    merged = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="fiche fusionnée"
    )
    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    by_seat = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", verbose_name="par")
    at = models.DateTimeField("le")
    reason = models.TextField("motif")

    readers = {Side.COORDINATION}
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(MergeQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "fusion de fiches"
        verbose_name_plural = "fusions de fiches"
        constraints = [
            models.CheckConstraint(
                name="merge_says_why",
                condition=~Q(reason=""),
                violation_error_message="Dites pourquoi ces deux fiches sont la même organisation.",
            ),
        ]

    def __str__(self):
        return f"merge {self.pk}"
