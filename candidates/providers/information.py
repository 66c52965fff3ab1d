"""What an information day offers to the pages that gather several rooms."""

import datetime

from django.db.models import Count, F, Q
from django.urls import reverse

from candidates import information, rules, services
from candidates.models import InformationDay, Registration
from candidates.states import Attendance, RegistrationState
from ccr import clock
from ccr.appointments import Appointment
from ccr.library import readings
from ccr.notifications import reminders
from ccr.notifications.reminders import Due
from ccr.programme.models import CampaignState
from ccr.registry import Consequence, Group, HomeTask, NavLink, PublicLink, Step
from ccr.ui import french
from ccr.workflow import Badge

REMINDER_DAYS = 7
"""How long before the day those who have a place are reminded of it (A020)."""


def _when(meeting) -> str:
    place = f", {meeting.place}" if meeting.place else ""
    return f"Le {french.day_in_words(meeting.starts_at)} à {french.hour(meeting.starts_at)}{place}."


def public_links(campaign) -> list[PublicLink]:
    """The information days that one may still register to, for any visitor."""
    return [
        PublicLink(
            "Journée d’information",
            reverse("candidates:information_day", args=[campaign.slug, day.meeting_id]),
            "S’inscrire",
            _when(day.meeting),
        )
        for day in information.public_days(campaign)
        if rules.why_not_register(day) is None
    ]


# The candidate


def _mine(seat) -> list[Registration]:
    """The seat's own registrations, asked once per request."""
    if not hasattr(seat, "own_registrations"):
        rows = Registration.objects.visible_to(seat).exclude(state=RegistrationState.CANCELLED)
        rows = rows.filter(day__meeting__cancelled_at__isnull=True)
        seat.own_registrations = list(rows.with_day().order_by("day__meeting__starts_at"))
    return seat.own_registrations


def _own_url(registration) -> str:
    meeting = registration.day.meeting
    return reverse("candidates:own_registration", args=[meeting.campaign.slug, meeting.pk])


def candidate_tasks(seat):
    """The day she is registered to, until it is over; no invitation to one she did not ask for."""
    return [
        HomeTask(
            title="Journée d’information",
            url=_own_url(found),
            action="Voir mon inscription",
            due=found.day.starts_on,
            badge=found.badge,
            detail=_when(found.day.meeting),
            rank=40,
        )
        for found in _mine(seat)
        if clock.today() <= found.day.starts_on
    ]


def candidate_steps(seat):
    """Her registration on « Mon parcours »; the days that are open, when she has none."""
    steps = []
    for found in _mine(seat):
        held = found.day.starts_on < clock.today()
        detail = "Vous êtes sur liste d’attente." if found.is_waiting and not held else ""
        steps.append(
            Step(
                "Journée d’information",
                "done" if held else "todo",
                when=found.day.starts_on,
                detail=detail or ("" if held else "Vous êtes inscrit."),
                url=_own_url(found),
                rank=5,
            )
        )
    return steps


def candidate_agenda(seat):
    """The day she has a place at."""
    mine = [found for found in _mine(seat) if found.is_registered]
    to_read = readings.before_each([found.day.meeting for found in mine])
    return [
        Appointment(
            key=f"meeting-{found.day.meeting_id}",
            title="Journée d’information",
            starts=found.day.meeting.starts_at,
            place=found.day.meeting.place,
            url=_own_url(found),
            readings=readings.links(to_read.get(found.day.meeting_id, ())),
        )
        for found in mine
    ]


# The coordination


def coordination_navigation(seat):
    url = reverse("candidates:information_days", args=[seat.campaign.slug])
    return [NavLink("Journée d’information", url, "information", rank=12)]


def coordination_tasks(seat):
    """After a day, what is left to note at the door; then what was handed out, until each was sent it (A171)."""
    came = Q(registrations__state=RegistrationState.REGISTERED)
    unknown = Count("registrations", filter=came & Q(registrations__attendance=Attendance.UNKNOWN), distinct=True)
    handed = Q(documents__is_before=False, documents__retired_at__isnull=True)
    fresh = handed & (Q(documents_sent_at__isnull=True) | Q(documents__added_at__gt=F("documents_sent_at")))
    days = InformationDay.objects.filter(
        meeting__campaign=seat.campaign_id, meeting__starts_at__lte=clock.now(), meeting__cancelled_at__isnull=True
    )
    days = days.exclude(meeting__campaign__state=CampaignState.CLOSED).annotate(
        unknown=unknown,
        reached=Count("registrations", filter=came & ~Q(registrations__email=""), distinct=True),
        unsent=Count("documents", filter=fresh, distinct=True),
    )
    tasks = [_attendance_task(seat, day) for day in days if day.unknown]
    ready = [day for day in days if not day.unknown and day.reached]
    return tasks + [_documents_task(seat, day) for day in ready if day.unsent or day.documents_sent_at is None]


