"""The coordination's one table of all structures, its exports, and a structure's page."""

from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from candidates import contents, rules
from candidates.completeness import completeness
from candidates.filters import StructureFilter
from candidates.models import (
    Application,
    Draft,
    DraftPiece,
    Extension,
    Journal,
    Outcome,
    PaperReceipt,
    Repair,
    Version,
    VersionPiece,
    Withdrawal,
)
from candidates.views.application import section_lines, version_context
from ccr import clock, documents, registry
from ccr.programme.models import Mandate, SeatState
from ccr.programme.roles import CANDIDATE_ROLES
from ccr.registry import Cell
from ccr.ui import french
from ccr.ui.pages import paginate
from ccr.wall.access import for_sides
from ccr.wall.sides import Lane, Side

PER_PAGE = 50
EXPORTS = {
    Lane.CANDIDATE: "Export candidature",
    Lane.SUPPORT: "Export appui",
    Lane.INSTRUCTION: "Export instruction",
}


def _columns(seat, lane=None) -> list:
    """What the other rooms show of each structure, support first, then instruction."""
    order = list(Lane)
    columns = [column for column in registry.ask("columns", seat) if lane is None or column.lane == lane]
    return sorted(columns, key=lambda column: (order.index(column.lane), column.rank))


def _all(request):
    return Application.objects.visible_to(request.seat).select_related("organisation", "outcome", "paper")


def _cells(seat, columns, applications) -> list[dict]:
    """For each column, its cells by application: one question per column, whatever the number of rows."""
    ids = [application.pk for application in applications]
    return [column.cells(seat, ids) for column in columns]


@require_safe
@for_sides(Side.COORDINATION)
def structures(request, campaign):
    """Every structure of the call, with where each room stands; filters, sort, exports."""
    columns = _columns(request.seat)
    filterset = filtered(request, columns)
    counts = filterset.count()
    page = paginate(request, filterset.ordered(), PER_PAGE, count=counts.kept)
    applications = list(page)
    cells = _cells(request.seat, columns, applications)
    typed = [application for application in applications if application.is_begun]
    how_far = completeness(request.seat, request.campaign, typed) if typed else {}
    lines = [
        {
            "application": row,
            "url": reverse("candidates:structure", args=[campaign, row.pk]),
            "outcome": outcome_of(row),
            "paper": rules.paper_of(row),
            "how_far": how_far.get(row.pk),
            "cells": [(column, cell.get(row.pk)) for column, cell in zip(columns, cells, strict=True)],
        }
        for row in applications
    ]
    context = {
        "filterset": filterset,
        "columns": columns,
        "lines": lines,
        "page": page,
        "counts": counts,
        "heading": _heading(counts),
        "count": french.counted(counts.kept, "structure") if counts.kept != counts.total else "",
        "exports": _exports(request, columns),
        "query": _query(request),
        **_writing(filterset, counts),
    }
    return render(request, "candidates/structures.html", context)


def filtered(request, columns=None) -> StructureFilter:
    """The structures that the address asks for."""
    columns = _columns(request.seat) if columns is None else columns
    return StructureFilter(request.GET, _all(request), seat=request.seat, columns=columns)


def _writing(filterset, counts) -> dict:
    """How many structures « Écrire à ces structures » would write to, how many it leaves out and why, or why not."""
    left_out = 0 if filterset.asks_for_withdrawn() else counts.withdrawn
    return {
        "why_not_write": rules.why_not_filtered(filterset.of_other_lanes()),
        "written_to": counts.kept - left_out,
        "left_out": rules.why_left_out(left_out),
    }


def _query(request) -> str:
    """The filters and the sort, for the links that keep them; the page is found again by itself."""
    query = request.GET.copy()
    for name in [name for name, value in query.items() if name == "page" or not value]:
        del query[name]
    return query.urlencode()


class Around(NamedTuple):
    """Where a structure is in the list one comes from: its place from 1, how many there are, its neighbours."""

    place: int
    number: int
    before: tuple | None
    after: tuple | None


def _around(request, columns, found) -> Around | None:
    """None when the filters do not keep the structure any more. One query."""
    rows = list(filtered(request, columns).ordered().values_list("pk", "organisation__name"))
    place = next((place for place, (pk, _) in enumerate(rows) if pk == found.pk), None)
    if place is None:
        return None
    after = rows[place + 1] if place + 1 < len(rows) else None
    return Around(place + 1, len(rows), rows[place - 1] if place else None, after)


