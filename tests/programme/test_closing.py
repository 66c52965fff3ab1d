"""A call ends; its axes open; a fact that one app cannot handle reaches the others."""

import pytest
from django.urls import reverse

from candidates.models import Application
from ccr.programme import campaigns, events, seats
from ccr.programme.models import Axis, Campaign, CampaignState, EventKind, Journal
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing, passing_as
from ccr.wall.sides import Side
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat
from tests.factories.selection import received

pytestmark = pytest.mark.django_db

AFTER = "2013-07-01 10:00"


@pytest.fixture
def campaign(freeze):
    freeze("2011-09-20 10:00")
    return make_campaign()


@pytest.fixture
def coordinator(campaign):
    return seats.seat_of(seats.holders(campaign, Role.COORDINATOR)[0], campaign)


def url(campaign, name, *args):
    return reverse(f"programme:{name}", args=[campaign.slug, *args])


def state(campaign):
    return Campaign.objects.get(pk=campaign.pk).state


def test_once_the_sessions_are_over_the_coordination_closes_the_call(campaign, coordinator, sign_in, freeze):
    freeze(AFTER)
    client = sign_in(coordinator.person)
    home = client.get(reverse("ui:home", args=[campaign.slug])).content.decode()
    assert f'href="{url(campaign, "campaign_close")}"' in home
    assert f'href="{url(campaign, "campaign_close")}"' in client.get(url(campaign, "campaign")).content.decode()
    asked = client.get(url(campaign, "campaign_close")).content.decode()
    assert "Clore l’appel" in asked and "restent lisibles" in asked

    page = client.post(url(campaign, "campaign_close"), follow=True).content.decode()

    assert state(campaign) == CampaignState.CLOSED
    assert "est clos" in page and url(campaign, "campaign_edit") not in page
    assert "le suivi des structures continue" in page and "aucun siège" in page
    assert Journal.objects.system().filter(verb="campaign_closed").count() == 1


def test_a_closed_call_leaves_the_public_home(campaign, coordinator, client, freeze):
    freeze(AFTER)
    assert campaigns.current_campaign() == campaign
    campaigns.close_campaign(campaign, by=coordinator)
    assert campaigns.current_campaign() is None
    assert client.get("/").status_code == 200
    assert client.get(url(campaign, "diagnosing_list")).status_code == 200


def test_a_candidate_still_reads_her_closed_call(campaign, coordinator, sign_in, freeze):
    person = make_seat(campaign, Role.REPRESENTATIVE).person
    freeze(AFTER)
    campaigns.close_campaign(campaign, by=coordinator)
    assert sign_in(person).get(reverse("ui:home", args=[campaign.slug])).status_code == 200


def test_a_call_stays_open_while_a_structure_waits_for_its_decision(campaign, coordinator, freeze):
    freeze("2011-10-10 10:00")
    received(campaign, "Alpha")
    assert Application.objects.system().filter(outcome=None).count() == 1
    freeze(AFTER)
    with pytest.raises(DomainError, match=r"1.candidature déposée attend encore une décision"), passing_as(coordinator):
        campaigns.close_campaign(campaign, by=coordinator)


def test_the_coordination_of_a_closed_call_may_be_handed_over(campaign, coordinator, freeze):
    freeze(AFTER)
    campaigns.close_campaign(campaign, by=coordinator)
    seats.appoint(
        campaign, PersonFactory(), Role.COORDINATOR, coordinator.active_mandates[0].organisation, by=coordinator
    )
    assert seats.withdraw_mandate(coordinator.active_mandates[0]).ended_at
    with pytest.raises(DomainError, match="est clos"):
        seats.appoint(campaign, PersonFactory(), Role.PILOT, OrganisationFactory(), by=coordinator)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_published_call_is_not_published_again(campaign, coordinator, sign_in, method):
    answer = getattr(sign_in(coordinator.person), method)(url(campaign, "campaign_publish"), follow=True)
    assert answer.redirect_chain[-1][0] == url(campaign, "campaign")
    assert "L’appel est déjà publié." in answer.content.decode()


def test_the_coordination_opens_and_closes_an_axis(campaign, coordinator, sign_in):
    client, axis = sign_in(coordinator.person), Axis.objects.get(number=3)
    address = url(campaign, "axis_switch", axis.pk)
    assert f'action="{address}"' in client.get(url(campaign, "campaign")).content.decode()

    assert "L’axe 3 est ouvert" in client.post(address, {"open": "1"}, follow=True).content.decode()
    assert Axis.objects.get(number=3).is_open
    client.post(address, {"close": "1"})
    assert not Axis.objects.get(number=3).is_open
    verbs = Journal.objects.system().filter(about_id=axis.pk).values_list("verb", flat=True)
    assert set(verbs) == {"axis_opened", "axis_closed"}


def test_a_handler_that_fails_keeps_no_other_from_its_facts(campaign, monkeypatch):
    from diagnostics.models import Receipt as OfDiagnostics
    from dla.models import Receipt as OfDla

    heard = []

    def fail(event):
        raise RuntimeError("out of order")

    first = events.Handler(EventKind.CALENDAR_CHANGED, OfDiagnostics, Side.DIAGNOSIS, fail)
    second = events.Handler(EventKind.CALENDAR_CHANGED, OfDla, Side.DLA, lambda event: heard.append(event.pk))
    monkeypatch.setattr(events, "_handlers", [first, second])
    facts = [events.emit(campaign, EventKind.CALENDAR_CHANGED) for _ in range(2)]

    with pytest.raises(ExceptionGroup) as caught, passing({Side.MACHINE}):
        events.run_pending()

    assert [str(one) for one in caught.value.exceptions] == ["out of order", "out of order"]
    assert set(heard) == {fact.pk for fact in facts}
    assert OfDla.objects.system().filter(done_at=None).count() == 0


def test_a_closed_call_takes_no_new_session_nor_diagnostic(campaign, coordinator, freeze):
    from diagnostics.rules import why_not_ask
    from dla.services import plan_session
    from tests.factories.candidates import representative

    freeze("2011-10-10 10:00")
    officer = make_seat(campaign, Role.DLA_OFFICER)
    application = received(campaign, "Alpha").application
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.CLOSED)
    application.campaign.refresh_from_db()

    assert "est clos" in why_not_ask(representative(application), application)
    with pytest.raises(DomainError, match="est clos"), passing_as(officer):
        plan_session(campaign, title="Session 1", days=[], by=officer)
