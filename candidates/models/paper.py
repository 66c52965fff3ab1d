"""An application that came on paper, which the coordination types for the structure (A021)."""

from django.db import models
from django.db.models import Q

from ccr.documents.models import Document as AbstractDocument
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from .application import Application
from .doors import OWN


class PaperFileQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)


class PaperFile(SealedModel):
    """The paper itself: when it came, who signed it, where its receipt is posted. Instruction never reads it.

    The representative may have neither an account nor an e-mail address: the coordination acts in her name.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="paper")
    received_on = models.DateField("dossier reçu le", help_text="La date du cachet ou de la remise en main propre.")
    representative = models.CharField("représentant", max_length=160)
    address = models.TextField("adresse postale", max_length=300)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    late_reason = models.TextField("motif de la saisie après la clôture", max_length=1000, blank=True)
    by = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("saisie commencée le")

    readers = OWN
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(PaperFileQuerySet)()

    class Meta(SealedModel.Meta):
        db_table = "candidates_paper_file"
        verbose_name = "dossier papier"
        verbose_name_plural = "dossiers papier"
        constraints = [
            models.CheckConstraint(
                name="paper_file_signed_and_posted",
                condition=~Q(representative="") & ~Q(address=""),
                violation_error_message="Un dossier papier a un représentant et une adresse où lui répondre.",
            ),
        ]

    def __str__(self):
        return f"paper file {self.pk}"


class PaperReceiptQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class PaperReceipt(AbstractDocument):
    """The receipt to print and post: the coordination's, in no table where letters are."""

    url_name = "paper_receipt"
    readers = {Side.COORDINATION, Side.MACHINE}
    writers = {Side.COORDINATION, Side.MACHINE}
    objects = SealedManager.from_queryset(PaperReceiptQuerySet)()

    class Meta(AbstractDocument.Meta):
        verbose_name = "attestation de dépôt à poster"
        verbose_name_plural = "attestations de dépôt à poster"
