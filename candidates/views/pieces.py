"""The pieces: joining, replacing, taking out, downloading."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates import rules, services
from candidates.models import DraftPiece, SectionKey, VersionPiece
from candidates.views.application import own_application, section_url, typed_application
from candidates.views.sections import OFFER
from ccr import documents
from ccr.ui.forms import UploadField
from ccr.ui.pages import act, confirm_page
from ccr.wall.access import for_sides
from ccr.wall.errors import Conflict, DomainError
from ccr.wall.sides import Side


def _asked(application, slug: str):
    """A piece of the call's closed list, or 404: there is no slot for anything else (A022)."""
    return get_object_or_404(application.campaign.pieces, slug=slug)


def _back(application, slug: str, query: str = "") -> str:
    return f"{section_url(application, SectionKey.PIECES)}{query}#piece-{slug}"


class PieceForm(forms.Form):
    """One file."""

    file = UploadField()


@require_POST
@for_sides(Side.CANDIDATE, Side.COORDINATION)
def piece_add(request, campaign, application, kind):
    """Join a file, or replace the one that the page showed; not another one that came meanwhile."""
    found = typed_application(request, application)
    asked = _asked(found, kind)
    form = PieceForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, f"{asked.label} : {form.errors['file'][0]}")
        return redirect(_back(found, kind))
    try:
        seen = request.POST.get("seen")
        piece = services.add_piece(found, kind, form.cleaned_data["file"], seen=seen, by=request.seat)
    except Conflict as error:
        messages.error(request, f"{asked.label} : {error.sentence}")
        return redirect(_back(found, kind, f"?{OFFER}={kind}"))
    except DomainError as error:
        messages.error(request, f"{asked.label} : {error.sentence}")
    else:
        where = f", à la place de {piece.replaces.name}" if piece.replaces else " à la candidature"
        messages.success(request, f"{piece.name} est joint{where}.")
    return redirect(_back(found, kind))


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE, Side.COORDINATION)
def piece_retire(request, campaign, application, piece):
    """Take that file out of the draft, after a question."""
    found = typed_application(request, application)
    pieces = DraftPiece.objects.visible_to(request.seat).filter(draft__application=found)
    piece = get_object_or_404(pieces, pk=piece)
    back = _back(found, piece.kind)
    if reason := rules.why_not_write(request.seat, found) or rules.why_not_retire(piece):
        messages.error(request, reason)
        return redirect(back)
    if request.method != "POST":
        kept = " Les versions déjà déposées la gardent." if found.receipt_number else ""
        return confirm_page(
            request,
            title="Retirer cette pièce du brouillon ?",
            sentence=f"La pièce « {piece.label} » manquera à la candidature.{kept}",
            details=[("Fichier", piece.name)],
            action="Retirer la pièce",
            back=back,
            danger=True,
        )
    return act(
        request, services.retire_piece, found, piece, done=f"{piece.name} n’est plus dans le brouillon.", back=back
    )


@require_safe
@for_sides(Side.CANDIDATE, Side.COORDINATION)
def draft_piece(request, campaign, application, piece):
    """Download a file of the draft."""
    found = typed_application(request, application)
    pieces = DraftPiece.objects.visible_to(request.seat).filter(draft__application=found)
    piece = get_object_or_404(pieces, pk=piece)
    return documents.attachment(piece.file, piece.name, piece.mime)


@require_safe
@for_sides(Side.CANDIDATE)
def version_piece(request, campaign, application, number, kind):
    """Download a file as it was deposited."""
    found = own_application(request, application)
    pieces = VersionPiece.objects.visible_to(request.seat).filter(
        version__application=found, version__number=number, kind=kind
    )
    piece = get_object_or_404(pieces)
    return documents.attachment(piece.file, piece.name, piece.mime)
