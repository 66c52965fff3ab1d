"""The structure's application: one page that saves itself, its deposit, its withdrawal."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates import charter, contents, rules, services
from candidates.forms import DraftForm, WithdrawalForm
from candidates.models import Application, Document, Draft, DraftPiece, Outcome, PieceKind, Version
from ccr.ui import french
from ccr.ui.autosave import save_field
from ccr.ui.pages import act, confirm_page, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side


def own_application(request, pk) -> Application:
    """The structure's application, or 404."""
    rows = Application.objects.visible_to(request.seat).select_related("campaign", "organisation")
    return get_object_or_404(rows, pk=pk)


def draft_of(request, application) -> Draft:
    """Its draft, with its parts."""
    return Draft.objects.visible_to(request.seat).with_parts().get(application=application)


def address(application, name: str = "application", *args) -> str:
    """The address of one of its pages."""
    return reverse(f"candidates:{name}", args=[application.campaign.slug, application.pk, *args])


@require_safe
@for_sides(Side.CANDIDATE)
def mine(request, campaign):
    """« Ma candidature »: straight to it; a person who works on several chooses."""
    rows = Application.objects.visible_to(request.seat).select_related("organisation", "campaign")
    found = list(rows.order_by("organisation__name"))
    if len(found) == 1:
        return redirect(address(found[0]))
    return render(request, "candidates/mine.html", {"applications": found})


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def application(request, campaign, application):
    """The one page. Sent whole (« Enregistrer »), it writes what this person changed and nothing else."""
    found = own_application(request, application)
    draft = draft_of(request, found)
    closed = rules.why_not_edit(found)
    if request.method == "POST":
        form = draft_form(request, found, draft, request.POST)
        valid = form.is_valid()
        try:
            fields, sites = form.as_written(form.changed_values())
            services.write_draft(found, fields, sites=sites, by=request.seat)
        except DomainError as error:
            form.add_error(None, f"Non enregistré : {error.sentence}")
            return _page(request, found, draft, form, status=422)
        if valid:
            messages.success(request, "Brouillon enregistré.")
            return redirect(address(found))
        return _page(request, found, draft_of(request, found), form, status=422)
    form = None if closed else draft_form(request, found, draft)
    return _page(request, found, draft, form, closed=closed, checking="verifier" in request.GET)


def draft_form(request, application, draft, data=None) -> DraftForm:
    """The page's form for this draft."""
    return DraftForm(data, draft=draft, campaign_sites=application.campaign.sites.select_related("site"))


def _page(request, application, draft, form, *, closed=None, checking=False, status=200):
    state = standing(request, application, draft)
    errors = []
    if form is not None and form.is_bound:
        errors = [{"field": "", "label": "", "text": text} for text in form.non_field_errors()]
        errors += [
            {"field": form[name].id_for_label, "label": form[name].label, "text": text}
            for name in form.errors
            if name in form.fields
            for text in form.errors[name]
        ]
    elif checking and form is not None:
        form.point_at(state["lacks"])
        errors = [{"field": lack.field, "label": lack.label, "text": lack.text} for lack in state["lacks"]]
    context = {
        **state,
        "form": form,
        "errors": errors,
        "closed": closed,
        "heading": heading(application, state),
        "charter": charter.CURRENT,
        "signed": not rules.needs_signature(draft),
        "why_not_sign": rules.why_not_sign(request.seat, application),
        "pieces": piece_lines(draft),
        "pairs": contents.pairs(draft),
        "structure": contents.structure_of(application.organisation),
        "audience": audience(Draft, to=Side.CANDIDATE, once="Une fois déposé"),
        "piece_audience": audience(DraftPiece, to=Side.CANDIDATE, once="Une fois déposé"),
        "versions": versions_of(request, application),
        "former": _former(request, application, draft, closed),
    }
    return render(request, "candidates/application.html", context, status=status)


