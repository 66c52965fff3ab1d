"""No page asks the database once more because there is one row more (DESIGN, STYLE): 10 and 100 rows, as many queries.

A list takes 12 queries at most, a detail 20, those of the threshold aside (who is this, which seat): what a page takes
that does not open to the seat.
"""

import datetime

import pytest
from django.urls import reverse

from candidates.models import Application
from candidates.states import OutcomeValue
from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.wall.guard import passing_as
from tests.factories import candidates, diagnostics, dla, financing, selection
from tests.factories.core import OrganisationFactory, make_campaign, make_seat
from tests.pages import copies
from tests.wall.asking import Visitor

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 100
LIST, DETAIL = 12, 20
ROOMS = {"candidates", "diagnostics", "selection", "dla", "financing"}
"""Where a structure has rows, and its copies too."""


INSTRUCTION = ("instructor", "committee_member", "committee_president", "newcomer")


class Place:
    """A campaign with its people; rows are added by the services."""

    def __init__(self, freeze):
        self.freeze = freeze
        freeze(candidates.OPEN_DAY)
        self.campaign = make_campaign()
        self.regain = OrganisationFactory(name="Région")
        self.people = {"coordinator": seats.seat_of(seats.holders(self.campaign, Role.COORDINATOR)[0], self.campaign)}
        for role in (Role.INSTRUCTOR, Role.COMMITTEE_MEMBER, Role.COMMITTEE_PRESIDENT):
            self.people[role.value] = make_seat(self.campaign, role, organisation=self.regain)
        for role in (Role.DLA_OFFICER, Role.CONSULTANT, Role.FUND_OFFICER, Role.DIAGNOSTICIAN, Role.PILOT):
            self.people[role.value] = make_seat(self.campaign, role)
        ramsess = OrganisationFactory(name="RAMSESS", able=True)
        self.people["ramsess_coordinator"] = make_seat(self.campaign, Role.RAMSESS_COORDINATOR, organisation=ramsess)
        self.people["newcomer"] = make_seat(self.campaign, Role.COMMITTEE_MEMBER)  # who has declared no link yet
        self.applications, self.session = [], None
        later = self.campaign.meetings.get().starts_at + datetime.timedelta(days=20)
        self.campaign.meetings.create(kind="committee", starts_at=later)

    def grow(self, number):
        """Bring the campaign to this many structures, each deposited, diagnosed, decided, in need."""
        self.freeze(candidates.OPEN_DAY)
        new = [candidates.deposited(self.campaign) for _ in range(number - len(self.applications))]
        for application in new:
            self.diagnose(application)
            financing.stated(application)
        self.freeze("2012-01-10 10:00")
        for application in new:
            file = selection.file_of(application)
            selection.examine(file, self.people["instructor"])
            for role in ("committee_member", "committee_president"):
                selection.declare(file, self.people[role])
        self.freeze("2012-02-02 10:00")
        for application in new:
            self.decide(application)
        self.applications += new

    def copy_to(self, number):
        """Bring the campaign to this many structures, the last one made by the services and copied."""
        with copies.written() as rows:
            self.grow(len(self.applications) + 1)
        assert {model._meta.app_label for model, keys in rows.items() if keys} >= ROOMS
        copies.copy(rows, number - len(self.applications))

    def diagnose(self, application):
        from diagnostics import services

        candidate, ramsess = candidates.representative(application), self.people["ramsess_coordinator"]
        diagnostician = self.people["diagnostician"]
        diagnostic = diagnostics.play(candidate, services.ask_diagnostic, application, before_selection=False)
        if len(self.applications) % 2 == 0:
            organisation = diagnostician.active_mandates[0].organisation
            diagnostics.play(ramsess, services.assign, diagnostic, organisation, diagnostician)

    def decide(self, application):
        from candidates import outcomes

        president = self.people["committee_president"]
        with passing_as(president):
            outcomes.write_outcome(application, OutcomeValue.RETAINED, by=president)
        fresh = Application.objects.system().select_related("campaign", "organisation").get(pk=application.pk)
        dla.validated(fresh, self.people["dla_officer"])
        if len(self.applications) < FEW:
            officer = self.people["dla_officer"]
            dla.act(officer, dla_services().allocate_days, fresh, half_days=1, reason="Un besoin.")

    def visitor(self, who) -> Visitor:
        return Visitor(who, self.people[who].person, self.people[who])

    def ask(self, who, name, **kwargs) -> int:
        """How many queries a page takes."""
        answer = self.visitor(who).ask(reverse(name, kwargs={"campaign": self.campaign.slug, **kwargs}))
        assert answer.status == 200, (name, answer.status, answer.text[-1500:])
        return answer.queries

    def threshold(self, who) -> int:
        """What a page of another lane takes, which answers 404."""
        closed = "selection:grid" if who not in INSTRUCTION else "dla:pool"
        answer = self.visitor(who).ask(reverse(closed, args=[self.campaign.slug]))
        assert answer.status == 404
        return answer.queries

    def heavy(self, counted, most):
        """The pages that take more than they may: {(who, page): queries}."""
        inside = {(who, page): number - self.threshold(who) for (who, page), number in counted.items()}
        return {page: number for page, number in inside.items() if number > most}


def dla_services():
    from dla import services

    return services


