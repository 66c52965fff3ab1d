"""The pages of needs in money, by role."""

import datetime
import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.states import OutcomeValue
from ccr import registry
from ccr.programme import figures, seats
from ccr.programme.models import Figure
from ccr.programme.roles import Role
from ccr.wall.guard import passing_as
from financing import services
from financing.models import Certainty, NeedLine, NeedType
from financing.states import NeedState
from tests.columns import kept
from tests.factories import candidates
from tests.factories import financing as make
from tests.factories.core import make_seat

TYPED = {
    "need_type": "stock",
    "month": "2012-03",
    "amount": "1 234,50",
    "certainty": "likely",
    "words": "Deux palettes.",
}


def html(response) -> str:
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def page(structure, sign_in, url, application):
    """The structure's client, and the address of its needs."""
    return sign_in(structure.person), url("needs", application.pk)


# The structure


def test_the_menu_leads_to_the_only_structure(structure, sign_in, url, application):
    assert sign_in(structure.person).get(url("mine")).url == url("needs", application.pk)


def test_with_two_structures_one_chooses(structure, application, campaign, sign_in, url):
    from ccr.programme.seats import join_organisation
    from tests.factories.core import OrganisationFactory

    second = OrganisationFactory(name="Maison du Vélo")
    join_organisation(structure.person, second, is_representative=True)
    candidates.begin(campaign, second, structure.person)

    text = html(sign_in(structure.person).get(url("mine")))
    assert "Maison du Vélo" in text
    assert "Les Paniers du Port" in text


def test_a_need_is_typed_seen_changed_and_withdrawn(page, url):
    client, address = page
    assert "De quel argent" in html(client.get(address))

    response = client.post(address, TYPED, follow=True)
    text = html(response)
    assert "1 234,50 € de stocks à réunir d’ici mars 2012" in text
    assert "Deux palettes." in text

    line = NeedLine.objects.system().get()
    text = html(client.get(url("change", line.pk)))
    assert "Modifier ce besoin" in text
    assert 'value="2012-03"' in text
    assert "1 234,50" in text
    client.post(url("change", line.pk), {**TYPED, "amount": "2000"})
    assert "2 000 € de stocks à réunir" in html(client.get(address))

    assert "Retirer ce besoin" in html(client.get(url("withdraw", line.pk)))
    assert "Le besoin est retiré." in html(client.post(url("withdraw", line.pk), follow=True))
    line.refresh_from_db()
    assert line.state == NeedState.WITHDRAWN


def test_a_second_click_is_a_sentence(page, url, application):
    client, _ = page
    line = make.stated(application)
    client.post(url("withdraw", line.pk))

    assert "déjà retiré" in html(client.post(url("withdraw", line.pk), follow=True))
    assert "déjà retiré" in html(client.get(url("change", line.pk), follow=True))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": "0"}, "Écrivez un montant supérieur à 0 € et d’au plus 10 000 000 €."),
        ({"amount": "-5"}, "Écrivez un montant supérieur à 0 € et d’au plus 10 000 000 €."),
        ({"amount": "10 000 000,01"}, "Écrivez un montant supérieur à 0 € et d’au plus 10 000 000 €."),
        ({"amount": "douze"}, "Écrivez un montant en euros, par exemple 1 234,50."),
        ({"amount": ""}, "Écrivez un montant en euros, par exemple 1 234,50."),
        ({"month": ""}, "Dites pour quel mois"),
        ({"month": "printemps"}, "Écrivez un mois, par exemple mars 2027 ou 03/2027."),
        ({"month": "2012-13"}, "Écrivez un mois, par exemple mars 2027 ou 03/2027."),
        ({"month": "2001-01"}, "Choisissez un mois entre septembre 2011 et novembre 2016."),
        ({"need_type": "yacht"}, "Choisissez un type de besoin dans la liste."),
        ({"certainty": ""}, "Dites si ce besoin est certain, probable ou à confirmer."),
        ({"words": "x" * 1001}, "au plus 1000 caractères"),
    ],
)
def test_bad_input_is_a_page_that_keeps_what_was_typed(page, wrong, sentence):
    client, address = page

    response = client.post(address, {**TYPED, **wrong})

    text = html(response)
    assert response.status_code == 422
    assert "à corriger" in text
    assert sentence in text
    if "words" not in wrong:
        assert "Deux palettes." in text
    assert not NeedLine.objects.system().exists()


