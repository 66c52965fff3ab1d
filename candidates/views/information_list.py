"""Who comes to the information day, for the coordination: the list, the door, the documents (A020, A171, A172)."""

import hashlib
import json

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from candidates import rules, services
from candidates.documents import SHEET
from candidates.forms.information import (
    CallOffForm,
    DoorFilter,
    InformationDayForm,
    InformationDocumentForm,
    RegistrationFilter,
    TypedRegistrationForm,
)
from candidates.models import AttendanceSheet, InformationDay, InformationDocument, Registration
from candidates.states import Attendance, RegistrationState
from ccr import documents
from ccr.library import readings
from ccr.programme.meetings import why_not_cancel
from ccr.programme.models import Meeting, MeetingKind
from ccr.ui import french
from ccr.ui.forms import StandardHelper
from ccr.ui.pages import accepted, act, confirm_page, paginate, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side

EVERY = ["GET", "HEAD", "POST"]
HERSELF = {Side.CANDIDATE: "la personne elle-même"}


def _meeting(request, pk) -> Meeting:
    """An information day of the seat's call, whether registrations are open or not."""
    rows = Meeting.objects.filter(campaign=request.campaign, kind=MeetingKind.INFORMATION)
    return get_object_or_404(rows.select_related("campaign"), pk=pk)


def _day(request, pk) -> InformationDay:
    rows = InformationDay.objects.filter(meeting__campaign=request.campaign).select_related("meeting__campaign")
    return get_object_or_404(rows, meeting=pk)


def _registrations(request, day):
    return Registration.objects.visible_to(request.seat).filter(day=day)


def _url(name, day, *args) -> str:
    return reverse(f"candidates:{name}", args=[day.meeting.campaign.slug, day.meeting_id, *args])


@require_safe
@for_sides(Side.COORDINATION)
def information_days(request, campaign):
    """The information days of the call, with their places."""
    meetings = Meeting.objects.filter(campaign=request.campaign, kind=MeetingKind.INFORMATION).order_by("starts_at")
    to_read = readings.before_each(meetings)
    days = {day.meeting_id: day for day in InformationDay.objects.filter(meeting__campaign=request.campaign)}
    lines = [{"meeting": one, "day": days.get(one.pk), "readings": to_read.get(one.pk)} for one in meetings]
    return render(request, "candidates/information/days.html", {"lines": lines})


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def information_settings(request, campaign, meeting):
    """Places, last day, practical notes."""
    meeting = _meeting(request, meeting)
    day = InformationDay.objects.filter(meeting=meeting).first()
    back = reverse("candidates:information_days", args=[campaign])
    if day is not None:
        back = reverse("candidates:information_list", args=[campaign, meeting.pk])
    form = InformationDayForm.of(day, posted(request))
    form.helper = StandardHelper("Enregistrer" if day else "Ouvrir les inscriptions", cancel=back)
    if form.is_valid() and accepted(
        form,
        services.set_information_day,
        meeting,
        **(form.changed_values() if day else form.cleaned_data),
        seen=form.seen(),
        by=request.seat,
    ):
        messages.success(request, "C’est enregistré." if day else "Les inscriptions sont ouvertes à tout le monde.")
        return redirect("candidates:information_list", campaign, meeting.pk)
    context = {"form": form, "meeting": meeting, "day": day, "back": back}
    return render(request, "candidates/information/settings.html", context, status=422 if form.errors else 200)


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def information_call_off(request, campaign, meeting):
    """Cancel the day, with its reason, after a question: how many are told."""
    meeting = _meeting(request, meeting)
    back = reverse("candidates:information_days", args=[campaign])
    form = CallOffForm(posted(request))
    if form.is_valid():
        done = "La journée est annulée : chaque personne inscrite ou en attente est prévenue."
        return act(request, services.call_off, meeting, reason=form.cleaned_data["reason"], done=done, back=back)
    if refusal := why_not_cancel(meeting):
        messages.error(request, refusal)
        return redirect(back)
    told = Registration.objects.visible_to(request.seat).filter(day__meeting=meeting)
    number = told.exclude(state=RegistrationState.CANCELLED).exclude(email="").count()
    return confirm_page(
        request,
        title="Annuler cette journée d’information ?",
        sentence=f"{french.counted(number, 'message part', 'messages partent')} avec le motif, que la page publique "
        "dit aussi. Une journée annulée ne revient pas : ajoutez-en une autre au calendrier.",
        details=[("Journée", french.day_in_words(meeting.starts_at)), ("Lieu", meeting.place)],
        form=form,
        action="Annuler la journée",
        back=back,
        danger=True,
    )