def _former(request, application, draft, closed):
    """What the structure deposited in an earlier call, while nothing is typed yet."""
    return services.former_version(application, request.user) if draft.saved_at is None and not closed else None


def standing(request, application, draft) -> dict:
    """Where the application stands: what is complete, what is missing, what differs from the deposit, who may act."""
    version = None
    if not application.is_begun:
        current = Version.objects.visible_to(request.seat).with_parts()
        version = current.filter(application=application, is_current=True).first()
    closed = rules.why_not_edit(application)
    outcome = None
    if closed and application.is_deposited:
        outcome = Outcome.objects.visible_to(request.seat).filter(application=application).first()
    parts = contents.sections(draft)
    lacks = [lack for part in parts for lack in part.missing]
    return {
        "application": application,
        "draft": draft,
        "sections": parts,
        "done": sum(part.is_complete for part in parts),
        "lacks": lacks,
        "version": version,
        "outcome": outcome,
        "differences": contents.differences(draft, version) if version and application.is_deposited else [],
        "why_not_represent": rules.why_not_represent(request.seat, application, "dépose la candidature"),
        "unrepresented": not rules.represents(request.seat, application) and not services.is_represented(application),
        "why_not_edit": closed,
        "why_not_withdraw": rules.why_not_withdraw(request.seat, application),
        "why_not_resume": rules.why_not_resume(request.seat, application),
    }


def heading(application, state) -> str:
    """The title says the situation."""
    left = application.days_left
    if application.is_withdrawn:
        return "Votre candidature est retirée"
    if state["outcome"]:
        return "La décision sur votre candidature est publiée"
    if application.is_deposited:
        if state["differences"] and not state["why_not_edit"]:
            return "Vos modifications ne sont pas encore déposées"
        return "Votre candidature est déposée"
    if state["why_not_edit"]:
        return "Votre candidature n’a pas été déposée"
    if left == 0:
        return "Dernier jour pour déposer votre candidature"
    return f"Il vous reste {french.counted(left, 'jour')} pour déposer votre candidature"


def piece_lines(draft) -> list[dict]:
    """Each piece asked for, with the file that is there."""
    there = {piece.kind: piece for piece in draft.live_pieces()}
    return [{"kind": kind, "piece": there.get(kind)} for kind in PieceKind]


def versions_of(request, application) -> list[dict]:
    """What was deposited, the latest first, each with its receipt."""
    rows = Version.objects.visible_to(request.seat).filter(application=application).select_related("deposited_by")
    rows = list(rows.order_by("-number"))
    papers = Document.objects.visible_to(request.seat).filter(about_id__in=[row.pk for row in rows])
    receipts = {paper.about_id: paper for paper in papers.select_related("campaign")}
    return [{"version": row, "receipt": receipts.get(row.pk)} for row in rows]


@require_POST
@for_sides(Side.CANDIDATE)
def autosave(request, campaign, application):
    """Save one field."""
    found = own_application(request, application)
    form = draft_form(request, found, draft_of(request, found), request.POST)

    def save(name, value):
        fields, sites = form.as_written({name: value})
        services.write_draft(found, fields, sites=sites, by=request.seat)

    return save_field(request, form, save)


@require_safe
@for_sides(Side.CANDIDATE)
def progress(request, campaign, application):
    """What is complete and what is missing: the fragment that follows each save."""
    found = own_application(request, application)
    context = standing(request, found, draft_of(request, found))
    return render(request, "candidates/fragments/progress.html", context)


