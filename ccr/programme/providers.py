"""What the programme offers to the home and the navigation: the coordination's own pages, the pilot's figures."""

from django.db.models import Max
from django.urls import reverse

from ccr import registry
from ccr.appointments import Appointment
from ccr.library import readings
from ccr.programme import meetings, opening, rules
from ccr.programme.models import CampaignState, Figure, MeetingKind
from ccr.programme.roles import Role
from ccr.programme.seats import holders
from ccr.registry import Consequence, HomeFigure, HomeTask, NavLink
from ccr.ui import french
from ccr.wall.sides import SEATED, Side
from ccr.workflow import Badge

SHOWN_AT_HOME = 6


def _url(seat, name, *args):
    return reverse(f"programme:{name}", args=[seat.campaign.slug, *args])


def coordination_navigation(seat):
    """The call, who sits where, the figures."""
    return [
        NavLink("L’appel", _url(seat, "campaign"), "campaign", rank=60),
        NavLink("Sièges", _url(seat, "seats"), "seats", rank=65),
        NavLink("Chiffres", _url(seat, "figures"), "figures", rank=95),
    ]


def pilot_navigation(seat):
    """The figures: all that a pilot comes for."""
    return [NavLink("Chiffres", _url(seat, "figures"), "figures", rank=10)]


def coordination_home(seat):
    """A call to finish and publish, or to close; a committee that waits to be moved."""
    return [*_draft_tasks(seat), *_meeting_tasks(seat), *_closing_tasks(seat)]


def _draft_tasks(seat):
    if seat.campaign.state != CampaignState.DRAFT:
        return []
    left = opening.obstacles(seat.campaign)
    if left:
        title, action, detail = "Finir de préparer l’appel", "Continuer", left[0]
    else:
        title, action, detail = (
            "Publier l’appel",
            "Relire et publier",
            "Rien ne s’y oppose.",
        )
    badge = Badge("en préparation", "warn")
    return [HomeTask(title, _url(seat, "opening"), action, badge=badge, detail=detail, rank=5)]


def _meeting_tasks(seat):
    tasks = []
    for change in meetings.open_changes(seat):
        late = len(meetings.obstacles(change.meeting, change.starts_at))
        tasks.append(
            HomeTask(
                title=f"{change.meeting.get_kind_display().capitalize()} à avancer au "
                f"{french.long_date(change.starts_at)}",
                url=_url(seat, "meeting_edit", change.meeting_id),
                action="Voir les conséquences" if late else "Changer la date",
                badge=Badge("à régulariser", "bad") if late else Badge("prêt", "ok"),
                detail=f"{french.counted(late, 'restitution')} à avancer ou à reporter d’abord."
                if late
                else "Plus rien ne s’y oppose.",
                rank=12,
            )
        )
    return tasks


def consequences(campaign, calendar):
    """A bar that would last longer: the structures of the list, and other calls, count on its last day (A051)."""
    until, ends = rules.bar_ends_on(campaign, calendar), rules.bar_ends_on(campaign)
    if until <= ends or not rules.is_counted_on(campaign):
        return []
    return [
        Consequence(
            title="Les structures de la liste publique des diagnostics seraient exclues des comités plus longtemps",
            when=until,
            badge=Badge("exclusion allongée", "bad"),
            detail=f"Au lieu du {french.long_date(ends)}. Passé aujourd’hui, ce jour ne pourra plus être avancé.",
        )
    ]


def meeting_consequences(meeting, starts_at):
    """Who sits in a steering committee that is on the calendar already is told of its new day."""
    members = (
        [] if meeting._state.adding or meeting.kind != MeetingKind.STEERING else holders(meeting.campaign, Role.PILOT)
    )
    if not members:
        return []
    return [
        Consequence(
            title=french.counted(len(members), "membre du comité de pilotage", "membres du comité de pilotage"),
            badge=Badge("à prévenir", "warn"),
            detail="Un message part à chacun avec la date, le lieu et le motif.",
        )
    ]


