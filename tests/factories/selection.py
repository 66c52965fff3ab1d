"""Files of instruction for the tests, brought to each state by the services, as the committee would.

The clock is the caller's: deposit on ``OPEN_DAY``, mark from ``MARKING_DAY``, decide on ``COMMITTEE_DAY``.
"""

from candidates.states import OutcomeValue
from ccr.programme import seats
from ccr.programme.roles import Function, Role
from ccr.wall.guard import passing_as
from selection import committee, services
from selection.models import Criterion, File
from selection.states import Link, OpinionValue
from tests.factories import candidates
from tests.factories.core import OrganisationFactory, make_seat
from tests.remembering import remembered

OPEN_DAY = candidates.OPEN_DAY
MARKING_DAY = "2012-01-10 10:00"
COMMITTEE_DAY = "2012-01-31 14:00"
D11 = (4, 3, 4, 2, 5)
"""The notes of scenario D11: 71,0 out of 100."""


@remembered
def make_committee(campaign, members=2, organisation=None) -> list:
    """The seats of a committee: the president first, then members."""
    roles = [Role.COMMITTEE_PRESIDENT, *[Role.COMMITTEE_MEMBER] * (members - 1)]
    return [make_seat(campaign, role, organisation=organisation) for role in roles]


@remembered
def received(campaign, name=None, **fields) -> File:
    """A deposited application's file, as instruction finds it."""
    organisation = OrganisationFactory(name=name) if name else None
    application = candidates.deposited(campaign, organisation, **fields)
    return file_of(application)


@remembered
def file_of(application) -> File:
    """The file of a deposited application."""
    services.ensure_files(application.campaign)
    return File.objects.system().select_related("campaign", "application__organisation").get(application=application)


def fresh(file, seat=None) -> File:
    """The file as it is now; with what the seat did of it."""
    rows = File.objects.system().select_related("campaign", "application__organisation")
    return (rows.with_my_work(seat) if seat else rows).get(pk=file.pk)


@remembered
def declare(file, seat, link=Link.NONE):
    """Declare a link, in the seat's own pass."""
    with passing_as(seat):
        services.declare_link(file, link, by=seat)


@remembered
def open_file(file, seat):
    """Somebody who declared her links opens the file, the grid before her."""
    with passing_as(seat):
        services.ensure_grid(file.campaign)
        services.open_file(File.objects.visible_to(seat).with_my_work(seat).get(pk=file.pk), by=seat)


@remembered
def check(file, instructor, *, missing="") -> File:
    """The instructor declares her links and checks the file."""
    declare(file, instructor)
    with passing_as(instructor):
        return services.check_completeness(file, complete=not missing, missing=missing, by=instructor)


@remembered
def examine(file, instructor, *, value=OpinionValue.FAVOURABLE, text="Projet solide.", axes=()) -> File:
    """The file checked, its opinion given."""
    check(file, instructor)
    with passing_as(instructor):
        services.give_opinion(file, value=value, text=text, axes=axes, by=instructor)
    return fresh(file)


def criteria(campaign) -> list:
    """The marked criteria of the campaign's grid."""
    grid = services.ensure_grid(campaign)
    return list(Criterion.objects.system().filter(grid=grid).marked())


def marks(campaign, values=D11) -> dict:
    """What a member gives: a value by criterion."""
    return {criterion: {"value": value} for criterion, value in zip(criteria(campaign), values, strict=True)}


@remembered
def mark(file, seat, values=D11):
    """A member declares no link (when she has not yet) and submits her marks."""
    if fresh(file, seat).my_link is None:
        declare(file, seat)
    with passing_as(seat):
        return services.submit_marks(file, marks=marks(file.campaign, values), by=seat)


@remembered
def prepare(campaign, seat):
    """The committee's session at its first meeting, every waiting file on the agenda."""
    with passing_as(seat):
        return services.prepare_session(committee.meetings(campaign).select_related("campaign")[0], by=seat)


@remembered
def attend(session, president, present=None):
    """Record who is there, everybody unless told."""
    with passing_as(president):
        everybody = list(committee.members(session.campaign))
        return services.record_attendance(session, everybody if present is None else present, by=president)


@remembered
def propose(file, president, value=OutcomeValue.RETAINED, **what):
    """The president declares no link (when she has not yet) and proposes."""
    if fresh(file, president).my_link is None:
        declare(file, president)
    if value == OutcomeValue.CONDITIONAL:
        what.setdefault("conditions", "Présenter un plan de trésorerie.")
    if value in (OutcomeValue.WAITING, OutcomeValue.REFUSED):
        what.setdefault("motive", "La place manque.")
    if value == OutcomeValue.WAITING:
        what.setdefault("waiting_rank", 1)
    with passing_as(president):
        return services.propose_decision(file, value, by=president, **what)


@remembered
def publish(session, president):
    """Publish the session's decisions."""
    with passing_as(president):
        return services.publish_decisions(session, by=president)


@remembered
def decide(campaign, files, *, president, instructor, members=(), values=D11, decisions=None):
    """The whole of it on already deposited files: check, mark, propose, attend, publish. The clock: committee's day.

    decisions: {file: OutcomeValue}, « retenue » for the others.
    """
    for file in files:
        examine(file, instructor)
        for seat in (president, *members):
            mark(file, seat, values)
    session = prepare(campaign, president)
    for file in files:
        propose(file, president, (decisions or {}).get(file, OutcomeValue.RETAINED))
    attend(session, president)
    return publish(session, president)


def esia(campaign):
    """ESIA, operator of the DLA."""
    organisation = OrganisationFactory(name="ESIA")
    seats.engage_organisation(campaign, organisation, Function.DLA)
    return organisation
