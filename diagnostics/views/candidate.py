"""« Mon diagnostic »: asking, following, reading the note, passing it on."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.states import ApplicationState
from ccr import clock
from ccr.directory import contacts
from ccr.ui import charts, french
from ccr.ui.pages import accepted, act, confirm_page, posted
from ccr.wall.access import for_sides
from ccr.wall.sides import Side
from diagnostics import audiences, outlook, rules, services, situation
from diagnostics.documents import latest_document
from diagnostics.forms import AskForm, ReturnForm, TermsForm, TransferForm, ValidateForm
from diagnostics.models import ContactEntry, Diagnostic, Note, Reading, Restitution, Transfer
from diagnostics.reading import note_context
from diagnostics.states import DIAGNOSTIC, ENDED_BEFORE, LIVE, DiagnosticState, Level, NoteState
from diagnostics.views.common import url, visible_diagnostic, visible_fil_rouge, visible_note

BEFORE, AFTER, WAIVER = "before", "after", "waiver"


@require_safe
@for_sides(Side.CANDIDATE)
def mine(request, campaign):
    """The diagnostic of the only structure, or the choice among several."""
    applications = list(situation.applications_of(request.seat))
    if not applications:
        return render(request, "diagnostics/candidate/none.html")
    if len(applications) > 1:
        return render(request, "diagnostics/candidate/choose.html", {"applications": applications})
    return redirect(url(request, "mine_of", applications[0].pk))


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def mine_of(request, campaign, application):
    """Where the structure's diagnostic is, and the way to ask for one (posts the request)."""
    application = get_object_or_404(situation.applications_of(request.seat), pk=application)
    rows = Diagnostic.objects.visible_to(request.seat).filter(application=application).with_list_data()
    diagnostics = list(rows.select_related("fil_rouge").order_by("-asked_at"))
    form = _ask_form(request, application, diagnostics)
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            when = form.cleaned_data["when"]
            asked = accepted(
                form,
                services.ask_diagnostic,
                application,
                before_selection=when != AFTER,
                waiver=when == WAIVER,
                by=request.seat,
            )
            if asked:
                messages.success(
                    request, "Votre demande est enregistrée. RAMSESS vous répond par e-mail et sur cette page."
                )
                return redirect(url(request, "mine_of", application.pk))
    before = form is not None and any(value != AFTER for value, _ in form.fields["when"].choices)
    shown = [d for d in diagnostics if d.state not in ENDED_BEFORE] or diagnostics[:1]
    context = {
        "application": application,
        "form": form,
        "files": [_file(request, diagnostic) for diagnostic in shown],
        "window": outlook.window(request.campaign, clock.today(), before=before),
        "calendar": _calendar(request.campaign) if form is not None and before else None,
        "withdrawn": application.state == ApplicationState.WITHDRAWN,
        "heading": _heading(request.campaign, shown, form),
        "audience": audiences.request_of_structure(),
    }
    return render(request, "diagnostics/candidate/mine.html", context, status=422 if form and form.errors else 200)


def _ask_form(request, application, diagnostics):
    """The ways to ask that are open now; None when there is none."""
    if rules.why_not_ask(request.seat, application):
        return None
    live = {diagnostic.level for diagnostic in diagnostics if diagnostic.state in LIVE}
    choices = []
    found = outlook.before_selection(request.campaign, clock.today())
    if not live and clock.today() < found.limit:
        if found.is_red:
            choices.append(
                (WAIVER, "Avant la sélection, par dérogation : RAMSESS doit promettre une date avant le comité")
            )
        else:
            choices.append((BEFORE, "Avant la sélection : diagnostic léger, pour vous aider à décider"))
    pending = any(d.before_selection and d.held_on is None for d in diagnostics if d.state in LIVE)
    if Level.COMPLETE not in live and not pending:
        choices.append((AFTER, "Après la sélection : diagnostic complet, pour préparer la suite"))
    return AskForm(posted(request), choices=choices) if choices else None


def _heading(campaign, shown, form):
    live = next((diagnostic for diagnostic in shown if diagnostic.is_live), None)
    if live is not None:
        return HEADINGS.get(live.state, "Votre diagnostic")(live)
    if any(d.state == DiagnosticState.CLOSED for d in shown):
        return "Votre fil rouge est clos"
    if any(d.state == DiagnosticState.DECLINED for d in shown):
        return "RAMSESS n’a pas pu confirmer votre diagnostic"
    found = outlook.before_selection(campaign, clock.today())
    if form is not None and found.is_green:
        return f"Un diagnostic demandé aujourd’hui vous est restitué avant le {french.long_date(found.limit)}"
    return "Un diagnostic est possible, à votre demande" if form is not None else "Vous n’avez pas de diagnostic"


