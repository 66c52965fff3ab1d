"""What an application says: the same fields in the draft and in each deposited version."""

from django.core.validators import MinValueValidator
from django.db import models

from ccr.documents.storage import private_path
from ccr.wall.models import SealedModel


class SpaceKind(models.TextChoices):
    """Kinds of space (B1)."""

    CORNER = "corner", "corner dans l’espace de vente partagé"
    SHOP = "shop", "boutique"
    RESTAURANT = "restaurant", "restauration"
    OFFICE = "office", "bureau"
    PERMANENCE = "permanence", "permanence ponctuelle"


class PieceKind(models.TextChoices):
    """The closed list of pieces; the diagnostic note is none of them (A022)."""

    STATUTES = "statutes", "Statuts à jour, signés"
    ACCOUNTS = "accounts", "Comptes du dernier exercice (bilan et compte de résultat)"


class Content(SealedModel):
    """Abstract: what an application says."""

    activity = models.TextField("votre activité", blank=True, max_length=2000)
    employees = models.DecimalField(
        "emplois (équivalents temps plein)",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    project = models.TextField("votre projet à la Cité", blank=True, max_length=4000)
    reasons = models.TextField("vos raisons de rejoindre la Cité", blank=True, max_length=4000)
    space_kind = models.CharField("type d’espace", max_length=12, choices=SpaceKind, blank=True)
    space_m2 = models.DecimalField(
        "surface souhaitée (m²)",
        max_digits=7,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    contact_name = models.CharField("personne à joindre", max_length=120, blank=True)
    contact_phone = models.CharField("téléphone", max_length=30, blank=True)
    charter_signed_by = models.CharField("charte signée par", max_length=160, blank=True)
    charter_signed_at = models.DateTimeField("charte signée le", null=True, blank=True)
    charter_version = models.PositiveSmallIntegerField("version de la charte", null=True, blank=True)

    TYPED_FIELDS = (
        "activity",
        "employees",
        "project",
        "reasons",
        "space_kind",
        "space_m2",
        "contact_name",
        "contact_phone",
    )
    """What is typed, one field of the page each."""

    CHARTER_FIELDS = ("charter_signed_by", "charter_signed_at", "charter_version")
    CONTENT_FIELDS = TYPED_FIELDS + CHARTER_FIELDS

    class Meta(SealedModel.Meta):
        abstract = True


class SiteAnswer(SealedModel):
    """Abstract: the answer to the stake of a chosen site (A023)."""

    campaign_site = models.ForeignKey("ccr_programme.CampaignSite", on_delete=models.PROTECT, related_name="+")
    answer = models.TextField("votre réponse à l’enjeu du site", blank=True, max_length=3000)

    class Meta(SealedModel.Meta):
        abstract = True


class Piece(SealedModel):
    """Abstract: a file joined to an application."""

    kind = models.CharField("pièce", max_length=12, choices=PieceKind)
    file = models.FileField("fichier", upload_to=private_path, max_length=200)
    name = models.CharField("nom du fichier", max_length=200)
    mime = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("taille (octets)")
    sha256 = models.CharField("empreinte", max_length=64)
    added_at = models.DateTimeField("ajoutée le")

    class Meta(SealedModel.Meta):
        abstract = True
