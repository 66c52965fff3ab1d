"""What several pages say of where diagnostics are: steps, places, load. Reads statuses only."""

from dataclasses import dataclass

from django.db.models import Case, Count, Subquery, When

from ccr import clock
from ccr.programme.models import Mandate, SeatState
from ccr.programme.roles import Role
from ccr.programme.rules import diagnosing_organisations
from ccr.registry import Step
from ccr.ui import french
from ccr.wall.sides import Lane
from diagnostics.models import Capacity, Diagnostic, Intake
from diagnostics.states import ENGAGED, LIVE
from diagnostics.states import DiagnosticState as State


def applications_of(seat):
    """The applications of the structures a candidate's seat acts for, in its campaign."""
    from candidates.models import Application

    return Application.objects.visible_to(seat).select_related("organisation", "campaign").order_by("begun_at", "pk")


def latest_by_application(rows) -> dict:
    """{application id: the diagnostic to speak of}: the live one, else the latest asked."""
    found = {}
    for diagnostic in sorted(rows, key=lambda d: (d.state in LIVE or d.state == State.CLOSED, d.asked_at)):
        found[diagnostic.application_id] = diagnostic
    return found


def state_of(rows, application):
    """The state of the diagnostic to speak of, as an expression. application: a key, or an ``OuterRef`` to one."""
    ended = Case(When(state__in=[*LIVE, State.CLOSED], then=0), default=1)
    return Subquery(rows.filter(application=application).order_by(ended, "-asked_at").values("state")[:1])


REACHED = {
    State.WAITING: 0,
    State.TO_CONFIRM: 0,
    State.REQUESTED: 1,
    State.ASSIGNED: 2,
    State.STARTED: 3,
    State.RESTITUTED: 5,
    State.CLOSED: 6,
}


def steps(diagnostic, note=None) -> list[Step]:
    """The way of a diagnostic as a structure follows it. note: as the structure reads it, None before."""
    reached = REACHED.get(diagnostic.state, 0)
    if diagnostic.state == State.STARTED and note is not None:
        reached = 4
    fil_rouge = getattr(diagnostic, "fil_rouge", None)
    planned = diagnostic.held_on or diagnostic.planned_on
    window = (
        f"attendue du {french.short_date(diagnostic.expected_from)} au {french.short_date(diagnostic.expected_until)}"
    )
    titles = (
        ("Demande", diagnostic.asked_at, _asked_detail(diagnostic)),
        (
            "Diagnostiqueur désigné",
            diagnostic.assigned_at,
            diagnostic.organisation.name if diagnostic.organisation else "",
        ),
        ("Diagnostic", diagnostic.started_at, ""),
        ("Note", note.shared_at if note else None, note.badge_for_candidate.label if note else ""),
        ("Restitution", planned, "" if planned else window),
        ("Fil rouge", None, f"jusqu’au {french.short_date_year(fil_rouge.ends_on)}" if fil_rouge else "12 à 24 mois"),
    )
    return [
        Step(
            title=title,
            when=when,
            detail=detail,
            state="done" if number < reached else "current" if number == reached and diagnostic.is_live else "todo",
            lane=Lane.SUPPORT,
        )
        for number, (title, when, detail) in enumerate(titles)
    ]


def _asked_detail(diagnostic):
    if diagnostic.state == State.WAITING:
        return "liste d’attente"
    if diagnostic.state == State.TO_CONFIRM:
        return "à confirmer par RAMSESS"
    return ""


@dataclass(frozen=True)
class Places:
    """How many of the campaign's places are taken, and how many wait (A037)."""

    taken: int
    minimum: int
    maximum: int
    waiting: int
    is_over: bool

    @property
    def left(self) -> int:
        return max(self.maximum - self.taken, 0)

    @property
    def is_under(self) -> bool:
        """The period is over and the objective was not reached (D5)."""
        return self.is_over and self.taken < self.minimum

    @property
    def sentence(self) -> str:
        if self.is_under:
            return f"Objectif {self.minimum} non atteint."
        waiting = (
            f" {french.counted(self.waiting, 'demande attend', 'demandes attendent')} une place."
            if self.waiting
            else ""
        )
        return f"Objectif : {self.minimum} à {self.maximum}.{waiting}"