def _counts(rows) -> dict:
    """Registrations and people in each state, and at the door, in one query."""
    registered = Q(state=RegistrationState.REGISTERED)
    return rows.order_by().aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITING)),
        waiting_people=Sum("people", filter=Q(state=RegistrationState.WAITING), default=0),
        cancelled=Count("pk", filter=Q(state=RegistrationState.CANCELLED)),
        registered=Count("pk", filter=registered),
        present=Count("pk", filter=registered & Q(attendance=Attendance.PRESENT)),
        excused=Count("pk", filter=registered & Q(attendance=Attendance.EXCUSED)),
        absent=Count("pk", filter=registered & Q(attendance=Attendance.ABSENT)),
        unknown=Count("pk", filter=registered & Q(attendance=Attendance.UNKNOWN)),
    )


@require_safe
@for_sides(Side.COORDINATION)
def information_list(request, campaign, meeting):
    """Who comes, who waits, in what numbers; filters, exports, the list to sign, the documents."""
    day = _day(request, meeting)
    everybody = _registrations(request, day)
    filterset = RegistrationFilter(request.GET, everybody)
    page = paginate(request, filterset.qs.order_by("state", "asked_at", "pk"))
    sheets = AttendanceSheet.objects.visible_to(request.seat).filter(about_id=day.pk).select_related("campaign")
    papers = InformationDocument.objects.visible_to(request.seat).filter(day=day).live()
    counts = _counts(everybody)
    context = {
        "day": day,
        "meeting": day.meeting,
        "counts": counts,
        "figures": _figures(day, counts),
        "heading": _heading(day, counts),
        "filterset": filterset,
        "page": page,
        "count": french.counted(page.paginator.count, "inscription") if filterset.form.changed_data else "",
        "sheet": sheets.filter(source_version=_version(request, day)).first(),
        "exports": _exports(request, day),
        "papers": papers,
        "readings": readings.before(day.meeting),
        "why_not_attend": rules.why_not_attend(day),
        "why_not_send": rules.why_not_send_documents(day) if papers else None,
        "closed": rules.why_not_register(day),
        "why_not_cancel": why_not_cancel(day.meeting),
    }
    return render(request, "candidates/information/list.html", context)


def _heading(day, counts) -> str:
    if not counts["total"]:
        return "Personne n’est encore inscrit"
    said = french.counted(day.seats_taken, "place prise", "places prises")
    return f"{said} sur {day.seats_max}"


def _figures(day, counts) -> list[tuple[str, str]]:
    """What the head of the list says, in words."""
    shown = [("Inscriptions", counts["registered"]), ("Places libres", day.seats_left)]
    if counts["waiting"]:
        people = french.counted(counts["waiting_people"], "personne")
        shown.append(("En attente", f"{counts['waiting']} ({people})"))
    if counts["cancelled"]:
        shown.append(("Annulées", counts["cancelled"]))
    if day.has_begun:
        shown += [("Présents", counts["present"]), ("Excusés", counts["excused"]), ("Absents", counts["absent"])]
        shown.append(("À noter", counts["unknown"]))
    return shown


def _exports(request, day) -> list[tuple[str, str]]:
    query = {name: value for name, value in request.GET.items() if name != "page" and value}
    url = _url("information_export", day)
    return [(name.upper(), f"{url}?{urlencode({**query, 'format': name})}") for name in ("csv", "xlsx")]