def _heading(counts) -> str:
    if not counts.total:
        return "Aucune structure n’a encore commencé"
    total = french.counted(counts.total, "structure")
    word = ["candidature déposée", "candidatures déposées"]
    return f"{total}, {french.counted(counts.deposited, *word)}"


def _exports(request, columns) -> list[dict]:
    """One file per side, of the structures kept by the filters that the side may know of."""
    lanes = [Lane.CANDIDATE, *(lane for lane in EXPORTS if any(column.lane == lane for column in columns))]
    found = []
    for lane in dict.fromkeys(lanes):
        url = reverse("candidates:export", args=[request.campaign.slug, lane.value])
        dropped = {"page", "format", *(column.key for column in columns if column.lane != lane)}
        query = {name: value for name, value in request.GET.items() if name not in dropped and value}
        links = [(name.upper(), f"{url}?{urlencode({**query, 'format': name})}") for name in ("csv", "xlsx")]
        found.append({"label": EXPORTS[lane], "links": links})
    return found


@require_safe
@for_sides(Side.COORDINATION)
def export(request, campaign, lane):
    """The structures kept by the filters and with the columns of one side only: which rows are there tells as much."""
    if lane not in EXPORTS:
        raise Http404
    lane = Lane(lane)
    columns = _columns(request.seat, lane)
    filterset = StructureFilter(request.GET, _all(request), seat=request.seat, columns=columns)
    applications = list(filterset.ordered())
    headings = ["Structure", "Identifiant", "Forme juridique", "Association", "Commune"]
    rows = [
        [o.name, o.siret or o.siren or o.rna or "", o.get_legal_form_display(), o.is_association, o.city]
        for o in (application.organisation for application in applications)
    ]
    if lane == Lane.CANDIDATE:
        headings += ["Candidature", "Commencée le", "Déposée le", "Numéro de dépôt", "Décision", "Publiée le"]
        for row, application in zip(rows, applications, strict=True):
            row += _own_cells(application)
    for column, cells in zip(columns, _cells(request.seat, columns, applications), strict=True):
        headings += [column.label, f"{column.label} : date"]
        for row, application in zip(rows, applications, strict=True):
            cell = cells.get(application.pk) or Cell()
            row += [" ".join(filter(None, [cell.badge and cell.badge.label, cell.text, cell.said])), cell.date]
    return documents.export_response(request, f"structures-{lane.value}", headings, rows)


def _own_cells(application) -> list:
    outcome = outcome_of(application)
    return [
        application.get_state_display(),
        clock.in_paris(application.begun_at).date(),
        application.deposited_at,
        application.receipt_number,
        outcome.get_value_display() if outcome else "",
        clock.in_paris(outcome.published_at).date() if outcome else None,
    ]


def outcome_of(application) -> Outcome | None:
    """The published decision, None before."""
    return getattr(application, "outcome", None)


def _people(application) -> list[Mandate]:
    """Who works on the application, the representative first."""
    held = Mandate.objects.filter(
        seat__campaign=application.campaign_id,
        seat__state=SeatState.ACTIVE,
        organisation=application.organisation.kept_id,
        role__in=CANDIDATE_ROLES,
        ended_at__isnull=True,
    )
    return list(held.select_related("seat__person").order_by("-role", "started_at", "pk"))


def _structure(request, pk) -> Application:
    rows = Application.objects.visible_to(request.seat).select_related("organisation", "campaign", "outcome")
    return get_object_or_404(rows, pk=pk)