def test_a_need_is_changed_in_its_row_and_a_mistake_keeps_what_was_typed(page, url, application):
    client, _ = page
    line = make.stated(application, words="Conserves.")
    make.stated(application, NeedType.MOVING, "2500")

    response = client.post(url("change", line.pk), {**TYPED, "amount": "douze", "words": "Conserves et bocaux."})

    text = html(response)
    assert response.status_code == 422
    assert text.index("Modifier ce besoin") < text.index("</table>")
    assert "Conserves et bocaux." in text
    assert "Ajouter un besoin" not in text


def test_what_was_withdrawn_is_still_told_to_the_structure(page, application):
    client, address = page
    make.stated(application)
    make.withdrawn(application, amount="999")

    text = html(client.get(address))
    assert "8 000 € de stocks à réunir" in text
    assert "1 besoin retiré, hors des totaux" in text
    assert "999 €, retiré le 22 novembre 2011" in " ".join(text.split())


def test_the_audience_is_told_beside_the_words(page):
    client, address = page

    text = html(client.get(address))
    assert "Lu par votre structure et la personne chargée du DLA." in text
    assert "Les financeurs solidaires et la coordination Regain n’en voient que les totaux." in text
    assert "l’instruction ni le comité." in text


def test_a_withdrawn_application_shows_its_needs_without_a_form(page, application, structure):
    from candidates.services import withdraw

    make.stated(application)
    withdraw(application, by=structure)
    client, address = page

    text = html(client.get(address))
    assert "candidature est retirée" in text
    assert "Ajouter ce besoin" not in text
    assert client.post(address, TYPED).status_code == 422


@pytest.mark.parametrize("gone", ["application", "need"])
def test_a_need_typed_too_late_is_shown_to_be_copied(page, application, structure, url, gone):
    client, address = page
    line = make.stated(application)
    if gone == "need":
        address = url("change", line.pk)
        services.withdraw_need(line, by=structure)
    else:
        candidates.services.withdraw(application, by=structure)

    answer = client.post(address, TYPED)

    assert answer.status_code == 422
    assert "Non enregistré : copiez-le si vous en avez besoin" in html(answer)
    assert "Deux palettes." in html(answer)


def test_another_structure_has_no_page_here(other, page, url):
    client, _ = page
    line = make.stated(other)

    assert client.get(url("needs", other.pk)).status_code == 404
    assert client.post(url("needs", other.pk), TYPED).status_code == 404
    for name in ("change", "withdraw"):
        assert client.get(url(name, line.pk)).status_code == 404
        assert client.post(url(name, line.pk), TYPED).status_code == 404


# Support and coordination


@pytest.fixture
def two_structures(application, other):
    """8 000 € of stock likely and 2 500 € of moving certain for one, 4 000 € of stock possible for the other."""
    make.stated(application, words="Le mur nord.")
    make.stated(application, NeedType.MOVING, "2500", datetime.date(2012, 5, 1), certainty=Certainty.CERTAIN)
    make.stated(other, amount="4000", certainty=Certainty.POSSIBLE)
    make.withdrawn(other, amount="999")


@pytest.fixture
def three_structures(two_structures, campaign):
    """And 1 000 € of stock likely for a third: enough for a sum to be told to whoever sees no structure."""
    make.stated(candidates.begin(campaign), amount="1000")


@pytest.mark.parametrize("role", ["fund_officer", "coordinator"])
def test_a_sum_of_one_or_two_structures_is_told_to_nobody_but_the_dla(
    two_structures, application, campaign, request, role, dla_officer, sign_in, url
):
    seat = request.getfixturevalue(role)
    client = sign_in(seat.person)

    def everything():
        with passing_as(seat):
            told = [figure.value for figure in registry.ask("figures_home", seat)] + registry.ask("headline", seat)
        pages = [client.get(url(name)).content.decode("utf-8-sig") for name in ("overview", "export")]
        return " ".join([str(told), *pages]).replace("\xa0", " ")

    assert "Moins de 3 structures : pas de somme montrée" in everything()
    assert not re.search(r"2 ?500|8 ?000|12 ?000|14 ?500", everything())
    assert "14 500 €" in html(sign_in(dla_officer.person).get(url("overview")))
    make.stated(candidates.begin(campaign), amount="1000")
    del seat.needs_in_all
    assert "15 500 €" in everything()
    assert "2 500" not in html(client.get(url("overview"), {"type": "moving"})), "that of one"
    assert client.get(url("export"), {"type": "moving"}).content.decode("utf-8-sig").count("\r\n") == 1


