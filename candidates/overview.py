"""« Le point sur l’appel »: what all applications add up to, for the coordination. Eight questions, however many.

Each picture counts the applications that are not withdrawn: what a deposited one said in the version in force, what the
others say in their draft.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Case, Count, Q, Sum, Value, When
from django.db.models.functions import TruncDate

from candidates.contents.questions import CONDITIONS
from candidates.models import (
    STAGES_FROM,
    Application,
    Draft,
    DraftSite,
    SpaceKind,
    Stage,
    Version,
    VersionSite,
)
from candidates.states import ApplicationState
from ccr import clock
from ccr.directory.models import ASSOCIATION_FORMS, LegalForm
from ccr.programme.models import SiteStatus
from ccr.ui import charts, french
from ccr.ui.charts import Chart

PARTS = ("déposées", "en cours")
UNKNOWN = "unknown"
STAGES = {
    **{stage.value: stage.label.capitalize() for stage in Stage},
    UNKNOWN: "Effectif pas encore indiqué",
}
KINDS = {**{kind.value: kind.label for kind in SpaceKind}, "": "type pas encore choisi"}
SHORT = {SpaceKind.CORNER: "corner", SpaceKind.PERMANENCE: "permanence"}


@dataclass(frozen=True)
class Picture:
    """A picture of the call and its export. key: the end of the export's address; lines: raw values, for a file."""

    key: str
    title: str
    chart: Chart
    headings: tuple
    lines: list


@dataclass(frozen=True)
class Overview:
    """The pictures, and the numbers that the title says."""

    begun: int
    deposited: int
    withdrawn: int
    pictures: list

    @property
    def is_empty(self) -> bool:
        return not self.begun and not self.deposited


@dataclass(frozen=True)
class Counted:
    """How many applications, by what the pictures tell apart.

    states: by state; forms: by (state, legal form); stages: by (state, stage); begun, deposited: by day, of those that
    are not withdrawn, of their beginning and of their first deposit.
    """

    states: Counter = field(default_factory=Counter)
    forms: Counter = field(default_factory=Counter)
    stages: Counter = field(default_factory=Counter)
    begun: Counter = field(default_factory=Counter)
    deposited: Counter = field(default_factory=Counter)


def of(seat) -> Overview:
    """Everything that the page shows of the seat's call. Six queries."""
    counted = _counts(seat)
    sites = list(seat.campaign.sites.select_related("site").order_by("site__name"))
    asked = _asked(seat)
    return Overview(
        begun=counted.states[ApplicationState.BEGUN],
        deposited=counted.states[ApplicationState.DEPOSITED],
        withdrawn=counted.states[ApplicationState.WITHDRAWN],
        pictures=[
            _time(seat.campaign, counted),
            _forms(counted.forms),
            _sites(sites, asked),
            _stages(counted.stages),
            _surfaces(sites, asked),
        ],
    )


def _counts(seat) -> Counted:
    """Three queries: applications, versions, drafts."""
    found, stage = Counted(), _stage()
    for state, form, day, number in _grouped(
        Application.objects.visible_to(seat), "state", "organisation__legal_form", _day("begun_at")
    ):
        found.states[state] += number
        found.forms[state, form] += number
        if state != ApplicationState.WITHDRAWN:
            found.begun[day] += number
    versions = Version.objects.visible_to(seat).filter(Q(number=1) | Q(is_current=True))
    for state, rank, is_current, stands, day, number in _grouped(
        versions, "application__state", "number", "is_current", stage, _day("deposited_at")
    ):
        if rank == 1 and state != ApplicationState.WITHDRAWN:
            found.deposited[day] += number
        if is_current and state == ApplicationState.DEPOSITED:
            found.stages[state, stands] += number
    for stands, number in _grouped(Draft.objects.visible_to(seat).filter(_typed("")), stage):
        found.stages[ApplicationState.BEGUN, stands] += number
    return found


def _grouped(rows, *by):
    """(each value of ``by``, how many rows): fields and expressions. One query."""
    return rows.order_by().values_list(*by).annotate(rows_counted=Count("pk"))


def _day(moment):
    return TruncDate(moment, tzinfo=clock.PARIS)


def _stage():
    """Where an application stands by its headcount."""
    known = (When(headcount__gte=least, then=Value(found.value)) for found, least in STAGES_FROM.items())
    return Case(*known, default=Value(UNKNOWN))


def _typed(prefix: str) -> Q:
    """What a draft says counts while nothing was deposited."""
    return Q(**{f"{prefix}application__state": ApplicationState.BEGUN})


def _deposited(prefix: str) -> Q:
    """What was deposited counts in its version in force."""
    return Q(**{f"{prefix}is_current": True, f"{prefix}application__state": ApplicationState.DEPOSITED})


def _pair(counts, key) -> list[int]:
    return [counts[state, key] for state in (ApplicationState.DEPOSITED, ApplicationState.BEGUN)]


def _counted(number) -> str:
    return french.counted(number, "candidature")


# Over time


def _time(campaign, counted) -> Picture:
    begun, deposited = counted.begun, counted.deposited
    series = [("déposées", deposited), ("commencées", begun)]
    today, title = clock.today(), "Candidatures commencées et déposées"
    total, given = sum(begun.values()), sum(deposited.values())
    sentence = (
        f"{_counted(total)} : {given} {'ont été déposées' if given > 1 else 'a été déposée'} au moins une fois. "
        f"Clôture le {french.long_date(campaign.deadline_on)}, {french.days_left(campaign.deadline_on, today)}."
    )
    ends = max([campaign.deadline_on, *begun, *deposited])
    opened = min([campaign.opens_on, *begun])
    return Picture(
        key="calendrier",
        title=title,
        chart=charts.cumulated(
            series,
            first=campaign.opens_on,
            today=today,
            limit=campaign.deadline_on,
            limit_name="Clôture",
            title=title,
            sentence=sentence,
        ),
        headings=("Fin de période", "Candidatures déposées", "Candidatures commencées"),
        lines=[
            (day, *(charts.sum_until(counts, day) for _, counts in series))
            for day, _ in charts.periods(opened, min(today, ends))
        ],
    )


