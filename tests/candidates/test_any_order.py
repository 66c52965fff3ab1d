"""Whatever the order of edits, deposits, withdrawals, repairs, extensions and calendars: one current version, no field
lost (A021).

The orders that are tried are drawn once for all (``derandomize``): the suite fails where it failed. To look further,
take it away and raise ``max_examples`` by hand.
"""

import datetime
from itertools import chain

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candidates import contents, rules, services
from candidates.models import Draft, Version
from ccr import clock
from ccr.programme import campaigns
from ccr.wall.errors import DomainError, refuse
from tests.factories import candidates as make
from tests.factories.candidates import day
from tests.wall.asking import rolled_back

DEADLINE, COMMITTEE = day("2011-12-15"), day("2012-01-31")
PIECE = ("pieces", "statutes", "name")
PLACES = (
    *(("fields", None, name) for name in ("project", "reasons", "branches")),
    *(("years", year, name) for year, name in ((2010, "income"), (2009, "cash"))),
    *(("contacts", rank, name) for rank, name in ((1, "function"), (3, "name"))),
    ("sites", "Friche", "answer"),
    ("sites", "Friche", "is_chosen"),
    PIECE,
)
"""(what holds it, its key, its part): one answer of each shape."""
COMMITTEE_BEGINS = clock.start_of(COMMITTEE) + datetime.timedelta(hours=10, minutes=30)
BOXES = (["food"], ["reuse"], ["food", "reuse"])
EDITS = st.tuples(st.just("edit"), st.sampled_from(PLACES), st.integers(0, 2), st.sampled_from(["she", "colleague"]))
WAITS = st.tuples(st.just("wait"), st.sampled_from([("days", 3), ("end", -1), ("end", 0)]))
EXTENSIONS = st.tuples(st.just("extend"), st.sampled_from([0, 1, 5, 60]))
"""Days after the file's last one."""
VERBS = st.sampled_from([("deposit",), ("withdraw",), ("resume",), ("take_out",)])
REPAIRS = st.sampled_from([("put_back",), ("make_current",)])
MOVES = st.tuples(st.just("move"), st.sampled_from([-10, 0, 10, 60]))
"""The call's deadline, so many days after the first one."""
ONE = st.one_of(EDITS, VERBS, WAITS, EXTENSIONS, REPAIRS, MOVES, VERBS).map(lambda move: [move])
HABITS = st.one_of(
    EDITS.map(lambda edit: [("deposit",), edit, ("deposit",), ("make_current",)]),
    EDITS.map(lambda edit: [("deposit",), ("put_back",), edit, ("deposit",)]),
    st.just([("withdraw",), ("take_out",), ("resume",)]),
)
"""What hardly comes by chance."""
FILES = [make.small_pdf(f"Statuts {number}") for number in range(3)]


def answer(place, number):
    """What is written there: another answer for each number."""
    group, _, part = place
    if group == "years":
        return f"{1_000_000 + number}.00"
    if part == "branches":
        return BOXES[number]
    if part == "is_chosen":
        return number > 0
    return f"statuts-{number}.pdf" if group == "pieces" else f"Mot {number}."


class Told:
    """What should be true, kept apart from the platform: the answers, where the file is, the day it has."""

    def __init__(self, draft):
        self.answers = {place: read(draft, place) for place in PLACES}
        self.state, self.deadline, self.until, self.deposits, self.current = "begun", DEADLINE, datetime.date.min, [], 0

    @property
    def last_day(self):
        """What is deposited follows the call; a structure still to deposit, the time it was given."""
        return self.deadline if self.deposits and self.state != "begun" else max(self.deadline, self.until)

    @property
    def deposited_answers(self):
        """A site that is not chosen is not deposited, nor what was answered for it."""
        if self.answers["sites", "Friche", "is_chosen"]:
            return dict(self.answers)
        return {**self.answers, ("sites", "Friche", "is_chosen"): None, ("sites", "Friche", "answer"): None}

    def allows(self, verb, *what) -> bool:
        """Whether the programme lets it happen now."""
        is_open = clock.now() < clock.end_of(self.last_day)
        if verb in ("edit", "take_out"):
            return is_open and self.state != "withdrawn" and (verb == "edit" or self.answers[PIECE] is not None)
        if verb == "deposit":
            says_more = self.state == "deposited" and self.deposits[self.current - 1] != self.deposited_answers
            return is_open and self.answers[PIECE] is not None and (self.state == "begun" or says_more)
        if verb == "put_back":
            return self.state == "deposited" and clock.now() < clock.end_of(self.deadline)
        if verb == "make_current":
            return self.state == "deposited" and self.current > 1 and clock.now() < COMMITTEE_BEGINS
        if verb == "move":
            return DEADLINE + datetime.timedelta(days=what[0]) < COMMITTEE
        if verb == "withdraw":
            return self.state != "withdrawn"
        if verb == "resume":
            return is_open and self.state == "withdrawn"
        wanted = self.last_day + datetime.timedelta(days=what[0])
        return self.state == "begun" and max(self.last_day + datetime.timedelta(1), clock.today()) <= wanted < COMMITTEE

    def note(self, verb, *what):
        """It happened."""
        if verb == "edit":
            self.answers[what[0]] = answer(*what[:2])
        elif verb == "take_out":
            self.answers[PIECE] = None
        elif verb == "move":
            self.deadline = DEADLINE + datetime.timedelta(days=what[0])
        elif verb == "make_current":
            self.current = 1
        elif verb == "extend":
            self.until = self.last_day + datetime.timedelta(days=what[0])
        elif verb == "deposit":
            self.state = "deposited"
            self.deposits.append(self.deposited_answers)
            self.current = len(self.deposits)
        else:
            self.state = "withdrawn" if verb == "withdraw" else "begun"


