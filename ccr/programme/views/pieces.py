"""The list of the pieces a call asks for: added, put in order, retired, until the call opens."""

import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ccr import documents
from ccr.programme import pieces
from ccr.programme.forms import ExampleForm, PieceForm
from ccr.programme.models import CampaignPiece, CampaignState, PieceExample
from ccr.ui.pages import accepted, act, posted
from ccr.wall.access import for_sides
from ccr.wall.sides import Side

from .opening import preparation


def _list_url(campaign) -> str:
    return reverse("programme:pieces", args=[campaign.slug])


def _piece(request, key) -> CampaignPiece:
    return get_object_or_404(CampaignPiece.objects.select_related("campaign"), pk=key, campaign=request.campaign)


def _settled(request):
    """Back to a list that does not change any more, with the reason; what was typed is refused by the service."""
    if request.method == "POST" or not (refusal := pieces.why_not_change(request.campaign)):
        return None
    messages.error(request, refusal)
    return redirect(_list_url(request.campaign))


@require_safe
@for_sides(Side.COORDINATION)
def piece_list(request, campaign):
    """What each structure has to join, in order; those that are not asked for any more."""
    current = request.campaign
    rows = pieces.with_examples(current.pieces.all())
    context = {
        "asked": [row for row in rows if row.is_asked],
        "retired": [row for row in rows if not row.is_asked],
        "settled": pieces.why_not_change(current),
        "may_show": pieces.why_not_example(current) is None,
        "steps": None,
    }
    if current.state == CampaignState.DRAFT:
        context |= preparation(current, "pieces")
    return render(request, "programme/pieces.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def piece_add(request, campaign):
    """Ask for one more."""
    if refused := _settled(request):
        return refused
    form = PieceForm(posted(request), instance=CampaignPiece(campaign=request.campaign))
    if form.is_valid() and accepted(form, pieces.ask, request.campaign, by=request.seat, **form.cleaned_data):
        messages.success(request, "La pièce est dans la liste.")
        return redirect(_list_url(request.campaign))
    return _page(request, form, "Demander une pièce")


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def piece_edit(request, campaign, piece):
    """Change how it is called, whom it is asked of, whether it is required."""
    piece = _piece(request, piece)
    if refused := _settled(request):
        return refused
    form = PieceForm(posted(request), instance=copy.copy(piece))
    if form.is_valid() and accepted(
        form, pieces.change, piece, form.changed_values(), seen=form.seen(), by=request.seat
    ):
        messages.success(request, "La pièce est enregistrée.")
        return redirect(_list_url(request.campaign))
    return _page(request, form, piece.label)


def _page(request, form, heading):
    context = {"form": form, "heading": heading, "back": _list_url(request.campaign)}
    return render(request, "programme/simple_form.html", context, status=422 if form.errors else 200)


@require_POST
@for_sides(Side.COORDINATION)
def piece_move(request, campaign, piece):
    """Put it one line higher or lower."""
    up = "up" in request.POST
    return act(request, pieces.move, _piece(request, piece), up=up, back=_list_url(request.campaign))


@require_POST
@for_sides(Side.COORDINATION)
def piece_switch(request, campaign, piece):
    """Retire it, or ask for it again."""
    again = "ask" in request.POST
    done = "La pièce est demandée de nouveau." if again else "La pièce n’est plus demandée. Elle reste sous la liste."
    change = {"is_asked": again}
    return act(request, pieces.change, _piece(request, piece), change, done=done, back=_list_url(request.campaign))


@require_safe
@login_not_required
def piece_example(request, campaign, piece):
    """Download the example of a piece: whoever reads the call, and the coordination that prepares it."""
    if not request.campaign.is_public and Side.COORDINATION not in request.sides:
        raise Http404
    rows = PieceExample.objects.filter(piece__campaign=request.campaign, piece__is_asked=True, retired_at__isnull=True)
    found = get_object_or_404(rows, piece=piece)
    return documents.attachment(found.file, found.name, found.mime)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def piece_example_edit(request, campaign, piece):
    """Join an example, or put another in its place."""
    found, back = _piece(request, piece), _list_url(request.campaign)
    if request.method != "POST" and (refusal := pieces.why_not_example(request.campaign)):
        messages.error(request, refusal)
        return redirect(back)
    form = ExampleForm(posted(request), request.FILES or None)
    if form.is_valid() and accepted(form, pieces.join_example, found, form.cleaned_data["file"], by=request.seat):
        messages.success(request, "Le modèle est joint\u00a0: il se télécharge à côté de la pièce.")
        return redirect(back)
    return _page(request, form, f"Modèle pour «\u00a0{found.label}\u00a0»")


@require_POST
@for_sides(Side.COORDINATION)
def piece_example_retire(request, campaign, piece):
    """Take it off."""
    done = "Le modèle ne se télécharge plus."
    return act(request, pieces.retire_example, _piece(request, piece), done=done, back=_list_url(request.campaign))
