"""The closed list of the pieces a call asks for (A022): filled when the call is created, settled before it opens."""

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from ccr import clock, journal
from ccr.programme import rules, seats
from ccr.programme.models import AskedOf, CampaignPiece
from ccr.wall.errors import DomainError, refuse

DEFAULTS = (
    ("statutes", "Statuts à jour, signés", "Ceux qui sont en vigueur, avec la date et les signatures."),
    ("accounts", "Comptes du dernier exercice (bilan et compte de résultat)", "Ceux que votre assemblée a approuvés."),
)
"""What a call asks for unless its coordinator decides otherwise: (code, label, help)."""


def fill(campaign):
    """Give a new call the usual pieces, in one statement."""
    CampaignPiece.objects.bulk_create(
        CampaignPiece(campaign=campaign, slug=slug, label=label, help=text, order=rank)
        for rank, (slug, label, text) in enumerate(DEFAULTS, start=1)
    )


def why_not_change(campaign) -> str | None:
    """None while the list may change: candidates who have begun must not find it longer."""
    if campaign.is_public and clock.now() >= clock.start_of(campaign.opens_on):
        return "L’appel est ouvert : la liste des pièces ne change plus."
    return rules.why_not_closed(campaign)


def code_for(campaign, label: str) -> str:
    """A code for a new piece, made of its label; the code of a piece of this very label, which ``ask`` then refuses."""
    longest = CampaignPiece._meta.get_field("slug").max_length
    stem = slugify(label)[: longest - 3].strip("-") or "piece"
    taken = dict(campaign.pieces.values_list("slug", "label"))
    codes = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    return next((code for code in codes if code not in taken or taken[code] == label), stem)


@transaction.atomic
def ask(campaign, *, label, slug="", help="", is_required=True, only_for=AskedOf.ALL, by=None) -> CampaignPiece:
    """Add a piece to the list of a call, at its end. slug: its code, made of the label unless said.

    Raises ValidationError when it names a paper of support, DomainError when the list is settled or has it already.
    """
    campaign = seats.lock(campaign)
    refuse(why_not_change(campaign))
    slug = slug or code_for(campaign, label)
    if campaign.pieces.filter(slug=slug).exists():
        raise DomainError("Cette pièce est déjà demandée, ou l’a été : modifiez-la dans la liste.")
    last = campaign.pieces.aggregate(last=Max("order"))["last"] or 0
    piece = CampaignPiece(
        campaign=campaign,
        slug=slug,
        label=label,
        help=help,
        is_required=is_required,
        only_for=only_for,
        order=last + 1,
    )
    piece.full_clean()
    piece.save(force_insert=True)
    journal.record(by, "piece_asked", piece, slug=slug)
    return piece


@transaction.atomic
def change(piece, values: dict, *, by=None) -> CampaignPiece:
    """Change the label, the help, whom it is asked of, whether it is required, or whether it is asked at all.

    values: {name of a field: value}; the code stays. Raises ValidationError or DomainError as ``ask`` does.
    """
    refuse(why_not_change(seats.lock(piece.campaign)))
    allowed = {"label", "help", "is_required", "only_for", "order", "is_asked"}
    if unknown := values.keys() - allowed:
        raise ValueError(f"{sorted(unknown)} do not change")
    for name, value in values.items():
        setattr(piece, name, value)
    piece.full_clean()
    piece.save(update_fields=list(values))
    journal.record(by, "piece_changed", piece, slug=piece.slug)
    return piece


@transaction.atomic
def move(piece, *, up: bool, by=None):
    """Put a piece before the one above, or after the one below; at the end of the list nothing moves.

    Raises DomainError when the list is settled.
    """
    campaign = seats.lock(piece.campaign)
    refuse(why_not_change(campaign))
    rows = list(campaign.pieces.order_by("-is_asked", "order", "slug"))
    here = next(rank for rank, row in enumerate(rows) if row.pk == piece.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows) or rows[there].is_asked != rows[here].is_asked:
        return
    rows[here], rows[there] = rows[there], rows[here]
    for rank, row in enumerate(rows, start=1):
        row.order = rank
    CampaignPiece.objects.bulk_update(rows, ["order"])
    journal.record(by, "piece_changed", piece, slug=piece.slug)
