"""A meeting moves; a committee brought forward waits for the restitutions it would pass (A040, D6)."""

import datetime

import pytest
from django.urls import reverse

from ccr import clock
from ccr.programme import campaigns, meetings
from ccr.programme.models import Campaign, Event, EventKind, Meeting, MeetingChange, MeetingKind
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from diagnostics import services
from tests.factories import diagnostics as make
from tests.factories.core import make_seat

pytestmark = pytest.mark.django_db

EARLIER = "2012-01-24"


def day(text):
    return datetime.date.fromisoformat(text)


def at(text):
    return clock.start_of(day(text)) + datetime.timedelta(hours=9, minutes=30)


@pytest.fixture
def world(freeze):
    """The call of D1 on 10 January 2012, a restitution planned on the eve of the committee."""
    freeze(make.ASKED)
    world = make.make_world()
    diagnostic = make.started(world)
    freeze("2012-01-10 10:00")
    make.play(world.d1, services.plan_restitution, diagnostic, day("2012-01-30"), "Chez elle")
    world.diagnostic, world.committee = diagnostic, Meeting.objects.get(kind=MeetingKind.COMMITTEE)
    return world


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.coordinator.person)


def change(world, moment, place="Cité des Associations"):
    """The coordination changes the committee's date; gives what waits."""
    return make.play(
        world.coordinator,
        meetings.change_meeting,
        world.committee,
        starts_at=moment,
        place=place,
        reason="La salle est prise.",
    )


def first_day(world):
    return Campaign.objects.get(pk=world.campaign.pk).first_committee_day


def told(kind):
    return Event.objects.system().filter(kind=kind).count()


def edit_url(world):
    return reverse("programme:meeting_edit", args=[world.campaign.slug, world.committee.pk])


def typed(moment, **more):
    moment = clock.in_paris(moment)
    return {
        "day": f"{moment:%Y-%m-%d}",
        "hour": f"{moment:%H:%M}",
        "place": "Cité des Associations",
        "reason": "La salle est prise.",
        **more,
    }


def test_d6_the_committee_does_not_pass_a_planned_restitution(world):
    waiting = change(world, at(EARLIER))

    assert waiting.ended_at is None
    assert first_day(world) == day("2012-01-31")
    assert told(EventKind.CALENDAR_CHANGED) == 0


def test_d6_the_diagnostician_ramsess_and_the_coordination_are_told(world, commits, mailoutbox):
    with commits():
        change(world, at(EARLIER))

    said = [mail for mail in mailoutbox if "tomberait après le comité" in mail.subject]
    assert {mail.to[0] for mail in said} == {
        world.d1.person.email,
        world.ramsess.person.email,
        world.coordinator.person.email,
    }
    assert "24\xa0janvier\xa02012" in said[0].body and "30\xa0janvier\xa02012" in said[0].body


def test_d6_once_moved_by_the_diagnostician_the_calendar_changes(world):
    change(world, at(EARLIER))
    make.play(world.d1, services.plan_restitution, world.diagnostic, day("2012-01-20"), "Chez elle")

    assert change(world, at(EARLIER)) is None
    assert first_day(world) == day(EARLIER)
    assert told(EventKind.CALENDAR_CHANGED) == 1
    assert not MeetingChange.objects.system().filter(ended_at__isnull=True).exists()


def test_d6_once_put_off_by_the_structure_the_calendar_changes(world):
    change(world, at(EARLIER))
    make.play(world.candidate, services.postpone, world.diagnostic)

    assert change(world, at(EARLIER)) is None
    assert first_day(world) == day(EARLIER)


def test_a_date_that_passes_nothing_changes_at_once(world):
    assert change(world, at("2012-02-07")) is None
    assert first_day(world) == day("2012-02-07")
    assert told(EventKind.CALENDAR_CHANGED) == 1


def test_another_place_tells_nobody_of_the_calendar(world):
    assert change(world, world.committee.starts_at, place="La Friche") is None
    assert Meeting.objects.get(pk=world.committee.pk).place == "La Friche"
    assert told(EventKind.CALENDAR_CHANGED) == 0


def test_proposing_the_same_date_twice_tells_once(world):
    change(world, at(EARLIER))
    change(world, at(EARLIER))
    assert told(EventKind.CALENDAR_PROPOSED) == 1


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        ("2012-01-09", "Cette date est passée"),
        ("2012-01-11", "après la dernière restitution"),
    ],
)
def test_a_date_that_cannot_be_is_refused(world, moment, reason):
    make.play(world.candidate, services.postpone, world.diagnostic)
    with pytest.raises(DomainError, match=reason):
        change(world, at(moment))
    assert first_day(world) == day("2012-01-31")


def test_a_committee_that_was_held_stays(world, freeze):
    freeze("2012-02-01 10:00")
    with pytest.raises(DomainError, match="a déjà eu lieu"):
        change(world, at("2012-02-20"))


