"""The structure's application: the overview, its deposit, its withdrawal. Its sections are in ``sections``."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates import contents, rules, services
from candidates.addresses import BEGINNING, address, section_url
from candidates.forms import CorrectionForm, WithdrawalForm
from candidates.models import Application, Document, Draft, Outcome, PaperReceipt, Referral, SectionKey, Version
from ccr.ui import french
from ccr.ui.pages import accepted, act, confirm_page, posted
from ccr.wall.access import for_sides
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side


def own_application(request, pk) -> Application:
    """The structure's application, or 404."""
    rows = Application.objects.visible_to(request.seat).select_related("campaign", "organisation")
    return get_object_or_404(rows, pk=pk)


def typed_application(request, pk) -> Application:
    """The application that one may type: the structure's own or, for the coordination, one that came on paper."""
    rows = Application.objects.visible_to(request.seat).select_related("campaign", "organisation", "paper")
    return get_object_or_404(_typed(request, rows, "paper"), pk=pk)


def _typed(request, rows, path):
    return rows if Side.CANDIDATE in request.seat.sides else rows.filter(**{f"{path}__isnull": False})


def overview_of(request, application) -> str:
    """The page one comes from: the structure's own overview, or the coordination's page of the structure."""
    if Side.CANDIDATE in request.seat.sides:
        return address(application)
    return f"{address(application, 'structure')}#saisie"


def draft_of(request, application) -> Draft:
    """Its draft, with its parts."""
    return Draft.objects.visible_to(request.seat).with_parts().get(application=application)


def own_draft(request, pk) -> tuple[Application, Draft]:
    """The structure's application and its draft, with its parts, in one go; or 404."""
    drafts = Draft.objects.visible_to(request.seat).with_parts()
    draft = get_object_or_404(_typed(request, drafts, "application__paper"), application=pk)
    return draft.application, draft


@require_safe
@for_sides(Side.CANDIDATE)
def mine(request, campaign):
    """« Ma candidature »: straight to it; a person who works on several chooses."""
    rows = Application.objects.visible_to(request.seat).select_related("organisation", "campaign")
    found = list(rows.order_by("organisation__name"))
    if len(found) == 1:
        return redirect(address(found[0]))
    return render(request, "candidates/mine.html", {"applications": found})


@require_safe
@for_sides(Side.CANDIDATE)
def application(request, campaign, application):
    """The overview: where it stands, every section with what it lacks, what was deposited.

    Who begins goes straight to the first section, unless she has texts of an earlier call to take again, or is told
    first who deposits.
    """
    found, draft = own_draft(request, application)
    state = standing(request, found, draft)
    closed = state["why_not_edit"]
    lines = section_lines(found, state["sections"])
    former = _former(request, found, draft, closed)
    if BEGINNING in request.GET and draft.saved_at is None and not (closed or former or state["why_not_represent"]):
        return redirect(lines[0]["url"])
    context = {
        **state,
        "form": not closed,  # the page of a draft that may be typed in
        "closed": closed,
        "heading": heading(found, state),
        "lines": lines,
        "next_section": next((line for line in lines if not line["section"].is_complete), None),
        "errors": lack_errors(found, state["lacks"]) if "verifier" in request.GET and not closed else [],
        "structure": contents.structure_of(found.organisation),
        "paper_notice": _paper_notice(found, state),
        "former": former,
        "referral": Referral.objects.visible_to(request.seat).filter(application=found).first(),
        "why_not_change_referral": rules.why_not_change_referral(request.seat, found),
        **papers_of(request, found, draft),
    }
    return render(request, "candidates/application.html", context)


def _paper_notice(application, state) -> str:
    """To the people of the structure: who types, and what they may do themselves."""
    paper = state["paper"]
    if paper is None:
        return ""
    may = "la relire" if state["why_not_edit"] else f"la relire, et la corriger jusqu’au {_until(application)}"
    return (
        f"La coordination saisit cette candidature d’après votre dossier papier, reçu le "
        f"{french.long_date(paper.received_on)}. Vous pouvez {may}."
    )


def section_lines(application, parts, here="") -> list[dict]:
    """Each section with its address, for the overview and for the column beside a section."""
    return [
        {"section": part, "url": section_url(application, part.key), "number": number, "here": part.key == here}
        for number, part in enumerate(parts, start=1)
    ]


def lack_errors(application, lacks) -> list[dict]:
    """What is missing, each with the address of the very field."""
    return [
        {
            "url": f"{section_url(application, lack.section)}?verifier=1#{lack.field}",
            "label": lack.label,
            "text": lack.text,
        }
        for lack in lacks
    ]


def preview_of(request, application, draft) -> Document | PaperReceipt | None:
    """The PDF of the draft as it stands, when somebody of one's side asked for it."""
    model = Document if Side.CANDIDATE in request.seat.sides else PaperReceipt
    rows = model.objects.visible_to(request.seat).filter(about_id=application.pk, kind__in=services.PREVIEWS)
    return rows.filter(source_version=contents.preview_version(draft)).select_related("campaign").first()


def _former(request, application, draft, closed):
    """What the structure deposited in an earlier call, while nothing is typed yet."""
    return services.former_version(application, request.user) if draft.saved_at is None and not closed else None


