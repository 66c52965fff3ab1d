"""The application in a real browser: saved while one types, without JavaScript, by the keyboard; checked by axe."""

import pytest

from candidates.models import Application, Draft
from candidates.states import ApplicationState
from tests.candidates.reading import plain
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory, make_campaign


@pytest.fixture
def campaign(transactional_db, freeze):
    freeze(make.OPEN_DAY, tick=True)
    return make_campaign()


def sheet(application) -> str:
    return f"/2011/candidature/{application.pk}/"


def test_what_is_typed_is_saved_shown_and_counted(campaign, open_page):
    application = make.begin(campaign)
    page = open_page(make.representative(application).person)
    page.goto(sheet(application))
    assert "0 rubriques sur 8" in page.inner_text(".page-aside")

    page.fill("#id_project", "Un comptoir de vrac.")
    page.keyboard.press("Tab")
    page.wait_for_selector(".autosave-state.is-saved")

    assert plain(page.inner_text(".autosave-state")).startswith("Enregistré à 10 h")
    page.wait_for_selector(".checklist .is-complete >> text=Votre projet")
    page.reload()
    assert page.input_value("#id_project") == "Un comptoir de vrac."


def test_a_value_that_cannot_be_is_said_beside_its_field(campaign, open_page):
    application = make.begin(campaign)
    page = open_page(make.representative(application).person)
    page.expected_errors.append("422")
    page.goto(sheet(application))

    page.fill("#id_employees", "trois")
    page.keyboard.press("Tab")
    page.wait_for_selector("#div_id_employees .field-error p")

    assert "Écrivez un nombre" in page.inner_text("#div_id_employees")
    assert page.input_value("#id_employees") == "trois"


def fill_page(page, campaign):
    """Everything, as a person without JavaScript sends it."""
    page.fill("#id_activity", "Épicerie.")
    page.fill("#id_employees", "3,5")
    page.fill("#id_project", "Un comptoir de vrac.")
    page.fill("#id_reasons", "Partager les caisses.")
    site = campaign.sites.get(site__name="mk2").pk.hex
    page.check(f"#id_chosen-{site}")
    page.fill(f"#id_answer-{site}", "Nous savons faire.")
    page.select_option("#id_space_kind", "corner")
    page.fill("#id_space_m2", "42")
    page.fill("#id_contact_name", "Camille Essai")
    page.click("button:has-text('Enregistrer')")


def test_the_whole_way_without_javascript(campaign, open_page):
    person, _ = make.make_member(OrganisationFactory(name="Les Paniers du Port"))
    page = open_page(person, javascript=False)
    page.goto("/2011/candidater/")
    page.click("main >> text=Candidater pour Les Paniers du Port")
    page.click("button:has-text('Commencer la candidature')")
    fill_page(page, campaign)
    assert "Brouillon enregistré." in page.inner_text("main")
    page.click("button:has-text('Signer la charte')")
    for kind in ("statutes", "accounts"):
        page.set_input_files(
            f"#fichier-{kind}", {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": make.small_pdf(kind)}
        )
        page.click(f"#piece-{kind} button")
    page.click("a:has-text('Déposer la candidature')")
    page.click("button:has-text('Déposer la candidature')")

    assert "Votre candidature est déposée sous le numéro CCR-2011-0001" in plain(page.inner_text("main"))
    assert Application.objects.system().get().state == ApplicationState.DEPOSITED


def test_by_the_keyboard_from_the_check_to_the_field(campaign, open_page):
    application = make.begin(campaign)
    page = open_page(make.representative(application).person)
    page.goto(sheet(application))
    page.focus("text=Vérifier ce qui manque")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?verifier=1")
    page.wait_for_selector(".error-summary:focus")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("Épicerie.")
    page.keyboard.press("Tab")
    page.wait_for_selector(".autosave-state.is-saved")

    assert Draft.objects.system().get(application=application).activity == "Épicerie."


def test_a_draft_on_its_way_breaks_no_rule_of_accessibility(campaign, open_page, axe):
    """The pages of after the decision are opened by ``tests/journeys/test_every_page.py``."""
    application = make.deposited(campaign)
    make.fill(application, pieces=False, sign=False, project="Un atelier.")
    page = open_page(make.representative(application).person)
    for path in ("", "?verifier=1", "deposer/", "retirer/", "pieces/statutes/retirer/"):
        page.goto(sheet(application) + path)
        axe(page)