KEY_OF = {
    "years": lambda row: row.year,
    "contacts": lambda row: row.rank,
    "sites": lambda row: row.campaign_site.site.name,
    "pieces": lambda row: row.kind,
}


def read(content, place):
    """What a draft or a version, with its parts, says there; None where it says nothing."""
    group, key, part = place
    if group == "fields":
        return getattr(content, part)
    rows = content.live_pieces() if group == "pieces" else getattr(content, group).all()
    row = next((row for row in rows if KEY_OF[group](row) == key), None)
    if row is None:
        return None
    found = getattr(row, part, True)  # a version holds no other site than those chosen
    return str(found) if group == "years" else found


def do(application, seats, told, verb, *what):
    """What a person clicks. seats: of who represents, of her colleague, of the coordination."""
    seat, coordinator = seats["she"], seats["coordinator"]
    if verb == "extend":
        until = told.last_day + datetime.timedelta(days=what[0])
        services.extend(application, until=until, reason="Incendie du local.", by=coordinator)
    elif verb == "move":
        days = {"deadline_on": DEADLINE + datetime.timedelta(days=what[0])}
        campaigns.change_campaign(application.campaign, days, reason="Grève des transports.", by=coordinator)
    elif verb == "put_back":
        services.put_back(application, reason="Déposée trop tôt.", by=coordinator)
    elif verb == "make_current":
        first = Version.objects.system().filter(application=application, number=1).first()
        refuse(None if first else rules.why_not_former_version(application, first))
        services.make_current(first, reason="Mauvaise version.", by=coordinator)
    elif verb == "take_out":
        piece = next((one for one in draft_of(application).live_pieces() if one.kind == PIECE[1]), None)
        refuse(None if piece else "Elle est déjà retirée.")
        services.retire_piece(application, piece, by=seats["colleague"])
    elif verb != "edit":
        getattr(services, verb)(application, by=seat)
    else:
        (group, key, part), written, seat = what[0], answer(*what[:2]), seats[what[2]]
        if group == "pieces":
            services.add_piece(application, key, SimpleUploadedFile(written, FILES[what[1]]), by=seat)
        elif group == "fields":
            services.write_draft(application, {part: written}, by=seat)
        else:
            key = application.campaign.sites.get(site__name=key) if group == "sites" else key
            services.write_draft(application, **{group: {key: {part: written}}}, by=seat)


def test_any_order_leaves_one_current_version_and_no_lost_field(ready, coordinator, freeze):
    """Each move is accepted when it should be, and only then; a refused one changes nothing."""
    seat, accepted, refused = make.representative(ready), set(), set()
    seats = {"she": seat, "colleague": make.add_contributor(ready), "coordinator": coordinator}
    contact = {"name": "Nour Arrivé", "function": "gérante", "kind": "staff"}
    services.write_draft(ready, contacts={3: contact}, by=seat)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.lists(st.one_of(ONE, ONE, HABITS), min_size=4, max_size=10))
    def holds(turns):
        freeze(make.OPEN_DAY)
        with rolled_back():
            told = Told(draft_of(ready))
            for verb, *what in chain.from_iterable(turns):
                if verb == "wait":
                    freeze(later(told, *what[0]))
                    continue
                may = told.allows(verb, *what)
                assert tried(lambda: do(ready, seats, told, verb, *what)) == may, (verb, what)  # noqa: B023
                (accepted if may else refused).add(verb)
                if may:
                    told.note(verb, *what)
            draft = draft_of(ready)
            assert {place: read(draft, place) for place in PLACES} == told.answers
            versions = list(Version.objects.system().with_parts().filter(application=ready).order_by("number"))
            current = [version.number for version in versions if version.is_current]
            assert current == ([told.current] if versions else [])
            assert [{place: read(version, place) for place in PLACES} for version in versions] == told.deposits
            for version in versions:
                assert contents.fingerprint(version) == version.sha256

    holds()
    verbs = {"edit", "take_out", "deposit", "withdraw", "resume", "extend", "put_back", "make_current", "move"}
    assert accepted == refused == verbs


def later(told, kind, number):
    """When it will be: some days later, or the last second of the file's time, or the next; never earlier than now."""
    if kind == "days":
        return clock.now() + datetime.timedelta(days=number)
    return max(clock.now(), clock.end_of(told.last_day) + datetime.timedelta(seconds=number))


def draft_of(application) -> Draft:
    return Draft.objects.system().with_parts().get(application=application)


def tried(verb) -> bool:
    try:
        with transaction.atomic():
            verb()
    except DomainError:
        return False
    return True
