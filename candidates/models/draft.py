"""What is being typed. Read by the structure and the coordination, by nobody else."""

import datetime
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Prefetch, Q

from ccr.programme.models import SiteStatus
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from .application import Application
from .content import ONE_TO_FIVE, Contact, Content, Piece, SectionKey, SiteAnswer, YearFigures
from .doors import OWN


class DraftQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)

    def touched_since(self, moment):
        """Those of which something was typed, signed, joined or taken out after that instant, or its own ``F("…")``."""
        fields = ("saved_at", "charter_signed_at", "pieces__added_at", "pieces__retired_at")
        return self.filter(reduce(or_, (Q(**{f"{name}__gt": moment}) for name in fields))).distinct()

    def with_parts(self):
        """The draft with its content, and the pieces that its call asks for: six queries."""
        return self.with_content().prefetch_related("application__campaign__pieces")

    def with_content(self):
        """The draft with its sites, pieces, years and contacts: five queries."""
        sites = Prefetch("sites", DraftSite.objects.system().select_related("campaign_site__site"))
        rows = self.select_related(
            "application__campaign", "application__organisation", "application__paper", "saved_by"
        )
        return rows.prefetch_related(sites, "pieces", "years", "contacts")


class Draft(Content):
    """What is being typed; saves itself field by field."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="draft")
    saved_at = models.DateTimeField("enregistré le", null=True, blank=True)
    saved_by = models.ForeignKey(
        "ccr_accounts.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    first_contact = models.PositiveSmallIntegerField("à joindre en premier", default=1)

    becomes = "candidates.Version"
    """A deposit copies the draft into a version, which instruction reads: the audience sentences say so."""
    opens_as = "les candidatures en cours de rédaction"
    readers = OWN
    writers = OWN | {Side.NEWCOMER}
    objects = SealedManager.from_queryset(DraftQuerySet)()

    class Meta(Content.Meta):
        verbose_name = "brouillon"
        verbose_name_plural = "brouillons"

    def __str__(self):
        return f"draft {self.pk}"

    def moved_after(self, moment) -> datetime.datetime | None:
        """When something was last typed, signed, joined or taken out after that instant; None when nothing was."""
        moments = [self.saved_at, self.charter_signed_at]
        moments += [when for piece in self.pieces.all() for when in (piece.added_at, piece.retired_at)]
        return max((when for when in moments if when and when > moment), default=None)

    def chosen_sites(self) -> list["DraftSite"]:
        """The sites chosen that the campaign still proposes, by name."""
        chosen = [s for s in self.sites.all() if s.is_chosen and s.campaign_site.status != SiteStatus.ABANDONED]
        return sorted(chosen, key=lambda s: s.campaign_site.site.name)

    def lost_sites(self) -> list["DraftSite"]:
        """The sites chosen that the campaign proposes no more."""
        return [s for s in self.sites.all() if s.is_chosen and s.campaign_site.status == SiteStatus.ABANDONED]

    def live_pieces(self) -> list["DraftPiece"]:
        """The pieces in force, in the order of the call's list."""
        return sorted((p for p in self.pieces.all() if p.retired_at is None), key=lambda p: (p.rank, p.kind))

    def asked_years(self) -> list[int]:
        """The three years before the call's."""
        opening = self.application.campaign.opens_on.year
        return [opening - 3, opening - 2, opening - 1]

    def live_years(self) -> list["DraftYear"]:
        """The years that say something, the oldest first."""
        asked = set(self.asked_years())
        return sorted((y for y in self.years.all() if y.year in asked and not y.is_blank), key=lambda y: y.year)

    def live_contacts(self) -> list["DraftContact"]:
        """The people named, in order; one of them, ``is_first``, is the one to reach."""
        named = sorted((c for c in self.contacts.all() if not c.is_blank), key=lambda c: c.rank)
        ranks = [contact.rank for contact in named]
        first = self.first_contact if self.first_contact in ranks else min(ranks, default=0)
        for contact in named:
            contact.is_first = contact.rank == first
        return named

    @property
    def structure_ess(self) -> bool:
        """Whether the legal form alone makes it an enterprise of the social and solidarity economy."""
        return self.application.organisation.is_ess_by_form


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
    """A file joined to the draft. Replacing it retires the former one, which earlier versions still hold.

    ``replaces``: the one it has just taken the place of, as ``services.add_piece`` gives it.
    """

    replaces = None

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


class DraftYear(YearFigures):
    """The figures of a year, being typed."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="years")

    becomes = "candidates.VersionYear"
    readers = OWN
    writers = OWN
    objects = SealedManager.from_queryset(DraftPartQuerySet)()

    class Meta(YearFigures.Meta):
        verbose_name = "exercice du brouillon"
        verbose_name_plural = "exercices du brouillon"
        constraints = [
            models.UniqueConstraint(
                name="draft_year_once",
                fields=["draft", "year"],
                violation_error_message="Cet exercice est déjà dans le brouillon.",
            )
        ]

    def __str__(self):
        return f"draft year {self.pk}"


class DraftContact(Contact):
    """Somebody of the structure, being typed. How to reach those who are not the first one stays here."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="contacts")

    becomes = "candidates.VersionContact"
    readers = OWN
    writers = OWN | {Side.NEWCOMER}
    objects = SealedManager.from_queryset(DraftPartQuerySet)()

    class Meta(Contact.Meta):
        verbose_name = "contact du brouillon"
        verbose_name_plural = "contacts du brouillon"
        constraints = [
            models.UniqueConstraint(
                name="draft_contact_once",
                fields=["draft", "rank"],
                violation_error_message="Cette personne est déjà dans le brouillon.",
            ),
            models.CheckConstraint(
                name="draft_contact_rank",
                condition=ONE_TO_FIVE,
                violation_error_message="Cinq personnes au plus.",
            ),
        ]

    def __str__(self):
        return f"draft contact {self.pk}"


class DraftSection(SealedModel):
    """Who wrote last in a section of the draft, and when: two people who edit the same one are told of each other."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="marks")
    key = models.CharField("rubrique", max_length=12, choices=SectionKey)
    saved_at = models.DateTimeField("enregistrée le")
    saved_by = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")

    readers = OWN
    writers = OWN
    objects = SealedManager.from_queryset(DraftPartQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "rubrique du brouillon"
        verbose_name_plural = "rubriques du brouillon"
        constraints = [
            models.UniqueConstraint(
                name="draft_section_once",
                fields=["draft", "key"],
                violation_error_message="Cette rubrique est déjà suivie.",
            )
        ]

    def __str__(self):
        return f"draft section {self.pk}"
