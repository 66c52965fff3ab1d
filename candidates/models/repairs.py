"""What the coordination put right in an application, and why: told to the structure, never read by instruction."""

from django.db import models
from django.db.models import F, Q

from ccr.directory.models import LegalForm
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from .application import Application
from .doors import OWN


class RepairKind(models.TextChoices):
    """What was put right."""

    PUT_BACK = "put_back", "dépôt annulé, candidature rendue au brouillon"
    FORMER_VERSION = "former_version", "version précédente remise en vigueur"
    LEGAL_FORM = "legal_form", "forme juridique corrigée"


class RepairQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)


class Repair(SealedModel):
    """A deposit or a legal form put right. before, after: numbers of versions, or codes of legal forms.

    rna: the number that the record lost with its form, which it finds again with it.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="repairs")
    kind = models.CharField("réparation", max_length=16, choices=RepairKind)
    before = models.CharField("avant", max_length=8)
    after = models.CharField("après", max_length=8, blank=True)
    rna = models.CharField("numéro RNA retiré", max_length=10, blank=True, default="", editable=False)
    reason = models.TextField("motif", max_length=1000)
    by = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le")

    readers = OWN
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(RepairQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "réparation"
        verbose_name_plural = "réparations"
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                name="repair_says_why",
                condition=~Q(reason=""),
                violation_error_message="Dites pourquoi : le motif est écrit à la structure.",
            ),
            models.CheckConstraint(
                name="repair_changes_something",
                condition=~Q(before=F("after")),
                violation_error_message="Cette réparation ne changerait rien.",
            ),
        ]

    def __str__(self):
        return f"repair {self.pk}"

    @property
    def change(self) -> str:
        """« version 2, puis version 1 », « Association déclarée, puis SAS »; empty where there is no other side."""
        if self.kind == RepairKind.LEGAL_FORM:
            return f"{LegalForm(self.before).label}, puis {LegalForm(self.after).label}"
        if self.kind == RepairKind.FORMER_VERSION:
            return f"version {self.before}, puis version {self.after}"
        return f"version {self.before}"
