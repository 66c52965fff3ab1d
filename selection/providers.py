"""What instruction offers to the pages that gather several rooms."""

import datetime
from collections import Counter

from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from candidates.models import Application, Outcome
from candidates.states import ApplicationState, OutcomeValue
from ccr import clock, registry
from ccr.programme.figures import Count as Figure
from ccr.programme.roles import Role
from ccr.programme.seats import holders
from ccr.registry import Cell, Check, Column, Consequence, HomeFigure, HomeTask, NavLink
from ccr.ui import french
from ccr.wall.sides import Lane, Side
from ccr.workflow import Badge
from selection import committee, services
from selection.models import File, Publication
from selection.models.files import COMMITTEE
from selection.states import CHECKED, FILE, OPEN, FileState, MyWork

LEFT = (MyWork.TO_READ, MyWork.READ, MyWork.MARKING)


def _url(seat, name, *args):
    return reverse(f"selection:{name}", args=[seat.campaign.slug, *args])


def navigation(seat):
    return [
        NavLink("Candidatures à lire", _url(seat, "file_list"), "selection_files", rank=10),
        NavLink("Comité", _url(seat, "committees"), "selection_committee", rank=20),
        NavLink("Grille", _url(seat, "grid"), "selection_grid", rank=30),
    ]


def _counts(seat) -> dict:
    """{(state, step of « Ma lecture »): how many files}, of what the seat sees. One query per request, kept on it."""
    if not hasattr(seat, "file_counts"):
        services.ensure_files(seat.campaign)
        rows = File.objects.visible_to(seat).with_my_work(seat).order_by().values_list("state", "my_work")
        seat.file_counts = {(state, step): number for state, step, number in rows.annotate(number=Count("pk"))}
    return seat.file_counts


def work_left(seat) -> Counter:
    """How many open files are at each step of « Ma lecture »."""
    found = Counter()
    for (state, step), number in _counts(seat).items():
        if state in OPEN:
            found[step] += number
    return found


def states(seat) -> Counter:
    """How many files in each state."""
    found = Counter()
    for (state, _), number in _counts(seat).items():
        found[state] += number
    return found


def next_meeting(seat):
    """The committee's meeting whose decisions are not out yet, or None."""
    published = Publication.objects.system().values("session__meeting")
    return committee.meetings(seat.campaign).exclude(pk__in=published).first()


def _day(meeting) -> datetime.date | None:
    return clock.in_paris(meeting.starts_at).date() if meeting else None


def home(seat):
    """What the committee's day waits for from this person."""
    meeting, work, files = next_meeting(seat), work_left(seat), states(seat)
    return [
        *_links_task(seat, work, meeting),
        *(_marks_task(seat, work, meeting) if seat.has_role(*COMMITTEE) else []),
        *(_instructor_tasks(seat, files, meeting) if seat.has_role(Role.INSTRUCTOR) else []),
        *(_president_tasks(seat, files, meeting) if seat.has_role(Role.COMMITTEE_PRESIDENT) and meeting else []),
    ]


def _task(title, url, action, meeting, detail, rank):
    return HomeTask(
        title=title, url=url, action=action, due=_day(meeting), detail=detail, lane=Lane.INSTRUCTION, rank=rank
    )


def _links_task(seat, work, meeting):
    number = work[MyWork.TO_DECLARE]
    if not number:
        return []
    detail = "Avant d’ouvrir un dossier, dites si vous avez un lien avec la structure."
    title = f"Déclarer vos liens avec {french.counted(number, 'structure')}"
    return [_task(title, _url(seat, "links"), "Déclarer", meeting, detail, 10)]


def _marks_task(seat, work, meeting):
    number = sum(work[step] for step in LEFT)
    if not number:
        return []
    title = f"Lire et noter {french.counted(number, 'candidature')}"
    if clock.now() < seat.campaign.closes_at:
        detail = f"La notation ouvre après la clôture, le {french.long_date(seat.campaign.deadline_on)}."
    else:
        detail = "Chacun note seul d’abord ; les notes des autres s’ouvrent quand les vôtres sont remises."
    return [_task(title, _url(seat, "file_list"), "Lire", meeting, detail, 20)]