@require_safe
@for_sides(Side.COORDINATION)
def structure(request, campaign, application):
    """One structure as the coordination follows it: where each room stands, what is typed, what was deposited."""
    drafts = Draft.objects.visible_to(request.seat).with_parts()
    drafts = drafts.select_related("application__outcome", "application__referral")
    draft = get_object_or_404(drafts, application=application)
    found = draft.application
    columns = _columns(request.seat)
    entries = Journal.objects.visible_to(request.seat).filter(about_id=found.pk).select_related("by_person")
    entries = sorted(entries, key=lambda entry: entry.at, reverse=True)
    cells = zip(columns, _cells(request.seat, columns, [found]), strict=True)
    verbs = {entry.verb for entry in entries}

    def told(model, verb) -> list:
        """What the journal says there is: most structures neither withdraw nor need more time."""
        return list(model.objects.visible_to(request.seat).filter(application=found)) if verb in verbs else []

    parts = contents.sections(draft)
    context = {
        "application": found,
        "outcome": outcome_of(found),
        "referral": getattr(found, "referral", None),
        "people": _people(found),
        "withdrawals": told(Withdrawal, "withdrawn"),
        "lanes": [(column, cell.get(found.pk)) for column, cell in cells],
        "draft": draft,
        "blocks": contents.read(draft),
        "structure": contents.structure_of(found.organisation),
        "piece_links": [
            (piece, reverse("candidates:structure_draft_piece", args=[campaign, found.pk, piece.pk]))
            for piece in draft.live_pieces()
        ],
        "progress": contents.progress_sentence(parts),
        **_paper(request, found, parts),
        "extensions": told(Extension, "extended"),
        "query": _query(request),
        "around": _around(request, columns, found),
        "repairs": told(Repair, "put_back") or told(Repair, "former_version") or told(Repair, "form_corrected"),
        "may_put_back": rules.why_not_put_back(found, decided=outcome_of(found) is not None) is None,
        "may_extend": rules.why_not_extend(found) is None,
        "versions": _versions(request, found),
        "journal": [
            {
                "title": entry.verb_label,
                "when": french.moment(entry.at),
                "detail": entry.by_person.full_name if entry.by_person else "",
                "state": "done",
            }
            for entry in entries
        ],
    }
    return render(request, "candidates/structure.html", context)


def _paper(request, found, parts) -> dict:
    """What the page shows of an application that came on paper: the paper, its sections to type."""
    paper = rules.paper_of(found)
    if paper is None:
        return {"paper": None}
    return {
        "paper": paper,
        "why_not_type": rules.why_not_type(found),
        "may_withdraw": rules.why_not_withdraw(request.seat, found, decided=outcome_of(found) is not None) is None,
        "may_resume": rules.why_not_resume(request.seat, found) is None,
        "section_lines": section_lines(found, parts),
        "lacks": [lack for part in parts for lack in part.missing],
    }


def _versions(request, found) -> list[dict]:
    """What was deposited, the latest first, and which may be in force again; of a paper, with the receipt to post."""
    rows = Version.objects.visible_to(request.seat).filter(application=found).select_related("deposited_by")
    rows, receipts = list(rows.order_by("-number")), {}
    if rules.paper_of(found):
        made = PaperReceipt.objects.visible_to(request.seat).filter(about_id__in=[row.pk for row in rows])
        receipts = {one.about_id: one for one in made.select_related("campaign")}
    known = {"decided": outcome_of(found) is not None}
    if len(rows) > 1 and found.is_deposited:
        known["committee_to_come"] = rules.last_committee_day(found.campaign) is not None
    return [
        {
            "version": row,
            "receipt": receipts.get(row.pk),
            "may_make_current": rules.why_not_former_version(found, row, **known) is None,
        }
        for row in rows
    ]


@require_safe
@for_sides(Side.COORDINATION)
def structure_version(request, campaign, application, number):
    """A version as it was deposited, for the coordination."""
    found = _structure(request, application)
    rows = Version.objects.visible_to(request.seat).with_parts().filter(application=found)
    deposited = get_object_or_404(rows, number=number)

    def piece_url(piece):
        return reverse("candidates:structure_version_piece", args=[campaign, found.pk, number, piece.kind])

    context = version_context(deposited, piece_url)
    context |= {
        "application": found,
        "receipt": None,
        "back": reverse("candidates:structure", args=[campaign, found.pk]),
    }
    return render(request, "candidates/version.html", context)


@require_safe
@for_sides(Side.COORDINATION)
def structure_version_piece(request, campaign, application, number, kind):
    """Download a deposited file."""
    pieces = VersionPiece.objects.visible_to(request.seat).filter(
        version__application=_structure(request, application), version__number=number, kind=kind
    )
    piece = get_object_or_404(pieces)
    return documents.attachment(piece.file, piece.name, piece.mime)


@require_safe
@for_sides(Side.COORDINATION)
def structure_draft_piece(request, campaign, application, piece):
    """Download a file of the draft."""
    pieces = DraftPiece.objects.visible_to(request.seat).filter(draft__application=_structure(request, application))
    piece = get_object_or_404(pieces, pk=piece)
    return documents.attachment(piece.file, piece.name, piece.mime)
