"""« Candidatures à lire », the declaration of links, the file as it was deposited, the instructor's work on it."""

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.models import SiteChoice, Version, VersionPiece
from ccr import clock, documents
from ccr.documents.exports import export_response
from ccr.programme.roles import Role
from ccr.ui import french
from ccr.ui.autosave import save_field
from ccr.ui.pages import accepted, paginate, posted
from ccr.wall.access import for_roles, for_sides
from ccr.wall.audience import audience
from ccr.wall.errors import Conflict
from ccr.wall.sides import Side
from selection import committee, reading, rules, services
from selection.documents import FILE_PDF, MINUTES_PDF, request_file
from selection.filters import FileFilter
from selection.forms import CompletenessForm, LinkForm, LinksForm, MarksForm, OpinionForm
from selection.models import Criterion, Document, File, Mark, MarkSheet, Opinion
from selection.models.files import COMMITTEE
from selection.states import MyWork, SheetState
from selection.views.common import get_file

READ = (MyWork.READ, MyWork.MARKING, MyWork.MARKED)


def _files(request):
    """The campaign's files as the list shows them, filtered; and the filter."""
    rows = File.objects.visible_to(request.seat).with_my_work(request.seat).with_list_data().by_name()
    chosen = SiteChoice.objects.visible_to(request.seat).filter(is_current=True).select_related("campaign_site__site")
    sites = Prefetch("application__site_choices", chosen.order_by("campaign_site__site__name"), to_attr="sites")
    found = FileFilter(request.GET, rows.prefetch_related(sites), request=request)
    return found.qs, found


def _work(request) -> dict:
    """How many files at each step of « Ma lecture », whatever the filter. One query."""
    rows = File.objects.visible_to(request.seat).with_my_work(request.seat).order_by()
    return {row["my_work"]: row["number"] for row in rows.values("my_work").annotate(number=Count("pk"))}


@require_safe
@for_sides(Side.INSTRUCTION)
def file_list(request, campaign):
    """« Candidatures à lire », 50 a page."""
    services.ensure_files(request.campaign)
    work = _work(request)
    queryset, found = _files(request)
    page = paginate(request, queryset)
    context = {
        "page": page,
        "filter": found,
        "count": french.counted(page.paginator.count, "candidature"),
        "total": sum(work.values()),
        "read": sum(work.get(step, 0) for step in READ),
        "marked": work.get(MyWork.MARKED, 0),
        "withdrawn": work.get(MyWork.WITHDRAWN, 0),
        "to_declare": work.get(MyWork.TO_DECLARE, 0),
        "marks": request.seat.has_role(*COMMITTEE),
        "meeting": committee.meetings(request.campaign).first(),
        "query": request.GET.urlencode(),
    }
    return render(request, "selection/file_list.html", context)


@require_safe
@for_sides(Side.INSTRUCTION)
def file_export(request, campaign):
    """The list, with one's own work on it, as CSV or XLSX."""
    queryset, _ = _files(request)
    columns = ["Structure", "Forme", "Sites souhaités", "Surface (m²)", "État du dossier", "Ma lecture", "Ma note"]
    rows = [
        (
            file.structure,
            file.application.organisation.form_label,
            ", ".join(choice.campaign_site.site.name for choice in file.application.sites),
            file.space_m2,
            file.get_state_display(),
            file.my_work_badge.label,
            file.my_score if file.my_work == MyWork.MARKED else None,
        )
        for file in queryset
    ]
    return export_response(request, "candidatures-a-lire", columns, rows)