@require_safe
@for_sides(Side.COORDINATION)
def information_export(request, campaign, meeting):
    """The registrations kept by the filters, as a file."""
    day = _day(request, meeting)
    kept = RegistrationFilter(request.GET, _registrations(request, day)).qs.order_by("state", "asked_at", "pk")
    headings = [
        "Nom",
        "Structure",
        "En tant que",
        "Personnes",
        "Adresse e-mail",
        "Inscription",
        "Demandée le",
        "Présence",
    ]
    rows = [
        [
            row.who,
            row.organisation,
            row.get_kind_display(),
            row.people,
            row.email,
            row.get_state_display(),
            row.asked_at,
            row.get_attendance_display() if row.is_registered and day.has_begun else "",
        ]
        for row in kept
    ]
    return documents.export_response(request, "journee-information", headings, rows)


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def information_type(request, campaign, meeting):
    """Somebody on the telephone, or at the door, is typed in."""
    day = _day(request, meeting)
    back = _url("information_list", day)
    form = TypedRegistrationForm(posted(request))
    form.helper.cancel_url = back
    if form.is_valid():
        made = accepted(form, services.register_by_telephone, day, **form.typed(), key=form.key, by=request.seat)
        if made:
            place = "a sa place" if made.is_registered else "est sur la liste d’attente"
            messages.success(request, f"{made.name} {place}.")
            return redirect(back)
    readers = audience(Registration, to=Side.COORDINATION, subject="L’inscription", feminine=True, names=HERSELF)
    context = {"form": form, "day": day, "meeting": day.meeting, "back": back, "audience": readers}
    return render(request, "candidates/information/type.html", context, status=422 if form.errors else 200)


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def information_cancel(request, campaign, meeting, registration):
    """The coordination cancels for somebody who rang."""
    day = _day(request, meeting)
    found = get_object_or_404(_registrations(request, day).with_day(), pk=registration)
    back = _url("information_list", day)
    if refusal := rules.why_not_change_registration(found):
        messages.error(request, refusal)
        return redirect(back)
    if request.method != "POST":
        return confirm_page(
            request,
            title="Annuler cette inscription ?",
            sentence="Sa place ira à la première personne en attente, qui reçoit un message ; elle aussi.",
            details=[("Nom", found.name), ("Personnes", found.people), ("Inscription", found.get_state_display())],
            action="Annuler l’inscription",
            back=back,
            danger=True,
        )
    return act(request, services.cancel_registration, found, done="L’inscription est annulée.", back=back)


# At the door


@require_safe
@for_sides(Side.COORDINATION)
def information_attendance(request, campaign, meeting):
    """Who has a place, by name, fifty a page or found by it, one tap each; then who waits, in turn."""
    day = _day(request, meeting)
    everybody = _registrations(request, day)
    filterset = DoorFilter(request.GET, everybody)
    found, counts = filterset.qs, _counts(everybody)
    waiting = found.filter(state=RegistrationState.WAITING).order_by("asked_at", "pk")
    context = {
        "day": day,
        "meeting": day.meeting,
        "refusal": rules.why_not_attend(day),
        "filterset": filterset,
        "page": paginate(request, found.filter(state=RegistrationState.REGISTERED).order_by("name", "pk")),
        "waiting": paginate(request, waiting, name="attente", count=None if counts["waiting"] else 0),
        "counts": counts,
        "answers": ANSWERS,
        "query": request.GET.urlencode(),
    }
    return render(request, "candidates/information/attendance.html", context)


