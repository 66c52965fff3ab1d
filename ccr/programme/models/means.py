"""What the Région may bring to a call beside the existing devices (A013)."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from ccr.once import MadeOnce
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from .calls import Campaign

MOST_EUROS = Decimal(10_000_000)
"""More than this for one line is a slip of the keyboard."""


class MeansState(models.TextChoices):
    """How sure the money is. Only what is granted counts."""

    ENVISAGED = "envisaged", "envisagé"
    REQUESTED = "requested", "demandé"
    GRANTED = "granted", "accordé"
    REFUSED = "refused", "refusé"


UNSURE = (MeansState.ENVISAGED, MeansState.REQUESTED)


class ComplementaryMeansQuerySet(SealedQuerySet):
    """About the call itself: whoever reads them reads all of its own call's."""

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)

    for_dla = for_finance = for_pilot = for_coordination


class ComplementaryMeans(MadeOnce, SealedModel):
    """One line of « moyens complémentaires Région »: what is asked of one of its services, how much, how far (A013).

    amount: euros, as the Région writes it, without tax to add or take off; None while it is only envisaged, or was
    refused before anybody knew. since: the day of the present state, that of the letter or of the vote.
    former_labels: what it was called before, the oldest first: words, which the journal does not hold.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    label = models.CharField("intitulé", max_length=160, default="Moyens complémentaires Région")
    state = models.CharField("état", max_length=10, choices=MeansState, default=MeansState.ENVISAGED)
    amount = models.DecimalField("montant (€)", max_digits=10, decimal_places=2, null=True, blank=True)
    since = models.DateField("depuis le")
    former_labels = models.JSONField("intitulés précédents", default=list, blank=True, editable=False)

    opens_as = "les moyens complémentaires de la Région"
    readers = {Side.COORDINATION, Side.DLA, Side.FINANCE, Side.PILOT}
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(ComplementaryMeansQuerySet)()

    class Meta(SealedModel.Meta):
        db_table = "ccr_programme_complementary_means"
        verbose_name = "moyen complémentaire"
        verbose_name_plural = "moyens complémentaires"
        ordering = ["label", "id"]
        constraints = [
            models.UniqueConstraint(
                name="means_once_by_label",
                fields=["campaign", "label"],
                violation_error_message="Une ligne de cet appel porte déjà cet intitulé.",
            ),
            models.CheckConstraint(
                name="means_amount_sensible",
                condition=Q(amount__isnull=True) | Q(amount__gt=0, amount__lte=MOST_EUROS),
                violation_error_message="Un montant est supérieur à 0 € et ne dépasse pas 10 000 000 €.",
            ),
            models.CheckConstraint(
                name="means_amount_known",
                condition=Q(amount__isnull=False) | ~Q(state__in=[MeansState.REQUESTED, MeansState.GRANTED]),
                violation_error_message="Ce qui est demandé ou accordé a un montant.",
            ),
        ]

    def __str__(self):
        return f"complementary means {self.pk}"
