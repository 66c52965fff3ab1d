"""What is to be read before a meeting: shown to everybody who comes to it, wherever it is shown, and said a week before
(A027, A172)."""

import datetime

import pytest
from django.urls import reverse

from candidates import information as registrations
from ccr import clock
from ccr.library import services
from ccr.library.models import Entry, MeetingReading
from ccr.notifications import reminders
from ccr.programme.models import Meeting, MeetingKind
from ccr.programme.roles import Role
from ccr.wall.guard import passing_as
from selection.documents import agenda_pdf, agenda_version
from selection.models import Document
from tests.factories import core, information, selection
from tests.factories.library import published

DAY = datetime.timedelta(days=1)
TITLES = {
    MeetingKind.INFORMATION: "Le projet en dix pages",
    MeetingKind.COMMITTEE: "Les modalités de sélection",
    MeetingKind.STEERING: "Le budget de la Cité",
}


@pytest.fixture
def meetings(campaign, coordinator):
    """One of each kind, each with its own document to read before."""
    day = information.information_day(campaign, coordinator)
    steering = Meeting.objects.create(campaign=campaign, kind="steering", starts_at=clock.now() + 9 * DAY)
    found = {
        MeetingKind.INFORMATION: day.meeting,
        MeetingKind.COMMITTEE: campaign.meetings.get(kind="committee"),
        MeetingKind.STEERING: steering,
    }
    for kind, meeting in found.items():
        document = published(coordinator, TITLES[kind])
        with passing_as(coordinator):
            services.add_reading(Entry.objects.system().get(pk=document.pk), meeting, by=coordinator)
    return found


def told(page) -> set:
    """The meetings whose document a page names."""
    text = page.content.decode().replace("\r\n ", "")
    return {kind.value for kind, title in TITLES.items() if title in text}


def test_a_reading_is_shown_wherever_its_meeting_is(campaign, coordinator, meetings, sign_in, client):
    def asked(seat, name, *args):
        return told(sign_in(seat.person).get(reverse(name, args=[campaign.slug, *args])))

    member, pilot = core.make_seat(campaign, Role.COMMITTEE_MEMBER), core.make_seat(campaign, Role.PILOT)
    day, committee = meetings[MeetingKind.INFORMATION], meetings[MeetingKind.COMMITTEE]
    registration = information.register(registrations.InformationDay.objects.get(meeting=day))
    token = registrations.token_of(registration)

    link = client.get(reverse("candidates:registration_link", args=[campaign.slug, token]), follow=True)
    assert told(link) == {"information"}
    assert asked(member, "ui:home") == asked(member, "programme:agenda") == {"committee"}
    assert asked(member, "selection:committee", committee.pk) == {"committee"}
    assert asked(pilot, "ui:home") == asked(pilot, "programme:agenda") == {"steering"}
    assert asked(coordinator, "programme:campaign") == asked(coordinator, "programme:agenda") == set(MeetingKind)
    for name, args in (("information_days", ()), ("information_list", (day.pk,))):
        assert asked(coordinator, f"candidates:{name}", *args) == {"information"}


def test_the_committees_page_and_its_agenda_say_what_to_read(campaign, meetings, sign_in, freeze):
    president = core.make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    Meeting.objects.create(campaign=campaign, kind="committee", starts_at=clock.now() + 90 * DAY)
    selection.received(campaign, "Les Paniers du Port")
    freeze(selection.COMMITTEE_DAY)
    session = selection.prepare(campaign, president)

    for name, args in (("committee", [session.meeting_id]), ("committees", [])):
        page = sign_in(president.person).get(reverse(f"selection:{name}", args=[campaign.slug, *args]))
        assert told(page) == {"committee"}, name
    with passing_as(president):
        version = agenda_version(session)
        said = agenda_pdf(president, Document(about_id=session.pk))
        assert [title for title, _ in said["readings"]] == [TITLES[MeetingKind.COMMITTEE]]
    MeetingReading.objects.filter(meeting=meetings[MeetingKind.COMMITTEE]).update(removed_at=clock.now())
    with passing_as(president):
        assert agenda_version(session) != version


@pytest.mark.parametrize(
    ("kind", "role"), [("information", None), ("committee", Role.COMMITTEE_MEMBER), ("steering", Role.PILOT)]
)
def test_a_week_before_each_is_told_when_where_and_what_to_read(
    campaign, meetings, freeze, commits, mailoutbox, kind, role
):
    meeting = meetings[MeetingKind(kind)]
    if role:
        core.make_seat(campaign, role)
    else:
        information.register(registrations.InformationDay.objects.get(meeting=meeting))
    Meeting.objects.filter(pk=meeting.pk).update(place="La Friche")
    week = clock.start_of(clock.in_paris(meeting.starts_at).date() - 7 * DAY) + datetime.timedelta(hours=9)
    left = []
    for moment in (week - datetime.timedelta(minutes=1), week, week + DAY):
        freeze(moment)
        with commits():
            reminders.run()
        left.append([mail for mail in mailoutbox if mail.subject.endswith("approche")])

    assert [len(mails) for mails in left] == [0, 1, 1]
    mail = left[-1][0]
    assert "La Friche" in mail.body and TITLES[MeetingKind(kind)] in mail.body
    assert reverse("library:documents") in mail.body
    assert not any(word in mail.body.lower() for word in ("diagnosti", "dla", "restitution"))