def _until(diagnostic):
    if diagnostic.planned_on:
        return f"Restitution prévue le {french.day_in_words(diagnostic.planned_on)}"
    return f"Restitution attendue d’ici le {french.long_date(diagnostic.due_on)}"


HEADINGS = {
    DiagnosticState.WAITING: lambda d: "Votre demande est sur la liste d’attente",
    DiagnosticState.TO_CONFIRM: lambda d: "RAMSESS doit confirmer votre diagnostic",
    DiagnosticState.REQUESTED: lambda d: "RAMSESS va désigner votre diagnostiqueur",
    DiagnosticState.ASSIGNED: lambda d: f"{d.diagnostician.person.full_name} va vous contacter",
    DiagnosticState.STARTED: _until,
    DiagnosticState.RESTITUTED: lambda d: f"{d.diagnostician.person.full_name} reste votre référent",
}


def _calendar(campaign):
    """The expected window drawn against the committee (A039)."""
    found = outlook.before_selection(campaign, clock.today())
    items = [
        charts.CalendarItem("Demande faite aujourd’hui", clock.today(), lane="support"),
        charts.CalendarItem("Restitution attendue", found.first, found.last, lane="support"),
        charts.CalendarItem("Clôture des candidatures", campaign.deadline_on),
        charts.CalendarItem("Comité de sélection", found.limit, lane="instruction"),
    ]
    return charts.calendar(items, clock.today(), title="Votre diagnostic et le comité")


def _file(request, diagnostic):
    """Everything the page shows of one diagnostic, as the structure may see it."""
    note = visible_note(request, diagnostic)
    fil_rouge = getattr(diagnostic, "fil_rouge", None)
    entries = []
    if fil_rouge is not None:
        entries = ContactEntry.objects.visible_to(request.seat).filter(fil_rouge=fil_rouge).select_related("by__person")
    restitution = Restitution.objects.visible_to(request.seat).filter(diagnostic=diagnostic).first()
    asked = (
        note is not None and note.state == NoteState.SHARED and rules.why_not_return(request.seat, diagnostic) is None
    )
    missed = diagnostic.missed(request.campaign.first_committee_day)
    return {
        "diagnostic": diagnostic,
        "badge": diagnostic.badge_for_candidate,
        "steps": situation.steps(diagnostic, note) if diagnostic.is_live or diagnostic.closed_on else [],
        "said": "" if missed else _said(diagnostic),
        "note": note,
        "is_asked_to_answer": asked,
        "note_action": "Lire et valider la note" if asked else "Lire la note",
        "fil_rouge": fil_rouge,
        "entries": entries,
        "facts": _facts(diagnostic, restitution, missed=missed),
        "missed": missed,
        "too_late": diagnostic.is_too_late_for(request.campaign.first_committee_day),
        "can_cancel": DIAGNOSTIC.allows(diagnostic.state, DiagnosticState.CANCELLED),
        "can_postpone": rules.why_not_postpone(diagnostic) is None,
        "can_stop": fil_rouge is not None and fil_rouge.is_open and fil_rouge.stop_asked_on is None,
    }


def _said(diagnostic) -> str:
    """What the state means for the structure, where the steps do not say it."""
    match diagnostic.state:
        case DiagnosticState.WAITING:
            rank = situation.rank_in_waiting_list(diagnostic)
            return (
                f"Toutes les places de l’appel sont prises. Vous êtes n° {rank} sur la liste d’attente ; un e-mail "
                "vous préviendra."
            )
        case DiagnosticState.TO_CONFIRM:
            return "Le comité est proche : RAMSESS confirme d’abord que la restitution est possible avant lui."
        case DiagnosticState.DECLINED:
            return (
                "RAMSESS ne peut pas vous restituer un diagnostic avant le comité. Cela ne change rien à votre "
                "candidature. Vous pouvez demander un diagnostic complet, après la sélection."
            )
        case DiagnosticState.CANCELLED:
            return f"Cette demande a été annulée le {french.long_date(diagnostic.cancelled_at)}."
    return ""


