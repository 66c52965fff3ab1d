"""The files of a draft: joined, replaced, taken out. Nothing is erased."""

from django.db import transaction

from candidates import rules
from candidates.models import Draft, DraftPiece, SectionKey
from ccr import clock, documents, journal
from ccr.wall.errors import Conflict, refuse

from .drafts import fresh, mark


def add_piece(application, kind, file, *, seen: str | None = None, by) -> DraftPiece:
    """Join a file to the draft; the former one of this kind is retired, and stays in the versions that hold it.

    file: an UploadedFile. The file is opened and checked before the transaction.
    kind: the code of one of the call's pieces. seen: the key of the piece that the page showed, empty when it showed
    none: another one that came meanwhile is not replaced. None looks at nothing.
    The piece's ``replaces`` is the one it took the place of. The same file sent twice is one piece.
    Raises DomainError when the file or the moment is refused, Conflict when somebody joined another file meanwhile,
    CampaignPiece.DoesNotExist when the call does not ask for it.
    """
    current = fresh(application)
    asked = current.campaign.pieces.get(slug=kind)
    refuse(rules.why_not_write(by, current))
    checked = documents.check_upload(file, seat=by)
    piece = DraftPiece(kind=asked.slug, label=asked.label, rank=asked.order, **documents.told_of(file, checked))
    there = _live(application, kind)
    if there is not None and (there.name, there.sha256) == (piece.name, piece.sha256):
        return there
    with documents.stored(piece, file) as path:
        draft = Draft.objects.system().select_for_update(of=("self",)).get(application=application)
        refuse(rules.why_not_write(by, fresh(application)))
        former = _live(application, kind)
        if reason := rules.why_not_replace(former, seen, piece.name, by.person_id):
            raise Conflict(reason, {kind: former})
        now = clock.now()
        draft.pieces.filter(kind=piece.kind, retired_at__isnull=True).update(retired_at=now)
        piece.draft, piece.file, piece.added_at = draft, path, now
        piece.save(force_insert=True)
        piece.replaces = former
        mark(draft, {SectionKey.PIECES}, at=now, by=by)
        journal.record(by, "piece_added", application, kind=str(piece.kind))
    return piece


def _live(application, kind) -> DraftPiece | None:
    """The file of this kind that is there."""
    return DraftPiece.objects.system().filter(draft__application=application, kind=kind, retired_at=None).first()


@transaction.atomic
def retire_piece(application, piece, *, by):
    """Take that very file out of the draft, and no other that took its place. The versions that hold it keep it.

    Raises DomainError when it is not there any more.
    """
    draft = Draft.objects.system().select_for_update(of=("self",)).get(application=application)
    refuse(rules.why_not_write(by, fresh(application)))
    piece = draft.pieces.get(pk=piece.pk)
    refuse(rules.why_not_retire(piece))
    piece.retired_at = clock.now()
    piece.save(update_fields=["retired_at"])
    mark(draft, {SectionKey.PIECES}, at=piece.retired_at, by=by)
    journal.record(by, "piece_retired", application, kind=str(piece.kind))