@require_POST
@for_sides(Side.CANDIDATE)
def sign(request, campaign, application):
    """The representative signs the charter."""
    found = own_application(request, application)
    return act(
        request,
        services.sign_charter,
        found,
        done="La charte est signée au nom de votre structure.",
        back=f"{address(found)}#charte",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def deposit(request, campaign, application):
    """Read it all once more, then deposit. What is missing leads back to the page, to the very fields."""
    found = own_application(request, application)
    if request.method == "POST":
        return _deposit(request, found)
    draft = draft_of(request, found)
    state = standing(request, found, draft)
    refusal = rules.why_not_deposit(request.seat, found, draft, state["version"])
    if refusal:
        if refusal == rules.why_not_complete(draft):
            return redirect(f"{address(found)}?verifier=1")
        messages.warning(request, refusal)
        return redirect(address(found))
    context = {
        **state,
        "content": draft,
        "pairs": contents.pairs(draft),
        "chosen_sites": draft.chosen_sites(),
        "pieces": draft.live_pieces(),
        "structure": contents.structure_of(found.organisation),
        "piece_links": [(piece, address(found, "draft_piece", piece.pk)) for piece in draft.live_pieces()],
        "back": address(found),
    }
    return render(request, "candidates/deposit.html", context)


def _until(application) -> str:
    return french.binding_date(application.last_day)


def _deposit(request, application):
    try:
        version = services.deposit(application, by=request.seat)
    except DomainError as error:
        messages.error(request, error.sentence)
        return redirect(f"{address(application)}?verifier=1")
    application.refresh_from_db()
    what = "Votre candidature est déposée" if version.number == 1 else "Vos modifications sont déposées"
    then = "" if application.deposit_is_final else f" Vous pouvez encore la modifier jusqu’au {_until(application)}."
    messages.success(
        request, f"{what} sous le numéro {application.receipt_number}. L’attestation part par e-mail.{then}"
    )
    return redirect(address(application))


@require_safe
@for_sides(Side.CANDIDATE)
def version(request, campaign, application, number):
    """A version as it was deposited."""
    found = own_application(request, application)
    rows = Version.objects.visible_to(request.seat).with_parts().filter(application=found)
    deposited = get_object_or_404(rows, number=number)
    receipt = Document.objects.visible_to(request.seat).filter(about_id=deposited.pk).select_related("campaign").first()
    context = version_context(deposited, lambda piece: address(found, "version_piece", number, piece.kind))
    context |= {"application": found, "receipt": receipt, "back": address(found)}
    return render(request, "candidates/version.html", context)


def version_context(deposited, piece_url) -> dict:
    """What the page of a version shows."""
    return {
        "version": deposited,
        "content": deposited,
        "pairs": contents.pairs(deposited),
        "chosen_sites": deposited.chosen_sites(),
        "piece_links": [(piece, piece_url(piece)) for piece in deposited.live_pieces()],
        "structure": {name: getattr(deposited, name) for name in Version.STRUCTURE_FIELDS},
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def withdraw(request, campaign, application):
    """Take the application back, after a question."""
    found = own_application(request, application)
    back = address(found)
    if reason := rules.why_not_withdraw(request.seat, found):
        messages.error(request, reason)
        return redirect(back)
    form = WithdrawalForm(posted(request))
    if form.is_valid():
        done = "La candidature est retirée. Les personnes de votre structure sont prévenues."
        return act(request, services.withdraw, found, **form.cleaned_data, done=done, back=back)
    again = rules.why_not_open(found.campaign, found.last_day) is None
    until = _until(found)
    return confirm_page(
        request,
        title="Retirer la candidature ?",
        sentence=(
            f"Le comité n’examinera pas la candidature de {found.organisation.name}. "
            + (f"Vous pourrez la reprendre jusqu’au {until}." if again else "L’appel est clos : c’est définitif.")
        ),
        details=[("Numéro de dépôt", found.receipt_number)],
        form=form,
        action="Retirer la candidature",
        back=back,
        danger=True,
    )


@require_POST
@for_sides(Side.CANDIDATE)
def resume(request, campaign, application):
    """Take up a withdrawn application again."""
    found = own_application(request, application)
    return act(
        request,
        services.resume,
        found,
        done="La candidature est reprise. Déposez-la de nouveau avant la clôture.",
        back=address(found),
    )
