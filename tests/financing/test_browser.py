"""Needs in money in a real browser: by the keyboard, without JavaScript."""

import pytest

from financing.models import NeedLine
from tests.factories import candidates
from tests.factories.core import make_campaign

BASE = "/2011/appui/financement/"


@pytest.fixture
def campaign(transactional_db, freeze):
    freeze(candidates.OPEN_DAY, tick=True)
    return make_campaign()


def heading(page) -> str:
    return page.inner_text("h1").replace("\u00a0", " ")


def type_with_the_keyboard(page, kind, month, amount, certainty, words):
    """From the first field to the button, with Tab, letters and Enter only."""
    page.get_by_label("Type de besoin").focus()
    keyboard = page.keyboard
    keyboard.type(kind)
    keyboard.press("Tab")
    # Chromium's month field is a month by its first letter, a year and a calendar button.
    keyboard.type(month[0])
    keyboard.press("Tab")
    keyboard.type(month[1:])
    while page.evaluate("document.activeElement.name") == "month":
        keyboard.press("Tab")
    keyboard.type(amount)
    keyboard.press("Tab")
    keyboard.type(certainty)
    keyboard.press("Tab")
    keyboard.type(words)
    keyboard.press("Tab")
    keyboard.press("Enter")


def test_two_needs_are_typed_one_after_the_other_with_the_keyboard(campaign, application, structure, open_page):
    page = open_page(structure.person)
    page.goto(f"{BASE}mes-besoins/")

    type_with_the_keyboard(page, "Pr", "m2012", "1 234,50", "probable", "Deux palettes.")
    page.get_by_text("Le besoin est ajouté.").wait_for()
    page.wait_for_load_state()  # before that, the page still moves the focus to what its address names
    assert heading(page) == "1 234,50 € de stocks à réunir d’ici mars 2012"
    assert page.url.endswith("#besoin")
    type_with_the_keyboard(page, "Besoin", "n2012", "6000", "certain", "")
    page.get_by_text("6 000").first.wait_for()

    assert heading(page) == "7 234,50 € à réunir d’ici novembre 2012, dont 83 % de trésorerie"
    assert NeedLine.objects.system().count() == 2


def test_a_need_is_stated_changed_and_withdrawn_without_javascript(campaign, application, structure, open_page):
    page = open_page(structure.person, javascript=False)
    page.goto(f"{BASE}mes-besoins/")
    page.get_by_label("Type de besoin").select_option("Déménagement")
    page.get_by_label("Mois").fill("2012-03")
    page.get_by_label("Montant").fill("2500")
    page.get_by_label("Certitude").select_option("certain")
    page.get_by_role("button", name="Ajouter ce besoin").click()

    page.get_by_role("link", name="Modifier : Déménagement, mars 2012").click()
    page.get_by_label("Montant").fill("3000")
    page.get_by_role("button", name="Enregistrer ce besoin").click()
    assert heading(page) == "3 000 € de déménagement à réunir d’ici mars 2012"

    page.get_by_role("link", name="Retirer : Déménagement, mars 2012").click()
    page.get_by_role("button", name="Retirer ce besoin").click()
    assert heading(page) == "De quel argent aurez-vous besoin, et quand ?"
    assert "1 besoin retiré" in page.inner_text("main").replace("\u00a0", " ")
