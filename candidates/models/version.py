"""What was deposited, once and for all: never changed, only followed by another."""

from django.db import models
from django.db.models import Prefetch, Q

from candidates.states import ApplicationState
from ccr.wall.models import SealedManager, SealedQuerySet
from ccr.wall.sides import Side

from .application import Application
from .content import ONE_TO_FIVE, Contact, Content, Piece, SiteAnswer, YearFigures
from .doors import OWN

LATEST_FORMAT = 2
"""Which questions a version answers, and how its seal is made: 1 was the one-page application (``contents.seal``)."""
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
        """Versions with their sites, pieces, years and contacts, in five queries."""
        rows = self.select_related("application__campaign", "application__organisation", "deposited_by")
        sites = Prefetch("sites", VersionSite.objects.system().select_related("campaign_site__site"))
        return rows.prefetch_related(sites, "pieces", "years", "contacts")


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
    deposited_for = models.CharField(
        "au nom de", max_length=160, blank=True, help_text="Qui a signé le dossier papier que la coordination a saisi."
    )
    is_current = models.BooleanField("version en vigueur", default=True)
    sha256 = models.CharField("empreinte", max_length=64)
    structure_ess = models.BooleanField("de l’ESS par sa forme juridique", default=False)
    content_format = models.PositiveSmallIntegerField("format du contenu", default=LATEST_FORMAT)
    # Of the first format only: later ones have contacts.
    contact_name = models.CharField("personne à joindre", max_length=120, blank=True)
    contact_phone = models.CharField("téléphone", max_length=30, blank=True)

    STRUCTURE_FIELDS = ("structure_name", "structure_identifier", "structure_form", "structure_place")

    opens_as = "les candidatures déposées et leurs pièces"
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

    @property
    def depositor(self) -> str:
        """Who committed the structure: the representative, even when the coordination typed her paper."""
        return self.deposited_for or self.deposited_by.full_name

    def chosen_sites(self) -> list["VersionSite"]:
        """The sites asked for, by name."""
        return sorted(self.sites.all(), key=lambda s: s.campaign_site.site.name)

    def live_pieces(self) -> list["VersionPiece"]:
        """The pieces deposited, in the order of the call's list."""
        return sorted(self.pieces.all(), key=lambda p: (p.rank, p.kind))

    def live_years(self) -> list["VersionYear"]:
        """The years deposited, the oldest first."""
        return sorted(self.years.all(), key=lambda y: y.year)

    def live_contacts(self) -> list["VersionContact"]:
        """The people named, in order."""
        return sorted(self.contacts.all(), key=lambda c: c.rank)


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


class VersionYear(Deposited, YearFigures):
    """The figures of a year as they were deposited."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="years")

    readers = OWN | {Side.INSTRUCTION}
    writers = OWN
    objects = SealedManager.from_queryset(VersionPartQuerySet)()

    class Meta(YearFigures.Meta):
        verbose_name = "exercice de la version"
        verbose_name_plural = "exercices de la version"
        constraints = [
            models.UniqueConstraint(
                name="version_year_once",
                fields=["version", "year"],
                violation_error_message="Cet exercice est déjà dans la version.",
            )
        ]

    def __str__(self):
        return f"version year {self.pk}"


class VersionContact(Deposited, Contact):
    """Somebody of the structure as deposited: who she is; how to reach her only for the first one.

    The others' telephone and e-mail stay in the draft: instruction has no need of them.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="contacts")
    is_first = models.BooleanField("à joindre en premier", default=False)

    readers = OWN | {Side.INSTRUCTION}
    writers = OWN
    objects = SealedManager.from_queryset(VersionPartQuerySet)()

    class Meta(Contact.Meta):
        verbose_name = "contact de la version"
        verbose_name_plural = "contacts de la version"
        constraints = [
            models.UniqueConstraint(
                name="version_contact_once",
                fields=["version", "rank"],
                violation_error_message="Cette personne est déjà dans la version.",
            ),
            models.UniqueConstraint(
                name="version_contact_one_first",
                fields=["version"],
                condition=Q(is_first=True),
                violation_error_message="Une seule personne est à joindre en premier.",
            ),
            models.CheckConstraint(
                name="version_contact_rank",
                condition=ONE_TO_FIVE,
                violation_error_message="Cinq personnes au plus.",
            ),
            models.CheckConstraint(
                name="version_contact_reach_of_first",
                condition=Q(is_first=True) | Q(email="", phone=""),
                violation_error_message="Seule la personne à joindre en premier est déposée avec ses coordonnées.",
            ),
        ]

    def __str__(self):
        return f"version contact {self.pk}"
