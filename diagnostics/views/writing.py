"""What the diagnostician writes: the template, section by section, then the note."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from candidates.chosen_sites import chosen_sites
from ccr.ui.autosave import save_field
from ccr.ui.pages import accepted, act, confirm_page, posted
from ccr.wall.access import for_sides
from ccr.wall.sides import Side
from diagnostics import audiences, rules, services
from diagnostics.documents import latest_document
from diagnostics.forms import NoteForm, SectionForm
from diagnostics.models import (
    Answer,
    Note,
    Question,
    Recommendation,
    Remark,
    Section,
)
from diagnostics.reading import note_context
from diagnostics.views.common import their_diagnostic, url


def remark_on(request, note) -> Remark | None:
    """What the structure asked to correct in the last version it read, while the note is a draft again."""
    if not (note.is_draft and note.version):
        return None
    return Remark.objects.visible_to(request.seat).filter(note=note, version=note.version).first()


def _sections(request, diagnostic):
    """The sections of the diagnostic's own version of the template, for its level."""
    rows = Section.objects.visible_to(request.seat).filter(shared_template=diagnostic.shared_template_id)
    return [section for section in rows.order_by("number") if section.belongs_to(diagnostic.level)]


def progress(request, diagnostic):
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
    diagnostic = their_diagnostic(request, diagnostic)
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
        "sections": progress(request, diagnostic),
        "chosen_sites": chosen_sites(request.seat, diagnostic.application_id),
        "back": url(request, "detail", diagnostic.pk),
    }
    return render(request, "diagnostics/diagnosis/section.html", context, status=422 if form.errors else 200)


def _said(question, value):
    return dict(question.choices).get(value, value) or "—"


@require_POST
@for_sides(Side.DIAGNOSIS)
def section_autosave(request, campaign, diagnostic, number):
    """Save one answer."""
    diagnostic = their_diagnostic(request, diagnostic)
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
    diagnostic = their_diagnostic(request, diagnostic)
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
        "remark": remark_on(request, note),
        "audience": audiences.note_draft(),
        "form": form,
        "sections": progress(request, diagnostic),
        "chosen_sites": chosen_sites(request.seat, diagnostic.application_id),
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
    diagnostic = their_diagnostic(request, diagnostic)
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
    diagnostic = their_diagnostic(request, diagnostic)
    note = get_object_or_404(Note.objects.visible_to(request.seat), diagnostic=diagnostic)
    back = url(request, "write_note", diagnostic.pk)
    if request.method != "POST":
        if reason := rules.why_not_answer(diagnostic) or rules.why_not_share(note):
            messages.error(request, reason)
            return redirect(back)
        return confirm_page(
            request,
            title="Remettre la note à la structure ?",
            sentence="Vous confirmez qu’elle a été relue. La structure la lit, puis la valide ou demande une "
            "correction ; d’ici là elle n’est plus modifiable. Les réponses de la trame reprises dans la note "
            "l’accompagnent, pas les commentaires internes.",
            details=[
                ("Structure", diagnostic.application.organisation.name),
                ("Avis", note.get_opinion_display().capitalize()),
            ],
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