def _attendance_task(seat, day) -> HomeTask:
    return HomeTask(
        title="Présences à la journée d’information",
        url=reverse("candidates:information_attendance", args=[seat.campaign.slug, day.meeting_id]),
        action="Noter les présences",
        detail=f"{french.counted(day.unknown, 'inscription reste', 'inscriptions restent')} à noter.",
        rank=30,
    )


def _documents_task(seat, day) -> HomeTask:
    name = "information_documents_send" if day.unsent else "information_document_add"
    return HomeTask(
        title="Documents de la journée à envoyer",
        url=reverse(f"candidates:{name}", args=[seat.campaign.slug, day.meeting_id]),
        action="Envoyer à chacun" if day.unsent else "Ajouter un document",
        detail=f"{french.counted(day.unsent, 'document attend', 'documents attendent')} votre envoi."
        if day.unsent
        else "Rien n’est encore joint : chaque inscrit, présent, excusé ou absent, reçoit ce qui a été présenté.",
        rank=31,
    )


def meeting_consequences(meeting, starts_at) -> list[Consequence]:
    """Who is written to of an information day's new date or place, who is to be rung, a last day that would pass it."""
    day = InformationDay.objects.filter(meeting=meeting.pk).first()
    if day is None:
        return []
    rows = Registration.objects.system().filter(day=day).exclude(state=RegistrationState.CANCELLED)
    unreached = Count("pk", filter=Q(email=""))
    counts = rows.aggregate(told=Count("pk", filter=~Q(email="")), unreached=unreached)
    found = []
    if told := counts["told"]:
        title = french.counted(told, "inscription à prévenir", "inscriptions à prévenir")
        detail = (
            "Un message part à chacune, en attente ou non, avec la date, le lieu et le motif. Elles restent valables."
        )
        found.append(Consequence(title, badge=Badge("par e-mail", "warn"), detail=detail))
    if ring := counts["unreached"]:
        title = french.counted(ring, "inscription sans adresse e-mail", "inscriptions sans adresse e-mail")
        badge, detail = Badge("à appeler", "bad"), "À prévenir par téléphone, avec le motif."
        found.append(Consequence(title, badge=badge, detail=detail))
    if day.registration_until > clock.in_paris(starts_at).date():
        detail = "C’est le dernier jour pour s’inscrire, et il passerait la journée : avancez-le ensuite."
        badge = Badge("après la journée", "bad")
        found.append(Consequence("Fin des inscriptions", when=day.registration_until, badge=badge, detail=detail))
    return found


def groups(meeting) -> list[Group]:
    """Whom the minutes of an information day are sent to: everybody who had a place, present, excused or absent."""
    rows = services.reached_by_minutes(meeting)
    if not (count := len(rows)):
        return []
    who = f"{french.counted(count, 'personne inscrite', 'personnes inscrites')} à la journée"
    return [Group(who, lambda document: services.send_minutes(rows, document))]


# Reminders


def coming_days(now):
    """A week before, at nine: everybody who has a place and an address. Run on the machine's side."""
    rows = Registration.objects.system().with_day().filter(state=RegistrationState.REGISTERED).exclude(email="")
    rows = rows.filter(day__meeting__starts_at__gt=now, day__meeting__campaign__state=CampaignState.PUBLISHED)
    near = rows.filter(day__meeting__cancelled_at__isnull=True).filter(
        day__meeting__starts_at__lte=now + datetime.timedelta(days=REMINDER_DAYS + 1)
    )
    for registration in near.order_by("pk"):
        at = reminders.days_before(registration.day.meeting, REMINDER_DAYS)
        if registration.registered_at > at:
            continue  # the confirmation has just said it
        yield Due(
            registration,
            to=[registration.email],
            occurrence=f"{registration.day.starts_on:%Y%m%d}",
            at=at,
            campaign=registration.day.meeting.campaign,
        )
