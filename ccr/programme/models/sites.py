"""The sites of a call: places it might open in, with the stake of each and the surface it offers."""

from django.db import models
from django.db.models import Q

from ccr.ui import french
from ccr.wall.models import UuidModel
from ccr.wall.sides import EVERYONE, Side


class SiteStatus(models.TextChoices):
    """A site is only envisaged until it is validated (A024)."""

    ENVISAGED = "envisaged", "envisagé"
    VALIDATED = "validated", "validé"
    ABANDONED = "abandoned", "abandonné"


class Site(UuidModel):
    """A place the CCR might open in (A023, C20)."""

    name = models.CharField("nom", max_length=100, unique=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    description = models.TextField("description", blank=True)

    readers = EVERYONE
    writers = {Side.COORDINATION}

    class Meta:
        verbose_name = "site"
        verbose_name_plural = "sites"
        ordering = ["name"]

    def __str__(self):
        return f"site {self.pk}"


MOST_M2 = 100_000
"""What a site offers at most: beyond, a slip of the keyboard."""


class CampaignSite(UuidModel):
    """A site proposed by a campaign, with the stake a candidate answers to and the surface it offers (A023)."""

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="sites")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="campaigns")
    stake = models.TextField("enjeu", help_text="Par exemple « apprendre à gérer des flux importants ».")
    status = models.CharField("état", max_length=10, choices=SiteStatus, default=SiteStatus.ENVISAGED)
    reason = models.TextField("motif de l’état", max_length=1000, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="proposé à la place"
    )
    offered_m2 = models.PositiveIntegerField(
        "surface proposée (m²)",
        null=True,
        blank=True,
        help_text="Ce que les structures se partageraient, si on le sait.",
    )

    readers = EVERYONE
    writers = {Side.COORDINATION}

    class Meta:
        verbose_name = "site de l’appel"
        verbose_name_plural = "sites de l’appel"
        ordering = ["site__name"]
        constraints = [
            models.UniqueConstraint(
                name="campaign_site_once",
                fields=["campaign", "site"],
                violation_error_message="Ce site figure déjà dans l’appel.",
            ),
            models.CheckConstraint(
                name="campaign_site_m2_within",
                condition=Q(offered_m2__isnull=True) | Q(offered_m2__gte=1, offered_m2__lte=MOST_M2),
                violation_error_message=f"Une surface va de 1 à {french.number(MOST_M2)} m².",
            ),
        ]

    def __str__(self):
        return f"campaign site {self.pk}"
