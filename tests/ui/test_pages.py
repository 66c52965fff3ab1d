"""The public pages, the way in, « À faire »."""

import pytest
from django.urls import reverse

from ccr import registry
from ccr.celery import app
from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.registry import HomeTask
from ccr.ui.texts import AT_ONCE, RETENTION
from ccr.wall.guard import passing
from ccr.wall.sides import Side
from tests.factories.core import PersonFactory, make_campaign, make_seat

pytestmark = pytest.mark.django_db
PUBLIC = ["public_home", "legal", "privacy", "accessibility", "wall", "help"]


@pytest.fixture
def campaign(freeze):
    freeze("2011-11-22 10:00")
    return make_campaign()


def text(response):
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_open_to_everybody(client, sign_in, name):
    address = reverse(f"ui:{name}")

    assert client.get(address).status_code == 200
    assert sign_in(PersonFactory()).get(address).status_code == 200


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_obey_the_content_security_policy(client, name):
    page = client.get(reverse(f"ui:{name}")).content.decode()

    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2011-09-01", "Les candidatures ouvrent le 12 septembre 2011"),
        ("2011-11-22", "Il reste 23 jours pour candidater"),
        ("2011-12-15 23:59", "Dernier jour pour candidater"),
        ("2011-12-16 00:00", "Les candidatures sont closes"),
    ],
)
def test_the_home_says_the_situation(client, campaign, freeze, moment, sentence):
    freeze(moment)

    assert sentence in text(client.get("/"))


def test_the_home_without_a_call(client):
    assert "Aucun appel n’est ouvert" in text(client.get("/"))


def test_the_home_offers_to_apply_only_while_the_call_is_open(client, campaign, freeze):
    apply = reverse("candidates:apply", args=[campaign.slug])

    assert apply in text(client.get("/"))
    freeze("2011-12-16")
    assert apply not in text(client.get("/"))


def test_a_draft_call_is_not_announced(client, freeze):
    freeze("2011-11-22")
    make_campaign(published=False)

    assert "Aucun appel n’est ouvert" in text(client.get("/"))


def test_retention_is_shown(client):
    page = text(client.get(reverse("ui:privacy")))

    assert "2 ans après la décision" in page
    assert "fin du fil rouge, puis 1 an" in page
    assert "Votre passage à l’accueil" in page


def test_what_is_said_to_be_erased_by_itself_is_what_a_task_erases(client):
    """No line of « Combien de temps » promises more than the clock keeps, none of what it keeps is left out."""
    by_itself = {line.task for line in RETENTION} - {"", AT_ONCE}

    assert by_itself == {one["task"] for one in app.conf.beat_schedule.values() if ".erase_" in one["task"]}
    assert text(client.get(reverse("ui:privacy"))).count(">par la plateforme<") == len(by_itself) + 1


def test_the_declaration_is_honest(client):
    page = text(client.get(reverse("ui:accessibility")))

    assert "non conforme" in page
    assert "Défenseur des droits" in page


def test_the_way_in_leads_to_the_latest_call(sign_in, campaign):
    seat = make_seat(campaign, Role.DLA_OFFICER)

    assert sign_in(seat.person).get(reverse("ui:entrance")).url == f"/{campaign.slug}/"


def test_the_way_in_of_somebody_without_a_seat_lists_the_calls(sign_in, campaign):
    client = sign_in(PersonFactory())

    assert client.get(reverse("ui:entrance")).url == reverse("ui:campaigns")
    page = text(client.get(reverse("ui:campaigns")))
    assert "Vous ne prenez part à aucun appel" in page
    assert reverse("candidates:apply", args=[campaign.slug]) in page


def test_the_calls_of_a_person_are_hers_only(sign_in, campaign):
    mine = make_seat(campaign, Role.DLA_OFFICER)
    make_seat(campaign, Role.FUND_OFFICER)

    page = text(sign_in(mine.person).get(reverse("ui:campaigns")))

    assert "Vous prenez part à 1 appel" in page
    assert "Chargé de mission DLA" in page
    assert "Chargé de fonds" not in page


def test_the_campaign_home_asks_who_comes(client, campaign):
    response = client.get(f"/{campaign.slug}/")

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_newcomer_is_told_what_can_be_done(sign_in, campaign):
    page = text(sign_in(PersonFactory()).get(f"/{campaign.slug}/"))

    assert "Vous représentez une structure ?" in page
    assert reverse("candidates:apply", args=[campaign.slug]) in page


def test_a_suspended_seat_is_told_so(sign_in, campaign):
    seat = make_seat(campaign, Role.DLA_OFFICER)
    seats.suspend_seat(seat)

    assert "Votre accès à cet appel est fermé" in text(sign_in(seat.person).get(f"/{campaign.slug}/"))


def test_tasks_come_first_and_only_from_the_sides_of_the_seat(sign_in, campaign, monkeypatch):
    monkeypatch.setattr(registry, "_providers", type(registry._providers)(list))
    registry.register("home", Side.FINANCE, lambda seat: [HomeTask("Répondre", "/x/", "Ouvrir", rank=2)])
    registry.register("home", Side.FINANCE, lambda seat: [HomeTask("Lire", "/y/", "Ouvrir", rank=1)])
    registry.register("home", Side.INSTRUCTION, lambda seat: [HomeTask("Noter", "/z/", "Ouvrir")])
    seat = make_seat(campaign, Role.FUND_OFFICER)

    page = text(sign_in(seat.person).get(f"/{campaign.slug}/"))

    assert "2 actions vous attendent" in page
    assert page.index("Lire") < page.index("Répondre")
    assert "Noter" not in page


@pytest.mark.parametrize(
    ("role", "word"), [(Role.DLA_OFFICER, "is-support"), (Role.COMMITTEE_MEMBER, "is-instruction"), (Role.PILOT, None)]
)
def test_the_home_says_its_lane(sign_in, campaign, role, word):
    page = text(sign_in(make_seat(campaign, role).person).get(f"/{campaign.slug}/"))

    assert ("lane-ribbon" in page) == (word is not None)
    assert word is None or f"lane-ribbon {word}" in page


def test_the_public_home_costs_few_queries(client, campaign, django_assert_max_num_queries):
    client.get("/")

    with passing({Side.ANONYMOUS}), django_assert_max_num_queries(5):
        client.get("/")
