"""How far each application being typed is, for the coordination's table: the drafts of a page, read at once.

A deposited one had everything, and its date says it.
"""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace

from django.db.models import OuterRef, prefetch_related_objects

from candidates import contents
from candidates.models import Contact, Draft, DraftContact, DraftPiece, DraftSite, DraftYear, SectionKey, YearFigures
from ccr.json_rows import JsonRows


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


class Rows(list):
    """The parts of a draft, asked for as those of a model are."""

    def all(self):
        return self


class Glance(SimpleNamespace):
    """A draft and its parts as plain values, hundreds on a page, read by the rules that drafts are read by."""

    chosen_sites, live_pieces, live_contacts = Draft.chosen_sites, Draft.live_pieces, Draft.live_contacts
    asked_years, structure_ess = Draft.asked_years, Draft.structure_ess


class NamedContact(SimpleNamespace):
    """Somebody of the structure, in the same way."""

    PARTS, is_blank = Contact.PARTS, Contact.is_blank


def completeness(seat, campaign, applications) -> dict:
    """{application id: Completeness}, in two queries whatever their number."""
    prefetch_related_objects([campaign], "pieces")
    by_id = {application.pk: application for application in applications}
    found = {}
    for row in _drafts(seat, by_id):
        application = by_id[row["application_id"]]
        application.campaign = campaign
        draft = _glance(application, row)
        parts = {part.key: part for part in contents.sections(draft)}
        asked = sum(piece.is_required for piece in contents.pieces_asked(draft))
        found[application.pk] = Completeness(
            done=sum(part.is_complete for part in parts.values()),
            pieces=asked - len(parts[SectionKey.PIECES].missing),
            pieces_asked=asked,
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
        .values(
            "application_id",
            "charter_version",
            "first_contact",
            *Draft.TYPED_FIELDS,
            site_rows=JsonRows(sites, "campaign_site_id", "is_chosen", "answer", "campaign_site__status"),
            piece_rows=JsonRows(pieces, "kind", "rank"),
            year_rows=JsonRows(years, "year", *YearFigures.FIGURES),
            contact_rows=JsonRows(contacts, "rank", *Contact.PARTS),
        )
    )


def _glance(application, row) -> Glance:
    return Glance(
        application=application,
        sites=Rows(map(_site, row.pop("site_rows"))),
        pieces=Rows(SimpleNamespace(retired_at=None, **piece) for piece in row.pop("piece_rows")),
        years=Rows(map(_year, row.pop("year_rows"))),
        contacts=Rows(NamedContact(**contact) for contact in row.pop("contact_rows")),
        **row,
    )


def _site(row):
    proposed = SimpleNamespace(status=row["campaign_site__status"], site=SimpleNamespace(name=""))
    chosen = bool(row["is_chosen"])  # SQLite writes 0 and 1
    key = uuid.UUID(row["campaign_site_id"])
    return SimpleNamespace(campaign_site=proposed, campaign_site_id=key, is_chosen=chosen, answer=row["answer"])


def _year(row):
    figures = {name: None if row[name] is None else Decimal(str(row[name])) for name in YearFigures.FIGURES}
    return SimpleNamespace(year=row["year"], **figures)