def _closing_tasks(seat):
    if rules.why_not_close(seat.campaign) is not None:
        return []
    detail = "Les sessions sont finies, et plus rien n’attend."
    return [HomeTask("Clore l’appel", _url(seat, "campaign_close"), "Relire et clore", detail=detail, rank=90)]


def _latest(seat) -> list[Figure]:
    rows = Figure.objects.visible_to(seat)
    month = rows.aggregate(latest=Max("month"))["latest"]
    return list(rows.filter(month=month).order_by("rank", "key")) if month else []


# « Mon agenda »


MEETINGS = {
    Side.INSTRUCTION: {MeetingKind.COMMITTEE},
    Side.COORDINATION: set(MeetingKind),
    Side.PILOT: {MeetingKind.STEERING},
}
"""The meetings that each side goes to."""


def agenda(seat):
    """The call's own days, as far as they are this seat's: its meetings, the deadline, the periods of its work."""
    kinds = set().union(*(MEETINGS.get(side, ()) for side in seat.sides))
    return [*_meetings(seat, kinds), *_days(seat)]


def _meetings(seat, kinds):
    rows = list(seat.campaign.meetings.filter(kind__in=kinds, cancelled_at__isnull=True)) if kinds else []
    to_read = readings.before_each(rows)
    return [
        Appointment(
            key=f"meeting-{meeting.pk}",
            title=meeting.get_kind_display().capitalize(),
            starts=meeting.starts_at,
            place=meeting.place,
            url=reverse("ui:home", args=[seat.campaign.slug]),
            readings=readings.links(to_read.get(meeting.pk, ())),
        )
        for meeting in rows
    ]


def _days(seat):
    campaign, home = seat.campaign, reverse("ui:home", args=[seat.campaign.slug])
    until = f"Jusqu’à 23{french.NBSP}h{french.NBSP}59."
    days = [
        Appointment(f"deadline-{campaign.pk}", "Clôture des candidatures", campaign.deadline_on, detail=until, url=home)
    ]
    if seat.sides & {Side.COORDINATION}:
        days.append(Appointment(f"opening-{campaign.pk}", "Ouverture des candidatures", campaign.opens_on, url=home))
    if seat.sides & {Side.COORDINATION, Side.DIAGNOSIS}:
        days.append(
            Appointment(
                f"diagnostics-{campaign.pk}",
                "Dernière restitution possible avant le comité",
                campaign.diagnostics_until,
                url=home,
            )
        )
    if seat.sides & {Side.COORDINATION, Side.DLA}:
        days += [
            Appointment(f"sessions-from-{campaign.pk}", "Début des sessions DLA", campaign.sessions_from, url=home),
            Appointment(f"sessions-until-{campaign.pk}", "Fin des sessions DLA", campaign.sessions_until, url=home),
        ]
    return days


def pilot_headline(seat):
    """The month the figures speak of."""
    rows = _latest(seat)
    return [f"Le programme en chiffres, {french.month(rows[0].month)}"] if rows else []


def pilot_figures(seat):
    """The first figures of the latest month counted."""
    return [HomeFigure(row.label, row.value, url=_url(seat, "figures")) for row in _latest(seat)[:SHOWN_AT_HOME]]


def register():
    for point, side, provider in (
        ("navigation", Side.COORDINATION, coordination_navigation),
        ("home", Side.COORDINATION, coordination_home),
        ("consequences", Side.COORDINATION, consequences),
        ("meeting_consequences", Side.COORDINATION, meeting_consequences),
        ("opening", Side.COORDINATION, opening.own_checks),
        ("navigation", Side.PILOT, pilot_navigation),
        ("headline", Side.PILOT, pilot_headline),
        ("figures_home", Side.PILOT, pilot_figures),
    ):
        registry.register(point, side, provider)
    for side in SEATED - {Side.CANDIDATE}:  # a structure's own deadline may be a later one
        registry.register("agenda", side, agenda)
