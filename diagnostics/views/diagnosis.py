"""The diagnostician's pages: the list, the template filled in, the note, the restitution, the fil rouge."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ccr import clock
from ccr.ui import french
from ccr.ui.autosave import save_field
from ccr.ui.pages import accepted, act, confirm_page, paginate, posted
from ccr.wall.access import for_sides
from ccr.wall.sides import Side
from diagnostics import audiences, rules, services
from diagnostics.documents import latest_document
from diagnostics.filters import DiagnosticFilter
from diagnostics.forms import ContactForm, DurationForm, HeldForm, NoteForm, PlanForm, ReportForm, SectionForm
from diagnostics.models import (
    Answer,
    ContactEntry,
    Diagnostic,
    Note,
    Question,
    Recommendation,
    Remark,
    Restitution,
    Section,
)
from diagnostics.reading import note_context
from diagnostics.states import IN_HAND, NoteState
from diagnostics.states import DiagnosticState as State
from diagnostics.views.common import url, visible_diagnostic, visible_fil_rouge


@require_safe
@for_sides(Side.DIAGNOSIS)
def diagnostic_list(request, campaign):
    """The diagnostics of the seat's organisations; those of every organisation for the RAMSESS coordination."""
    rows = Diagnostic.objects.visible_to(request.seat).with_list_data()
    form = DiagnosticFilter(request.GET, queryset=rows)
    page = paginate(request, form.qs.order_by("expected_until", "asked_at", "pk"))
    running = rows.filter(diagnostician=request.seat, state__in=IN_HAND).count()
    heading = french.counted(running, "diagnostic en cours", "diagnostics en cours") if running else "Diagnostics"
    context = {"page": page, "filter": form, "heading": heading}
    return render(request, "diagnostics/diagnosis/list.html", context)


def _theirs(request, pk) -> Diagnostic:
    """A diagnostic of the seat's own organisation: the coordination of RAMSESS reads the contents of no other."""
    diagnostic = visible_diagnostic(request, pk)
    if rules.why_not_theirs(request.seat, diagnostic):
        raise Http404
    return diagnostic


def _note_of(request, diagnostic) -> Note | None:
    return Note.objects.visible_to(request.seat).with_page_data().filter(diagnostic=diagnostic).first()


def _remark(request, note) -> Remark | None:
    """What the structure asked to correct in the last version it read, while the note is a draft again."""
    if not (note.is_draft and note.version):
        return None
    return Remark.objects.visible_to(request.seat).filter(note=note, version=note.version).first()


@require_safe
@for_sides(Side.DIAGNOSIS)
def detail(request, campaign, diagnostic):
    """One diagnostic: what is next, the template's sections with their progress, the note, the restitution."""
    diagnostic = visible_diagnostic(request, diagnostic)
    own = rules.why_not_theirs(request.seat, diagnostic) is None
    note = _note_of(request, diagnostic) if own else None
    restitution = Restitution.objects.visible_to(request.seat).filter(diagnostic=diagnostic).first()
    limit = request.campaign.first_committee_day if diagnostic.before_selection else None
    sections = _progress(request, diagnostic) if own and diagnostic.shared_template_id else []
    unfinished = [item for item in sections if not item["is_done"] and not item["section"].is_note]
    next_section = unfinished[0]["section"] if unfinished else None
    context = {
        "actions": _hand_over(request, diagnostic) + (_actions(request, diagnostic, note, next_section) if own else []),
        "diagnostic": diagnostic,
        "own": own,
        "audience": None if own else audiences.note_of_others(),
        "badge": diagnostic.badge_for_diagnosis,
        "heading": _heading(diagnostic, note),
        "facts": _facts(diagnostic, restitution, limit),
        "sections": sections,
        "note": note,
        "remark": _remark(request, note) if note else None,
        "document": latest_document(request.seat, note) if note and not note.is_draft else None,
        "to_start": own and diagnostic.state == State.ASSIGNED,
        "late": diagnostic.is_too_late_for(limit),
    }
    return render(request, "diagnostics/diagnosis/detail.html", context)


def _hand_over(request, diagnostic) -> list[tuple]:
    if diagnostic.organisation is None or rules.why_not_ramsess(request.seat):
        return []
    if rules.why_not_hand_over(diagnostic, diagnostic.organisation):
        return []
    return [("Changer de référent", url(request, "assign", diagnostic.pk), False)]


