"""Minutes published as documents: mailed to the group of their meeting, once, and to nobody else (A171, A176)."""

import datetime

import pytest
from django.urls import reverse

from candidates.models import Mail as CandidatesMail
from candidates.services import note_attendance
from ccr import clock
from ccr.library import services
from ccr.library.forms import EntryForm
from ccr.library.models import Journal, PublicDocument
from ccr.notifications.sending import deliver
from ccr.notifications.services import mark_returned
from ccr.programme.models import Mail, Meeting
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from tests.candidates.reading import text_of
from tests.factories import core, information
from tests.factories.library import entry_of, prepared, published, values
from tests.forms import sent_by


@pytest.fixture
def held(campaign, coordinator, freeze):
    """An information day to which three registered: one came, one was excused, one gave her place back."""
    day = information.information_day(campaign, coordinator)
    came, excused, gave_back = (information.register(day, name) for name in ("Ana", "Bruno", "Chloé"))
    information.cancel(gave_back)
    freeze(day.meeting.starts_at + datetime.timedelta(hours=5))
    with passing_as(coordinator):
        note_attendance(came, "present", by=coordinator)
        note_attendance(excused, "excused", by=coordinator)
    return day.meeting


def sent(model, kind):
    return list(model.objects.system().filter(kind=kind))


def test_minutes_of_a_day_go_once_to_each_who_had_a_place(coordinator, held, sign_in, commits, mailoutbox):
    entry = prepared(coordinator, "Compte rendu", kind="minutes", meeting=held)
    browser, slug = sign_in(coordinator.person), coordinator.campaign.slug
    asked = text_of(browser.get(reverse("library:entry_publish", args=[slug, entry.pk])))
    assert "2 personnes inscrites à la journée" in asked.replace("\u00a0", " ")

    with commits():
        browser.post(reverse("library:entry_publish", args=[slug, entry.pk]))
    with passing_as(coordinator):
        services.retire(entry, reason="Une erreur.", by=coordinator)
        services.publish(entry, by=coordinator)

    left = [mail for mail in mailoutbox if mail.subject.startswith("Le compte rendu")]
    said = {mail.to[0].partition("@")[0]: mail.body for mail in left}
    assert len(left) == 2
    assert sorted(said) == ["ana", "bruno"]
    assert "Vous étiez à la journée" in said["ana"]
    assert "prévenus de votre absence" in said["bruno"]
    assert reverse("library:document", args=[entry.pk]) in said["ana"]
    page = text_of(browser.get(reverse("library:entry", args=[slug, entry.pk])))
    assert "Adressé par e-mail aux membres du groupe" in page
    assert "Envoyé au groupe" in page and "courrier est revenu" not in page
    with passing_as(coordinator):
        returned = CandidatesMail.objects.system().filter(kind="candidates.information_minutes").first()
        mark_returned(returned, by=coordinator)
    page = text_of(browser.get(reverse("library:entry", args=[slug, entry.pk])))
    assert "1 courrier est revenu" in page.replace("\u00a0", " ")


def test_minutes_retired_before_their_mails_left_go_to_their_group_once_they_are_back(coordinator, held, mailoutbox):
    pilot = core.make_seat(held.campaign, Role.PILOT)
    steering = Meeting.objects.create(campaign=held.campaign, kind="steering", starts_at=clock.now())
    entries = [prepared(coordinator, "Compte rendu", kind="minutes", meeting=one) for one in (held, steering)]

    def deliver_all():
        for model, kind in ((CandidatesMail, "candidates.information_minutes"), (Mail, "library.minutes")):
            for mail in sent(model, kind):
                deliver(model._meta.label, mail.pk)

    for entry in entries:
        with passing_as(coordinator):
            services.publish(entry, by=coordinator)
            services.retire(entry, reason="Une erreur.", by=coordinator)
    deliver_all()
    assert mailoutbox == []
    for entry in entries:
        with passing_as(coordinator):
            services.publish(entry, by=coordinator)
    deliver_all()

    to = [mail.to[0] for mail in mailoutbox]
    assert len(to) == 3 and pilot.person.email in to
    lines = Journal.objects.system().filter(about_id=entries[0].pk, verb="minutes_sent")
    assert [line.details["people"] for line in lines] == [2, 2]


