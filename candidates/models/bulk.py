"""What the coordination writes to several structures at once: its own words, which their people receive by mail.

No field here comes from another room: nothing that support or instruction did can be merged into such a mail.
"""

from django.db import models
from django.db.models import Q

from ccr.once import MadeOnce
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from .application import Application
from .doors import OWN


class BulkTo(models.TextChoices):
    """Who of each structure receives it."""

    REPRESENTATIVES = "representatives", "la personne qui représente chaque structure"
    EVERYBODY = "everybody", "toutes les personnes de chaque candidature"


class BulkMailQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(campaign=seat.campaign_id, pk__in=BulkTarget.objects.visible_to(seat).values("mail"))

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class BulkMail(MadeOnce, SealedModel):
    """A mail to several structures, kept as it was sent; who received it is in the outbox."""

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("objet", max_length=120)
    text = models.TextField("message", max_length=5000)
    to = models.CharField("à", max_length=16, choices=BulkTo)
    by = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("envoyé le")
    structures = models.PositiveSmallIntegerField("structures")
    people = models.PositiveSmallIntegerField("destinataires")

    readers = OWN
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(BulkMailQuerySet)()

    class Meta(SealedModel.Meta):
        db_table = "candidates_bulk_mail"
        verbose_name = "courrier groupé"
        verbose_name_plural = "courriers groupés"
        ordering = ["-sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="bulk_mail_reaches_somebody",
                condition=Q(structures__gte=1, people__gte=1),
                violation_error_message="Un courrier groupé part à une personne au moins.",
            ),
        ]

    def __str__(self):
        return f"bulk mail {self.pk}"


class BulkTargetQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)


class BulkTarget(SealedModel):
    """A structure that was written to: a structure sees its own line, and no other's."""

    mail = models.ForeignKey(BulkMail, on_delete=models.PROTECT, related_name="targets")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")

    readers = OWN
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(BulkTargetQuerySet)()

    class Meta(SealedModel.Meta):
        db_table = "candidates_bulk_target"
        verbose_name = "structure d’un courrier groupé"
        verbose_name_plural = "structures d’un courrier groupé"
        constraints = [
            models.UniqueConstraint(
                name="bulk_target_once",
                fields=["mail", "application"],
                violation_error_message="Cette structure est déjà destinataire de ce courrier.",
            ),
        ]

    def __str__(self):
        return f"bulk target {self.pk}"