def _facts(diagnostic, restitution, *, missed):
    """missed: whether its dates are those of a committee that came."""
    window = f"{french.short_date(diagnostic.expected_from)} – {french.short_date_year(diagnostic.expected_until)}"
    pending = diagnostic.held_on is None and diagnostic.is_live and not missed
    return [
        ("Niveau", diagnostic.get_level_display().capitalize()),
        ("Demandé le", french.long_date(diagnostic.asked_at)),
        ("Calendrier", diagnostic.get_outlook_display().capitalize() if pending else ""),
        ("Restitution attendue", window if pending and not diagnostic.planned_on else ""),
        ("Restitution promise", french.long_date(diagnostic.promised_on) if diagnostic.promised_on and pending else ""),
        ("Structure qui diagnostique", diagnostic.organisation.name if diagnostic.organisation else ""),
        ("Qui y joindre", " ; ".join(contacts.shown_of(diagnostic.organisation)) if diagnostic.organisation else ""),
        ("Votre référent", diagnostic.diagnostician.person.full_name if diagnostic.diagnostician else ""),
        ("Restitution prévue", french.day_in_words(diagnostic.planned_on) if diagnostic.planned_on and pending else ""),
        ("Restitution tenue", french.long_date(diagnostic.held_on) if diagnostic.held_on else ""),
        ("Lieu", restitution.place if restitution else ""),
        ("Personnes présentes", restitution.people if restitution else ""),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def cancel(request, campaign, diagnostic):
    """Give up the diagnostic, after a question."""
    diagnostic = visible_diagnostic(request, diagnostic)
    back = url(request, "mine_of", diagnostic.application_id)
    if request.method != "POST":
        return confirm_page(
            request,
            title="Annuler votre diagnostic ?",
            sentence="Votre demande s’arrête là, et sa place va à la structure suivante. Votre candidature n’en est "
            "pas "
            "affectée. Vous pourrez faire une nouvelle demande, avec une nouvelle date.",
            action="Annuler le diagnostic",
            back=back,
            danger=True,
        )
    return act(request, services.cancel, diagnostic, done="Votre diagnostic est annulé.", back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def postpone(request, campaign, diagnostic):
    """Have it done after the selection, after a question."""
    diagnostic = visible_diagnostic(request, diagnostic)
    back = url(request, "mine_of", diagnostic.application_id)
    if request.method != "POST":
        return confirm_page(
            request,
            title="Reporter votre diagnostic après la sélection ?",
            sentence="Le comité ne le limite plus, et ce qui est commencé est gardé ; mais il ne vous aidera plus à "
            "décider avant le comité.",
            action="Reporter après la sélection",
            back=back,
        )
    return act(request, services.postpone, diagnostic, done="Votre diagnostic se fera après la sélection.", back=back)


# The note


def _own_note(request, pk):
    rows = (
        Note.objects.visible_to(request.seat)
        .with_page_data()
        .select_related("diagnostic__campaign", "diagnostic__application")
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
@for_sides(Side.CANDIDATE)
def note(request, campaign, note):
    """The note, who read it, to whom it was passed on."""
    found = _own_note(request, note)
    services.record_note_reading(found, by=request.seat)
    return _note_page(request, found)


def _note_page(request, found, *, transfer_form=None, return_form=None, validate_form=None, status=200):
    transfers = list(
        Transfer.objects.visible_to(request.seat)
        .filter(note=found)
        .select_related("consultant__person")
        .prefetch_related("consultant__mandates__organisation")
    )
    readings = Reading.objects.visible_to(request.seat).filter(about_id=found.pk).select_related("reader__person")
    why_not = rules.why_not_representative(request.seat, found.application) or rules.why_not_transfer(
        found.application, found
    )
    mandates = list(situation.consultants(request.campaign)) if why_not is None else []
    already = {transfer.consultant_id for transfer in transfers if transfer.withdrawn_at is None}
    if transfer_form is None and any(m.seat_id not in already for m in mandates):
        proposed = {"until": rules.usual_end(request.campaign)}
        transfer_form = TransferForm(mandates=mandates, already=already, initial=proposed)
    context = {
        **note_context(found),
        "badge": found.badge_for_candidate,
        "audience": audiences.note_of_structure(),
        "remark_audience": audiences.remark(),
        "document": latest_document(request.seat, found),
        "readings": readings.prefetch_related("reader__mandates__organisation"),
        "transfers": transfers,
        "why_not_transfer": why_not,
        "may_transfer": why_not is None,
        "takes_lines": why_not is None and rules.is_selected(found.application),
        "transfer_form": transfer_form,
        "to_answer": found.state == NoteState.SHARED and rules.why_not_return(request.seat, found.diagnostic) is None,
        "why_not_validate": rules.why_not_validate(request.seat, found.diagnostic),
        "validate_form": validate_form or ValidateForm(),
        "return_form": return_form or ReturnForm(),
        "back": url(request, "mine_of", found.application_id),
    }
    return render(request, "diagnostics/candidate/note.html", context, status=status)


@require_POST
@for_sides(Side.CANDIDATE)
def validate_note(request, campaign, note):
    """The structure validates its note."""
    found = _own_note(request, note)
    form = ValidateForm(request.POST)
    if form.is_valid() and accepted(
        form, services.validate_note, found.diagnostic, on=form.cleaned_data["on"], by=request.seat
    ):
        messages.success(request, "La note est validée. Votre diagnostiqueur peut la restituer à votre collectif.")
        return redirect(url(request, "note", found.pk))
    return _note_page(request, found, validate_form=form, status=422)


@require_POST
@for_sides(Side.CANDIDATE)
def return_note(request, campaign, note):
    """The structure asks for a correction."""
    found = _own_note(request, note)
    form = ReturnForm(request.POST)
    if form.is_valid() and accepted(
        form, services.return_note, found.diagnostic, form.cleaned_data["remark"], by=request.seat
    ):
        messages.success(request, "Votre demande est partie : la note vous reviendra corrigée.")
        return redirect(url(request, "mine_of", found.application_id))
    return _note_page(request, found, return_form=form, status=422)


@require_POST
@for_sides(Side.CANDIDATE)
def transfer_note(request, campaign, note):
    """Pass the note on to a consultant, by consent."""
    found = _own_note(request, note)
    held = Transfer.objects.visible_to(request.seat).filter(note=found, withdrawn_at__isnull=True)
    already = set(held.values_list("consultant_id", flat=True))
    form = TransferForm(request.POST, mandates=list(situation.consultants(request.campaign)), already=already)
    if form.is_valid() and accepted(form, services.transfer_note, found, form.chosen, **form.terms(), by=request.seat):
        messages.success(request, "La note est transmise. Vous pouvez retirer cet accès à tout moment.")
        return redirect(url(request, "note", found.pk))
    return _note_page(request, found, transfer_form=form, status=422)


def _own_transfer(request, pk):
    rows = Transfer.objects.visible_to(request.seat).select_related("consultant__person", "application__campaign")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def renew_transfer(request, campaign, transfer):
    """Another day, or another part of the note, consented anew."""
    transfer = _own_transfer(request, transfer)
    until = rules.usual_end(request.campaign) if transfer.is_over else transfer.until
    form = TermsForm(posted(request), initial={"scope": transfer.scope, "until": until})
    back = url(request, "note", transfer.note_id)
    if form.is_valid() and accepted(form, services.renew_transfer, transfer, **form.terms(), by=request.seat):
        messages.success(request, f"L’accès est ouvert jusqu’au {french.long_date(form.cleaned_data['until'])}.")
        return redirect(back)
    name = transfer.consultant.person.full_name
    over = f"L’accès de {name} s’est terminé le {french.long_date(transfer.until)}. "
    return confirm_page(
        request,
        title="Renouveler cet accès à votre note ?",
        sentence=f"{over if transfer.is_over else ''}Choisissez ce que {name} peut lire, et jusqu’à quand.",
        action="Renouveler l’accès",
        back=back,
        form=form,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def withdraw_transfer(request, campaign, transfer):
    """Take the note back, after a question."""
    transfer = _own_transfer(request, transfer)
    back = url(request, "note", transfer.note_id)
    if request.method != "POST":
        return confirm_page(
            request,
            title="Retirer cet accès à votre note ?",
            sentence=f"{transfer.consultant.person.full_name} ne pourra plus la lire, dès maintenant. Les lectures "
            "déjà faites "
            "restent notées.",
            action="Retirer l’accès",
            back=back,
            danger=True,
        )
    return act(request, services.withdraw_transfer, transfer, done="L’accès est retiré.", back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def stop_fil_rouge(request, campaign, fil_rouge):
    """Ask to stop the fil rouge, after a question."""
    fil_rouge = visible_fil_rouge(request, pk=fil_rouge)
    back = url(request, "mine_of", fil_rouge.diagnostic.application_id)
    if request.method != "POST":
        return confirm_page(
            request,
            title="Demander l’arrêt du fil rouge ?",
            sentence="Votre diagnostiqueur reçoit votre demande et clôt le suivi par un bilan que vous lirez ici.",
            action="Demander l’arrêt",
            back=back,
            danger=True,
        )
    return act(request, services.ask_to_stop, fil_rouge, done="Votre demande est partie.", back=back)
