"""The pages of instruction, by role: who comes in, the list of files, the home."""

import pytest

from ccr.programme.roles import Role
from selection.states import Link
from tests.factories import candidates
from tests.factories import selection as play
from tests.factories.core import make_seat
from tests.selection.pages import text

OTHERS = (Role.COORDINATOR, Role.DIAGNOSTICIAN, Role.DLA_OFFICER, Role.CONSULTANT, Role.FUND_OFFICER, Role.PILOT)


# Who comes in


@pytest.mark.parametrize("role", OTHERS)
def test_other_sides_find_nothing_there(campaign, file, url, sign_in, role):
    client = sign_in(make_seat(campaign, role).person)

    for address in (url("file_list"), url("grid"), url("committees"), url("file", file.pk), url("file_export")):
        assert client.get(address).status_code == 404


def test_the_structure_finds_nothing_there(file, url, sign_in):
    client = sign_in(candidates.representative(file.application).person)

    assert client.get(url("file_list")).status_code == 404
    assert client.get(url("file", file.pk)).status_code == 404


def test_a_visitor_signs_in_first(file, url, client):
    assert client.get(url("file_list")).status_code == 302


def test_a_file_of_another_campaign_does_not_exist(file, sign_in, campaign):
    from tests.factories.core import make_campaign

    other = make_campaign("2013")
    client = sign_in(make_seat(other, Role.COMMITTEE_MEMBER).person)

    assert client.get(f"/2013/instruction/dossiers/{file.pk}/").status_code == 404
    assert client.get(f"/2011/instruction/dossiers/{file.pk}/").status_code == 404


# The list


def test_the_list_says_what_is_read(campaign, marking, member, as_member, url):
    play.mark(marking, member)

    page = text(as_member.get(url("file_list")))

    assert "1 candidature notée sur 1" in page
    assert "Les Paniers du Port Association Friche, mk2 42 m² à examiner notée 71,0" in page


def test_a_file_one_withdrew_from_has_no_link(file, member, as_member, url):
    play.declare(file, member, Link.FAMILY)

    page = as_member.get(url("file_list"))

    assert url("file", file.pk) not in page.content.decode()
    assert "déport" in text(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [("name=paniers", 1), ("name=savon", 0), ("work=to_declare", 1), ("work=marked", 0), ("state=to_examine", 1)],
)
def test_the_list_is_filtered(file, as_member, url, query, found):
    page = as_member.get(f"{url('file_list')}?{query}")

    assert page.content.decode().count(url("file", file.pk)) == found


def test_the_list_is_filtered_by_site(campaign, file, as_member, url):
    play.received(campaign, "Atelier", sites=["mk2"])
    friche = campaign.sites.get(site__name="Friche")

    page = text(as_member.get(f"{url('file_list')}?site={friche.pk}"))

    assert "Les Paniers du Port" in page
    assert "Atelier" not in page


def test_the_export_holds_ones_own_work(marking, member, as_member, url):
    play.mark(marking, member)

    lines = as_member.get(url("file_export")).content.decode("utf-8-sig").splitlines()

    assert lines[1].startswith('"Les Paniers du Port";"Association";"Friche, mk2";"42,0";"à examiner";"notée";"71,00"')


# The home


def test_the_home_of_a_member_says_what_is_left(campaign, marking, member, as_member):
    page = text(as_member.get(f"/{campaign.slug}/"))
    assert "Il vous reste 1 candidature à noter avant le comité du 31 janvier 2012" in page
    assert "Déclarer vos liens avec 1 structure" in page

    play.declare(marking, member)
    assert "Lire et noter 1 candidature" in text(as_member.get(f"/{campaign.slug}/"))

    play.mark(marking, member)
    assert "Rien ne vous attend" in text(as_member.get(f"/{campaign.slug}/"))


def test_the_home_of_a_member_knows_that_the_committee_is_past(campaign, marking, member, sign_in, freeze):
    freeze("2012-02-01 10:00")

    page = text(sign_in(member.person).get(f"/{campaign.slug}/"))

    assert "1 candidature attend encore votre note : le comité était prévu le 31 janvier 2012" in page


def test_the_home_of_the_instructor(campaign, file, instructor, as_instructor):
    play.declare(file, instructor)

    assert "Vérifier 1 dossier" in text(as_instructor.get(f"/{campaign.slug}/"))


def test_the_home_of_the_president_ends_on_the_publication(campaign, day, file, president, as_president):
    assert "Proposer 1 décision" in text(as_president.get(f"/{campaign.slug}/"))

    play.propose(file, president)

    assert "Publier 1 décision" in text(as_president.get(f"/{campaign.slug}/"))
