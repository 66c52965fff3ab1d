"""Two people of two lanes click together: one story is told, not two; nobody waits for ever."""

import pytest

from candidates import services as candidates_services
from candidates.models import Application, Outcome
from ccr.directory.models import Membership
from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from selection import services as selection_services
from selection.models import File, MarkSheet, Publication
from tests.factories import candidates, selection
from tests.factories.core import OrganisationFactory, make_campaign, make_seat

pytestmark = pytest.mark.postgres


@pytest.fixture
def day(transactional_db, freeze):
    """The committee's day: two files ready to be published."""
    freeze(candidates.OPEN_DAY)
    campaign = make_campaign()
    region = OrganisationFactory(name="Région")
    president = make_seat(campaign, Role.COMMITTEE_PRESIDENT, organisation=region)
    instructor = make_seat(campaign, Role.INSTRUCTOR, organisation=region)
    files = [selection.received(campaign, name) for name in ("Alpha", "Bêta")]
    for file in files:
        selection.examine(file, instructor)
    freeze(selection.COMMITTEE_DAY)
    session = selection.prepare(campaign, president)
    for file in files:
        selection.propose(file, president)
    selection.attend(session, president)
    return {"campaign": campaign, "president": president, "session": session, "files": files}


def as_seat(seat, verb, *args, **kwargs):
    with passing_as(seat):
        return verb(*args, by=seat, **kwargs)


@pytest.mark.parametrize("attempt", range(3))
def test_a_withdrawal_and_the_publication_together(day, race, attempt):
    """Either the structure left before, and has no decision; or it was decided on, and is told so."""
    application = day["files"][0].application
    seat = candidates.representative(application)

    withdrawal, publication = race(
        lambda: as_seat(seat, candidates_services.withdraw, application),
        lambda: as_seat(day["president"], selection_services.publish_decisions, day["session"]),
    )

    assert not [
        one for one in (withdrawal, publication) if isinstance(one, Exception) and not isinstance(one, DomainError)
    ]
    application = Application.objects.system().get(pk=application.pk)
    decided = Outcome.objects.system().filter(application=application).exists()
    assert decided != application.is_withdrawn
    assert isinstance(withdrawal, DomainError) == decided


def test_two_publications_together(day, race):
    first, second = race(
        lambda: as_seat(day["president"], selection_services.publish_decisions, day["session"]), times=2
    )

    assert {type(first), type(second)} == {Publication, DomainError}
    assert Outcome.objects.system().count() == 2
    assert set(File.objects.system().values_list("state", flat=True)) == {"decided"}


@pytest.mark.parametrize("attempt", range(3))
def test_a_member_moves_to_a_diagnosing_organisation_while_she_marks(day, race, attempt):
    """Her marks are in before she left, or they are refused or blocked: never handed in afterwards."""
    member = make_seat(day["campaign"], Role.COMMITTEE_MEMBER)
    listed = make_seat(day["campaign"], Role.DIAGNOSTICIAN).active_mandates[0].organisation
    file = day["files"][1]
    selection.declare(file, member)
    given = selection.marks(day["campaign"])
    as_seat(member, selection_services.save_sheet, file, marks=given)

    joined, marked = race(
        lambda: seats.join_organisation(member.person, listed),
        lambda: as_seat(member, selection_services.submit_marks, file, marks=given),
    )

    member.refresh_from_db()
    (sheet,) = member_sheets(member)
    assert isinstance(joined, Membership)
    assert member.state == "suspended"
    assert isinstance(marked, MarkSheet | DomainError)
    assert (sheet.state == "submitted") == isinstance(marked, MarkSheet)
    assert sheet.state in ("submitted", "blocked")


def member_sheets(seat):
    return MarkSheet.objects.system().filter(seat=seat)
