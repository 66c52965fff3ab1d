"""The minutes of a session: drafted by the committee, closed once, read by its members and nobody else (A090, D11)."""

import pytest
from django.db import IntegrityError, transaction

from candidates.states import OutcomeValue
from ccr import own
from ccr.programme.models import FirstOpening
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from selection import services
from selection.models import Document, Journal, Minutes
from selection.states import Link
from tests.factories import selection as play
from tests.factories.core import make_seat
from tests.forms import sent_by
from tests.selection.pages import text
from tests.selection.test_outputs import words

SAID = "Le comité a échangé sur la place des ateliers de réparation.\nIl se réunira de nouveau en mars."


@pytest.fixture
def published(campaign, day, file, president, member):
    """The committee's day, decisions out; another member withdrew from the file and was not there."""
    away = make_seat(campaign, Role.COMMITTEE_MEMBER)
    play.declare(file, away, Link.MEMBER)
    play.propose(file, president, OutcomeValue.CONDITIONAL)
    esia = play.esia(campaign)
    with passing_as(president):
        services.add_observer(day, name="Odile Garnier", organisation=esia, by=president)
    play.attend(day, president, [president, member])
    play.publish(day, president)
    day.away = away
    return day


def test_the_committee_writes_and_its_president_closes(
    published, president, member, as_member, as_president, meeting_url, commits, mailoutbox
):
    """Drafted by itself as it is typed, closed with what attendance, agenda and decisions say; then it stays."""
    page = as_member.get(meeting_url("minutes"))
    saved = as_member.post(meeting_url("minutes_autosave"), sent_by(page) | {"field": "text", "text": SAID})
    assert (saved.status_code, saved["X-Autosave"]) == (200, "saved")
    refused = as_member.post(meeting_url("minutes"), sent_by(page) | {"text": SAID, "close": "1"})
    assert (refused.status_code, "Seule la présidence" in text(refused)) == (422, True)

    page = as_president.get(meeting_url("minutes"))
    assert "place des ateliers" in text(page)
    with commits():
        assert as_president.post(meeting_url("minutes"), sent_by(page) | {"close": "1"}).status_code == 302

    assert "Le compte rendu est clos" in text(as_member.get(meeting_url("minutes")))
    assert Journal.objects.visible_to(president).filter(verb="minutes_closed").exists()
    told = {mail.to[0]: mail for mail in mailoutbox if mail.subject == "Le compte rendu du comité est à lire"}
    assert set(told) == {member.person.email, published.away.person.email}, "its members, but who closed them"
    assert meeting_url("minutes") in told[member.person.email].body
    assert "ateliers" not in told[member.person.email].body
    late = as_member.post(meeting_url("minutes"), sent_by(page) | {"text": "Et j’ajoute ceci."})
    assert (late.status_code, "Et j’ajoute ceci." in text(late)) == (422, True)  # not lost
    found = words(Document.objects.visible_to(member).get(kind="selection.minutes"))
    for said in (
        "2 membres présents, 1 absent",
        f"{published.away.person.full_name} (absence)",
        "Odile Garnier, ESIA (observation, sans voix)",
        f"Les Paniers du Port Association {published.away.person.full_name} Retenue sous condition",
        "Il se réunira de nouveau en mars.",
    ):
        assert said in found
    assert "plan de trésorerie" not in found, "conditions are the structure's letter's"
    assert "71" not in found, "no mark"


def test_nobody_but_the_committee_reads_the_minutes(
    published, file, president, as_instructor, instructor, sign_in, meeting_url, url, commits
):
    with commits(), passing_as(president):
        minutes = services.close_minutes(published, SAID, by=president)
    (document,) = Document.objects.system().filter(kind="selection.minutes")

    assert not Minutes.objects.visible_to(instructor).exists()
    for client in (as_instructor, sign_in(make_seat(published.campaign, Role.COORDINATOR).person)):
        assert client.get(meeting_url("minutes")).status_code == 404
        assert client.post(meeting_url("minutes_autosave"), {"field": "text", "text": "x"}).status_code == 404
        assert client.get(url("document", document.pk)).status_code == 404
    assert "Compte rendu" not in text(as_instructor.get(meeting_url()))
    newcomer = make_seat(published.campaign, Role.COMMITTEE_MEMBER)
    assert sign_in(newcomer.person).get(url("document", document.pk)).status_code == 200
    assert FirstOpening.objects.system().filter(seat=newcomer).exists(), "it tells of the deliberation"
    with passing_as(president):
        mine = {chapter.title for chapter in own.of_seat(president)}
    assert "Comptes rendus que j’ai clos" in mine
    assert str(minutes.pk) in str(minutes)


def test_minutes_are_written_from_the_day_and_closed_after_the_decisions(
    campaign, checked, president, member, freeze, sign_in, meeting_url
):
    session = play.prepare(campaign, president)
    assert "ce n’est possible qu’à partir de ce jour" in text(sign_in(member.person).get(meeting_url("minutes")))
    with pytest.raises(DomainError, match="à partir de ce jour"), passing_as(member):
        services.save_minutes(session, SAID, by=member)
    freeze(play.COMMITTEE_DAY)

    with pytest.raises(DomainError, match="Publiez d’abord les décisions"), passing_as(president):
        services.close_minutes(session, SAID, by=president)
    assert not Minutes.objects.system().exists()


def test_two_members_who_write_read_each_other(published, as_president, as_member, meeting_url):
    mine, hers = sent_by(as_president.get(meeting_url("minutes"))), sent_by(as_member.get(meeting_url("minutes")))
    as_member.post(meeting_url("minutes"), hers | {"text": "Ce que Farid a noté."})

    page = as_president.post(meeting_url("minutes"), mine | {"text": "Ce que j’ai noté."})

    assert page.status_code == 422
    assert "Ce que Farid a noté." in text(page)
    assert "Ce que j’ai noté." in text(page)


def test_closed_minutes_are_whole(published, president, postgres):
    with passing_as(president):
        minutes = services.save_minutes(published, SAID, by=president)

    with pytest.raises(IntegrityError, match="minutes_closed_whole"), transaction.atomic():
        Minutes.objects.system().filter(pk=minutes.pk).update(closed_by=president)