def standing(request, application, draft) -> dict:
    """Where the application stands: what is complete, what is missing, what differs from the deposit, who may act."""
    version = None
    if not application.is_begun:
        current = Version.objects.visible_to(request.seat).with_parts()
        version = current.filter(application=application, is_current=True).first()
    closed = rules.why_not_write(request.seat, application)
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
        "paper": rules.paper_of(application),
        "types": rules.types(request.seat, application),
        "overview": overview_of(request, application),
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


def papers_of(request, application, draft) -> dict:
    """What was deposited, the latest first, each with its receipt; the PDF of the draft as it stands."""
    rows = Version.objects.visible_to(request.seat).filter(application=application).select_related("deposited_by")
    rows = list(rows.order_by("-number"))
    papers = Document.objects.visible_to(request.seat).filter(about_id__in=[application.pk, *(row.pk for row in rows)])
    papers = list(papers.select_related("campaign"))
    receipts = {paper.about_id: paper for paper in papers}
    current = contents.preview_version(draft)
    return {
        "versions": [{"version": row, "receipt": receipts.get(row.pk)} for row in rows],
        "preview": next((paper for paper in papers if paper.source_version == current), None),
    }


@require_POST
@for_sides(Side.CANDIDATE, Side.COORDINATION)
def sign(request, campaign, application):
    """The representative signs the charter."""
    found = typed_application(request, application)
    done = "La charte est signée au nom de votre structure."
    if rules.types(request.seat, found):
        done = f"La signature de la charte par {found.paper.representative} est notée."
    return act(
        request,
        services.sign_charter,
        found,
        done=done,
        back=section_url(found, SectionKey.CHARTER),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE, Side.COORDINATION)
def deposit(request, campaign, application):
    """Read it all once more, then deposit. What is missing leads back to the page, to the very fields."""
    found = typed_application(request, application)
    back = overview_of(request, found)
    form = _correction_form(request, found)
    if request.method == "POST" and form is None:
        return _deposit(request, found)
    if request.method == "POST" and form.is_valid():
        version = accepted(form, services.deposit, found, **form.cleaned_data, by=request.seat)
        if version:
            return _deposited(request, found, version)
    draft = draft_of(request, found)
    state = standing(request, found, draft)
    refusal = rules.why_not_deposit(request.seat, found, draft, state["version"])
    if refusal:
        if refusal == rules.why_not_complete(draft) and not state["types"]:
            return redirect(f"{address(found)}?verifier=1")
        messages.warning(request, refusal)
        return redirect(back)
    context = {
        **state,
        "blocks": contents.read(draft),
        "structure": contents.structure_of(found.organisation),
        "piece_links": [(piece, address(found, "draft_piece", piece.pk)) for piece in draft.live_pieces()],
        "back": back,
        "form": form,
    }
    return render(request, "candidates/deposit.html", context, status=422 if form is not None and form.errors else 200)


def _correction_form(request, application) -> CorrectionForm | None:
    """What asks when the correction of a paper came; None for its first deposit, and for what the structure types."""
    if not rules.types(request.seat, application):
        return None
    if not Version.objects.visible_to(request.seat).filter(application=application).exists():
        return None
    return CorrectionForm(posted(request), paper=application.paper)


def _until(application) -> str:
    return french.binding_date(application.last_day)


def _deposit(request, application):
    try:
        version = services.deposit(application, by=request.seat)
    except DomainError as error:
        messages.error(request, error.sentence)
        own = Side.CANDIDATE in request.seat.sides
        return redirect(f"{address(application)}?verifier=1" if own else overview_of(request, application))
    return _deposited(request, application, version)


def _deposited(request, application, version):
    application.refresh_from_db()
    if version.deposited_for:
        messages.success(
            request,
            f"Le dossier de {version.structure_name} est déposé sous le numéro {application.receipt_number}, au nom de "
            f"{version.deposited_for}. L’attestation à imprimer se prépare ; postez-la.",
        )
        return redirect("candidates:structure", application.campaign.slug, application.pk)
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
        "blocks": contents.read(deposited),
        "piece_links": [(piece, piece_url(piece)) for piece in deposited.live_pieces()],
        "structure": {name: getattr(deposited, name) for name in Version.STRUCTURE_FIELDS},
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE, Side.COORDINATION)
def withdraw(request, campaign, application):
    """Take the application back, after a question; what came on paper, the coordination, when its signer asks."""
    found = typed_application(request, application)
    back = overview_of(request, found)
    if reason := rules.why_not_withdraw(request.seat, found):
        messages.error(request, reason)
        return redirect(back)
    form = WithdrawalForm(posted(request))
    if form.is_valid():
        done = f"La candidature est retirée. {_who_is_told(request, found)}"
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


def _who_is_told(request, application) -> str:
    """Who hears of a withdrawal by mail; of a paper, maybe nobody does."""
    if not rules.types(request.seat, application):
        return "Les personnes de votre structure sont prévenues."
    if services.people_of(application):
        return "Les personnes de la structure sont prévenues par e-mail."
    return f"{application.paper.representative} n’a pas de compte : confirmez-lui le retrait par la poste."


@require_POST
@for_sides(Side.CANDIDATE, Side.COORDINATION)
def resume(request, campaign, application):
    """Take up a withdrawn application again."""
    found = typed_application(request, application)
    return act(
        request,
        services.resume,
        found,
        done="La candidature est reprise. Déposez-la de nouveau avant la clôture.",
        back=overview_of(request, found),
    )