def _instructor_tasks(seat, files, meeting):
    tasks = []
    if number := files[FileState.TO_EXAMINE]:
        title = f"Vérifier {french.counted(number, 'dossier')}"
        url = f"{_url(seat, 'file_list')}?state={FileState.TO_EXAMINE}"
        tasks.append(_task(title, url, "Vérifier", meeting, "Dire si le dossier est complet.", 20))
    if number := files[FileState.COMPLETE] + files[FileState.INCOMPLETE]:
        title = f"Rendre {french.counted(number, 'avis', 'avis')}"
        tasks.append(_task(title, _url(seat, "file_list"), "Rendre un avis", meeting, "Le comité lit votre avis.", 30))
    return tasks


def _president_tasks(seat, files, meeting):
    left = sum(files[state] for state in CHECKED - {FileState.PROPOSED})
    url = _url(seat, "committee", meeting.pk)
    if left:
        title = f"Proposer {french.counted(left, 'décision')}"
        return [_task(title, url, "Proposer", meeting, "La publication attend une proposition sur chaque dossier.", 40)]
    if files[FileState.PROPOSED] and not files[FileState.TO_EXAMINE]:
        number = french.counted(files[FileState.PROPOSED], "décision")
        return [_task(f"Publier {number}", url, "Publier", meeting, "En une fois : les lettres partent ensemble.", 15)]
    return []


def headline(seat):
    """The title of « À faire »: what is left before the committee."""
    meeting = next_meeting(seat)
    if meeting is None or not seat.has_role(*COMMITTEE):
        return []
    work = work_left(seat)
    number = sum(work[step] for step in (*LEFT, MyWork.TO_DECLARE))
    if not number:
        return []
    when = french.long_date(meeting.starts_at)
    if clock.today() > _day(meeting):
        left = french.counted(number, "candidature attend encore", "candidatures attendent encore")
        return [f"{left} votre note : le comité était prévu le {when}"]
    return [f"Il vous reste {french.counted(number, 'candidature')} à noter avant le comité du {when}"]


def figures_home(seat):
    """Marks given out of the files one may mark."""
    if not seat.has_role(*COMMITTEE):
        return []
    work = work_left(seat)
    total = sum(number for step, number in work.items() if step != MyWork.WITHDRAWN)
    if not total:
        return []
    withdrawn = work[MyWork.WITHDRAWN]
    return [
        HomeFigure(
            label="Candidatures notées",
            value=work[MyWork.MARKED],
            maximum=total,
            sentence=french.counted(withdrawn, "déport") if withdrawn else "",
            url=_url(seat, "file_list"),
        )
    ]


def columns(seat):
    """For the coordinator's table: the state of the file and its last date, nothing of the deliberation (C07)."""
    return [
        Column(
            key="selection",
            label="Instruction",
            lane=Lane.INSTRUCTION,
            choices=[(state.value, FILE.label(state, Side.COORDINATION)) for state in FileState],
            value=_value,
            cells=_cells,
            rank=60,
        )
    ]


def _of_file(seat, value):
    """What its file says, of a row of applications: not that of the withdrawal, once it is deposited again."""
    again = Q(state=FileState.WITHDRAWN, application__state=ApplicationState.DEPOSITED)
    rows = File.objects.visible_to(seat).filter(application=OuterRef("pk")).exclude(again)
    return Subquery(rows.order_by().values_list(value)[:1])


def _value(seat):
    """A deposited application is to be instructed from then on, whether somebody of instruction came by or not.

    A draft has no file that counts, even when its deposit was put back.
    """
    waits = Case(When(state=ApplicationState.DEPOSITED, then=Value(FileState.TO_EXAMINE.value)))
    return Case(When(~Q(state=ApplicationState.BEGUN), then=Coalesce(_of_file(seat, "state"), waits)))


