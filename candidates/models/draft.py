"""What is being typed. Read by the structure and the coordination, by nobody else."""

from django.db import models
from django.db.models import Prefetch, Q

from ccr.programme.models import SiteStatus
from ccr.wall.models import SealedManager, SealedQuerySet
from ccr.wall.sides import Side

from .application import Application
from .content import Content, Piece, SiteAnswer
from .doors import OWN


class DraftQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)

    def with_parts(self):
        """The draft with its sites and pieces, in three queries."""
        sites = Prefetch("sites", DraftSite.objects.system().select_related("campaign_site__site"))
        rows = self.select_related("application__campaign", "application__organisation", "saved_by")
        return rows.prefetch_related(sites, "pieces")


class Draft(Content):
    """What is being typed; saves itself field by field."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="draft")
    saved_at = models.DateTimeField("enregistré le", null=True, blank=True)
    saved_by = models.ForeignKey(
        "ccr_accounts.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    becomes = "candidates.Version"
    """A deposit copies the draft into a version, which instruction reads: the audience sentences say so."""
    readers = OWN
    writers = OWN | {Side.NEWCOMER}
    objects = SealedManager.from_queryset(DraftQuerySet)()

    class Meta(Content.Meta):
        verbose_name = "brouillon"
        verbose_name_plural = "brouillons"

    def __str__(self):
        return f"draft {self.pk}"

    def chosen_sites(self) -> list["DraftSite"]:
        """The sites chosen that the campaign still proposes, by name."""
        chosen = [s for s in self.sites.all() if s.is_chosen and s.campaign_site.status != SiteStatus.ABANDONED]
        return sorted(chosen, key=lambda s: s.campaign_site.site.name)

    def live_pieces(self) -> list["DraftPiece"]:
        """The pieces in force, by kind."""
        return sorted((p for p in self.pieces.all() if p.retired_at is None), key=lambda p: p.kind)


class DraftPartQuerySet(SealedQuerySet):
    """Parts of a draft follow it."""

    def for_candidate(self, seat):
        return Q(
            draft__application__campaign=seat.campaign_id,
            draft__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
        )

    def for_coordination(self, seat):
        return Q(draft__application__campaign=seat.campaign_id)


class DraftSite(SiteAnswer):
    """A site of the draft, with the answer being typed; kept, not chosen, when the box is unticked."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="sites")
    is_chosen = models.BooleanField("choisi", default=True)

    becomes = "candidates.VersionSite"
    readers = OWN
    writers = OWN
    objects = SealedManager.from_queryset(DraftPartQuerySet)()

    class Meta(SiteAnswer.Meta):
        verbose_name = "site du brouillon"
        verbose_name_plural = "sites du brouillon"
        constraints = [models.UniqueConstraint(name="draft_site_once", fields=["draft", "campaign_site"])]

    def __str__(self):
        return f"draft site {self.pk}"


class DraftPiece(Piece):
    """A file joined to the draft. Replacing it retires the former one, which earlier versions still hold."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="pieces")
    retired_at = models.DateTimeField("remplacée ou retirée le", null=True, blank=True)

    becomes = "candidates.VersionPiece"
    readers = OWN
    writers = OWN
    objects = SealedManager.from_queryset(DraftPartQuerySet)()

    class Meta(Piece.Meta):
        verbose_name = "pièce du brouillon"
        verbose_name_plural = "pièces du brouillon"
        constraints = [
            models.UniqueConstraint(
                name="draft_piece_one_live", fields=["draft", "kind"], condition=Q(retired_at__isnull=True)
            ),
        ]

    def __str__(self):
        return f"draft piece {self.pk}"
