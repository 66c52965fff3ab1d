"""A diagnostic in a real browser, by the people it takes; checked by axe on a desk and on a phone."""

import pytest

from diagnostics.models import Answer, Note, Transfer
from diagnostics.states import NoteState
from tests.factories import candidates
from tests.factories import diagnostics as make

BASE = "/2011/appui/diagnostics/"


@pytest.fixture
def world(transactional_db, freeze):
    freeze(make.ASKED, tick=True)
    world = make.make_world()
    make.deposit(world.application)
    return world


def heading(page) -> str:
    return page.inner_text("h1").replace("\u00a0", " ")


def test_asked_assigned_written_and_read(world, open_page):
    structure = open_page(world.candidate.person)
    structure.goto(f"{BASE}mon-diagnostic/")
    assert "restitué avant le 31 janvier 2012" in heading(structure)
    structure.get_by_label("Avant la sélection").check()
    structure.get_by_role("button", name="Demander un diagnostic").click()
    assert heading(structure) == "RAMSESS va désigner votre diagnostiqueur"

    ramsess = open_page(world.ramsess.person)
    ramsess.goto("/2011/")
    ramsess.get_by_role("link", name="Attribuer").click()
    ramsess.get_by_role("link", name="Attribuer : Les Paniers du Port").click()
    ramsess.get_by_label(world.d1.person.full_name, exact=True).check()
    ramsess.get_by_role("button", name="Attribuer").click()
    assert heading(ramsess) == "Aucune demande ne vous attend"

    diagnostician = open_page(world.d1.person)
    diagnostician.goto(BASE)
    diagnostician.get_by_role("link", name="Les Paniers du Port").click()
    diagnostician.get_by_role("button", name="Commencer le diagnostic").click()
    diagnostician.get_by_role("link", name="2. Projet, valeurs, charte").click()
    diagnostician.get_by_label("3 – satisfaisant").check()
    diagnostician.get_by_label("Points forts").fill("Une équipe soudée.")
    diagnostician.keyboard.press("Tab")
    diagnostician.wait_for_selector(".autosave-state.is-saved")
    diagnostician.get_by_role("link", name="10. Avis d’opportunité").click()
    diagnostician.get_by_label("opportun", exact=True).check()
    diagnostician.get_by_label("Raisons de l’avis").fill("Un projet mûr.")
    diagnostician.keyboard.press("Tab")
    diagnostician.wait_for_selector(".autosave-state.is-saved")
    diagnostician.get_by_role("link", name="Relire et remettre la note").click()
    diagnostician.get_by_role("button", name="Relue : remettre la note").click()
    assert Note.objects.system().get().state == NoteState.SHARED

    structure.goto("/2011/")
    structure.get_by_role("link", name="Lire la note").click()
    assert "Un projet mûr." in structure.inner_text("main")
    assert "Une équipe soudée." in structure.inner_text("main")
    structure.get_by_role("button", name="Valider la note").click()
    assert heading(structure) == "Votre note de diagnostic"
    assert Note.objects.system().get().state == NoteState.VALIDATED


def test_the_template_without_javascript(world, open_page):
    diagnostic = make.started(world)
    page = open_page(world.d1.person, javascript=False)
    page.goto(f"{BASE}{diagnostic.pk}/trame/8/")

    page.get_by_role("group", name="La structure est prête").get_by_label("2 – à consolider").check()
    page.get_by_label("Points faibles").fill("Un stock trop petit.")
    page.get_by_role("button", name="Enregistrer et passer à la note").click()

    assert heading(page) == "Avis d’opportunité"
    assert set(Answer.objects.system().values_list("value", flat=True)) == {"2", "Un stock trop petit."}


def test_consent_and_its_withdrawal_by_the_keyboard(world, open_page):
    diagnostic = make.restituted(world)
    make.decide(world.application)
    consultant = make.make_consultant(world)
    page = open_page(world.candidate.person)
    page.goto(f"{BASE}note/{make.note_of(diagnostic).pk}/")

    page.get_by_label("Consultant").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Au nom de ma structure").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=La note est transmise")
    transfer = Transfer.objects.system().get()
    assert transfer.consultant == consultant

    page.get_by_role("link", name=f"Retirer l’accès de {consultant.person.full_name}").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Retirer l’accès").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=L’accès est retiré")
    transfer.refresh_from_db()
    assert not transfer.is_live


def test_pages_that_wait_for_a_hand_break_no_rule_that_axe_knows(world, open_page, axe):
    """Before the note is given back; what follows is opened by ``tests/wall/proofs/test_every_page.py``."""
    structure, ramsess, d1 = (open_page(seat.person) for seat in (world.candidate, world.ramsess, world.d1))
    structure.goto(f"{BASE}mon-diagnostic/{world.application.pk}/")
    axe(structure)
    other = make.ask(world, candidates.begin(world.campaign))
    for path in ("demandes/", f"demandes/{other.pk}/attribuer/"):
        ramsess.goto(BASE + path)
        axe(ramsess)
    diagnostic = make.started(world)
    for path in ("trame/2/", "note/"):
        d1.goto(f"{BASE}{diagnostic.pk}/{path}")
        axe(d1)
