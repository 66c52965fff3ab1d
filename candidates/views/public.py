"""The way in: what applying is, then the first click."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from candidates import contents, rules, services
from candidates.addresses import BEGINNING, address, where_to_resume
from candidates.forms import ReferralForm
from candidates.models import Application, Draft, Referral, SectionKey
from candidates.providers import public_links
from candidates.states import ApplicationState
from ccr import clock
from ccr.directory.models import Organisation
from ccr.programme.models import SiteStatus
from ccr.programme.pieces import with_examples
from ccr.registry import Step
from ccr.ui import charts, french
from ccr.ui.pages import posted
from ccr.ui.programme import calendar_items
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.errors import DomainError
from ccr.wall.sides import Lane, Side


@require_safe
@login_not_required
def apply(request, campaign):
    """What applying is, who can, what to prepare, until when; and one's own draft first when there is one."""
    campaign = request.campaign
    seat = request.seat
    closed = rules.why_not_open(campaign)
    mine = _mine(request) if request.user.is_authenticated else []
    other_lane = seat is not None and seat.lane != Lane.CANDIDATE
    context = {
        "heading": _heading(campaign, closed, mine),
        "closed": closed,
        "mine": mine,
        "other_lane": Lane(seat.lane).label if other_lane else "",
        "may_begin": not closed and not other_lane,
        "organisation_url": reverse("directory:choose", args=[campaign.slug]),
        "sign_up_url": _onward("account_signup", campaign),
        "sign_in_url": _onward("account_login", campaign),
        "signed_in": request.user.is_authenticated,
        "preview": False,
        **cover(campaign, today=clock.today()),
    }
    return render(request, "candidates/apply.html", context)


def cover(campaign, *, today) -> dict:
    """What the cover page says of the call, whoever reads it. today: the day on which it is read."""
    return {
        "pieces": with_examples(campaign.pieces.filter(is_asked=True)),
        "days": public_links(campaign) if campaign.is_public else [],
        "sites": campaign.sites.exclude(status=SiteStatus.ABANDONED).select_related("site"),
        "sections": len(SectionKey),
        "years": (campaign.opens_on.year - 3, campaign.opens_on.year - 1),
        "steps": charts.calendar_steps(calendar_items(campaign), today),
        "committee_day": campaign.first_committee_day,
    }


def _onward(view: str, campaign) -> str:
    """A page of the account, that goes on with the choice of the organisation."""
    target = reverse("directory:choose", args=[campaign.slug])
    return f"{reverse(view)}?{urlencode({'next': target})}"


def _heading(campaign, closed, mine) -> str:
    if closed and clock.now() < clock.start_of(campaign.opens_on):
        return f"Les candidatures ouvrent le {french.long_date(campaign.opens_on)}"
    if closed:
        return "Les candidatures sont closes"
    if any(line["application"] and line["application"].is_begun for line in mine):
        return "Reprenez votre candidature"
    if campaign.days_left == 0:
        return "Dernier jour pour candidater"
    return f"Il vous reste {french.counted(campaign.days_left, 'jour')} pour candidater"


def _mine(request) -> list[dict]:
    """The structures of the person that have an application here, and hers that have none: « Reprendre » first."""
    seat = request.seat
    if seat is not None and seat.lane != Lane.CANDIDATE:
        return []
    memberships = request.user.memberships.current(clock.today()).select_related("organisation")
    organisations = {membership.organisation_id: membership.organisation for membership in memberships}
    known = {
        application.organisation.kept_id: application
        for application in Application.objects.visible_to(seat).select_related("organisation", "campaign")
    }
    lines = [
        {"organisation": application.organisation, "application": application, **_progress(seat, application)}
        for application in known.values()
    ]
    lines += [
        {"organisation": organisation, "application": None, "progress": "", "url": ""}
        for key, organisation in organisations.items()
        if key not in known
    ]
    order = [ApplicationState.BEGUN, ApplicationState.DEPOSITED, ApplicationState.WITHDRAWN]
    return sorted(
        lines,
        key=lambda line: (
            order.index(line["application"].state) if line["application"] else len(order),
            line["organisation"].name,
        ),
    )


def _progress(seat, application) -> dict:
    """How far a draft is, and where one goes on; of what is deposited, or shut, its page."""
    if not application.is_begun:
        return {"progress": "", "url": address(application)}
    draft = Draft.objects.visible_to(seat).with_parts().get(application=application)
    parts = contents.sections(draft)
    shut = rules.why_not_edit(application)
    url = address(application) if shut else where_to_resume(application, draft, parts)
    return {"progress": contents.progress_sentence(parts), "url": url}


STEPS = (
    Step("Votre compte", "done"),
    Step("Votre organisation", "done"),
    Step("Votre candidature", "current"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.NEWCOMER, Side.CANDIDATE)
def begin(request, campaign, organisation):
    """Begin the application of one's organisation, saying who sent it, or join the one a colleague began."""
    organisation = get_object_or_404(Organisation, pk=organisation).kept
    colleagues = services.begun_by_colleagues(request.campaign, organisation)
    refusal = services.why_not_begin(request.campaign, organisation, request.user)
    form = None if colleagues or refusal else ReferralForm(posted(request))
    if request.method == "POST" and (form is None or form.is_valid()):
        return _begin(request, organisation, form)
    existing = Application.objects.visible_to(request.seat).filter(organisation__in=organisation.family).first()
    if existing is not None:
        return redirect("candidates:application", campaign, existing.pk)
    context = {
        "organisation": organisation,
        "colleagues": colleagues,
        "refusal": refusal,
        "form": form,
        "audience": audience(Referral, to=Side.CANDIDATE, subject="Votre réponse", feminine=True),
        "steps": STEPS,
        "facts": [
            ("Forme juridique", organisation.form_label),
            ("Identifiant", organisation.identifier),
            ("Commune", organisation.city),
        ],
    }
    return render(request, "candidates/begin.html", context, status=422 if form is not None and form.errors else 200)


def _begin(request, organisation, form):
    """form: who sent the structure, None where it is not asked."""
    by = request.seat or request.user
    referral = None if form is None else form.referral()
    try:
        application = services.begin_application(request.campaign, organisation, request.user, referral=referral, by=by)
    except DomainError as error:
        messages.error(request, error.sentence)
        return redirect("candidates:apply", request.campaign.slug)
    messages.success(
        request,
        "La candidature est ouverte. Elle s’enregistre au fil de la saisie : vous pouvez la quitter et y revenir.",
    )
    return redirect(f"{address(application)}?{BEGINNING}")