def places(campaign, waiting: int | None = None) -> Places:
    """Two queries, one when the caller knows how many wait; for those who see the counter."""
    intake = Intake.objects.system().filter(campaign=campaign).first()
    if waiting is None:
        waiting = Diagnostic.objects.system().filter(campaign=campaign, state=State.WAITING).count()
    return Places(
        taken=intake.taken if intake else 0,
        minimum=campaign.diagnostics_min,
        maximum=max(campaign.diagnostics_max, intake.taken if intake else 0),
        waiting=waiting,
        is_over=clock.today() >= campaign.diagnostics_until,
    )


def rank_in_waiting_list(diagnostic) -> int:
    """1 for the first who waits."""
    earlier = Diagnostic.objects.system().filter(
        campaign=diagnostic.campaign_id, state=State.WAITING, asked_at__lt=diagnostic.asked_at
    )
    return earlier.count() + 1


@dataclass
class Load:
    """What an organisation of the public list carries, and what it said it could (A038)."""

    organisation: object
    in_hand: int
    following: int
    capacity: int | None
    diagnosticians: list

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.in_hand >= self.capacity

    @property
    def sentence(self) -> str:
        limit = f" sur {self.capacity}" if self.capacity is not None else ""
        return f"{self.in_hand}{limit} en cours"


def loads(campaign) -> list[Load]:
    """Every organisation of the campaign's public list, able ones only, with its diagnosticians. Four queries."""
    from ccr.directory.models import Organisation

    organisations = Organisation.objects.filter(pk__in=diagnosing_organisations(campaign), may_diagnose=True)
    counted = (
        Diagnostic.objects.system()
        .filter(campaign=campaign, organisation__isnull=False)
        .values_list("organisation", "state")
        .annotate(number=Count("pk"))
        .order_by()
    )
    in_hand, following = {}, {}
    for organisation, state, number in counted:
        if state in (State.ASSIGNED, State.STARTED):
            in_hand[organisation] = in_hand.get(organisation, 0) + number
        elif state == State.RESTITUTED:
            following[organisation] = number
    capacities = dict(
        Capacity.objects.system().filter(campaign=campaign).values_list("organisation_id", "simultaneous")
    )
    people = {}
    for mandate in diagnosticians(campaign):
        people.setdefault(mandate.organisation_id, []).append(mandate.seat)
    return [
        Load(
            organisation=organisation,
            in_hand=in_hand.get(organisation.pk, 0),
            following=following.get(organisation.pk, 0),
            capacity=capacities.get(organisation.pk),
            diagnosticians=people.get(organisation.pk, []),
        )
        for organisation in organisations.order_by("name", "pk")
    ]


def diagnosticians(campaign):
    """The live mandates of diagnosticians in the campaign, their account open."""
    return (
        Mandate.objects.filter(
            seat__campaign=campaign,
            seat__person__is_active=True,
            seat__state=SeatState.ACTIVE,
            role=Role.DIAGNOSTICIAN,
            ended_at__isnull=True,
            organisation__may_diagnose=True,
        )
        .select_related("seat__person", "seat__campaign", "organisation")
        .order_by("organisation__name", "seat__person__last_name", "pk")
    )


def consultants(campaign):
    """The live mandates of DLA consultants in the campaign, their account open."""
    return (
        Mandate.objects.filter(
            seat__campaign=campaign,
            seat__person__is_active=True,
            seat__state=SeatState.ACTIVE,
            role=Role.CONSULTANT,
            ended_at__isnull=True,
        )
        .select_related("seat__person", "seat__campaign", "organisation")
        .order_by("organisation__name", "seat__person__last_name", "pk")
    )


def without_referent(campaign):
    """Diagnostics in hand or followed whose diagnostician no longer holds the role (C15)."""
    present = diagnosticians(campaign).values("seat")
    rows = Diagnostic.objects.system().filter(campaign=campaign, state__in=ENGAGED & LIVE, diagnostician__isnull=False)
    return rows.exclude(diagnostician__in=present)
