"""« Remplir depuis le SIRET »: what the public service answers, and what the form makes of it."""

import time

import pytest
from django.urls import reverse
from stdnum import luhn

from ccr.directory import company_search
from ccr.directory.models import Organisation
from tests.directory.register import Register, establishment, unit

SILENT = "ne répond pas : continuez en remplissant vous-même."


@pytest.fixture
def register(settings):
    with Register().listening() as register:
        settings.COMPANY_SEARCH_URL = register.url
        yield register


@pytest.fixture
def press(register, sign_in, newcomer, typed):
    """Press one of the buttons of the form of creation."""
    client, address = sign_in(newcomer), reverse("directory:create", args=["2011"])

    def pressed(number, button="fill", **changes):
        blank = dict.fromkeys(("name", "legal_form"), "") | changes
        return client.post(address, typed(number=number, lookup=button, **blank))

    return pressed


def luhn_ended(digits) -> str:
    return digits + luhn.calc_check_digit(digits)


def values_on(response) -> dict:
    return {field.name: field.value() for field in response.context["form"]}


def test_the_form_comes_back_filled_and_nothing_is_recorded(press, register, says):
    number = register.knows(unit(""))
    known = Organisation.objects.count()

    response = press(number)

    assert response.status_code == 200
    assert says(response, "LES PANIERS DU VALLON est au répertoire public.")
    assert values_on(response) == {
        "number": number,
        "rna": "W133012345",
        "name": "LES PANIERS DU VALLON",
        "legal_form": "9220",
        "declared_on": "1987-05-04",
        "flags": ["is_ess"],
        "naf_code": "47.21Z",
        "headcount_band": "03",
        "address": "2 BIS RUE DES LICES",
        "postcode": "13007",
        "city": "MARSEILLE 7",
        "website": None,
        "kind": "staff",
    }
    assert Organisation.objects.count() == known
    assert not response.context["form"].errors


def test_what_was_typed_is_kept_shown_and_replaced_when_asked(press, register, says):
    number = register.knows(unit(""))
    typed = {"name": "Les paniers du vallon", "city": "Aix", "legal_form": "5499", "declared_on": "1987-05-04"}

    kept = press(number, **typed)
    assert says(kept, "Vous aviez écrit autre chose", "Commune : « Aix » ; au répertoire, « MARSEILLE 7 »")
    assert says(kept, "Forme juridique : « SARL » ; au répertoire, « Association déclarée »")
    on_page = values_on(kept)
    assert [on_page[name] for name in ("name", "city", "legal_form")] == ["Les paniers du vallon", "Aix", "5499"]

    replaced = press(number, "replace", **typed)
    assert says(replaced, "« Aix » est devenu « MARSEILLE 7 »")
    on_page = values_on(replaced)
    assert [on_page[name] for name in ("name", "city", "legal_form")] == [
        "Les paniers du vallon",
        "MARSEILLE 7",
        "9220",
    ]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"status": 500, "body": b"{}"}, SILENT),
        ({"status": 429, "headers": {"Retry-After": "60"}, "body": b"{}"}, "réessayez dans une minute"),
        ({"status": 302, "headers": {"Location": "http://127.0.0.1:9/"}, "body": b""}, SILENT),
        ({"body": b"<html>Maintenance</html>"}, SILENT),
        ({"body": b'{"results": 3}'}, SILENT),
        ({"body": b'{"results": ["' + b"a" * company_search.LARGEST + b'"]}'}, SILENT),
        ({"body": b"[" * 100_000}, SILENT),
        ({}, "Le répertoire public ne connaît pas ce numéro"),
    ],
    ids=["500", "429", "redirect", "no JSON", "odd JSON", "huge", "deep", "not found or not shown"],
)
def test_without_an_answer_the_form_goes_on(press, register, says, told, sentence):
    response = press(register.knows(**told), name="Le Fournil partagé")

    assert response.status_code == 200
    assert says(response, sentence, 'value="Le Fournil partagé"')


def test_a_slow_service_is_waited_for_three_seconds_in_all(press, register, says, monkeypatch):
    assert company_search.PATIENCE == 3
    monkeypatch.setattr(company_search, "PATIENCE", 0.2)
    number = register.knows(unit(""), waits=True)

    began = time.perf_counter()
    assert says(press(number), SILENT)
    assert time.perf_counter() - began < 1.5
    register.released.set()


def test_a_wrong_number_asks_nobody(press, register, says):
    assert says(press("732829321"), "clé de contrôle est fausse")
    assert says(press(""), "Donnez d’abord le SIREN ou le SIRET")
    assert register.asked == []


def test_a_known_number_leads_to_its_record(press, register, association, says):
    response = press(association.siren)

    assert says(response, "est déjà dans l’annuaire", reverse("directory:join", args=["2011", association.pk]))
    assert register.asked == []


@pytest.mark.parametrize(
    ("told", "warning", "name", "value"),
    [
        ({"etat_administratif": "C"}, "la donne pour fermée", "name", "LES PANIERS DU VALLON"),
        ({"nature_juridique": "5202"}, "catégorie 5202 de l’Insee", "legal_form", ""),
        (
            {"nom_raison_sociale": None, "nom_complet": "[NON-DIFFUSIBLE]", "siege": {"adresse": "[NON-DIFFUSIBLE]"}},
            "n’est pas publique",
            "address",
            None,
        ),
    ],
    ids=["closed", "other form", "partly hidden"],
)
def test_what_is_odd_is_said(press, register, says, told, warning, name, value):
    response = press(register.knows(unit("", **told)))

    assert says(response, warning)
    assert values_on(response)[name] == value


