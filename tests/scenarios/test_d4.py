"""D4. A diagnostician named on the committee, in both orders."""

import pytest
from django.urls import reverse

from ccr.programme import audit, seats
from ccr.programme.models import Event, EventKind, SeatState
from ccr.programme.roles import Function, Role
from ccr.wall.errors import DomainError
from selection import committee
from selection import services as selection_services
from selection.models import MarkSheet
from tests.factories import selection
from tests.factories.core import OrganisationFactory, PersonFactory, make_seat
from tests.scenarios.story import act, begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(freeze):
    return begin(freeze)


@pytest.fixture
def deposited(story, freeze, commits):
    story.deposit(freeze, commits)
    freeze("2012-01-05 10:00")
    return story


# (a) The list first


def test_a_person_of_r1_is_refused_as_a_member_naming_the_rule_and_its_source(story):
    region = story.president.active_mandates[0].organisation
    colleague = PersonFactory()
    seats.join_organisation(colleague, story.r1)

    for person in (story.diagnostician.person, colleague):
        with pytest.raises(DomainError, match=r"pas participer au comité de sélection.*GT5, 21/07/2011"):
            seats.give_mandate(story.campaign, person, Role.COMMITTEE_MEMBER, region)


# (b) The person first


def test_r2_enters_the_list_once_its_person_has_left_the_committee_and_opened_nothing(story):
    r2 = OrganisationFactory(name="Place Conseil", able=True)
    region = story.president.active_mandates[0].organisation
    p = make_seat(story.campaign, Role.COMMITTEE_MEMBER, organisation=region)
    seats.join_organisation(p.person, r2)
    with pytest.raises(DomainError, match="Retirez d’abord son mandat"):
        seats.engage_organisation(story.campaign, r2, Function.DIAGNOSIS)

    seats.withdraw_mandate(p.active_mandates[0])

    assert seats.engage_organisation(story.campaign, r2, Function.DIAGNOSIS).pk


def test_r2_stays_off_the_list_when_its_person_opened_a_file(deposited):
    r2 = OrganisationFactory(name="Place Conseil", able=True)
    region = deposited.president.active_mandates[0].organisation
    p = make_seat(deposited.campaign, Role.COMMITTEE_MEMBER, organisation=region)
    seats.join_organisation(p.person, r2)
    selection.declare(deposited.file_a, p)
    from ccr.wall.guard import passing_as

    with passing_as(p):
        selection_services.open_file(selection.fresh(deposited.file_a, p), by=p)
    seats.withdraw_mandate(p.active_mandates[0])

    for leave in (lambda: None, lambda: seats.leave_organisation(p.person.memberships.get(organisation=r2))):
        leave()
        with pytest.raises(DomainError, match=r"a ouvert un dossier .*GT5, 21/07/2011"):
            seats.engage_organisation(deposited.campaign, r2, Function.DIAGNOSIS)


def test_who_opened_a_file_and_left_the_committee_loses_her_seat_for_good_when_she_joins_r1(deposited):
    """The other order: nobody else is told, and the refusal that follows is the same as for any suspended seat."""
    p = make_seat(deposited.campaign, Role.COMMITTEE_MEMBER)
    seats.record_first_opening(p)
    organisation = p.active_mandates[0].organisation
    seats.withdraw_mandate(p.active_mandates[0])
    membership = seats.join_organisation(p.person, deposited.r1)

    p.refresh_from_db()
    assert p.state == SeatState.SUSPENDED
    assert not Event.objects.system().filter(kind=EventKind.SEAT_SUSPENDED, about_id=p.pk).exists()
    assert audit.findings() == []
    seats.leave_organisation(membership)
    with pytest.raises(DomainError, match="Le siège de cette personne est suspendu"):
        seats.give_mandate(deposited.campaign, p.person, Role.COMMITTEE_MEMBER, organisation)


# (c) A member moves


def test_a_member_who_joins_r1_loses_her_seat_at_once_and_her_drafts_are_blocked(
    deposited, freeze, commits, mailoutbox, sign_in
):
    q = deposited.member
    selection.declare(deposited.file_a, q)
    selection.declare(deposited.file_b, q)
    selection.mark(deposited.file_a, q)
    criterion = selection.criteria(deposited.campaign)[0]
    act(q, selection_services.save_mark, deposited.file_b, criterion, value=3)
    freeze("2012-01-10 10:00")
    mailoutbox.clear()

    with commits():
        seats.join_organisation(q.person, deposited.r1)

    q.refresh_from_db()
    assert q.state == SeatState.SUSPENDED
    states = dict(MarkSheet.objects.system().filter(seat=q).values_list("file", "state"))
    assert states == {deposited.file_a.pk: "submitted", deposited.file_b.pk: "blocked"}
    assert [mail.to for mail in mailoutbox] == [[deposited.president.person.email]]
    page = reverse("selection:file", args=[deposited.campaign.slug, deposited.file_a.pk])
    assert sign_in(q.person).get(page).status_code == 404


# (d) The observer


def test_the_esia_referent_attends_opens_nothing_and_does_not_count(deposited, freeze, sign_in):
    freeze("2012-01-30 10:00")
    for file in (deposited.file_a, deposited.file_b):
        selection.examine(file, deposited.instructor)
    session = selection.prepare(deposited.campaign, deposited.president)
    esia = deposited.dla_officer.active_mandates[0].organisation
    members = list(committee.members(deposited.campaign))
    before = committee.quorum(session, members)
    freeze("2012-01-31 09:30")

    line = act(deposited.president, selection_services.add_observer, session, name="Agnès Référente", organisation=esia)

    assert line.seat is None
    assert committee.quorum(session, members) == before
    observer = sign_in(deposited.dla_officer.person)
    for name, thing in (("selection:committee", session.meeting_id), ("selection:file", deposited.file_a.pk)):
        assert observer.get(reverse(name, args=[deposited.campaign.slug, thing])).status_code == 404
    assert (
        observer.post(
            reverse("selection:submit_marks", args=[deposited.campaign.slug, deposited.file_a.pk])
        ).status_code
        == 404
    )