def _actions(request, diagnostic, note, next_section) -> list[tuple]:
    """(label, address, whether it is what comes next): what the diagnostician may do now."""

    def to(name, *args):
        return url(request, name, diagnostic.pk, *args)

    if diagnostic.held_on is not None:
        return [("Ouvrir le fil rouge", to("fil_rouge"), True)]
    if diagnostic.state != State.STARTED:
        return []
    if note.is_draft:
        write = ("Écrire la note", to("write_note"), next_section is None)
        return (
            [write] if next_section is None else [write, ("Remplir la trame", to("section", next_section.number), True)]
        )
    planned = diagnostic.planned_on is not None
    plan = ("Changer la date" if planned else "Prévoir la restitution", to("plan"), not planned)
    held = ("Enregistrer la restitution", to("held"), planned)
    return [plan, held] if planned else [held, plan]


def _heading(diagnostic, note):
    name = diagnostic.application.organisation.name
    if diagnostic.state == State.STARTED and note is not None and not note.is_draft:
        if diagnostic.planned_on:
            return f"{name} : restitution le {french.long_date(diagnostic.planned_on)}"
        return f"{name} : la note est remise, la restitution reste à prévoir"
    if diagnostic.state in IN_HAND:
        return f"{name} : restitution attendue d’ici le {french.long_date(diagnostic.due_on)}"
    return name


def _facts(diagnostic, restitution, limit):
    held = diagnostic.held_on
    return [
        ("Niveau", diagnostic.get_level_display().capitalize()),
        ("Demandé le", french.long_date(diagnostic.asked_at)),
        (
            "Restitution attendue",
            ""
            if held
            else f"{french.short_date(diagnostic.expected_from)} – {french.short_date_year(diagnostic.expected_until)}",
        ),
        ("Avant le comité du", french.long_date(limit) if limit and not held else ""),
        ("Promise pour le", french.long_date(diagnostic.promised_on) if diagnostic.promised_on and not held else ""),
        ("Structure qui diagnostique", diagnostic.organisation.name if diagnostic.organisation else ""),
        ("Diagnostiqueur", diagnostic.diagnostician.person.full_name if diagnostic.diagnostician else ""),
        (
            "Restitution prévue",
            french.day_in_words(diagnostic.planned_on) if diagnostic.planned_on and not held else "",
        ),
        ("Restitution tenue", french.long_date(held) if held else ""),
        ("Lieu", restitution.place if restitution else ""),
        ("Présents", f"{restitution.people}, {restitution.roles}" if restitution and restitution.people else ""),
    ]


def _sections(request, diagnostic):
    """The sections of the diagnostic's own version of the template, for its level."""
    rows = Section.objects.visible_to(request.seat).filter(shared_template=diagnostic.shared_template_id)
    return [section for section in rows.order_by("number") if section.belongs_to(diagnostic.level)]


def _progress(request, diagnostic):
    """[{section, answered, total}]: two more queries, whatever the number of sections."""
    sections = _sections(request, diagnostic)
    asked = Question.objects.visible_to(request.seat).filter(section__in=sections)
    totals, sections_of = {}, {}
    for question in asked:
        if question.belongs_to(diagnostic.level):
            totals[question.section_id] = totals.get(question.section_id, 0) + 1
            sections_of[question.pk] = question.section_id
    answers = Answer.objects.visible_to(request.seat).filter(diagnostic=diagnostic).exclude(value="")
    answered = {}
    for question_id in answers.values_list("question_id", flat=True):
        if question_id in sections_of:
            answered[sections_of[question_id]] = answered.get(sections_of[question_id], 0) + 1
    return [
        {
            "section": section,
            "answered": answered.get(section.pk, 0),
            "total": totals.get(section.pk, 0),
            "is_done": bool(totals.get(section.pk)) and answered.get(section.pk, 0) == totals[section.pk],
        }
        for section in sections
    ]


@require_POST
@for_sides(Side.DIAGNOSIS)
def start(request, campaign, diagnostic):
    """Begin with the current template."""
    diagnostic = _theirs(request, diagnostic)
    done = "Le diagnostic est commencé : la trame est à remplir, elle s’enregistre toute seule."
    return act(request, services.start, diagnostic, done=done, back=url(request, "detail", diagnostic.pk))