def _cells(seat, application_ids):
    last = Coalesce("decided_at", "withdrawn_at", "examined_at", "checked_at", "created_at")
    rows = Application.objects.visible_to(seat).filter(pk__in=list(application_ids))
    rows = rows.annotate(stands=_value(seat), last=Coalesce(_of_file(seat, last), "deposited_at"))
    return {
        pk: Cell(badge=FILE.badge(state, Side.COORDINATION), date=clock.in_paris(at).date())
        for pk, state, at in rows.values_list("pk", "stands", "last")
        if state
    }


def figures(campaign):
    """The published decisions of the campaign, by value, for the pilot (C07)."""
    counted = dict(
        Outcome.objects.system()
        .filter(application__campaign=campaign)
        .order_by()
        .values_list("value")
        .annotate(number=Count("pk"))
    )
    if not counted:
        return []
    values = [
        Figure(f"selection_{value}", f"Décisions « {value.label} »", counted.get(value.value, 0), "selection_decided")
        for value in OutcomeValue
    ]
    return [Figure("selection_decided", "Décisions publiées", sum(counted.values())), *values]


def consequences(campaign, calendar):
    """The files that an earlier committee would decide on; marks that would stop. Dates and counts, nothing of them."""
    found, today = [], clock.today()
    open_files = File.objects.system().filter(campaign=campaign, state__in=OPEN)
    open_files = open_files.filter(application__state=ApplicationState.DEPOSITED)
    if campaign.deadline_on < today <= calendar.deadline_on and open_files.exists():
        found.append(
            Consequence(
                title="Le comité cesse de noter",
                when=calendar.deadline_on,
                badge=Badge("à prévenir", "warn"),
                detail="Les notes se donnent après la clôture : elles attendraient la nouvelle.",
                lane=Lane.INSTRUCTION,
            )
        )
    planned = _day(committee.meetings(campaign).filter(starts_at__gt=clock.now()).first())
    coming = [day for day in calendar.committees if day >= today]
    left = open_files.count()  # not how many are examined: that is the committee's
    if left and planned and coming and coming[0] < planned:
        found.append(
            Consequence(
                title=f"{french.counted(left, 'dossier attend', 'dossiers attendent')} une décision",
                when=coming[0],
                badge=Badge("à prévenir", "warn"),
                detail="Avant le comité, qui se tiendrait plus tôt.",
                lane=Lane.INSTRUCTION,
            )
        )
    return found


def opening(campaign):
    """Before a call opens: what its grid will be, from what the call says of itself; whether somebody instructs.

    The grid itself is instruction's: the coordination does not open it.
    """
    numbers = reverse("programme:campaign_prepare", args=[campaign.slug, "nombres"])
    whose = f"Reprise de « {campaign.based_on.title} »" if campaign.based_on else "La grille proposée, notée sur 100"
    detail = f"{whose} : l’instruction la relit, et la change jusqu’à la première note."
    seats_url = reverse("programme:seats", args=[campaign.slug])
    instructors = holders(campaign, Role.INSTRUCTOR)
    people = {"title": "Instruction", "url": seats_url, "rank": 65}
    if instructors:
        said = f"{french.counted(len(instructors), 'personne reçoit', 'personnes reçoivent')} les dossiers déposés."
        seated = Check(**people, state="done", detail=said)
    else:
        said = "Personne n’instruit encore : à régler avant la clôture des candidatures."
        seated = Check(**people, state="missing", detail=said, action="Donner un rôle")
    return [Check("Grille de notation", "done", detail, numbers, rank=50), seated]


def register():
    for point, provider in (
        ("navigation", navigation),
        ("home", home),
        ("headline", headline),
        ("figures_home", figures_home),
        ("figures", figures),
    ):
        registry.register(point, Side.INSTRUCTION, provider)
    registry.register("consequences", Side.COORDINATION, consequences)
    registry.register("opening", Side.COORDINATION, opening)
    registry.register("columns", Side.COORDINATION, columns)
