"""The access table, read: who gets which answer at which address (DESIGN 2.5).

``access.csv`` is written by hand, from the design. A line is an address, a method and whose thing it is about:
« mine » (the structure, or the object, each role has to do with), « other's » (a colleague's), « begun » and
« waiting » (two more structures), « foreign » (of another campaign, at this campaign's address), « elsewhere » (at the
address of a campaign in which nobody here sits), « draft » (at the address of the next call, which the coordinator
prepares). Then one cell per role: the status. Among the parts of an address, ``sent`` names what a POST sends
(``proving.SENT``), where it is not an empty form.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from tests.wall.world import ROLES, SLUG

TABLE = Path(__file__).with_name("access.csv")
METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Line:
    """A line of the table. kwargs: {name in the address: name of a thing in the world}."""

    url_name: str
    kwargs: tuple
    method: str
    whose: str
    cells: tuple

    def __str__(self):
        things = ",".join(f"{name}={thing}" for name, thing in self.kwargs)
        return f"{self.method} {self.url_name} {things} ({self.whose})"

    @property
    def sent(self) -> str | None:
        """The name of what is sent with it; None for an empty form."""
        return dict(self.kwargs).get("sent")

    def status_for(self, role: str) -> int:
        return self.cells[ROLES.index(role)]

    def path(self, world) -> str:
        """The address, in this world."""
        values = {name: world.key_of(thing, self.whose) for name, thing in self.kwargs if name != "sent"}
        if self.url_name.startswith("/"):
            return by_hand(self.url_name, values)
        if "campaign" in names_in(self.url_name):
            other = self.whose in ("elsewhere", "draft")
            values["campaign"] = world.thing(self.whose, "-").slug if other else SLUG
        return reverse(self.url_name, kwargs=values)


def by_hand(pattern: str, values: dict) -> str:
    """The address of a route that has no name."""
    path = pattern.replace("(?P<url>.*)$", str(values.get("url", "")))
    for name, value in values.items():
        path = path.replace(f"<path:{name}>", str(value))
    return path


def lines() -> list[Line]:
    """The table."""
    with TABLE.open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [
        Line(
            row["url_name"],
            tuple(tuple(pair.split("=")) for pair in row["kwargs"].split(",") if pair),
            row["method"],
            row["whose"],
            tuple(int(row[role]) for role in ROLES),
        )
        for row in rows
    ]


def routes() -> dict[str, frozenset]:
    """Every address of the platform: its name, or its pattern when it has none → the names of its parts."""
    found = {}

    def walk(patterns, namespaces, prefix, parts):
        for pattern in patterns:
            here = parts | set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
            if isinstance(pattern, URLPattern):
                name = ":".join([*namespaces, pattern.name]) if pattern.name else f"{prefix}{pattern.pattern}"
                found[name] = frozenset(here)
            else:
                inner = [*namespaces, pattern.namespace] if pattern.namespace else namespaces
                walk(pattern.url_patterns, inner, f"{prefix}{pattern.pattern}", here)

    walk(get_resolver().url_patterns, [], "/", set())
    return found


_names: dict[str, frozenset] = {}


def names_in(url_name: str) -> frozenset:
    """The parts an address is made of."""
    if not _names:
        _names.update(routes())
    return _names.get(url_name, frozenset())


def pages(role: str) -> list[Line]:
    """What this role may read: the GETs that answer 200."""
    return [line for line in lines() if line.method == "GET" and line.status_for(role) == 200]


def is_for_everybody(line: Line) -> bool:
    """A page that opens to about every role, and is made for none: one's own account, what is public."""
    shared = sum(line.status_for(role) == 200 for role in ROLES) >= len(ROLES) - 2
    return shared and line.url_name not in EACH_HER_OWN


EACH_HER_OWN = {"ui:home", "programme:agenda"}
"""Pages that every seat has, each with what is its own."""


def own_feed(world, role: str) -> list[Line]:
    """The calendar behind the secret link of somebody's seat: what she, or who has her link, reads of it."""
    token = f"agenda_{role}"
    if (token, "-") not in world.things:
        return []
    return [Line("programme:agenda_feed", (("token", token),), "GET", "-", (200,) * len(ROLES))]
