"""A call shown to the coordination as its candidates will see it, before it opens: nothing is written."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from candidates import charter, contents
from candidates.models import Draft, DraftContact, DraftPiece, SectionKey
from candidates.preview import FORMS, blank_draft
from ccr import clock
from ccr.programme.pieces import with_examples
from ccr.ui import french
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side

from .public import cover
from .sections import DEPOSITED, READ_ONLY, TEMPLATES, neighbours, piece_line, section_form

LAYOUT = "candidates/preview/section.html"
LABELS = {"association": "une association", "societe": "une société"}


def _url(campaign, key=None, whose="association") -> str:
    name, args = ("call_preview_section", [campaign.slug, key]) if key else ("call_preview", [campaign.slug])
    query = f"?{urlencode({'pour': whose})}" if whose != "association" else ""
    return reverse(f"candidates:{name}", args=args) + query


def _whose(request) -> str:
    asked = request.GET.get("pour")
    return asked if asked in FORMS else "association"


def _around(campaign, here, whose) -> dict:
    """The pages of the preview, and the other form one may see them for."""
    lines = [("La page de l’appel", _url(campaign, None, whose), here is None)]
    lines += [(key.label, _url(campaign, key, whose), key == here) for key in SectionKey]
    return {
        "preview": True,
        "pages": lines,
        "whose": LABELS[whose],
        "others": [(LABELS[one], _url(campaign, here, one)) for one in FORMS if one != whose],
        "back": reverse("programme:campaign", args=[campaign.slug])
        if campaign.is_public
        else reverse("programme:opening", args=[campaign.slug]),
    }


@require_safe
@for_sides(Side.COORDINATION)
def call_preview(request, campaign):
    """The cover page, as a visitor reads it on the day the call opens."""
    current, whose = request.campaign, _whose(request)
    day = max(current.opens_on, min(clock.today(), current.deadline_on))
    left = (current.deadline_on - day).days
    context = {
        **cover(current, today=day),
        **_around(current, None, whose),
        "heading": f"Il vous reste {french.counted(left, 'jour')} pour candidater",
        "closed": None,
        "mine": [],
        "other_lane": "",
        "may_begin": True,
        "signed_in": False,
        "organisation_url": _url(current, SectionKey.STRUCTURE, whose),
        "sign_up_url": _url(current, SectionKey.STRUCTURE, whose),
        "sign_in_url": _url(current, SectionKey.STRUCTURE, whose),
    }
    return render(request, "candidates/apply.html", context)


@require_safe
@for_sides(Side.COORDINATION)
def call_preview_section(request, campaign, section):
    """A section of the application, empty: its questions may be read, not answered."""
    current, whose, key = request.campaign, _whose(request), SectionKey(section)
    draft = blank_draft(current, whose)
    before, after = neighbours(key)
    context = {
        **_around(current, key, whose),
        "layout": LAYOUT,
        "application": draft.application,
        "draft": draft,
        "form": None if key in READ_ONLY else section_form(draft.application, draft, key),
        "here": key.label,
        "number": list(SectionKey).index(key) + 1,
        "count": len(SectionKey),
        "before": (before.label, _url(current, before, whose))
        if before
        else ("La page de l’appel", _url(current, None, whose)),
        "after": after and (after.label, _url(current, after, whose)),
        "audience": audience(DraftContact if key == SectionKey.CONTACTS else Draft, to=Side.CANDIDATE, once=DEPOSITED),
        "structure": contents.structure_of(draft.application.organisation),
    }
    if key == SectionKey.CHARTER:
        refusal = "La personne qui représente la structure la signe ici, en son nom."
        context |= {"charter": charter.CURRENT, "signed": False, "why_not_sign": refusal}
    if key == SectionKey.PIECES:
        asked = contents.pieces_asked(draft)
        context |= {
            "pieces": [{**piece_line(one), "piece": None} for one in with_examples(asked)],
            "may_join": False,
            "piece_audience": audience(DraftPiece, to=Side.CANDIDATE, once=DEPOSITED),
        }
    return render(request, TEMPLATES.get(key, "candidates/sections/questions.html"), context)
