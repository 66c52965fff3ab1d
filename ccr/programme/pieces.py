"""The closed list of the pieces a call asks for (A022): filled when the call is created, settled before it opens."""

from django.db import transaction
from django.db.models import Max, Prefetch, prefetch_related_objects
from django.utils.text import slugify

from ccr import clock, documents, journal
from ccr.programme import rules, seats
from ccr.programme.models import AskedOf, CampaignPiece, PieceExample
from ccr.seen import refuse_unseen
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


def with_examples(pieces) -> list[CampaignPiece]:
    """These pieces, each with its example: one query for all of them."""
    pieces, live = list(pieces), PieceExample.objects.filter(retired_at__isnull=True)
    prefetch_related_objects(pieces, Prefetch("examples", live, to_attr="live_examples"))
    return pieces


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
def change(piece, values: dict, *, seen: dict | None = None, by=None) -> CampaignPiece:
    """Change the label, the help, whom it is asked of, whether it is required, or whether it is asked at all.

    values: {name of a field: value}; the code stays. seen: as ``refuse_unseen`` takes it; raises Conflict when a
    colleague changed one of them since. Raises ValidationError or DomainError as ``ask`` does.
    """
    refuse(why_not_change(seats.lock(piece.campaign)))
    piece.refresh_from_db()
    refuse_unseen(values, seen, {name: getattr(piece, name) for name in values})
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


def why_not_example(campaign) -> str | None:
    """None when an example may be joined or retired: at any time, nobody being asked for anything more by it."""
    return "L’appel est clos : ses modèles ne changent plus." if rules.why_not_closed(campaign) else None


def join_example(piece, file, *, by) -> PieceExample:
    """Give a piece a file that shows what is asked, until the call is closed; the former one is retired.

    file: an UploadedFile, checked before the transaction. Raises DomainError when it is refused, or was made by the
    platform.
    """
    refuse(why_not_example(piece.campaign))
    checked = documents.check_public_upload(file)
    row = PieceExample(piece=piece, added_at=clock.now(), **documents.told_of(file, checked))
    with documents.stored(row, file) as path:
        refuse(why_not_example(seats.lock(piece.campaign)))
        piece.examples.filter(retired_at__isnull=True).update(retired_at=clock.now())
        row.file = path
        row.save(force_insert=True)
        journal.record(by, "example_joined", piece, slug=piece.slug)
    return row


@transaction.atomic
def retire_example(piece, *, by):
    """Take a piece's example off. Raises DomainError once the call is closed."""
    refuse(why_not_example(seats.lock(piece.campaign)))
    if piece.examples.filter(retired_at__isnull=True).update(retired_at=clock.now()):
        journal.record(by, "example_retired", piece, slug=piece.slug)
