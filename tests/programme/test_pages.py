"""What the coordination and the pilot reach from their home: nobody types an address."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver, reverse

from ccr.programme import figures
from ccr.programme.figures import Count
from ccr.programme.models import RESERVED_ADDRESSES, Figure
from ccr.programme.roles import Role
from ccr.programme.seats import holders
from tests.factories.core import make_campaign, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(freeze):
    freeze("2011-09-20 10:00")
    return make_campaign()


@pytest.fixture
def coordinator(campaign, sign_in):
    return sign_in(holders(campaign, Role.COORDINATOR)[0])


def url(campaign, name, *args):
    return reverse(name, args=[campaign.slug, *args])


# Addresses


def test_the_reserved_addresses_are_those_of_the_platform(settings):
    firsts = {
        str(route.pattern).partition("/")[0]
        for route in all_routes()
        if "<" not in str(route.pattern).partition("/")[0]
    }
    firsts = {first for first in firsts if first}
    ours = {settings.STATIC_URL.strip("/"), "demo"}
    assert (firsts | ours) == RESERVED_ADDRESSES


def all_routes(prefix=None):
    """The routes whose pattern begins an address."""
    for route in prefix or get_resolver().url_patterns:
        if str(route.pattern) == "" and hasattr(route, "url_patterns"):
            yield from all_routes(route.url_patterns)
        else:
            yield route


@pytest.mark.parametrize("slug", sorted(RESERVED_ADDRESSES))
def test_a_call_does_not_take_the_place_of_a_page(db, freeze, slug):
    freeze("2011-09-20 10:00")
    with pytest.raises(ValidationError, match="déjà l’adresse d’une page"):
        make_campaign(slug)


def test_the_form_says_that_the_address_is_taken(campaign, coordinator):
    answer = coordinator.post(url(campaign, "programme:campaign_create"), {"slug": "compte"})
    assert "est déjà l’adresse d’une page de la plateforme" in answer.content.decode()


# From home


@pytest.mark.parametrize("name", ["programme:campaign", "programme:seats", "programme:figures"])
def test_the_coordination_finds_its_pages_from_home(campaign, coordinator, name):
    assert f'href="{url(campaign, name)}"' in coordinator.get(url(campaign, "ui:home")).content.decode()


def test_a_call_without_a_contact_of_its_own_says_whose_serves(campaign, coordinator):
    assert "celle de la plateforme" in coordinator.get(url(campaign, "programme:campaign")).content.decode()


def test_a_call_in_preparation_is_the_first_thing_to_do(freeze, sign_in):
    freeze("2011-09-01 10:00")
    campaign = make_campaign(published=False)
    campaign.meetings.all().delete()
    page = sign_in(holders(campaign, Role.COORDINATOR)[0]).get(url(campaign, "ui:home")).content.decode()

    assert "Finir de préparer l’appel" in page
    assert "Ajoutez au calendrier la date du comité" in page


def test_a_call_that_is_ready_is_to_be_published(freeze, sign_in):
    freeze("2011-09-01 10:00")
    campaign = make_campaign(published=False)
    page = sign_in(holders(campaign, Role.COORDINATOR)[0]).get(url(campaign, "ui:home")).content.decode()

    assert "Publier l’appel" in page


# Figures


def write(campaign, *counts):
    """Count this month's figures, the apps giving these."""
    figures.write(campaign, list(counts))


@pytest.fixture
def pilot(campaign, sign_in):
    return sign_in(make_seat(campaign, Role.PILOT).person)


def test_the_pilots_home_shows_the_latest_month(campaign, pilot):
    write(campaign, Count("deposited", "Candidatures déposées", 12))
    page = pilot.get(url(campaign, "ui:home")).content.decode()

    assert "Le programme en chiffres, septembre\xa02011" in page
    assert "Candidatures déposées" in page and "12" in page
    assert f'href="{url(campaign, "programme:figures")}"' in page


def test_the_pilots_page_shows_every_month(campaign, sign_in, freeze):
    write(campaign, Count("deposited", "Candidatures déposées", 12))
    freeze("2011-10-20 10:00")
    write(campaign, Count("deposited", "Candidatures déposées", 15))
    page = sign_in(make_seat(campaign, Role.PILOT).person).get(url(campaign, "programme:figures")).content.decode()

    assert "Le programme en chiffres, octobre\xa02011" in page
    assert "15 en octobre\xa02011, contre 12 le mois précédent." in page
    assert page.index(">sept.<") < page.index(">oct.<")
    assert ">12<" in page and ">15<" in page


def test_the_parts_of_a_figure_come_under_it(campaign, pilot, sign_in, freeze):
    counts = [
        Count("begun", "Commencées", 12),
        Count("deposited", "Déposées", 8, part_of="begun"),
        Count("typed", "En cours", 4, part_of="begun"),
        Count("associations", "Associations", 5, part_of="deposited"),
        Count("others", "Autres formes", 3, part_of="deposited"),
    ]
    write(campaign, *counts)
    freeze("2011-10-20 10:00")
    write(campaign, *counts[:3])
    answer = sign_in(make_seat(campaign, Role.PILOT).person).get(url(campaign, "programme:figures"))
    (card,) = answer.context["cards"]

    assert card["parts"] == [
        ("Déposées", "8"),
        ("Associations", "non publié"),
        ("Autres formes", "non publié"),
        ("En cours", "4"),
    ]
    assert card["chart"].rows[0] == ("octobre\xa02011", "12", "8", "non publié", "non publié", "4")
    assert card["chart"].rows[1] == ("septembre\xa02011", "12", "8", "5", "3", "4")


def test_the_figures_are_taken_away(campaign, pilot):
    begun = Count("begun", "Commencées", 12)
    write(campaign, begun, Count("deposited", "Déposées", 8, "begun"), Count("typed", "En cours", 4, "begun"))
    lines = pilot.get(url(campaign, "programme:figures_export")).content.decode("utf-8-sig").splitlines()

    assert lines == [
        '"Chiffre";"Part de";"septembre\xa02011"',
        '"Commencées";"";"12"',
        '"Déposées";"Commencées";"8"',
        '"En cours";"Commencées";"4"',
    ]


def test_without_figures_the_page_says_when_they_come(campaign, pilot):
    assert "Bientôt ici" in pilot.get(url(campaign, "programme:figures")).content.decode()


def test_a_figure_that_becomes_small_leaves_the_month(campaign):
    write(campaign, Count("withdrawn", "Retraits", 3), Count("begun", "Commencées", 9))
    write(campaign, Count("withdrawn", "Retraits", 2), Count("begun", "Commencées", 9))

    seen = Figure.objects.visible_to(make_seat(campaign, Role.PILOT))
    assert list(seen.values_list("key", flat=True)) == ["begun"]


def test_another_month_keeps_its_figures(campaign, freeze):
    write(campaign, Count("withdrawn", "Retraits", 3))
    freeze("2011-10-20 10:00")
    write(campaign, Count("withdrawn", "Retraits", 2))

    assert [figure.month.month for figure in Figure.objects.visible_to(make_seat(campaign, Role.PILOT))] == [9]
