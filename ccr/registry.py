"""What each app offers to the pages that gather several of them (DESIGN 2.4).

An app registers its providers by side in ``apps.py``; a page asks with a seat, and only the providers of that seat's
sides are called: a closed side's provider is never even run.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from ccr.wall.sides import Lane, Side
from ccr.workflow import Badge


@dataclass(frozen=True)
class NavLink:
    """An entry of the navigation, current on every page whose address begins with its own, or with one of ``also``."""

    label: str
    url: str
    key: str
    rank: int = 50
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class HomeTask:
    """Something expected of the person: what, by when, one action."""

    title: str
    url: str
    action: str
    due: datetime.date | None = None
    badge: Badge | None = None
    detail: str = ""
    lane: Lane | None = None
    rank: int = 50


@dataclass(frozen=True)
class HomeFigure:
    """A figure of the home page: value out of a maximum when there is one, with the sentence that reads it."""

    label: str
    value: int | str
    maximum: int | None = None
    sentence: str = ""
    url: str = ""
    rank: int = 50


STEP_WORDS = {"done": "fait", "current": "en cours", "todo": "à venir", "late": "en retard"}
"""The states of a step, in words."""


@dataclass(frozen=True)
class Step:
    """A step of « Mon parcours ». state: one of ``STEP_WORDS``.

    until: the last day of a period that begins on ``when``. is_expected: the person has something to do for it.
    """

    title: str
    state: str
    when: datetime.date | None = None
    until: datetime.date | None = None
    is_expected: bool = False
    detail: str = ""
    url: str = ""
    lane: Lane | None = None
    rank: int = 50


@dataclass(frozen=True)
class Cell:
    """What a column of the coordinator's table says of one application. said: what the date is (« jusqu’au »)."""

    badge: Badge | None = None
    text: str = ""
    date: datetime.date | None = None
    said: str = ""


@dataclass(frozen=True)
class Column:
    """A column of the coordinator's table of structures (DESIGN 2.4).

    choices: [(value, label)] of its filter. value: ``value(seat)`` gives the expression of the one choice that an
    application falls under, None when it falls under none: the table filters by it, and counts the choices of every
    column in one query. What few applications have is looked for among these only (``When(pk__in=…)``): a subquery of
    each application is what costs. cells: ``cells(seat, application_ids)`` gives {application id: Cell}, in one query.
    """

    key: str
    label: str
    lane: Lane
    choices: list
    value: Callable
    cells: Callable
    rank: int = 50


@dataclass(frozen=True)
class Consequence:
    """Something that a change of the calendar would break, told to the coordination: status and date, no content.

    A provider of the ``consequences`` point is called as ``provider(campaign, calendar)``, a
    ``ccr.programme.calendars.Calendar``; one of the ``meeting_consequences`` point, about a meeting that is no
    committee, as ``provider(meeting, starts_at)``; one of the ``form_consequences`` point, about a structure that
    becomes an association or is none any more, as ``provider(organisation, is_association)``.
    blocks: the change waits until this was moved or put off (D6).
    """

    title: str
    when: datetime.date | None = None
    badge: Badge | None = None
    detail: str = ""
    lane: Lane | None = None
    blocks: bool = False


@dataclass(frozen=True)
class Check:
    """Something to look at before a call opens, for the coordination: what it is, where it stands, where to mend it.

    A provider of the ``opening`` point is called as ``provider(campaign)``. state: done, missing or look. detail: how
    it stands, or what to do. blocks: while it is missing, the call does not open; the service refuses with ``detail``.
    """

    title: str
    state: str
    detail: str
    url: str = ""
    action: str = ""
    blocks: bool = False
    rank: int = 50

    @property
    def badge(self) -> Badge:
        """« fait », « manque », « à regarder »."""
        if self.state == "done":
            return Badge("fait", "ok")
        if self.state == "missing":
            return Badge("manque", "bad" if self.blocks else "warn")
        return Badge("à regarder", "none")

    @property
    def refuses(self) -> bool:
        """Whether it keeps the call from opening now."""
        return self.blocks and self.state == "missing"


