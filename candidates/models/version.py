"""What was deposited, once and for all: never changed, only followed by another."""

from django.db import models
from django.db.models import Q

from candidates.states import ApplicationState
from ccr.wall.models import SealedManager, SealedQuerySet
from ccr.wall.sides import Side

from .application import Application
from .content import Content, Piece, SiteAnswer
from .doors import OWN

MAY_CHANGE = frozenset({"is_current"})


class Immutable(RuntimeError):
    """Something deposited was about to be changed or erased. A bug, never shown."""


class DepositedQuerySet(SealedQuerySet):
    """Rows that are added, and stay as they are; a version only stops being the current one."""

    def update(self, **changes):
        if not changes.keys() <= MAY_CHANGE:
            raise Immutable(self.model._meta.label)
        return super().update(**changes)

    def bulk_update(self, *args, **kwargs):
        raise Immutable(self.model._meta.label)

    def delete(self):
        raise Immutable(self.model._meta.label)


class Deposited(models.Model):
    """Abstract: a row that is saved once."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Immutable(self._meta.label)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Immutable(self._meta.label)


class VersionQuerySet(DepositedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)

    def for_instruction(self, seat):
        return Q(application__campaign=seat.campaign_id, application__state=ApplicationState.DEPOSITED)

    def with_parts(self):
        """Versions with their sites and pieces, in three queries."""
        return self.select_related(
            "application__campaign", "application__organisation", "deposited_by"
        ).prefetch_related("sites__campaign_site__site", "pieces")


class Version(Deposited, Content):
    """A deposited version. It holds the structure's name and form as they were: an organisation may change them."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("numéro")
    structure_name = models.CharField("structure", max_length=200)
    structure_identifier = models.CharField("identifiant de la structure", max_length=20, blank=True)
    structure_form = models.CharField("forme juridique", max_length=120)
    structure_place = models.CharField("adresse de la structure", max_length=320, blank=True)
    deposited_at = models.DateTimeField("déposée le")
    deposited_by = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField("version en vigueur", default=True)
    sha256 = models.CharField("empreinte", max_length=64)

    STRUCTURE_FIELDS = ("structure_name", "structure_identifier", "structure_form", "structure_place")

    readers = OWN | {Side.INSTRUCTION}
    writers = OWN
    objects = SealedManager.from_queryset(VersionQuerySet)()

    class Meta(Content.Meta):
        verbose_name = "version déposée"
        verbose_name_plural = "versions déposées"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["application", "number"]),
            models.UniqueConstraint(name="version_one_current", fields=["application"], condition=Q(is_current=True)),
            models.CheckConstraint(name="version_number_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self):
        return f"version {self.pk}"

    def chosen_sites(self) -> list["VersionSite"]:
        """The sites asked for, by name."""
        return sorted(self.sites.all(), key=lambda s: s.campaign_site.site.name)

    def live_pieces(self) -> list["VersionPiece"]:
        """The pieces deposited, by kind."""
        return sorted(self.pieces.all(), key=lambda p: p.kind)


class VersionPartQuerySet(DepositedQuerySet):
    """Parts of a version follow it."""

    def for_candidate(self, seat):
        return Q(
            version__application__campaign=seat.campaign_id,
            version__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
        )

    def for_coordination(self, seat):
        return Q(version__application__campaign=seat.campaign_id)

    def for_instruction(self, seat):
        return Q(
            version__application__campaign=seat.campaign_id,
            version__application__state=ApplicationState.DEPOSITED,
        )


class VersionSite(Deposited, SiteAnswer):
    """A site chosen in a deposited version."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sites")

    readers = OWN | {Side.INSTRUCTION}
    writers = OWN
    objects = SealedManager.from_queryset(VersionPartQuerySet)()

    class Meta(SiteAnswer.Meta):
        verbose_name = "site de la version"
        verbose_name_plural = "sites de la version"
        constraints = [models.UniqueConstraint(name="version_site_once", fields=["version", "campaign_site"])]

    def __str__(self):
        return f"version site {self.pk}"


class VersionPiece(Deposited, Piece):
    """A file as it was at the deposit: the same stored object, its own row."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="pieces")

    readers = OWN | {Side.INSTRUCTION}
    writers = OWN
    objects = SealedManager.from_queryset(VersionPartQuerySet)()

    class Meta(Piece.Meta):
        verbose_name = "pièce de la version"
        verbose_name_plural = "pièces de la version"
        constraints = [models.UniqueConstraint(name="version_piece_once", fields=["version", "kind"])]

    def __str__(self):
        return f"version piece {self.pk}"
