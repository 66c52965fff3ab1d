"""A structure enters a session, in a real browser: typed with the sheet saving itself, read, validated, enrolled."""

import pytest

from dla.models import NeedsTheme
from tests.factories import candidates
from tests.factories import dla as make
from tests.factories.core import make_campaign

BASE = "/2011/appui/sessions/"


@pytest.fixture
def campaign(transactional_db, freeze):
    freeze(candidates.OPEN_DAY, tick=True)
    return make_campaign()


def test_a_structure_enters_a_session(campaign, application, officer, open_page, axe):
    session = make.planned(campaign, officer)
    page = open_page(candidates.representative(application).person)
    page.goto(f"{BASE}ma-fiche/")
    axe(page)
    for number, label in enumerate(("Modèle économique", "Organisation de la production"), start=1):
        section = page.locator("fieldset", has_text=label).first
        section.get_by_label("Priorité").select_option("useful")
        section.get_by_label("Votre besoin").fill(f"Besoin {number}")
    page.get_by_text("Enregistré à").wait_for()
    page.wait_for_function("document.querySelector('[data-autosave-state]').classList.contains('is-saved')")
    page.wait_for_timeout(500)
    assert set(NeedsTheme.objects.system().exclude(words="").values_list("words", flat=True)) == {
        "Besoin 1",
        "Besoin 2",
    }

    page.reload()
    for name in ("marketing", "hr", "other"):
        page.locator(f"#id_{name}_priority").select_option("none")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("La fiche est enregistrée.").wait_for()
    page.get_by_role("button", name="Envoyer la fiche").click()
    page.get_by_role("heading", name="Votre fiche est envoyée").wait_for()

    desk = open_page(officer.person)
    desk.goto("/2011/")
    desk.get_by_role("link", name="Lire les fiches").click()
    desk.get_by_role("link", name="Jardin des Docks").click()
    desk.get_by_text("Besoin 2").wait_for()
    axe(desk)
    desk.get_by_role("button", name="Valider la fiche").click()
    desk.goto(f"{BASE}{session.pk}/")
    axe(desk)
    desk.get_by_role("button", name="Inscrire Jardin des Docks").click()
    desk.get_by_text("Jardin des Docks est inscrite.").wait_for()

    page.goto(f"{BASE}ma-session/")
    page.get_by_role("heading", name="Vous êtes inscrits à la session 1").wait_for()
    axe(page)

    page.get_by_role("link", name="Commencer mon plan").click()
    page.get_by_text("Besoin 1").wait_for()
    page.locator("#id_economic_aim").fill("Vendre sur place.")
    page.locator("#id_economic_progress").select_option("under_way")
    page.get_by_role("button", name="Enregistrer le plan").click()
    page.get_by_role("heading", name="0 thème atteint sur 5, 1 en cours").wait_for()
    axe(page)
    desk.goto("/2011/appui/sessions/fiches/")
    desk.get_by_role("link", name="0 atteint sur 5, 1 en cours").click()
    desk.get_by_text("Vendre sur place.").wait_for()
    axe(desk)