@pytest.mark.parametrize("role", ["fund_officer", "dla_officer", "coordinator"])
def test_totals_by_type_and_month_are_drawn(three_structures, request, role, sign_in, url):
    seat = request.getfixturevalue(role)

    text = html(sign_in(seat.person).get(url("overview")))
    assert "15 500 € à réunir d’ici mai 2012, dont 84 % de stocks" in text
    assert "besoins de financement de 3 structures," in " ".join(text.split())
    assert "le mois le plus chargé est mars 2012, avec 13 000 €" in text
    assert "Stocks" in text
    assert "999 €" not in text


@pytest.mark.parametrize("role", ["fund_officer", "coordinator"])
def test_funds_and_coordination_have_the_totals_and_no_structure(
    three_structures, request, role, application, sign_in, url
):
    client = sign_in(request.getfixturevalue(role).person)

    text = html(client.get(url("overview")))
    assert "Les Paniers du Port" not in text
    assert "Le mur nord." not in text
    assert client.get(url("structure", application.pk)).status_code == 404
    exported = client.get(url("export")).content.decode("utf-8-sig")
    assert '"Stocks"' not in exported
    assert '"01/03/2012";"Préachat de stocks";"probable";"9000,00"' in exported
    assert '"01/03/2012";"Préachat de stocks";"à confirmer";"4000,00"' in exported
    assert "Paniers" not in exported


def test_the_dla_reads_each_structure(two_structures, dla_officer, application, sign_in, url):
    client = sign_in(dla_officer.person)

    assert "Les Paniers du Port" in html(client.get(url("overview")))
    text = html(client.get(url("structure", application.pk)))
    assert "10 500 € à réunir d’ici mai 2012, dont 76 % de stocks" in text
    assert "Le mur nord." in text
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(url("export"), {"format": "xlsx"}).content)).active
    assert sheet.max_row == 4
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} == {"Les Paniers du Port", "Atelier Recyclé"}


def test_needs_are_narrowed_by_type_and_certainty(two_structures, dla_officer, sign_in, url):
    client = sign_in(dla_officer.person)

    assert "2 500 € correspondent à votre choix, pour 1 structure" in html(
        client.get(url("overview"), {"type": "moving"})
    )
    assert "Aucun besoin ne correspond" in html(client.get(url("overview"), {"type": "equipment"}))
    assert client.get(url("overview"), {"certitude": "nonsense", "page": "x"}).status_code == 200
    assert client.get(url("export"), {"certitude": "possible"}).content.decode("utf-8-sig").count("\r\n") == 2


def test_needs_are_narrowed_to_future_residents(campaign, application, dla_officer, sign_in, url):
    president = make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    future = candidates.decided(campaign, OutcomeValue.CONDITIONAL, president=president)
    refused = candidates.decided(campaign, OutcomeValue.REFUSED, president=president)
    for one, amount in ((application, "100"), (future, "2000"), (refused, "30000")):
        make.stated(one, amount=amount)
    client = sign_in(dla_officer.person)

    text = html(client.get(url("overview")))
    assert "32 100 € de stocks à réunir" in text
    assert "retenue sous condition" in text
    text = html(client.get(url("overview"), {"structures": "retenues"}))
    assert "2 000 € correspondent à votre choix, pour 1 structure" in text
    assert f"{url('export')}?structures=retenues&amp;format=xlsx" in text


def test_an_export_is_safe_from_formulas(application, dla_officer, sign_in, url):
    make.stated(application, words="=HYPERLINK(1)")
    client = sign_in(dla_officer.person)

    assert '"\'=HYPERLINK(1)"' in client.get(url("export")).content.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(url("export"), {"format": "xlsx"}).content)).active
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "d", "n", "s", "s"]
    assert client.get(url("export"), {"format": "exe"}).status_code == 404


def test_with_nothing_stated_the_page_says_what_will_be_there(fund_officer, sign_in, url):
    assert "s’additionneront ici" in html(sign_in(fund_officer.person).get(url("overview")))


