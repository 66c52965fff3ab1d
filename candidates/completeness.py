"""How far each application is, for the coordination's table: its draft, read for a page of them at once."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, prefetch_related_objects

from candidates import contents
from candidates.models import Contact, Draft, DraftContact, DraftPiece, DraftSite, DraftYear, SectionKey, YearFigures
from ccr.json_rows import JsonRows
from ccr.programme.models import CampaignSite, Site


@dataclass(frozen=True)
class Completeness:
    """Sections that lack nothing, and pieces that are there among those the call requires."""

    done: int
    pieces: int
    pieces_asked: int
    sections: int = len(SectionKey)

    @property
    def is_whole(self) -> bool:
        return self.done == self.sections


def completeness(seat, campaign, applications) -> dict:
    """{application id: Completeness}, in two queries whatever their number."""
    prefetch_related_objects([campaign], "pieces")
    by_id = {application.pk: application for application in applications}
    found = {}
    for draft in _drafts(seat, by_id):
        application = by_id[draft.application_id]
        application.campaign = campaign
        draft.application = application
        _give_parts(draft)
        parts = contents.sections(draft)
        asked = [piece.slug for piece in contents.pieces_asked(draft) if piece.is_required]
        there = {piece.kind for piece in draft.live_pieces()}
        found[application.pk] = Completeness(
            done=sum(part.is_complete for part in parts),
            pieces=sum(slug in there for slug in asked),
            pieces_asked=len(asked),
        )
    return found


def _drafts(seat, by_id):
    mine = {"draft": OuterRef("pk")}
    sites = DraftSite.objects.visible_to(seat).filter(**mine)
    pieces = DraftPiece.objects.visible_to(seat).filter(**mine, retired_at__isnull=True)
    years = DraftYear.objects.visible_to(seat).filter(**mine)
    contacts = DraftContact.objects.visible_to(seat).filter(**mine)
    return (
        Draft.objects.visible_to(seat)
        .filter(application__in=by_id)
        .annotate(
            site_rows=JsonRows(sites, "campaign_site_id", "is_chosen", "answer", "campaign_site__status"),
            piece_rows=JsonRows(pieces, "kind", "rank"),
            year_rows=JsonRows(years, "year", *YearFigures.FIGURES),
            contact_rows=JsonRows(contacts, "rank", *Contact.PARTS),
        )
    )


def _give_parts(draft):
    """Put the rows where ``with_parts`` would have put them."""
    _keep(draft, "sites", [_site(draft, row) for row in draft.site_rows])
    _keep(draft, "pieces", [DraftPiece(draft=draft, **row) for row in draft.piece_rows])
    _keep(draft, "years", [_year(draft, row) for row in draft.year_rows])
    _keep(draft, "contacts", [DraftContact(draft=draft, **row) for row in draft.contact_rows])


def _keep(draft, name, rows):
    known = getattr(draft, name).all()
    known._result_cache, known._prefetch_done = rows, True
    draft.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known


def _site(draft, row) -> DraftSite:
    proposed = CampaignSite(pk=uuid.UUID(row["campaign_site_id"]), status=row["campaign_site__status"], site=Site())
    return DraftSite(draft=draft, campaign_site=proposed, is_chosen=bool(row["is_chosen"]), answer=row["answer"])


def _year(draft, row) -> DraftYear:
    figures = {name: None if row[name] is None else Decimal(str(row[name])) for name in YearFigures.FIGURES}
    return DraftYear(draft=draft, year=row["year"], **figures)