def _door(request, day, found) -> str:
    """Back to somebody's line, on the page of the list that it was noted from."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return f"{_url('information_attendance', day)}{query}#inscription-{found.pk}"


ANSWERS = [
    (state.value, state.label.capitalize()) for state in (Attendance.PRESENT, Attendance.EXCUSED, Attendance.ABSENT)
]


@require_POST
@for_sides(Side.COORDINATION)
def information_note(request, campaign, meeting, registration):
    """Note one person; to htmx, her line and the counts, else back to her line."""
    day = _day(request, meeting)
    found = get_object_or_404(_registrations(request, day), pk=registration)
    said = request.POST.get("attendance", "")
    if said not in dict(ANSWERS):
        messages.error(request, "Choisissez présent, excusé ou absent.")
        return redirect(_url("information_attendance", day))
    found.day = day
    if not request.htmx:
        return act(request, services.note_attendance, found, said, back=_door(request, day, found))
    try:
        line = services.note_attendance(found, said, by=request.seat)
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return HttpResponseClientRefresh()
    context = {
        "line": line,
        "day": day,
        "meeting": day.meeting,
        "answers": ANSWERS,
        "counts": _counts(_registrations(request, day)),
        "query": request.GET.urlencode(),
        "swapped": True,
    }
    return render(request, "candidates/information/fragments/attendance_line.html", context)


@require_POST
@for_sides(Side.COORDINATION)
def information_place(request, campaign, meeting, registration):
    """Somebody who waits is at the door, and a place is left."""
    day = _day(request, meeting)
    found = get_object_or_404(_registrations(request, day).with_day(), pk=registration)
    back = _door(request, day, found)
    return act(request, services.give_place, found, done=f"{found.name} a une place.", back=back)


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def information_rest_absent(request, campaign, meeting):
    """Everybody who was not noted was absent."""
    day = _day(request, meeting)
    back = _url("information_attendance", day)
    count = _counts(_registrations(request, day))["unknown"]
    if request.method != "POST" and count and not rules.why_not_attend(day):
        return confirm_page(
            request,
            title=f"Noter absents {french.counted(count, 'inscription qui reste', 'inscriptions qui restent')} ?",
            sentence="Chacune peut encore être corrigée ensuite, une par une.",
            action="Noter absents",
            back=back,
        )
    if request.method != "POST":
        messages.info(request, rules.why_not_attend(day) or "Toutes les présences sont déjà notées.")
        return redirect(back)
    return act(request, services.note_rest_absent, day, done="Les présences sont complètes.", back=back)


# Papers


def _version(request, day) -> str:
    """The fingerprint of what the list to sign shows: made again when somebody comes, leaves, or the day moves."""
    rows = _registrations(request, day).filter(state=RegistrationState.REGISTERED).order_by("name", "pk")
    shown = [[str(value) for value in row] for row in rows.values_list("name", "organisation", "kind", "people")]
    shown.append([day.meeting.starts_at.isoformat(), day.meeting.place])
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


@require_POST
@for_sides(Side.COORDINATION)
def information_sheet(request, campaign, meeting):
    """Have the list to sign made, as it is now."""
    day = _day(request, meeting)
    documents.request(SHEET, about=day, owner=request.seat, source_version=_version(request, day))
    return redirect(f"{_url('information_list', day)}#papiers")


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def information_document_add(request, campaign, meeting):
    """Join a document for those who come."""
    day = _day(request, meeting)
    back = _url("information_list", day)
    form = InformationDocumentForm(posted(request), request.FILES or None)
    form.helper.cancel_url = back
    if form.is_valid():
        typed = dict(form.cleaned_data)
        file = typed.pop("file")
        if accepted(form, services.add_information_document, day, file, by=request.seat, **typed):
            messages.success(request, f"« {typed['title']} » est ajouté.")
            return redirect(f"{back}#papiers")
    context = {"form": form, "day": day, "meeting": day.meeting, "back": back}
    return render(request, "candidates/information/document_add.html", context, status=422 if form.errors else 200)


def _paper(request, day, pk) -> InformationDocument:
    papers = InformationDocument.objects.visible_to(request.seat).filter(day=day).live()
    return get_object_or_404(papers.select_related("day__meeting__campaign"), pk=pk)


@require_safe
@for_sides(Side.COORDINATION)
def information_document(request, campaign, meeting, document):
    """Download a document of the day."""
    paper = _paper(request, _day(request, meeting), document)
    return documents.attachment(paper.file, paper.name, paper.mime)


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def information_document_retire(request, campaign, meeting, document):
    """Take a document back, after a question."""
    day = _day(request, meeting)
    paper, back = _paper(request, day, document), f"{_url('information_list', day)}#papiers"
    if request.method != "POST":
        return confirm_page(
            request,
            title="Retirer ce document ?",
            sentence="Les liens des inscrits ne le montreront plus. Qui l’a déjà téléchargé le garde.",
            details=[("Titre", paper.title), ("Fichier", paper.name)],
            action="Retirer le document",
            back=back,
            danger=True,
        )
    return act(request, services.retire_information_document, paper, done="Le document est retiré.", back=back)


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def information_documents_send(request, campaign, meeting):
    """Send the documents of the day to who was present, excused, absent: each in her own words, shown first."""
    day = _day(request, meeting)
    back = f"{_url('information_list', day)}#papiers"
    if refusal := rules.why_not_send_documents(day):
        messages.error(request, refusal)
        return redirect(back)
    if request.method != "POST":
        counts = _counts(_registrations(request, day))
        return confirm_page(
            request,
            title="Envoyer les documents de la journée ?",
            sentence="Chaque personne inscrite reçoit un message avec son lien, et la phrase qui lui convient.",
            details=[
                (f"Présents ({counts['present']})", "« Merci d’être venu à la journée d’information. »"),
                (f"Excusés ({counts['excused']})", "« Vous nous aviez prévenus de votre absence. »"),
                (f"Absents ({counts['absent']})", "« Nous ne vous avons pas vu à la journée d’information. »"),
            ],
            action="Envoyer",
            back=back,
        )
    return act(request, services.send_documents, day, done=_sent, back=back)


def _sent(count) -> str:
    if not count:
        return "Chacun avait déjà reçu ces documents\u00a0: rien n’est envoyé de nouveau."
    return f"{french.counted(count, 'message part', 'messages partent')} avec le lien vers les documents."