@require_http_methods(["GET", "POST"])
@for_sides(Side.INSTRUCTION)
def links(request, campaign):
    """Declare one's links with the structures not declared yet, fifty a page: each page says those that it showed."""
    services.ensure_files(request.campaign)
    rows = File.objects.visible_to(request.seat).with_my_work(request.seat).with_list_data().by_name()
    rows = rows.filter(my_link__isnull=True)
    page = paginate(request, rows)
    # Of what is sent, the files that its page showed: the box says nothing of one that came since.
    shown = [file for file in rows if LinksForm.name_of(file) in request.POST] if request.method == "POST" else []
    form = LinksForm(shown or page.object_list, posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.links()
        if accepted(form, services.declare_links, said, by=request.seat):
            messages.success(request, f"{french.counted(len(said), 'lien déclaré', 'liens déclarés')}.")
            left = page.paginator.count > len(said)
            return redirect("selection:links" if left else "selection:file_list", campaign)
    status = 422 if form.is_bound else 200
    return render(request, "selection/links.html", {"form": form, "page": page}, status=status)


@require_http_methods(["GET", "POST"])
@for_sides(Side.INSTRUCTION)
def declare_link(request, campaign, file):
    """Declare one's link with a structure: the step before its file, or a link learned later."""
    file = get_file(request, file)
    form = LinkForm(posted(request), initial={"link": file.my_link} if file.my_link else None)
    if request.method == "POST" and form.is_valid():
        link = form.cleaned_data["link"]
        if accepted(form, services.declare_link, file, link, by=request.seat):
            return redirect("selection:file", campaign, file.pk)
    status = 422 if form.is_bound else 200
    return render(request, "selection/declare_link.html", {"file": file, "form": form}, status=status)


def _version(request, file, number=None):
    """The versions of the file, the one in force first, then the newest; and the one to read. Five queries."""
    rows = Version.objects.visible_to(request.seat).filter(application=file.application_id)
    versions = list(rows.with_parts().order_by("-is_current", "-number"))
    shown = next((version for version in versions if version.number == (number or versions[0].number)), None)
    if shown is None:
        raise Http404
    return reading.read(shown, shown.live_pieces()), versions


def file_context(request, file, *, marks_form=None, check_form=None, opinion_form=None) -> dict:
    """Everything the file's page shows to this person; her forms, bound when one was refused."""
    seat = request.seat
    shown, versions = _version(request, file)
    opinion = Opinion.objects.visible_to(seat).filter(file=file).select_related("by__person").first()
    suggested = list(opinion.axes.filter(is_suggested=True).select_related("axis")) if opinion else []
    why_not_check = rules.why_not_check(seat, file, versions[0].number)
    why_not_give = rules.why_not_give_opinion(seat, file)
    if check_form is None and not why_not_check:
        checked = opinion and file.checked_at
        answer = {"complete": "no" if opinion.missing else "yes", "missing": opinion.missing} if checked else {}
        check_form = CompletenessForm(initial={**answer, "seen": file.check_stamp})
    elif check_form is not None and check_form.is_behind:
        check_form.follow(file.check_stamp)
    if opinion_form is None and not why_not_give:
        typed = {"axes": [line.axis_id for line in suggested]}
        typed |= {"value": opinion.value, "text": opinion.text, "seen": opinion.stamp} if opinion else {}
        opinion_form = OpinionForm(initial=typed)
    behind = opinion_form is not None and opinion_form.is_behind
    if behind:
        opinion_form.follow(opinion.stamp)
    return {
        "file": file,
        "reading": shown,
        "versions": versions,
        "is_instructor": seat.has_role(Role.INSTRUCTOR),
        "is_member": seat.has_role(*COMMITTEE),
        "opinion": opinion,
        "suggested": [line.axis for line in suggested],
        "check_form": check_form,
        "opinion_form": opinion_form,
        "is_behind": behind,
        "why_not_give": why_not_give or "",
        "opinion_audience": audience(Opinion, to=Side.INSTRUCTION),
        "marks_audience": audience(MarkSheet, to=Side.INSTRUCTION),
        "may_still_change": clock.now() < request.campaign.closes_at,
        "changed_since_check": file.checked_version is not None and file.checked_version != versions[0].number,
        "document": Document.objects.visible_to(seat)
        .select_related("campaign")
        .filter(kind=FILE_PDF, about_id=file.pk, source_version=str(versions[0].number))
        .first(),
        **_marking(seat, file, marks_form),
    }


def _address(file, name):
    return reverse(f"selection:{name}", args=[file.campaign.slug, file.pk])


def _marking(seat, file, form=None) -> dict:
    """The member's marks, and the others' once hers are submitted. At most four queries."""
    if not seat.has_role(*COMMITTEE):
        return {"marks_form": None}
    why_not = rules.why_not_mark(seat, file)
    sheets = list(
        MarkSheet.objects.visible_to(seat)
        .filter(file=file)
        .select_related("seat__person")
        .order_by("seat__person__last_name", "pk")
    )
    marks = list(Mark.objects.visible_to(seat).filter(sheet__in=sheets).select_related("criterion")) if sheets else []
    mine = next((sheet for sheet in sheets if sheet.seat_id == seat.pk), None)
    if form is None and not why_not:
        form = marks_form_of(file, mine, [mark for mark in marks if mine and mark.sheet_id == mine.pk], seat)
    for sheet in sheets:
        given = (mark for mark in marks if mark.sheet_id == sheet.pk)
        sheet.shown_marks = sorted(given, key=lambda mark: mark.criterion.rank)
    submitted = [sheet for sheet in sheets if sheet.state == SheetState.SUBMITTED]
    return {
        "marks_form": form,
        "marks_autosave": _address(file, "marks_autosave"),
        "why_not_mark": why_not or "",
        "sheet": mine,
        "sheets": submitted,
        "mark_rows": _rows_by_criterion(submitted),
    }


def _rows_by_criterion(sheets) -> list[dict]:
    """What the table of submitted marks lays out: a criterion, then each member's name and mark."""
    if not sheets:
        return []
    return [
        {
            "criterion": mark.criterion,
            "values": [(sheet.seat.person.full_name, sheet.shown_marks[index].value) for sheet in sheets],
        }
        for index, mark in enumerate(sheets[0].shown_marks)
    ]


def marks_form_of(file, sheet, marks, seat, data=None) -> MarksForm:
    """The marks form of a file, on the campaign's grid."""
    criteria = list(Criterion.objects.visible_to(seat).marked().select_related("grid"))
    if not criteria:
        services.ensure_grid(file.campaign)
        criteria = list(Criterion.objects.visible_to(seat).marked().select_related("grid"))
    return MarksForm(criteria, criteria[0].grid.scale, data, initial=MarksForm.initial_of(sheet, marks))


@require_safe
@for_sides(Side.INSTRUCTION)
def file_detail(request, campaign, file):
    """The file, whole: links are declared before; a member who withdrew reads why it stays closed."""
    file = get_file(request, file)
    if rules.why_not_declared(file):
        return redirect("selection:declare_link", campaign, file.pk)
    if reason := rules.why_not_linked(file):
        return render(request, "selection/file_closed.html", {"file": file, "reason": reason})
    services.open_file(file, by=request.seat)
    return render(request, "selection/file_detail.html", file_context(request, file))


def readable(request, pk) -> File:
    """The file, opened; 404 for whoever may not read it, as if it did not exist."""
    file = get_file(request, pk)
    if rules.why_not_read(file):
        raise Http404
    services.open_file(file, by=request.seat)
    return file


def open_document(request, document):
    """The PDF of a file is the file: to have it, or to have it made again, opens it. Following its making does not.

    The minutes tell of the deliberation.
    """
    if document.kind == FILE_PDF and not request.htmx:
        readable(request, document.about_id)
    if document.kind == MINUTES_PDF:
        services.read_deliberation(by=request.seat)


@require_safe
@for_sides(Side.INSTRUCTION)
def version(request, campaign, file, number):
    """An earlier version, as it was deposited."""
    file = readable(request, file)
    shown, versions = _version(request, file, number)
    context = {"file": file, "reading": shown, "versions": versions}
    return render(request, "selection/version.html", context)


@require_safe
@for_sides(Side.INSTRUCTION)
def piece(request, campaign, file, piece):
    """A deposited piece, as an attachment."""
    file = readable(request, file)
    found = get_object_or_404(
        VersionPiece.objects.visible_to(request.seat).filter(version__application=file.application_id), pk=piece
    )
    return documents.attachment(found.file, found.name, found.mime)


@require_POST
@for_sides(Side.INSTRUCTION)
def file_pdf(request, campaign, file):
    """Have the PDF of the file made, once a version."""
    file = readable(request, file)
    current = get_object_or_404(
        Version.objects.visible_to(request.seat), application=file.application_id, is_current=True
    )
    request_file(file, current, request.seat)
    return redirect(f"{_address(file, 'file')}#pdf")


@require_POST
@for_roles(Role.INSTRUCTOR)
def check_completeness(request, campaign, file):
    """The instructor says whether the file is complete."""
    file = readable(request, file)
    form = CompletenessForm(request.POST)
    if form.is_valid():
        if accepted(form, services.check_completeness, file, **form.cleaned_data, by=request.seat):
            messages.success(request, "Vérification enregistrée.")
            return redirect("selection:file", campaign, file.pk)
    file = get_file(request, file.pk)
    return render(request, "selection/file_detail.html", file_context(request, file, check_form=form), status=422)


@require_POST
@for_roles(Role.INSTRUCTOR)
def give_opinion(request, campaign, file):
    """Save the draft of the opinion, or give it to the committee: the button says which."""
    file = readable(request, file)
    draft = "draft" in request.POST
    form = OpinionForm(request.POST, draft=draft)
    if form.is_valid():
        write, done = services.give_opinion, "Avis rendu : le comité le lit."
        if draft:
            write, done = services.save_opinion, "Brouillon enregistré."
        if accepted(form, write, file, **form.cleaned_data, by=request.seat):
            messages.success(request, done)
            return redirect("selection:file", campaign, file.pk)
    file = get_file(request, file.pk)
    return render(request, "selection/file_detail.html", file_context(request, file, opinion_form=form), status=422)


@require_POST
@for_roles(Role.INSTRUCTOR)
def opinion_autosave(request, campaign, file):
    """One field of the opinion."""
    file = readable(request, file)
    seen = request.POST.get("seen", "")

    def save(name, value):
        try:
            services.save_opinion(file, **{name: value}, seen=seen, by=request.seat)
        except Conflict as conflict:
            raise Conflict(
                f"{conflict} Enregistrez le brouillon : la page vous montrera les deux textes."
            ) from conflict

    return save_field(request, OpinionForm(request.POST), save)


@require_POST
@for_roles(*COMMITTEE)
def submit_marks(request, campaign, file):
    """Save one's marks, or submit them for good: the button says which."""
    file = readable(request, file)
    sheet = MarkSheet.objects.visible_to(request.seat).filter(file=file, seat=request.seat).first()
    marks = Mark.objects.visible_to(request.seat).filter(sheet=sheet) if sheet else []
    form = marks_form_of(file, sheet, marks, request.seat, data=request.POST)
    if form.is_valid():
        final = "submit" in request.POST
        verb, what = (services.submit_marks, form.everything()) if final else (services.save_sheet, form.changes())
        if accepted(form, verb, file, **what, by=request.seat):
            messages.success(
                request,
                "Notes remises : celles des autres membres s’ouvrent à vous." if final else "Brouillon enregistré.",
            )
            return redirect(f"{_address(file, 'file')}#notation")
    file = get_file(request, file.pk)
    return render(request, "selection/file_detail.html", file_context(request, file, marks_form=form), status=422)


@require_POST
@for_roles(*COMMITTEE)
def marks_autosave(request, campaign, file):
    """One mark or comment, as it is given."""
    file = readable(request, file)
    form = marks_form_of(file, None, [], request.seat, data=request.POST)
    seen = form.seen()

    def save(name, value):
        services.save_sheet(file, **form.arguments({name: value}) | {"seen": seen}, by=request.seat)

    return save_field(request, form, save)