def test_minutes_go_to_nobody_whom_the_page_did_not_show(coordinator, held, sign_in):
    entry = prepared(coordinator, "Compte rendu", kind="minutes")
    browser, address = (
        sign_in(coordinator.person),
        reverse("library:entry_publish", args=[coordinator.campaign.slug, entry.pk]),
    )
    asked = browser.get(address)
    with passing_as(coordinator):
        services.change_entry(entry, {"meeting": held}, by=coordinator)

    again = browser.post(address, sent_by(asked))

    assert "a changé depuis l’ouverture de votre page" in text_of(again)
    assert "2 personnes inscrites à la journée" in text_of(again).replace("\u00a0", " ")
    assert sent(CandidatesMail, "candidates.information_minutes") == []
    browser.post(address, sent_by(again))
    assert len(sent(CandidatesMail, "candidates.information_minutes")) == 2


def test_minutes_go_to_their_group_even_when_the_meeting_is_told_late(coordinator, held):
    document = published(coordinator, "Compte rendu", kind="minutes")
    assert sent(CandidatesMail, "candidates.information_minutes") == []
    with passing_as(coordinator):
        services.change_entry(entry_of(document), {"meeting": held}, by=coordinator)

    assert len(sent(CandidatesMail, "candidates.information_minutes")) == 2


def test_a_published_document_becomes_a_groups_minutes_after_a_question(coordinator, held, sign_in):
    document = published(coordinator, "Compte rendu", kind="minutes")
    browser, slug = sign_in(coordinator.person), coordinator.campaign.slug
    address = reverse("library:entry_edit", args=[slug, document.pk])
    chosen = {**sent_by(browser.get(address)), "meeting": held.pk, "summary": "Ce qui s’est dit."}

    asked = browser.post(address, chosen)
    assert "2 personnes inscrites à la journée" in text_of(asked).replace("\u00a0", " ")
    assert sent(CandidatesMail, "candidates.information_minutes") == []
    again = browser.post(address, {**sent_by(asked), "modifier": "1"})
    assert (again.status_code, sent_by(again)["summary"]) == (200, ["Ce qui s’est dit."]), "what was typed is not lost"
    browser.post(address, {**sent_by(asked), "confirm": "1"})

    assert len(sent(CandidatesMail, "candidates.information_minutes")) == 2
    assert PublicDocument.objects.get().summary == "Ce qui s’est dit."
    with passing_as(coordinator):  # taken off, then put back: nobody is written to again, and nothing says so
        services.change_entry(entry_of(document), {"meeting": None}, by=coordinator)
        services.change_entry(entry_of(document), {"meeting": held}, by=coordinator)
    lines = Journal.objects.system().filter(about_id=document.pk, verb="minutes_sent")
    assert [line.details["people"] for line in lines] == [2]


def test_the_mails_of_another_calls_minutes_are_followed_there(coordinator, held, sign_in):
    document = published(coordinator, "Compte rendu", kind="minutes", meeting=held)
    elsewhere = core.make_seat(core.make_campaign("2012"), Role.COORDINATOR)
    for seat, said in ((coordinator, "2 courriers"), (elsewhere, f"la coordination de {held.campaign.title} suit")):
        page = sign_in(seat.person).get(reverse("library:entry", args=[seat.campaign.slug, document.pk]))
        assert said in text_of(page).replace("\u00a0", " ")


def test_minutes_of_a_steering_committee_go_to_the_pilots_alone(coordinator, campaign):
    pilot, _ = core.make_seat(campaign, Role.PILOT), core.make_seat(campaign, Role.COMMITTEE_MEMBER)
    steering = Meeting.objects.create(campaign=campaign, kind="steering", starts_at=clock.now())

    published(coordinator, "Compte rendu", kind="minutes", meeting=steering)

    assert [mail.recipient for mail in sent(Mail, "library.minutes")] == [pilot.person]


def test_the_minutes_of_a_committee_never_leave_it(coordinator, campaign, held):
    committee = Meeting.objects.create(campaign=campaign, kind="committee", starts_at=clock.now())
    to_come = Meeting.objects.create(
        campaign=campaign, kind="information", starts_at=clock.now() + datetime.timedelta(days=1)
    )
    for changes, reason in (
        ({"kind": "minutes", "meeting": committee}, "reste au comité"),
        ({"kind": "minutes", "meeting": to_come}, "pas encore eu lieu"),
        ({"kind": "document", "meeting": held}, "Seul un compte rendu"),
    ):
        with passing_as(coordinator), pytest.raises(DomainError, match=reason):
            services.add_entry(values(**changes), by=coordinator)
    assert committee not in EntryForm().fields["meeting"].queryset
