"""A site validated, replaced or abandoned during the call (A024): who chose it, who is told, what is left to choose."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from candidates import rules
from candidates.asked_once import applications_of
from candidates.models import Application, DraftSite, SectionKey, SiteChoice
from candidates.states import ApplicationState
from ccr.notifications import outbox
from ccr.programme import seats
from ccr.programme.models import CampaignSite, SiteStatus
from ccr.programme.roles import CANDIDATE_ROLES
from ccr.registry import Consequence, HomeTask, Step
from ccr.ui import french
from ccr.wall.sides import Lane
from ccr.workflow import Badge

CHANGED = "candidates.site_changed"


def concerned(campaign_site):
    """The applications that chose the site: in what is being typed, or in what was deposited last."""
    typed = DraftSite.objects.system().filter(campaign_site=campaign_site, is_chosen=True)
    asked = SiteChoice.objects.system().filter(campaign_site=campaign_site, is_current=True)
    rows = Application.objects.system().exclude(state=ApplicationState.WITHDRAWN)
    return rows.filter(Q(pk__in=typed.values("draft__application")) | Q(pk__in=asked.values("application")))


def consequences(campaign_site, status):
    """For the coordination: the structures that chose the site, and whether they can still choose another."""
    found = []
    for application in (
        concerned(campaign_site).select_related("campaign", "organisation").order_by("organisation__name")
    ):
        closed = rules.why_not_edit(application) is not None
        detail = ""
        if status == SiteStatus.ABANDONED:
            detail = "Sa candidature ne change plus : à voir avec elle." if closed else "Elle peut en choisir un autre."
        found.append(
            Consequence(
                title=application.organisation.name, badge=application.badge, detail=detail, lane=Lane.CANDIDATE
            )
        )
    return found


def site_changed(event):
    """The people of the structures that chose the site are told; nothing is chosen for them."""
    site = CampaignSite.objects.select_related("campaign").get(pk=event.about_id)
    organisations = concerned(site).values("organisation")
    people = seats.holders(site.campaign, *sorted(CANDIDATE_ROLES), among=organisations)
    outbox.queue(CHANGED, about=site, to=people, campaign=site.campaign, occurrence=str(event.pk), app="candidates")


def mail(seat, row):
    """What became of the site, why, and what to do for each application that chose it; nothing once none does."""
    site = CampaignSite.objects.filter(pk=row.about_id).select_related("site", "replaced_by__site").first()
    if site is None or seat is None:
        return None
    chose = set(concerned(site).values_list("pk", flat=True))
    mine = [application for application in applications_of(seat) if application.pk in chose]
    if not mine:
        return None
    closed = [application for application in mine if rules.why_not_edit(application) is not None]
    return {
        "site": site,
        "names": french.listed([application.organisation.name for application in mine]) if len(mine) > 1 else "",
        "todo": _todo(mine, closed),
        "action": "Voir ma candidature",
        "action_url": settings.CCR_BASE_URL + reverse("candidates:mine", args=[row.campaign.slug]),
    }


def _todo(mine, closed) -> str:
    """What the people of an abandoned site's applications may do; those that are closed change no more."""
    said = []
    if len(closed) < len(mine):
        said.append("Rien n’est choisi pour vous : choisissez un autre site si vous le souhaitez, puis déposez.")
    if closed:
        names = french.listed([application.organisation.name for application in closed])
        which = (
            f"La candidature de {names} ne change" if len(closed) == 1 else f"Les candidatures de {names} ne changent"
        )
        which = "Votre candidature ne change" if len(mine) == 1 else which
        said.append(f"{which} plus : écrivez à la coordination pour en parler.")
    return " ".join(said)


def _lost(seat) -> list[tuple]:
    """(application, site) of each site chosen, then abandoned, while the application may still be decided."""
    mine = {
        row.pk: row for row in applications_of(seat) if not row.is_withdrawn and getattr(row, "outcome", None) is None
    }
    lost = DraftSite.objects.visible_to(seat).filter(
        draft__application__in=mine, is_chosen=True, campaign_site__status=SiteStatus.ABANDONED
    )
    lost = lost.select_related("draft", "campaign_site__site", "campaign_site__replaced_by__site")
    return [(mine[line.draft.application_id], line.campaign_site) for line in lost]


def tasks(seat):
    """A structure whose site was abandoned has another to choose, or is told to call."""
    return [_task(application, site) for application, site in _lost(seat)]


def candidate_steps(seat):
    """On « Mon parcours », while another may be chosen."""
    return [
        Step(
            f"Site {site.site.name} à remplacer",
            "todo",
            when=application.last_day,
            detail="La coordination l’a abandonné. À vous d’en choisir un autre, ou non.",
            url=_url(application),
            is_expected=True,
            rank=12,
        )
        for application, site in _lost(seat)
        if rules.why_not_edit(application) is None
    ]


def _url(application) -> str:
    return reverse("candidates:section", args=[application.campaign.slug, application.pk, SectionKey.SITES])


def _task(application, site) -> HomeTask:
    other = f" La coordination propose {site.replaced_by.site.name} à la place." if site.replaced_by_id else ""
    closed = rules.why_not_edit(application) is not None
    todo = (
        "Votre candidature ne change plus : écrivez à la coordination."
        if closed
        else "Votre réponse est conservée ; à vous d’en choisir un autre, ou non."
    )
    return HomeTask(
        title=f"Le site {site.site.name} que vous aviez choisi est abandonné",
        url=_url(application),
        action="Voir mes sites",
        due=None if closed else application.last_day,
        badge=Badge("site abandonné", "warn"),
        detail=f"{site.reason.rstrip('.')}.{other} {todo}".strip(),
        rank=8,
    )


def register():
    """Declare the mail."""
    outbox.register(
        CHANGED,
        label="Site validé ou abandonné",
        subject="Un site que vous avez choisi change",
        template="candidates/mail/site_changed",
        context=mail,
        binding=True,
    )