def test_a_second_committee_does_not_pass_restitutions_either(world):
    sooner = Meeting(campaign=world.campaign, kind=MeetingKind.COMMITTEE, starts_at=at(EARLIER))
    with pytest.raises(DomainError, match="avant 1\xa0restitution"), passing_as(world.coordinator):
        meetings.add_meeting(sooner, reason="La salle est prise.", by=world.coordinator)


def test_the_same_meeting_twice_is_refused(world, coordinator):
    same = {"kind": "committee", **typed(world.committee.starts_at)}
    answer = coordinator.post(reverse("programme:meeting_add", args=[world.campaign.slug]), same)

    assert answer.status_code == 422
    assert "Cette réunion est déjà au calendrier." in answer.content.decode()


def test_a_published_calendar_holds_together(world):
    with pytest.raises(DomainError, match="après la clôture"), passing_as(world.coordinator):
        campaigns.change_campaign(
            world.campaign, {"deadline_on": day("2012-02-15")}, reason="La salle est prise.", by=world.coordinator
        )
    assert Campaign.objects.get(pk=world.campaign.pk).deadline_on == day("2011-12-15")


# The page


def test_the_page_shows_the_consequences_before_anything_is_written(world, coordinator):
    page = coordinator.post(edit_url(world), typed(at(EARLIER))).content.decode()

    assert "1 restitution passerait après le comité" in page.replace("\xa0", " ")
    assert "Les Paniers du Port" in page and "30\xa0janvier\xa02012" in page
    assert not MeetingChange.objects.system().exists()


def test_the_page_proposes_then_applies(world, coordinator):
    home = reverse("ui:home", args=[world.campaign.slug])
    coordinator.post(edit_url(world), typed(at(EARLIER), confirm="1"))
    assert "à avancer au 24\xa0janvier\xa02012" in coordinator.get(home).content.decode()
    assert "Abandonner ce changement" in coordinator.get(edit_url(world)).content.decode()

    make.play(world.d1, services.plan_restitution, world.diagnostic, day("2012-01-20"), "Chez elle")
    assert "Plus rien ne s’oppose" in coordinator.get(edit_url(world)).content.decode()
    coordinator.post(edit_url(world), typed(at(EARLIER)))

    assert first_day(world) == day(EARLIER)
    assert "à avancer au" not in coordinator.get(home).content.decode()


def test_a_committee_is_added_once_what_it_entails_was_shown_and_for_a_reason(world, coordinator, commits, mailoutbox):
    address = reverse("programme:meeting_add", args=[world.campaign.slug])
    second = {"kind": "committee", **typed(at("2012-02-09"))}
    unsaid = coordinator.post(address, {**second, "reason": " ", "confirm": "1"})
    shown = coordinator.post(address, second).content.decode().replace("\xa0", " ")
    again = coordinator.post(address, {**second, "again": "1"}).content.decode()

    assert unsaid.status_code == 422 and "Dites pourquoi" in unsaid.content.decode()
    assert "s’ajoute le 9 février 2012" in shown and "La salle est prise." in shown
    assert "La salle est prise.</textarea>" in again
    assert world.campaign.meetings.count() == 1 and told(EventKind.CALENDAR_ANNOUNCED) == 0
    with commits():
        coordinator.post(address, {**second, "confirm": "1"})
    assert world.campaign.meetings.count() == 2
    assert any("La salle est prise." in mail.body for mail in mailoutbox)


def test_a_steering_committee_that_moves_is_told_to_its_members(world, commits, mailoutbox):
    pilot = make_seat(world.campaign, Role.PILOT)
    steering = Meeting(campaign=world.campaign, kind="steering", starts_at=at("2012-02-09"))
    make.play(world.coordinator, meetings.add_meeting, steering, reason="Le point d’étape.")
    with commits():
        change = {"starts_at": at("2012-02-10"), "place": "La Friche", "reason": "La salle est prise."}
        make.play(world.coordinator, meetings.change_meeting, steering, **change)

    (mail,) = [mail for mail in mailoutbox if "comité de pilotage" in mail.subject]
    assert mail.to == [pilot.person.email]
    assert "La Friche" in mail.body and "La salle est prise." in mail.body


def test_a_proposed_date_can_be_given_up(world, coordinator):
    change(world, at(EARLIER))
    coordinator.post(reverse("programme:meeting_drop_change", args=[world.campaign.slug, world.committee.pk]))

    assert not MeetingChange.objects.system().filter(ended_at__isnull=True).exists()
    assert first_day(world) == day("2012-01-31")


def test_instruction_never_hears_that_a_date_waits(world, sign_in):

    change(world, at(EARLIER))
    member = make_seat(world.campaign, Role.COMMITTEE_PRESIDENT)
    client = sign_in(member.person)
    for name, args in (("ui:home", []), ("selection:committees", [])):
        page = client.get(reverse(name, args=[world.campaign.slug, *args]), follow=True).content.decode()
        assert "24\xa0janv" not in page and "proposé" not in page.lower().replace("décisions proposées", "")