@dataclass(frozen=True)
class PublicLink:
    """Something that any visitor may do in a call, beside applying: what, when and where, one action.

    A provider of the ``public`` point is registered for the visitor's side and called as ``provider(campaign)``.
    """

    title: str
    url: str
    action: str
    detail: str = ""


@dataclass(frozen=True)
class Chapter:
    """What the platform holds on somebody, of one kind: (label, value) pairs, one list for each row, in words.

    A provider of the ``own`` point is called as ``provider(seat)``, in that seat's own pass, and gives what its holder
    wrote, did or was sent, as she may read it today. ``ccr.own.chapter`` makes one from a queryset.
    """

    title: str
    entries: list[list[tuple[str, str]]]
    rank: int = 50

    @property
    def columns(self) -> list[str]:
        """The labels, when it reads better as a table: several rows of few and short values; else none."""
        labels = list(dict.fromkeys(label for entry in self.entries for label, _ in entry))
        short = all(len(value) <= 60 for entry in self.entries for _, value in entry)
        return labels if len(self.entries) > 1 and short and len(labels) <= 5 else []

    @property
    def table(self) -> list[list[str]]:
        """The values of each row, in the order of ``columns``."""
        return [[dict(entry).get(label, "") for label in self.columns] for entry in self.entries]


@dataclass(frozen=True)
class Merging:
    """What an app says of merging two records of one organisation: why not, and what it would change.

    A provider of the ``merging`` point is called as ``provider(kept, merged)``.
    """

    reasons: tuple[str, ...] = ()
    consequences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """The people of a meeting, to each of whom its minutes are sent once they are published (A171, C21).

    A provider of the ``minutes`` point is called as ``provider(meeting)``, about a meeting that was held. who: French,
    with their number: « 14 personnes inscrites ». tell: ``tell(document)`` queues the mails and gives how many were
    written; the same document again writes to nobody twice, but anew to those whose mail found it retired. Its mails
    have the document's key (hex) as their occurrence: its page counts them by it.
    """

    who: str
    tell: Callable


# A provider of the ``agenda`` point gives ``ccr.appointments.Appointment``s: what a secret link carries out of the
# platform, into calendars that others may read. No structure is named there but to itself.


@dataclass(frozen=True)
class Beginning:
    """What follows an organisation recorded by somebody who comes to apply for it: her application begins.

    A provider of the ``beginning`` point is called as ``provider(data, initial=None)``, with what was sent or None.
    form: what is asked of who begins; audience: who reads it; begin: ``begin(campaign, organisation, person, by=…)``
    once the form is valid, which gives the address where she goes on. It raises DomainError with the rule that refuses.
    """

    form: object
    audience: str
    begin: Callable


POINTS = frozenset(
    {
        "public",
        "navigation",
        "home",
        "headline",
        "figures_home",
        "parcours",
        "columns",
        "opening",
        "figures",
        "reminders",
        "refused_uploads",
        "audit",
        "consequences",
        "meeting_consequences",
        "site_consequences",
        "closing",
        "merging",
        "minutes",
        "agenda",
        "beginning",
        "form_consequences",
        "own",
    }
)
_providers: dict[tuple[str, Side], list[Callable]] = defaultdict(list)


def register(point: str, side: Side, provider: Callable):
    """Offer ``provider(seat)`` to a point for one side. Registering it twice changes nothing."""
    if point not in POINTS:
        raise ValueError(f"unknown point {point!r}")
    known = _providers[point, Side(side)]
    if provider not in known:
        known.append(provider)


def providers(point: str, sides) -> list[Callable]:
    """The providers of a point for some sides, in the order of their registration, each once."""
    found = []
    for side in sorted(sides):
        found += [provider for provider in _providers[point, Side(side)] if provider not in found]
    return found


def ask(point: str, seat) -> list:
    """What the seat's sides have to say at this point, put together."""
    return [item for provider in providers(point, seat.sides) for item in provider(seat)]
