"""The abstract document: a row that says what is made, for whom, from which version, and where the making is."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ccr import clock
from ccr.lease import Leased
from ccr.wall.models import SealedModel
from ccr.wall.sides import Lane

from .states import DOCUMENT, DocumentState
from .storage import private_path


class JoinedFile(models.Model):
    """Abstract: a checked file that somebody joined to a row of hers, in private storage (see ``joining``)."""

    FILE: ClassVar[tuple[str, ...]] = ("file", "name", "mime", "size", "sha256", "added_at")

    file = models.FileField("fichier", upload_to=private_path, max_length=200)
    name = models.CharField("nom du fichier", max_length=200)
    mime = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("taille (octets)")
    sha256 = models.CharField("empreinte", max_length=64)
    added_at = models.DateTimeField("ajouté le")

    class Meta:
        abstract = True


class Document(Leased, SealedModel):
    """A PDF rendered in its owner's pass, reused while its source version is the same (DESIGN 3)."""

    url_name = "document"  # of the route that ``views_for`` makes; another one for an app's second table
    kind = models.CharField("document", max_length=60, editable=False)
    title = models.CharField("titre", max_length=150, editable=False)
    campaign = models.ForeignKey(
        "ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="appel"
    )
    owner_seat = models.ForeignKey(
        "ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="fait pour"
    )
    lane = models.CharField("côté", max_length=12, choices=Lane, editable=False)
    about_type = models.CharField("objet", max_length=100, editable=False)
    about_id = models.UUIDField("identifiant de l’objet", editable=False)
    source_version = models.CharField("version de la source", max_length=80, blank=True, default="", editable=False)

    state = models.CharField(
        "état", max_length=10, choices=DocumentState, default=DocumentState.WAITING, editable=False
    )
    created_at = models.DateTimeField("demandé le", default=clock.now, editable=False)
    error = models.CharField("erreur", max_length=80, blank=True, default="", editable=False)

    file = models.FileField("fichier", upload_to=private_path, max_length=120, blank=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, default="", db_index=True, editable=False)
    size = models.PositiveIntegerField("taille (octets)", null=True, blank=True, editable=False)
    pages = models.PositiveIntegerField("pages", null=True, blank=True, editable=False)
    rendered_at = models.DateTimeField("fait le", null=True, blank=True, editable=False)

    class Meta(SealedModel.Meta):
        abstract = True
        verbose_name = "document"
        verbose_name_plural = "documents"
        ordering = ("-created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_id", "source_version", "lane"],
                name="%(app_label)s_%(class)s_once_per_version",
                violation_error_message="Ce document existe déjà pour cette version.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_lease_when_rendering",
                condition=Q(state=DocumentState.RENDERING, lease_until__isnull=False)
                | (~Q(state=DocumentState.RENDERING) & Q(lease_until__isnull=True)),
                violation_error_message="Un document est réservé quand, et seulement quand, il est en préparation.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ready_has_file",
                condition=(
                    Q(state=DocumentState.READY, rendered_at__isnull=False, size__gt=0, pages__gt=0)
                    & ~Q(file="")
                    & ~Q(sha256="")
                )
                | (~Q(state=DocumentState.READY) & Q(rendered_at__isnull=True, file="", sha256="")),
                violation_error_message="Un document prêt a son fichier, son empreinte et sa date ; les autres non.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_failed_has_error",
                condition=~Q(state=DocumentState.FAILED) | ~Q(error=""),
                violation_error_message="Un échec porte son code d’erreur.",
            ),
        ]

    def __str__(self):
        return f"document {self.pk}"

    @property
    def sides(self) -> frozenset:
        """The sides in whose pass it is rendered: those of its owner's seat, as it is now."""
        return self.owner_seat.sides

    def address(self, act="") -> str:
        """Where it is downloaded, or retried (``act="_retry"``)."""
        namespace = self._meta.app_label.removeprefix("ccr_")
        return reverse(f"{namespace}:{self.url_name}{act}", args=[self.campaign.slug, self.pk])

    @property
    def badge(self):
        return DOCUMENT.badge(self.state)

    @property
    def is_ready(self) -> bool:
        return self.state == DocumentState.READY

    @property
    def is_failed(self) -> bool:
        return self.state == DocumentState.FAILED

    @property
    def is_pending(self) -> bool:
        return self.state in (DocumentState.WAITING, DocumentState.RENDERING)