# The template


def _section_of(request, diagnostic, number) -> tuple[Section, list, list]:
    """The section, its questions for this level, and all the sections."""
    sections = _sections(request, diagnostic)
    section = next((s for s in sections if s.number == number and not s.is_note), None)
    if section is None:
        raise Http404
    questions = Question.objects.visible_to(request.seat).filter(section=section).select_related("section")
    return section, [q for q in questions.order_by("position") if q.belongs_to(diagnostic.level)], sections


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.DIAGNOSIS)
def section(request, campaign, diagnostic, number):
    """One section of the template. Without JavaScript « Enregistrer et continuer » saves the whole of it."""
    diagnostic = _theirs(request, diagnostic)
    found, questions, sections = _section_of(request, diagnostic, number)
    closed = rules.why_not_answer(diagnostic)
    answers = dict(
        Answer.objects.visible_to(request.seat)
        .filter(diagnostic=diagnostic, question__section=found)
        .values_list("question_id", "value")
    )
    following = next((s for s in sections if s.number > number), None)
    last = following is None or following.is_note
    form = SectionForm(
        posted(request),
        questions=questions,
        answers=answers,
        autosave=url(request, "section_autosave", diagnostic.pk, number),
        submit="Enregistrer et passer à la note" if last else "Enregistrer et continuer",
    )
    if request.method == "POST" and form.is_valid():
        changed = {form.questions[code]: value for code, value in form.changed_values().items()}
        if accepted(form, services.save_answers, diagnostic, changed, seen=form.seen(), by=request.seat):
            if last:
                return redirect(url(request, "write_note", diagnostic.pk))
            return redirect(url(request, "section", diagnostic.pk, following.number))
    context = {
        "diagnostic": diagnostic,
        "section": found,
        "form": form,
        "closed": closed,
        "audience": audiences.answers(),
        "said": [(question.label, _said(question, answers.get(question.pk, ""))) for question in questions],
        "sections": _progress(request, diagnostic),
        "back": url(request, "detail", diagnostic.pk),
    }
    return render(request, "diagnostics/diagnosis/section.html", context, status=422 if form.errors else 200)


def _said(question, value):
    return dict(question.choices).get(value, value) or "—"


@require_POST
@for_sides(Side.DIAGNOSIS)
def section_autosave(request, campaign, diagnostic, number):
    """Save one answer."""
    diagnostic = _theirs(request, diagnostic)
    _, questions, _ = _section_of(request, diagnostic, number)
    form = SectionForm(request.POST, questions=questions, answers={})
    known, seen = dict(form.questions), form.seen()

    def save(name, value):
        services.save_answers(diagnostic, {known[name]: value or ""}, seen=seen, by=request.seat)

    return save_field(request, form, save)


# The note


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.DIAGNOSIS)
def write_note(request, campaign, diagnostic):
    """Section 10 of the template: the opinion. Read only once handed over."""
    diagnostic = _theirs(request, diagnostic)
    note = get_object_or_404(Note.objects.visible_to(request.seat).with_page_data(), diagnostic=diagnostic)
    back = url(request, "detail", diagnostic.pk)
    closed = rules.why_not_answer(diagnostic) or rules.why_not_write(note)
    form = None if closed and request.method != "POST" else _note_form(request, diagnostic, note)
    if closed:
        services.record_note_reading(note, by=request.seat)
        if form is not None:  # the page was opened while it was a draft: what was typed since is shown, to be copied
            form.add_error(None, closed)
        context = {**note_context(note), "diagnostic": diagnostic, "back": back, "closed": closed, "form": form}
        context |= {"document": latest_document(request.seat, note), "audience": audiences.note()}
        return render(request, "diagnostics/diagnosis/note.html", context, status=422 if form else 200)
    if request.method == "POST" and form.is_valid():
        changed = form.changed_values()
        if accepted(form, services.write_note, diagnostic, changed, seen=form.seen(), by=request.seat):
            if "share" in request.POST:
                return redirect(url(request, "share_note", diagnostic.pk))
            messages.success(request, "Le brouillon est enregistré.")
            return redirect(url(request, "write_note", diagnostic.pk))
    context = {
        "diagnostic": diagnostic,
        "note": note,
        "remark": _remark(request, note),
        "audience": audiences.note_draft(),
        "form": form,
        "sections": _progress(request, diagnostic),
        "back": back,
    }
    return render(request, "diagnostics/diagnosis/note_form.html", context, status=422 if form.errors else 200)


