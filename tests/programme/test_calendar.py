"""The calendar of a published call moves: what it breaks is shown first, to the coordination; then each is told why."""

import datetime

import pytest
from django.urls import reverse

from ccr.programme.models import CalendarChange, Campaign
from ccr.programme.roles import Role
from tests.factories import candidates as make
from tests.factories import diagnostics
from tests.factories.core import make_seat
from tests.forms import hidden_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(freeze):
    """22 November 2011: two drafts, a deposit, and people on each side."""
    freeze("2011-11-22 10:00")
    world = diagnostics.make_world()
    make.begin(world.campaign)
    world.deposited = make.deposited(world.campaign)
    world.president = make_seat(world.campaign, Role.COMMITTEE_PRESIDENT)
    world.officer = make_seat(world.campaign, Role.DLA_OFFICER)
    return world


def send(world, sign_in, **typed):
    """What the coordination types on the page of the calendar."""
    client = sign_in(world.coordinator.person)
    url = reverse("programme:calendar_edit", args=[world.campaign.slug])
    shown = hidden_of(client.get(url))
    before = {name.removeprefix("initial-"): value for name, value in shown.items() if name.startswith("initial-")}
    return client.post(url, {**shown, **before, "reason": "La salle est prise.", **typed}, follow=True)


def text(answer):
    return answer.content.decode().replace("\xa0", " ")


def test_the_consequences_come_before_the_act(world, sign_in):
    page = text(send(world, sign_in, deadline_on="2011-12-01", sessions_until="2013-07-05"))

    assert "2 dates changeraient au calendrier" in page
    assert "2 candidatures en cours de saisie" in page and "14 jours de moins : il en resterait 9 jours." in page
    assert Campaign.objects.get(pk=world.campaign.pk).deadline_on == datetime.date(2011, 12, 15)


def test_a_day_that_cannot_be_is_said_at_once(world, sign_in):
    answer = send(world, sign_in, deadline_on="2012-02-15")
    assert answer.status_code == 422
    assert "après la clôture des candidatures" in text(answer) and "La salle est prise." in text(answer)


def test_each_is_told_of_the_days_she_counts_on(world, sign_in, commits, mailoutbox):
    with commits():
        send(world, sign_in, deadline_on="2011-12-20", sessions_until="2013-07-05", confirm="1")

    change = CalendarChange.objects.system().get()
    assert set(change.moved) == {"deadline_on", "sessions_until"} and change.reason == "La salle est prise."
    told = {mail.to[0]: mail.body.replace("\xa0", " ") for mail in mailoutbox if "Le calendrier" in mail.subject}
    candidate = make.representative(world.deposited).person.email
    for email in (candidate, world.president.person.email, world.d1.person.email):
        assert "Clôture des candidatures : 20 décembre 2011 (au lieu de : 15 décembre 2011)" in told[email]
        assert "La salle est prise." in told[email]
    assert "Clôture" not in told[world.officer.person.email]
    assert "Fin des sessions DLA : 5 juillet 2013" in told[world.officer.person.email]
    assert not any("Paniers" in body for body in told.values())


def test_sides_keep_their_own_mails(world, sign_in):
    from candidates.models import Mail as OfCandidates
    from ccr.programme import events
    from ccr.wall.guard import passing
    from ccr.wall.sides import Side
    from selection.models import Mail as OfSelection

    send(world, sign_in, deadline_on="2011-12-20", confirm="1")
    with passing({Side.MACHINE}):
        events.run_pending()
    for model, side in ((OfCandidates, "candidates"), (OfSelection, "selection")):
        assert model.objects.system().filter(kind=f"{side}.calendar_changed").exists()


def test_nothing_moved_is_said(world, sign_in):
    answer = send(world, sign_in)
    assert answer.status_code == 422 and "Aucune date ne change" in text(answer)
