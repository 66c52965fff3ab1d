"""The seal of what is deposited: one way of writing it, by format, so that older versions still verify."""

import hashlib
import json
from decimal import Decimal

from candidates.models import Contact, Version, YearFigures

from .questions import answer
from .reading import structure_of

FIRST_FORMAT = (
    "activity",
    "employees",
    "project",
    "reasons",
    "space_kind",
    "space_m2",
    "contact_name",
    "contact_phone",
)
"""The typed fields of the one-page application: a closed list, never to be changed."""


def plain(content, name, value):
    """A value as the seal writes it."""
    if isinstance(value, Decimal):
        places = getattr(content._meta.get_field(name), "decimal_places", 0)
        return str(value.quantize(Decimal(1).scaleb(-places)))
    return value.isoformat() if hasattr(value, "isoformat") else value


def plain_answer(content, name):
    """The answer that counts, as the seal writes it."""
    return plain(content, name, answer(content, name))


def canonical(content, lost_sites=()) -> dict:
    """What a draft or a version says, written in one way only: equal contents give equal dicts.

    lost_sites: sites abandoned that count all the same.

    A draft is written in the latest format, a version in the one it was deposited in.
    """
    if isinstance(content, Version) and content.content_format == 1:
        return {
            **_common(content, lost_sites),
            **{name: plain(content, name, getattr(content, name)) for name in FIRST_FORMAT},
        }
    return {
        **_common(content, lost_sites),
        **{name: plain_answer(content, name) for name in content.TYPED_FIELDS},
        "structure_ess": content.structure_ess,
        "years": {str(row.year): _figures(row) for row in content.live_years()},
        "contacts": [_contact(contact) for contact in content.live_contacts()],
    }


def _common(content, lost_sites) -> dict:
    structure = (
        {name: getattr(content, name) for name in Version.STRUCTURE_FIELDS}
        if isinstance(content, Version)
        else structure_of(content.application.organisation)
    )
    return {
        **structure,
        "charter_version": content.charter_version,
        "charter_signed_by": content.charter_signed_by,
        "charter_signed_at": content.charter_signed_at and int(content.charter_signed_at.timestamp()),
        "sites": {str(site.campaign_site_id): site.answer for site in [*content.chosen_sites(), *lost_sites]},
        "pieces": {piece.kind: {"sha256": piece.sha256, "name": piece.name} for piece in content.live_pieces()},
    }


def _figures(row) -> dict:
    return {name: plain(row, name, getattr(row, name)) for name in YearFigures.FIGURES}


def _contact(contact) -> dict:
    said = {name: getattr(contact, name) for name in Contact.PARTS}
    if not contact.is_first:  # how to reach the others is not deposited
        said |= {"email": "", "phone": ""}
    return {**said, "rank": contact.rank, "is_first": contact.is_first}


def fingerprint(content, lost_sites=()) -> str:
    """SHA-256 of what a draft or a version says: printed on the receipt, checked by whoever doubts it.

    lost_sites: as in ``canonical``.
    """
    text = json.dumps(canonical(content, lost_sites), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def preview_version(draft) -> str:
    """Which writing of the draft a preview shows: another after each save, signature or file."""
    saved = draft.saved_at.timestamp() if draft.saved_at else 0
    return f"{fingerprint(draft)[:40]}-{saved:.6f}"