def _note_form(request, diagnostic, note):
    advice = Recommendation.objects.visible_to(request.seat).filter(note=note).values_list("axis__number", "text")
    return NoteForm(
        posted(request),
        instance=note,
        advice=dict(advice),
        autosave=url(request, "note_autosave", diagnostic.pk),
    )


@require_POST
@for_sides(Side.DIAGNOSIS)
def note_autosave(request, campaign, diagnostic):
    """Save one field of the draft."""
    diagnostic = _theirs(request, diagnostic)
    note = get_object_or_404(Note.objects.visible_to(request.seat), diagnostic=diagnostic)
    form = NoteForm(request.POST, instance=note)
    seen = form.seen()

    def save(name, value):
        services.write_note(diagnostic, {name: value}, seen=seen, by=request.seat)

    return save_field(request, form, save)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.DIAGNOSIS)
def share_note(request, campaign, diagnostic):
    """Read over, then hand the note to the structure."""
    diagnostic = _theirs(request, diagnostic)
    note = get_object_or_404(Note.objects.visible_to(request.seat), diagnostic=diagnostic)
    back = url(request, "write_note", diagnostic.pk)
    if request.method != "POST":
        if reason := rules.why_not_answer(diagnostic) or rules.why_not_share(note):
            messages.error(request, reason)
            return redirect(back)
        return confirm_page(
            request,
            title=f"Remettre la note à {diagnostic.application.organisation.name} ?",
            sentence="Vous confirmez qu’elle a été relue. La structure la lit, puis la valide ou demande une "
            "correction ; "
            "d’ici là elle n’est plus modifiable. Les réponses de la trame reprises dans la note l’accompagnent, pas "
            "les "
            "commentaires internes.",
            details=[("Avis", note.get_opinion_display().capitalize())],
            action="Relue : remettre la note",
            back=back,
        )
    return act(
        request,
        services.share_note,
        diagnostic,
        done="La note est remise à la structure, qui en est prévenue par e-mail.",
        back=url(request, "detail", diagnostic.pk),
    )


# The restitution


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.DIAGNOSIS)
def plan(request, campaign, diagnostic):
    """Agree on a day and a place."""
    diagnostic = _theirs(request, diagnostic)
    restitution = Restitution.objects.visible_to(request.seat).filter(diagnostic=diagnostic).first()
    initial = {"day": diagnostic.planned_on, "place": restitution.place if restitution else ""}
    form = PlanForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        day, place = form.cleaned_data["day"], form.cleaned_data["place"]
        if accepted(form, services.plan_restitution, diagnostic, day, place, by=request.seat):
            messages.success(request, "La restitution est prévue, la structure en est prévenue.")
            _warn_late(request, diagnostic, day)
            return redirect(url(request, "detail", diagnostic.pk))
    return _restitution_page(request, diagnostic, form, "Prévoir la restitution")


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.DIAGNOSIS)
def held(request, campaign, diagnostic):
    """Write down the restitution; the fil rouge opens."""
    diagnostic = _theirs(request, diagnostic)
    note = get_object_or_404(Note.objects.visible_to(request.seat), diagnostic=diagnostic)
    restitution = Restitution.objects.visible_to(request.seat).filter(diagnostic=diagnostic).first()
    initial = {"day": diagnostic.planned_on, "place": restitution.place if restitution else ""}
    validated = note.state in (NoteState.VALIDATED, NoteState.RESTITUTED)
    form = HeldForm(posted(request), initial=initial, note_validated=validated)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        day = typed.pop("day")
        if accepted(form, services.record_restitution, diagnostic, day, by=request.seat, **typed):
            messages.success(request, "La restitution est enregistrée et le fil rouge est ouvert.")
            if typed["people"] == 1:
                messages.warning(request, "Une seule personne était présente : la restitution s’adresse au collectif.")
            _warn_late(request, diagnostic, day)
            return redirect(url(request, "fil_rouge", diagnostic.pk))
    return _restitution_page(request, diagnostic, form, "Enregistrer la restitution")