LISTS = (
    ("coordinator", "ui:home"),
    ("coordinator", "candidates:structures"),
    ("coordinator", "candidates:overview"),
    ("coordinator", "programme:seats"),
    ("coordinator", "directory:directory"),
    ("coordinator", "directory:requests"),
    ("coordinator", "notifications:mail_list"),
    ("coordinator", "candidates:bulk_write"),
    ("coordinator", "programme:pieces"),
    ("coordinator", "library:themes"),
    ("coordinator", "dla:board"),
    ("coordinator", "financing:overview"),
    ("instructor", "ui:home"),
    ("instructor", "selection:file_list"),
    ("committee_member", "selection:file_list"),
    ("committee_member", "selection:committees"),
    ("newcomer", "selection:links"),
    ("committee_president", "ui:home"),
    ("diagnostician", "ui:home"),
    ("diagnostician", "diagnostics:list"),
    ("ramsess_coordinator", "ui:home"),
    ("ramsess_coordinator", "diagnostics:list"),
    ("ramsess_coordinator", "diagnostics:requests"),
    ("dla_officer", "ui:home"),
    ("dla_officer", "dla:board"),
    ("dla_officer", "dla:sheets"),
    ("dla_officer", "dla:pool"),
    ("dla_officer", "financing:overview"),
    ("consultant", "ui:home"),
    ("consultant", "diagnostics:transferred_notes"),
    ("fund_officer", "ui:home"),
    ("fund_officer", "financing:overview"),
    ("pilot", "programme:figures"),
    ("pilot", "programme:diagnosing_list"),
)
EXPORTS = (
    ("coordinator", "candidates:export", {"lane": "candidate"}),
    ("coordinator", "candidates:export", {"lane": "support"}),
    ("coordinator", "candidates:export", {"lane": "instruction"}),
    ("instructor", "selection:file_export", {}),
    ("dla_officer", "dla:export", {}),
    ("fund_officer", "financing:export", {}),
)


def counts(place):
    """{(who, page): number of statements} of every list and export, as things stand."""
    asked = {(who, name): place.ask(who, name) for who, name in LISTS}
    return asked | {(who, f"{name} {kwargs}"): place.ask(who, name, **kwargs) for who, name, kwargs in EXPORTS}


@pytest.fixture
def place(freeze):
    return Place(freeze)


def test_every_list_takes_as_many_queries_for_100_rows_as_for_10_and_12_at_most(place):
    place.grow(FEW)
    counts(place)  # what is loaded once
    few = counts(place)
    place.copy_to(MANY)
    assert Application.objects.system().filter(campaign=place.campaign).count() == MANY
    many = counts(place)

    grown = {page: (few[page], many[page]) for page in few if few[page] != many[page]}
    assert grown == {}
    assert place.heavy(many, LIST) == {}


def test_every_detail_takes_20_queries_at_most(place):
    place.grow(3)
    application = place.applications[0]
    candidate = candidates.representative(application)
    place.people["candidate"] = candidate
    file = selection.file_of(application)
    selection.open_file(file, place.people["committee_president"])
    session = dla.planned(place.campaign, place.people["dla_officer"])
    diagnostic = diagnostics_of(application)
    details = (
        ("candidate", "ui:home", {}),
        ("candidate", "candidates:application", {"application": application.pk}),
        ("candidate", "candidates:parcours", {}),
        ("candidate", "programme:agenda", {}),
        ("candidate", "candidates:decision", {"application": application.pk}),
        ("candidate", "candidates:version", {"application": application.pk, "number": 1}),
        ("candidate", "diagnostics:mine_of", {"application": application.pk}),
        ("candidate", "dla:my_sheet", {"application": application.pk}),
        ("candidate", "dla:my_session", {}),
        ("candidate", "financing:needs", {"application": application.pk}),
        ("coordinator", "candidates:structure", {"application": application.pk}),
        ("coordinator", "programme:campaign", {}),
        ("instructor", "selection:file", {"file": file.pk}),
        ("committee_president", "selection:file", {"file": file.pk}),
        ("ramsess_coordinator", "diagnostics:detail", {"diagnostic": diagnostic.pk}),
        ("ramsess_coordinator", "diagnostics:assign", {"diagnostic": diagnostic.pk}),
        ("dla_officer", "dla:session", {"session": session.pk}),
        ("dla_officer", "financing:structure", {"application": application.pk}),
    )
    asked = {(who, name): place.ask(who, name, **kwargs) for who, name, kwargs in details}

    assert place.heavy(asked, DETAIL) == {}


def diagnostics_of(application):
    from diagnostics.models import Diagnostic

    return Diagnostic.objects.system().get(application=application)


def test_the_committees_page_takes_as_many_queries_for_30_files_as_for_5(place):
    def asked():
        return place.ask("committee_president", "selection:committee", meeting=meeting)

    place.freeze(candidates.OPEN_DAY)
    files = [candidates.deposited(place.campaign) for _ in range(5)]
    place.freeze("2012-01-10 10:00")
    session = selection.prepare(place.campaign, place.people["committee_president"])
    meeting = session.meeting_id
    asked()
    few = asked()
    place.freeze(candidates.OPEN_DAY)
    files += [candidates.deposited(place.campaign) for _ in range(25)]
    place.freeze("2012-01-11 10:00")
    with passing_as(place.people["committee_president"]):
        from selection import services

        services.set_agenda(session, [selection.file_of(one) for one in files], by=place.people["committee_president"])

    assert asked() == few
    assert place.heavy({("committee_president", "selection:committee"): few}, DETAIL) == {}