def test_the_right_one_of_several_is_taken_and_remembered(press, register, says):
    other = unit("404833048", nom_raison_sociale="UNE AUTRE")
    number = register.knows(other, unit(""))

    assert says(press(number), "LES PANIERS DU VALLON")
    assert says(press(f"{number}"), "LES PANIERS DU VALLON")
    assert register.asked == [number]


@pytest.mark.parametrize(
    ("listed", "values", "sentence"),
    [
        ([{}], ("31 COURS BELSUNCE", "13001", "MARSEILLE"), "Relisez ce qui a été rempli"),
        ([{"etat_administratif": "F"}], ("31 COURS BELSUNCE", "13001", "MARSEILLE"), "Cet établissement est fermé"),
        ([], ("2 BIS RUE DES LICES", "13007", "MARSEILLE 7"), "l’adresse est celle du siège"),
    ],
    ids=["known", "shut", "not shown"],
)
def test_the_siret_of_another_establishment_gives_its_own_address(press, register, says, listed, values, sentence):
    number = register.knows(unit(""))
    siret = luhn_ended(f"{number}0002")
    told = unit(number, matching_etablissements=[establishment(siret, **one) for one in listed])
    told["siege"]["siret"] = luhn_ended(f"{number}0001")
    register.answers[siret] = register.answers[register.knows(told)]

    response = press(siret)

    assert says(response, sentence)
    on_page = values_on(response)
    assert tuple(on_page[name] for name in ("address", "postcode", "city")) == values
    assert on_page["number"] == siret
    assert register.asked == [siret]


def test_a_member_refreshes_her_record_and_saves_only_that(register, sign_in, member, association, says):
    register.answers[association.siren] = register.answers[register.knows(unit(association.siren))]
    client, address = sign_in(member), reverse("directory:change", args=[association.pk])
    form = client.get(address).context["form"]
    shown = {name: field.value() for field in form for name in (field.name, field.html_initial_name) if field.value()}

    filled = client.post(address, shown | {"lookup": "fill"})
    assert says(filled, "Rempli", "Code NAF", "Effectif salarié")
    Organisation.objects.filter(pk=association.pk).update(website="https://paniers.exemple")  # a colleague's
    saved = client.post(address, shown | {name: value for name, value in values_on(filled).items() if value})
    assert saved.status_code == 302, saved.context["form"].errors

    association.refresh_from_db()
    assert (association.naf_code, association.headcount_band) == ("47.21Z", "03")
    assert association.website == "https://paniers.exemple"


CHOOSE = reverse("directory:choose", args=["2011"])


@pytest.mark.parametrize(
    ("told", "name"), [((unit(""),), "LES PANIERS DU VALLON"), ((), None)], ids=["known", "unknown"]
)
def test_a_number_that_is_searched_leads_to_the_form_already_filled(register, sign_in, newcomer, says, told, name):
    number, client = register.knows(*told), sign_in(newcomer)

    form = client.get(CHOOSE, {"q": f"{number[:3]} {number[3:6]} {number[6:]}"}, follow=True)

    assert form.redirect_chain == [(f"{reverse('directory:create', args=['2011'])}?q={number}", 302)]
    assert says(form, "Relisez ce qui a été rempli" if name else "ne connaît pas ce numéro")
    assert (form.status_code, values_on(form)["number"], values_on(form)["name"]) == (200, number, name)
    assert not form.context["form"].errors
    shown = {field: value for field, value in values_on(form).items() if value}
    begun = client.post(
        form.redirect_chain[0][0],
        shown | {"name": "Les paniers", "legal_form": "9220", "sent_by": "alone"},
        follow=True,
    )
    assert says(begun, "Rubrique 1 sur 12")


def test_a_searched_number_waits_for_no_answer_and_a_wrong_one_is_said(register, sign_in, newcomer, says, monkeypatch):
    monkeypatch.setattr(company_search, "PATIENCE", 0.2)
    number, client = register.knows(unit(""), waits=True), sign_in(newcomer)

    assert says(client.get(CHOOSE, {"q": number}, follow=True), SILENT, f'value="{number}"')
    register.released.set()
    assert says(client.get(CHOOSE, {"q": "732829321"}), "clé de contrôle est fausse")
    assert len(register.asked) == 1


def test_without_a_service_there_is_no_button(sign_in, newcomer, settings):
    address = reverse("directory:create", args=["2011"])
    assert "Remplir depuis" not in sign_in(newcomer).get(address).content.decode()


@pytest.mark.parametrize(
    ("address", "accepted"),
    [
        ("https://recherche-entreprises.api.gouv.fr/search", True),
        ("http://127.0.0.1:8000/x", True),
        ("http://localhost/x", True),
        ("http://exemple.fr/search", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_encrypted_or_local_addresses_are_asked(address, accepted):
    assert (company_search.why_not_address(address) is None) == accepted


@pytest.mark.browser
def test_the_form_is_filled_in_place_and_enter_still_records(register, open_page, newcomer, axe, freeze):
    freeze("2011-10-03 10:00", tick=True)
    number = register.knows(unit(""))
    page = open_page(newcomer)
    page.goto("/2011/candidater/organisation/creer/")
    page.get_by_label("Site internet").fill("https://paniers.exemple")
    page.get_by_label("SIREN ou SIRET").fill(number)
    page.get_by_role("button", name="Remplir depuis le SIRET").click()
    page.get_by_text("est au répertoire public").wait_for()
    assert page.get_by_label("Site internet").input_value() == "https://paniers.exemple"
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    axe(page)
    page.get_by_label("Qui vous a orienté vers la CCR").select_option("alone")
    page.get_by_label("Nom de l’organisation").press("Enter")
    page.wait_for_url("**/candidature/*/structure/")
    assert Organisation.objects.get(siren=number).headcount_band == "03"