def _warn_late(request, diagnostic, day):
    if warning := rules.late_help(diagnostic, day):
        messages.warning(request, warning)


def _restitution_page(request, diagnostic, form, heading):
    limit = request.campaign.first_committee_day
    context = {
        "diagnostic": diagnostic,
        "form": form,
        "heading": heading,
        "audience": audiences.restitution(),
        "limit": limit if diagnostic.before_selection else None,
        "back": url(request, "detail", diagnostic.pk),
    }
    return render(request, "diagnostics/diagnosis/restitution.html", context, status=422 if form.errors else 200)


# The fil rouge


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.DIAGNOSIS)
def fil_rouge(request, campaign, diagnostic):
    """The log of the follow-up; posts a line."""
    diagnostic = _theirs(request, diagnostic)
    found = visible_fil_rouge(request, diagnostic=diagnostic)
    form = ContactForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if accepted(form, services.add_contact, found, by=request.seat, key=form.key, **form.cleaned_data):
            messages.success(request, "Le contact est noté.")
            return redirect(url(request, "fil_rouge", diagnostic.pk))
    return _fil_rouge_page(request, diagnostic, found, form)


def _fil_rouge_page(request, diagnostic, found, form, duration=None):
    entries = ContactEntry.objects.visible_to(request.seat).filter(fil_rouge=found).select_related("by__person")
    months = (found.ends_on.year - clock.today().year) * 12 + found.ends_on.month - clock.today().month
    duration = duration or DurationForm(initial={"ends_on": found.ends_on})
    context = {
        "diagnostic": diagnostic,
        "fil_rouge": found,
        "form": form,
        "duration": duration,
        "audience": audiences.contact(),
        "page": paginate(request, entries),
        "months_left": max(months, 0),
        "why_not_close": rules.why_not_close(found),
        "facts": [
            ("Restitution", french.long_date(found.starts_on)),
            ("Fin au plus tôt", french.long_date(found.min_ends_on)),
            ("Fin prévue", french.long_date(found.ends_on)),
            ("Fin au plus tard", french.long_date(found.max_ends_on)),
            ("Arrêt demandé par la structure", french.long_date(found.stop_asked_on) if found.stop_asked_on else ""),
            ("Clos le", french.long_date(found.closed_on) if found.closed_on else ""),
        ],
        "back": url(request, "detail", diagnostic.pk),
    }
    wrong = form.errors or duration.errors
    return render(request, "diagnostics/diagnosis/fil_rouge.html", context, status=422 if wrong else 200)


@require_POST
@for_sides(Side.DIAGNOSIS)
def agree_duration(request, campaign, diagnostic):
    """Agree on the end."""
    diagnostic = _theirs(request, diagnostic)
    found = visible_fil_rouge(request, diagnostic=diagnostic)
    form = DurationForm(request.POST)
    if form.is_valid() and accepted(
        form, services.agree_duration, found, form.cleaned_data["ends_on"], by=request.seat
    ):
        messages.success(request, "La fin du fil rouge est notée.")
        return redirect(url(request, "fil_rouge", diagnostic.pk))
    return _fil_rouge_page(request, diagnostic, found, ContactForm(), form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.DIAGNOSIS)
def close_fil_rouge(request, campaign, diagnostic):
    """Close with a report."""
    diagnostic = _theirs(request, diagnostic)
    found = visible_fil_rouge(request, diagnostic=diagnostic)
    back = url(request, "fil_rouge", diagnostic.pk)
    form = ReportForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if accepted(form, services.close_fil_rouge, found, form.cleaned_data["report"], by=request.seat):
            messages.success(request, "Le fil rouge est clos, la structure lit votre bilan.")
            return redirect(back)
    elif request.method != "POST" and (reason := rules.why_not_close(found)):
        messages.error(request, reason)
        return redirect(back)
    return confirm_page(
        request,
        title=f"Clore le fil rouge de {diagnostic.application.organisation.name} ?",
        sentence="Le suivi s’arrête aujourd’hui. L’historique reste ; plus rien ne s’y ajoute.",
        action="Clore le fil rouge",
        back=back,
        form=form,
        danger=True,
    )
