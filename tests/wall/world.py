"""One world for the proofs: every role seated, two structures that went through the whole programme (D1).

``build()`` plays it through the services, each verb inside the pass of whoever does it, on a clock that moves through
the dates of D1, and ends on 10 February 2012. Two structures are told apart: « mine », which the role has to do with
(its own, assigned to it, passed on to it), and « other's », which a colleague has to do with. Two more stay in between:
one only began its application (« begun »), one deposited and is not decided (« waiting »).

``support_events=False`` plays the same programme without what support does; ``deliberations=False`` without marks,
opinions, unpublished proposals and the words of minutes. Everything else is the same to the second, and keys are given
in the order of each table, so that two worlds can be compared byte for byte.
"""

import datetime
import logging
import uuid
from collections import defaultdict
from contextlib import ExitStack, contextmanager

import time_machine
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import mail

from ccr import clock
from ccr.health.models import Heartbeat
from ccr.programme import seats
from ccr.programme.models import Meeting
from ccr.wall.guard import passing, passing_as
from ccr.wall.sides import Side
from tests.wall.asking import Visitor, settle

SLUG = "2011"
LAST_DAY = "2012-02-10 10:00"
ROLES = (
    "anonymous",
    "newcomer",
    "candidate",
    "diagnostician",
    "ramsess_coordinator",
    "dla_officer",
    "consultant",
    "fund_officer",
    "coordinator",
    "instructor",
    "committee_member",
    "committee_president",
    "pilot",
    "admin",
)
"""The columns of the access table."""


class LogKeeper(logging.Handler):
    """Every line logged, as it would be written."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@contextmanager
def keys_in_order():
    """Give each table's rows keys that only depend on their order: the same in two worlds."""
    counters = defaultdict(int)

    def giver(label):
        def give():
            counters[label] += 1
            return uuid.uuid5(uuid.NAMESPACE_OID, f"{label}:{counters[label]}")

        return give

    fields = [m._meta.pk for m in apps.get_models() if m._meta.pk.get_internal_type() == "UUIDField"]
    for field in fields:
        field.__dict__["_get_default"] = giver(field.model._meta.label)
    try:
        yield counters
    finally:
        for field in fields:
            field.__dict__.pop("_get_default", None)


class World:
    """People, things, and the clock."""

    def __init__(self):
        self.seats, self.people = {}, {}
        self.things = {}
        self.mails, self.logs = [], []
        self.visitors: dict[str, Visitor] = {}
        self.counters = {}
        self._clock = ExitStack()
        self._organisations = 0

    # Time

    def at(self, moment: str, *, tick=False):
        """Move the clock to an hour of Marseille. tick: let it run on from there, for a browser."""
        self._clock.close()
        moment = datetime.datetime.fromisoformat(moment).replace(tzinfo=clock.PARIS)
        self._clock.enter_context(time_machine.travel(moment.timestamp(), tick=tick))

    # Acting

    @contextmanager
    def acting(self, who):
        """Act in the pass of a seat, of a person without one, or of a side; then what waits for the commit is done.

        who: the name of a seat, a Seat, or a Side.
        """
        who = self.seats.get(who, who) if isinstance(who, str) and not isinstance(who, Side) else who
        with passing({who}) if isinstance(who, Side) else passing_as(who) as opened:
            yield who
        assert not opened.breached, opened.breaches
        settle()

    def keep(self, key: str, whose: str, thing):
        """Remember a thing under the name that the access table gives it."""
        self.things[key, whose] = thing
        return thing

    def thing(self, key: str, whose: str = "mine"):
        return self.things[key, whose]

    def key_of(self, key: str, whose: str):
        """What an address says of a thing: its primary key, or itself when it is a text or a number.

        A thing that this world does not have gets a key that nothing has.
        """
        whose = "mine" if whose == "elsewhere" else whose
        found = self.things.get((key, whose), self.things.get((key, "-")))
        if found is None:
            return uuid.uuid5(uuid.NAMESPACE_URL, f"nothing:{key}:{whose}")
        return getattr(found, "pk", found)

    # People

    def organisation(self, name: str, **fields):
        """A new organisation, its number given in order: the same in two worlds."""
        from stdnum import luhn

        from tests.factories import core

        self._organisations += 1
        number = f"3{self._organisations:07}"
        return core.OrganisationFactory(name=name, siren=number + luhn.calc_check_digit(number), **fields)

    def sit(self, name: str, role, organisation, **person):
        """Seat a new person. ``name`` is how the table, or a proof, calls her."""
        from tests.factories import core

        person = core.PersonFactory(
            first_name=person.pop("first_name", "Camille"),
            last_name=person.pop("last_name", name.replace("_", " ").title()),
            email=f"{name.replace('_', '-')}@exemple.test",
            **person,
        )
        self.people[name] = person
        if role is not None:
            self.seats[name] = core.make_seat(self.campaign, role, organisation=organisation, person=person)
        return person

    def sign_everybody_in(self):
        """Make a visitor of each: seats as they are now."""
        self.visitors = {"anonymous": Visitor("anonymous")}
        for name, person in self.people.items():
            seat = seats.seat_of(person, self.campaign)
            self.seats[name] = seat
            self.visitors[name] = Visitor(name, person, seat)

    def seats_of(self, *names):
        return [self.seats[name] for name in names]

    @property
    def committee(self) -> Meeting:
        return self.campaign.meetings.get(kind="committee")


@contextmanager
def build(*, support_events=True, deliberations=True):
    """Play the world and give it, the clock standing on its last day; the clock and the keys are let go at the end.

    To be called inside a transaction that is rolled back (``asking.rolled_back``).
    """
    from tests.wall import thread

    world, keeper = World(), LogKeeper()
    logging.getLogger().addHandler(keeper)
    mail.outbox = []
    try:
        with keys_in_order() as world.counters, world._clock:
            thread.play(world, support_events=support_events, deliberations=deliberations)
            world.at(LAST_DAY)
            settle()
            with passing({Side.MACHINE}):
                Heartbeat.beat()
            world.mails, world.logs = list(mail.outbox), list(keeper.lines)
            world.sign_everybody_in()
            ContentType.objects.get_for_models(*apps.get_models())  # kept by Django from the first request on
            yield world
    finally:
        logging.getLogger().removeHandler(keeper)