# By legal form, by stage


def _forms(counts) -> Picture:
    labels = dict(LegalForm.choices)
    found = {form for state, form in counts if state != ApplicationState.WITHDRAWN}
    rows = [(labels.get(form, "Forme inconnue"), _pair(counts, form), form) for form in found]
    rows.sort(key=lambda row: (-sum(row[1]), row[0]))
    total = sum(sum(numbers) for _, numbers, _ in rows)
    associations = sum(sum(numbers) for _, numbers, form in rows if form in ASSOCIATION_FORMS)
    share = f" ({french.percent(associations / total)})" if total else ""
    sentence = f"{french.counted(associations, 'association')} sur {_counted(total)}{share}."
    return _bars("formes", "Par forme juridique", "Forme juridique", [row[:2] for row in rows], sentence)


def _bars(key, title, heading, rows, sentence) -> Picture:
    """Applications told apart by one thing: those deposited, then those being typed."""
    return Picture(
        key=key,
        title=title,
        chart=charts.shares(rows, PARTS, title=title, heading=heading, sentence=sentence),
        headings=(heading, "Déposées", "En cours", "Total"),
        lines=[(label, *numbers, sum(numbers)) for label, numbers in rows],
    )


def _stages(counts) -> Picture:
    rows = [(label, _pair(counts, found)) for found, label in STAGES.items()]
    known = {label: sum(numbers) for label, numbers in rows[:-1]}
    if most := max(known.values()):
        name = next(label for label, number in known.items() if number == most)
        sentence = f"Le plus souvent : {name.lower()} ({_counted(most)})."
    else:
        sentence = "Aucun effectif n’est encore indiqué."
    return _bars("emploi", "Par situation d’emploi", "Situation", rows, sentence)


# By site


def _asked(seat) -> dict:
    """{(state, site, kind of space): (applications, m²)} of what is chosen. Two queries.

    A draft keeps the surface typed before its kind became one that asks for none: it is not counted.
    """
    found = defaultdict(lambda: (0, 0))
    drafts = DraftSite.objects.visible_to(seat).filter(_typed("draft__"), is_chosen=True)
    versions = VersionSite.objects.visible_to(seat).filter(_deposited("version__"))
    for state, part, rows in (
        (ApplicationState.BEGUN, "draft", drafts),
        (ApplicationState.DEPOSITED, "version", versions),
    ):
        rows = rows.order_by().values_list("campaign_site", f"{part}__space_kind")
        for site, kind, number, surface in rows.annotate(number=Count("pk"), surface=Sum(f"{part}__space_m2")):
            found[state, site, kind] = (number, surface if surface and CONDITIONS["space_m2"].holds(kind) else 0)
    return found


def _name(site) -> str:
    return f"{site.site.name} (abandonné)" if site.status == SiteStatus.ABANDONED else site.site.name


def _sites(sites, asked) -> Picture:
    counts = Counter()
    for (state, site, _), (number, _) in asked.items():
        counts[state, site] += number
    rows = [(_name(site), _pair(counts, site.pk)) for site in sites]
    shown = sorted(rows, key=lambda row: (-sum(row[1]), row[0]))
    sentence = "Aucun site n’est encore demandé."
    if shown and sum(shown[0][1]):
        sentence = f"Le plus demandé : {shown[0][0]} ({_counted(sum(shown[0][1]))})."
    sentence += " Une candidature compte dans chaque site qu’elle demande."
    return _bars("sites", "Par site demandé", "Site", shown, sentence)


def _surfaces(sites, asked) -> Picture:
    totals = defaultdict(int)
    for (_, site, kind), (_, surface) in asked.items():
        totals[site, kind if kind in KINDS else ""] += surface
    kinds = [kind for kind in KINDS if any(totals[site.pk, kind] for site in sites)]
    rows = [(_name(site), [totals[site.pk, kind] for kind in kinds], site.offered_m2) for site in sites]
    over = [label for label, surfaces, offered in rows if offered is not None and sum(surfaces) > offered]
    unknown = [label for label, surfaces, offered in rows if offered is None and sum(surfaces)]
    said = [f"{' et '.join(over)} : plus de surface demandée que proposée."] if over else []
    if not kinds:
        said = ["Aucune surface n’est encore demandée."]
    elif not over and len(unknown) < len(rows):
        said = ["Aucun site n’est demandé au-delà de ce qu’il propose."]
    if unknown:
        said.append(f"Surface proposée pas encore indiquée : {', '.join(unknown)}.")
    said.append("Une surface compte dans chaque site que la candidature demande.")
    title, names = "Surface demandée et proposée", [SHORT.get(kind, KINDS[kind]) for kind in kinds]
    return Picture(
        key="surfaces",
        title=title,
        chart=charts.shares(
            rows, names, title=title, unit="m²", heading="Site", offer="proposé par le site", sentence=" ".join(said)
        ),
        headings=("Site", *(f"{KINDS[kind].capitalize()} (m²)" for kind in kinds), "Total (m²)", "Proposé (m²)"),
        lines=[(label, *surfaces, sum(surfaces), offered) for label, surfaces, offered in rows],
    )
