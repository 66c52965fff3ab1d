"""« Le point sur l’appel »: what the coordination sees of all applications together, and its files."""

import pytest
from django.urls import reverse

from candidates import overview, services
from ccr.directory.models import LegalForm
from ccr.programme import campaigns
from ccr.wall.guard import passing_as
from tests.candidates.reading import plain, text_of
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(campaign, coordinator, freeze):
    """Two deposits, one of them changed since, a draft that says more than its deposit, a draft, a withdrawal."""
    mk2 = campaign.sites.get(site__name="mk2")
    campaigns.change_site(mk2, stake=mk2.stake, status=mk2.status, offered_m2=100, by=coordinator)
    scop = OrganisationFactory(legal_form=LegalForm.SARL_COOPERATIVE_SCOP)
    first = make.deposited(campaign, sites=["mk2"], space_m2="80.0", headcount=0)
    make.deposited(campaign, scop, sites=["mk2", "Friche"], space_m2="30.0", space_kind="office", headcount=4)
    freeze("2011-12-01 10:00")
    services.write_draft(first, {"space_m2": "500", "headcount": 9}, by=make.representative(first))  # not deposited
    begun = make.begin(campaign)
    make.fill(begun, sites=["Friche"], space_m2="20.5", headcount=1)
    hidden = make.begin(campaign)  # the surface typed before is no longer asked
    services.write_draft(
        hidden,
        {"space_m2": "70", "space_kind": "permanence"},
        sites={campaign.sites.get(site__name="Friche"): {"is_chosen": True}},
        by=make.representative(hidden),
    )
    gone = make.deposited(campaign)
    services.withdraw(gone, by=make.representative(gone))
    return campaign


def picture_of(seat, key):
    with passing_as(seat):
        return next(picture for picture in overview.of(seat).pictures if picture.key == key)


def test_each_picture_counts_what_was_deposited_or_else_what_is_typed(called, coordinator):
    def rows(key):
        return [list(row) for row in picture_of(coordinator, key).lines]

    assert rows("calendrier")[-1][1:] == [2, 4]
    assert rows("formes") == [["Association déclarée", 1, 2, 3], ["SARL SCOP", 1, 0, 1]]
    assert rows("sites") == [["Friche", 1, 2, 3], ["mk2", 2, 0, 2]]
    assert [row[1:] for row in rows("emploi")] == [[1, 0, 1], [0, 1, 1], [1, 0, 1], [0, 1, 1]]
    surfaces = picture_of(coordinator, "surfaces")
    assert surfaces.lines == [("Friche", 20.5, 30, 50.5, None), ("mk2", 80, 30, 110, 100)]
    assert "mk2 : plus de surface demandée que proposée." in plain(surfaces.chart.sentence)
    assert "pas encore indiquée : Friche." in plain(surfaces.chart.sentence)


def test_the_page_shows_each_picture_with_its_files(called, coordinator, sign_in):
    client = sign_in(coordinator.person)
    page = client.get(reverse("candidates:overview", args=[called.slug]))
    text = text_of(page)

    assert "2 candidatures déposées, 2 en cours, à 14 jours de la clôture" in text
    assert "1 candidature retirée n’y figure pas" in text
    assert page.content.decode().count("Voir le tableau") == 5
    export = reverse("candidates:overview_export", args=[called.slug, "surfaces"])
    lines = client.get(export).content.decode("utf-8-sig").splitlines()
    assert lines[2] == '"mk2";"80,0";"30,0";"110,0";"100"'
    assert client.get(f"{export}?format=xlsx").content[:2] == b"PK"
    assert client.get(reverse("candidates:overview_export", args=[called.slug, "autre"])).status_code == 404
    assert sign_in(make.representative(make.begin(called)).person).get(export).status_code == 404


def test_a_call_without_a_structure_says_what_will_be_there(campaign, coordinator, sign_in):
    page = text_of(sign_in(coordinator.person).get(reverse("candidates:overview", args=[campaign.slug])))

    assert "Les candidatures se dessineront ici" in page
