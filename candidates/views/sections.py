"""The sections of the application, a page each, that save themselves; the preview of the whole."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates import charter, contents, rules, services
from candidates.forms import SectionForm, section_of
from candidates.models import Draft, DraftContact, DraftPiece, DraftSection, SectionKey
from candidates.views.application import (
    address,
    draft_of,
    overview_of,
    own_draft,
    preview_of,
    section_lines,
    section_url,
    standing,
    typed_application,
)
from ccr import clock
from ccr.directory.models import HeadcountBand
from ccr.programme.pieces import with_examples
from ccr.ui.autosave import save_field
from ccr.ui.pages import act
from ccr.ui.templatetags.ui import full_label
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.errors import Conflict, DomainError
from ccr.wall.sides import Side

WRITERS = (Side.CANDIDATE, Side.COORDINATION)
"""The structure, and the coordination for what came on paper: nothing else is found (``typed_application``)."""
RECENTLY = timedelta(minutes=5)
"""How long somebody who wrote in a section is told to be editing it."""
READ_ONLY = frozenset({SectionKey.CHARTER, SectionKey.PIECES})
"""Sections without a form of their own: a signature, files."""
TEMPLATES = {
    SectionKey.SITES: "candidates/sections/sites.html",
    SectionKey.EMPLOYMENT: "candidates/sections/employment.html",
    SectionKey.FIGURES: "candidates/sections/figures.html",
    SectionKey.ESS: "candidates/sections/ess.html",
    SectionKey.CONTACTS: "candidates/sections/contacts.html",
    SectionKey.CHARTER: "candidates/sections/charter.html",
    SectionKey.PIECES: "candidates/sections/pieces.html",
    SectionKey.STRUCTURE: "candidates/sections/structure.html",
}
PLAIN = "candidates/sections/questions.html"
OFFER = "remplacer"
"""In the address of the pieces: the one that somebody else joined meanwhile, which one may replace knowingly."""


def section_form(application, draft, key, data=None) -> SectionForm:
    """The form of a section."""
    sites = application.campaign.sites.select_related("site", "replaced_by__site") if key == SectionKey.SITES else ()
    return SectionForm(data, key=key, draft=draft, campaign_sites=sites)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(*WRITERS)
def section(request, campaign, application, section):
    """One section. Sent whole, it writes what this person changed, and nothing over what somebody else wrote since."""
    found, draft = own_draft(request, application)
    key = SectionKey(section)
    closed = rules.why_not_write(request.seat, found)
    if request.method == "POST" and key not in READ_ONLY:
        return _write(request, found, draft, key)
    form = None if closed or key in READ_ONLY else section_form(found, draft, key)
    return _page(request, found, draft, key, form, closed=closed)


def _write(request, application, draft, key):
    form = section_form(application, draft, key, request.POST)
    valid = form.is_valid()
    try:
        written = form.as_written(form.changed_values())
        overtaken = services.write_draft(application, **written, seen=form.known(), boxes=form.boxes(), by=request.seat)
    except DomainError as error:
        form.add_error(None, f"Non enregistré : {error.sentence}")
        return _page(request, application, draft, key, form, status=422)
    if valid and not overtaken:
        if "depot" in request.POST:
            return redirect(address(application, "deposit"))
        messages.success(request, "Brouillon enregistré.")
        following = neighbours(key)[1] if "suite" in request.POST else key
        return redirect(section_url(application, following) if following else overview_of(request, application))
    form.catch_up(form.theirs(overtaken))
    return _page(request, application, draft_of(request, application), key, form, status=422)


def neighbours(key) -> tuple:
    """The section before and the one after, None at either end."""
    keys = list(SectionKey)
    rank = keys.index(key)
    return keys[rank - 1] if rank else None, keys[rank + 1] if rank + 1 < len(keys) else None


def _page(request, application, draft, key, form, *, closed=None, status=200):
    state = standing(request, application, draft)
    here = next(part for part in state["sections"] if part.key == key)
    checking = "verifier" in request.GET and not closed
    before, after = neighbours(key)
    context = {
        **state,
        "form": form,
        "preview": False,
        "key": key.value,
        "closed": closed,
        "here": here,
        "number": list(SectionKey).index(key) + 1,
        "errors": _errors(form, here, checking),
        "lines": section_lines(application, state["sections"], here=key),
        "before": before and (before.label, section_url(application, before)),
        "after": after and (after.label, section_url(application, after)),
        "others": others_in(request, draft, key),
        "audience": audience(
            DraftContact if key == SectionKey.CONTACTS else Draft, to=_spoken_to(request), once=DEPOSITED
        ),
        "blocks": [block for block in contents.read(draft) if block.key == key],
        "structure": contents.structure_of(application.organisation),
        "may_deposit_again": application.is_deposited and not state["why_not_represent"],
        "is_shared": form is not None or (key == SectionKey.PIECES and not closed),
    }
    if key == SectionKey.CHARTER:
        context |= _charter(request, application, draft)
    if key == SectionKey.PIECES:
        context |= _pieces(request, application, draft)
    if key == SectionKey.EMPLOYMENT:
        context["known_band"] = _known_band(application.organisation)
    return render(request, TEMPLATES.get(key, PLAIN), context, status=status)


def _known_band(organisation) -> str:
    """What the public register says of its employees, when it says something: a band, which is not typed for it."""
    said = organisation.headcount_band
    return "" if said in ("", HeadcountBand.NONE) else organisation.get_headcount_band_display()


DEPOSITED = "Une fois déposé"


def _errors(form, here, checking) -> list[dict]:
    """What is wrong or, on a page that checks, what is missing: first on the page, and beside each field."""
    if form is not None and form.is_bound:
        found = [{"field": "", "label": "", "text": text} for text in form.non_field_errors()]
        return found + [
            {"field": form[name].id_for_label or f"id_{name}_0", "label": full_label(form[name]), "text": text}
            for name in form.errors
            if name in form.fields
            for text in form.errors[name]
        ]
    if not checking:
        return []
    if form is not None:
        form.point_at(here.missing)
    return [{"field": _target(form, lack.field), "label": lack.label, "text": lack.text} for lack in here.missing]


def _target(form, field) -> str:
    """The id to jump to: of boxes and radios, the first one."""
    name = field.removeprefix("id_")
    if form is not None and name in form.fields and not form[name].id_for_label:
        return f"{field}_0"
    return field


def others_in(request, draft, key) -> list[str]:
    """Who else wrote in this section in the last minutes."""
    since = clock.now() - RECENTLY
    marks = DraftSection.objects.visible_to(request.seat).filter(draft=draft, key=key, saved_at__gte=since)
    marks = marks.exclude(saved_by=request.seat.person_id).select_related("saved_by")
    return [mark.saved_by.full_name for mark in marks]


def _charter(request, application, draft) -> dict:
    return {
        "charter": charter.CURRENT,
        "signed": not rules.needs_signature(draft),
        "why_not_sign": rules.why_not_sign(request.seat, application),
    }


def _spoken_to(request) -> Side:
    return Side.CANDIDATE if Side.CANDIDATE in request.seat.sides else Side.COORDINATION


def piece_line(asked) -> dict:
    """What the page says of a piece that the call asks for. asked: of ``with_examples``."""
    said = {name: getattr(asked, name) for name in ("label", "help", "is_required", "example")}
    return {"kind": asked.slug, **said}


def _pieces(request, application, draft) -> dict:
    """Each piece asked for, with the file that is there; then the files that are no longer asked for.

    Beside each, what was replaced or taken out since the last deposit: whose versions keep the rest.
    """
    there = {piece.kind: piece for piece in draft.live_pieces()}
    asked = [piece_line(one) for one in with_examples(contents.pieces_asked(draft))]
    known = {line["kind"] for line in asked}
    more = [
        {"kind": piece.kind, "label": piece.label, "help": "Cette pièce n’est plus demandée.", "is_required": False}
        for piece in there.values()
        if piece.kind not in known
    ]
    return {
        "pieces": [
            {
                **line,
                "piece": there.get(line["kind"]),
                "is_asked": line["kind"] in known,
                "former": former_pieces(draft, line["kind"]),
                "is_offered": line["kind"] in there and line["kind"] == request.GET.get(OFFER),
            }
            for line in asked + more
        ],
        "may_join": rules.why_not_write(request.seat, application) is None,
        "piece_audience": audience(DraftPiece, to=_spoken_to(request), once=DEPOSITED),
    }


def former_pieces(draft, kind) -> list[dict]:
    """The files of a kind that were replaced or taken out since the last deposit, the latest first, each with what
    took its place.
    """
    rows = [piece for piece in draft.pieces.all() if piece.kind == kind]
    after = {piece.added_at: piece for piece in rows}
    since = draft.application.deposited_at
    gone = [piece for piece in rows if piece.retired_at and (since is None or piece.retired_at > since)]
    gone.sort(key=lambda piece: piece.retired_at, reverse=True)
    return [{"piece": piece, "replaced_by": after.get(piece.retired_at)} for piece in gone]


@require_POST
@for_sides(*WRITERS)
def autosave(request, campaign, application):
    """Save one answer. What somebody else changed since the page was made is not overwritten."""
    found = typed_application(request, application)
    draft = get_object_or_404(
        Draft.objects.visible_to(request.seat).select_related("application__campaign", "application__organisation"),
        application=found,
    )
    key = section_of(request.POST.get("field", "")) or SectionKey.STRUCTURE
    form = section_form(found, draft, key, request.POST)

    def save(name, value):
        written = form.as_written({name: value})
        known = {"seen": form.known(), "boxes": form.boxes()}
        for one in services.write_draft(found, **written, **known, by=request.seat):
            raise Conflict(one.sentence, {name: one.current})

    return save_field(request, form, save)


@require_safe
@for_sides(*WRITERS)
def progress(request, campaign, application):
    """What is complete and what is missing, and who else is there: the fragment that follows each save.

    ``?rubrique=``: the section that is open.
    """
    found, draft = own_draft(request, application)
    key = request.GET.get("rubrique", "")
    state = standing(request, found, draft)
    context = {
        **state,
        "key": key,
        "lines": section_lines(found, state["sections"], here=key),
        "others": others_in(request, draft, key) if key in SectionKey else [],
        "htmx_presence": key in SectionKey,
    }
    return render(request, "candidates/fragments/progress.html", context)


@require_safe
@for_sides(Side.CANDIDATE, Side.COORDINATION)
def preview(request, campaign, application):
    """The whole draft as the committee would read it: the structure's own or, for the coordination, a paper's."""
    found, draft = own_draft(request, application)
    context = {
        "application": found,
        "draft": draft,
        "blocks": contents.read(draft),
        "lacks": contents.missing(draft),
        "structure": contents.structure_of(found.organisation),
        "piece_links": [(piece, address(found, "draft_piece", piece.pk)) for piece in draft.live_pieces()],
        "preview": preview_of(request, found, draft),
        "back": overview_of(request, found),
        "types": Side.COORDINATION in request.seat.sides,
    }
    return render(request, "candidates/preview.html", context)


@require_POST
@for_sides(Side.CANDIDATE, Side.COORDINATION)
def preview_pdf(request, campaign, application):
    """Ask for the PDF of the draft."""
    found = typed_application(request, application)
    return act(request, services.request_preview, found, back=f"{address(found, 'preview')}#pdf")