@pytest.mark.parametrize(
    "role",
    [
        Role.DIAGNOSTICIAN,
        Role.CONSULTANT,
        Role.INSTRUCTOR,
        Role.COMMITTEE_MEMBER,
        Role.COMMITTEE_PRESIDENT,
        Role.PILOT,
    ],
)
def test_nobody_else_has_a_page(two_structures, campaign, application, role, sign_in, url):
    client = sign_in(make_seat(campaign, role).person)
    line = NeedLine.objects.system().first()

    for address in (
        url("overview"),
        url("export"),
        url("mine"),
        url("structure", application.pk),
        url("needs", application.pk),
        url("change", line.pk),
        url("withdraw", line.pk),
    ):
        assert client.get(address).status_code == 404, address


def test_a_structure_never_sees_the_others_totals(two_structures, page, url, application):
    client, _ = page

    for address in (url("overview"), url("export"), url("structure", application.pk)):
        assert client.get(address).status_code == 404


# What is offered to the shared pages


def test_a_future_resident_is_asked_once_decided(campaign):
    application = candidates.decided(campaign, OutcomeValue.RETAINED)
    seat = candidates.representative(application)

    with passing_as(seat):
        assert "Chiffrer vos besoins de financement" in [task.title for task in registry.ask("home", seat)]
    make.stated(application)
    with passing_as(seat):
        assert "Chiffrer vos besoins de financement" not in [task.title for task in registry.ask("home", seat)]
        step = next(step for step in registry.ask("parcours", seat) if step.title == "Besoins de financement")
    assert (step.state, step.detail.replace("\xa0", " ")) == ("done", "8 000 € en 1 ligne")


def test_nobody_is_asked_before_the_decision(structure):
    with passing_as(structure):
        assert "Chiffrer vos besoins de financement" not in [task.title for task in registry.ask("home", structure)]


def test_the_funds_hear_of_what_is_new(three_structures, fund_officer):
    with passing_as(fund_officer):
        (headline,) = registry.ask("headline", fund_officer)
        titles = [task.title.replace("\xa0", " ") for task in registry.ask("home", fund_officer)]

    assert headline.replace("\xa0", " ") == "3 structures à aider à trouver 15 500 €"
    assert "Besoins nouveaux de 3 structures" in titles


def test_the_coordinators_table_says_whether_and_when_never_how_much(
    two_structures, campaign, coordinator, application
):
    third = candidates.begin(campaign)
    with passing_as(coordinator):
        column = next(column for column in registry.ask("columns", coordinator) if column.key == "financement")
        stated = kept(column, coordinator, "stated")
        silent = kept(column, coordinator, "none")
        cell = column.cells(coordinator, [application.pk, third.pk])[application.pk]

    assert len(stated) == 2
    assert silent == {third.pk}
    assert (cell.badge.label, cell.text, cell.date) == ("exprimé", "", datetime.date(2011, 11, 22))


def test_the_monthly_figure_counts_structures_from_three_on(two_structures, campaign):
    figures.count(campaign)
    assert not Figure.objects.system().filter(key="financing.structures").exists()

    make.stated(candidates.begin(campaign))
    figures.count(campaign)
    assert Figure.objects.system().get(key="financing.structures").value == 3


# Queries


def _queries(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def _many(campaign, number):
    """Structures with three needs each."""
    for _ in range(number):
        application = candidates.begin(campaign)
        for amount in ("100", "200", "300"):
            make.stated(application, amount=amount)


@pytest.mark.parametrize("role", ["fund_officer", "coordinator"])
def test_the_page_of_all_needs_asks_as_much_for_ten_as_for_a_hundred(campaign, request, role, sign_in, url):
    client = sign_in(request.getfixturevalue(role).person)
    _many(campaign, 3)
    client.get(url("overview"))
    few = _queries(client, url("overview"))
    _many(campaign, 30)

    assert _queries(client, url("overview")) == few <= 12


def test_the_pages_of_one_structure_ask_as_much_whatever_its_lines(page, application, dla_officer, sign_in, url):
    client, address = page
    officer = sign_in(dla_officer.person)
    make.stated(application)
    pages = ((client, address), (officer, url("structure", application.pk)))
    few = [_queries(*one) for one in pages]
    for _ in range(20):
        make.stated(application)

    assert [_queries(*one) for one in pages] == few
    assert max(few) <= 20


def test_a_seat_of_two_years_sees_its_own_year(two_structures, fund_officer, sign_in):
    from tests.factories.core import make_campaign

    later = make_campaign("2012")
    seats.give_mandate(later, fund_officer.person, Role.FUND_OFFICER, fund_officer.active_mandates[0].organisation)

    text = html(sign_in(fund_officer.person).get("/2012/appui/financement/"))
    assert "Aucun besoin de financement exprimé" in text
