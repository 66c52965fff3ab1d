"""The minutes of a session: written, closed, taken away by the committee's members alone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ccr.programme.roles import Role
from ccr.ui.autosave import save_field
from ccr.ui.pages import accepted, posted
from ccr.wall.access import for_roles
from ccr.wall.audience import audience
from ccr.wall.sides import Side
from selection import rules, services
from selection.documents import MINUTES_PDF
from selection.forms import MinutesForm
from selection.models import Document, Minutes, Publication
from selection.models.files import COMMITTEE
from selection.views.committee import own_session


@require_http_methods(["GET", "POST"])
@for_roles(*COMMITTEE)
def minutes(request, campaign, meeting):
    """Write the minutes, or close them: the button says which. Reading them is reading the deliberation."""
    session = own_session(request, meeting)
    services.read_deliberation(by=request.seat)
    found = minutes_of(request, session)
    is_final = "close" in request.POST
    form = MinutesForm(posted(request), initial={"text": found.text if found else ""}, draft=not is_final)
    if request.method == "POST" and form.is_valid():
        verb = services.close_minutes if is_final else services.save_minutes
        text = form.cleaned_data["text"] if is_final else form.changed_values().get("text")
        if accepted(form, verb, session, text, seen=form.seen(), by=request.seat):
            done = "Compte rendu clos : son PDF se prépare." if is_final else "Brouillon enregistré."
            messages.success(request, done)
            return redirect("selection:minutes", campaign, meeting)
        found = minutes_of(request, session)
    presides = request.seat.has_role(Role.COMMITTEE_PRESIDENT)
    is_published = Publication.objects.visible_to(request.seat).filter(session=session).exists()
    context = {
        "session": session,
        "meeting": session.meeting,
        "minutes": found,
        "form": form,
        "reason": rules.why_not_write_minutes(request.seat, session.meeting, found) or "",
        "autosave": reverse("selection:minutes_autosave", args=[campaign, meeting]),
        "presides": presides,
        "is_published": is_published,
        "audience": audience(Minutes, to=Side.INSTRUCTION, names={Side.INSTRUCTION: "les membres du comité"}),
        "document": document_of(request, found),
    }
    return render(request, "selection/minutes.html", context, status=422 if form.is_bound else 200)


def minutes_of(request, session) -> Minutes | None:
    """The session's minutes, None before anybody wrote, and for whoever does not read them."""
    rows = Minutes.objects.visible_to(request.seat).select_related("saved_by__person", "closed_by__person")
    return rows.filter(session=session).first()


def document_of(request, minutes):
    """The PDF of closed minutes."""
    if minutes is None or not minutes.is_closed:
        return None
    rows = Document.objects.visible_to(request.seat).select_related("campaign")
    return rows.filter(kind=MINUTES_PDF, about_id=minutes.pk).first()


@require_POST
@for_roles(*COMMITTEE)
def minutes_autosave(request, campaign, meeting):
    """The text, as it is typed."""
    session = own_session(request, meeting)
    services.read_deliberation(by=request.seat)
    form = MinutesForm(request.POST)
    seen = form.seen()
    return save_field(
        request, form, lambda name, value: services.save_minutes(session, value, seen=seen, by=request.seat)
    )
