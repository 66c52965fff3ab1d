"""The application in a real browser: saved while one types, by the keyboard; checked by axe.

The whole of it is typed in ``tests/journeys/test_applying.py``.
"""

import pytest

from candidates.models import Draft, DraftPiece
from tests.candidates.reading import plain
from tests.factories import candidates as make
from tests.factories.core import make_campaign


@pytest.fixture
def campaign(transactional_db, freeze):
    freeze(make.OPEN_DAY, tick=True)
    return make_campaign()


def sheet(application) -> str:
    return f"/2011/candidature/{application.pk}/"


def test_what_is_typed_is_saved_shown_and_counted(campaign, open_page):
    application = make.begin(campaign)
    page = open_page(make.representative(application).person)
    page.goto(sheet(application) + "projet/")
    before = page.inner_text(".page-aside h2")

    page.fill("#id_reasons", "Partager les caisses.")
    page.fill("#id_project", "Un comptoir de vrac.")
    page.keyboard.press("Tab")
    page.wait_for_selector(".checklist .is-complete >> text=Le projet")

    assert plain(page.inner_text(".autosave-state")).startswith("Enregistré à 10 h")
    assert page.inner_text(".page-aside h2") != before
    assert "3\u00a0980 caractères restants" in page.inner_text("#div_id_project").replace("\u202f", "\u00a0")
    page.reload()
    assert page.input_value("#id_project") == "Un comptoir de vrac."

    # The connection is cut while she types; the form's own button takes nothing away.
    page.expected_errors += ["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]
    page.context.set_offline(True)
    page.fill("#id_project", "Un comptoir de vrac et de réemploi.")
    page.click("text=Enregistrer et continuer")
    page.wait_for_selector(".autosave-state.is-failed")
    assert page.input_value("#id_project") == "Un comptoir de vrac et de réemploi."
    page.context.set_offline(False)
    page.wait_for_selector(".autosave-state.is-saved")
    page.click("text=Enregistrer et continuer")
    page.wait_for_url("**/sites/")
    assert Draft.objects.system().get(application=application).project == "Un comptoir de vrac et de réemploi."


def test_a_value_that_cannot_be_is_said_beside_its_field(campaign, open_page):
    application = make.begin(campaign)
    page = open_page(make.representative(application).person)
    page.expected_errors.append("422")
    page.goto(sheet(application) + "emploi/")

    page.fill("#id_employees", "trois")
    page.keyboard.press("Tab")
    page.wait_for_selector("#div_id_employees .field-error p")

    assert "Écrivez un nombre" in page.inner_text("#div_id_employees")
    assert page.input_value("#id_employees") == "trois"


def test_figures_paste_from_a_spreadsheet_and_nothing_that_does_not_fit_is_lost(campaign, open_page):
    application = make.begin(campaign)
    page = open_page(make.representative(application).person)
    page.goto(sheet(application) + "chiffres/")
    cells = "12 345,67\t10 000\t2 345,67\t11 000,5\n\t\t\t\n13 000\t1\t2\t3\t4\t5\t6\nde trop\t8"
    page.focus("[id='id_income-2008']")
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const pasted = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(pasted);
        }""",
        cells,
    )
    page.get_by_text("Sans place dans le tableau, à reporter vous-même : 6 ; de trop ; 8.").wait_for()
    assert plain(page.inner_text("tbody tr:first-child [data-result]")).replace("\u202f", " ") == "1 345,17"
    page.wait_for_function("() => document.querySelector('.autosave-state.is-saved')")
    page.reload()

    values = [page.input_value(f"[id='id_{name}']") for name in ("income-2008", "expenses-2008", "cash-2010")]
    assert [plain(value) for value in values] == ["12 345,67", "11 000,50", "5"]


def test_questions_show_as_they_are_asked_and_what_was_typed_comes_back_after_signing_in(campaign, open_page):
    application = make.begin(campaign)
    page = open_page(make.representative(application).person)
    page.expected_errors.append("403")
    page.goto(sheet(application) + "cooperation/")
    assert not page.is_visible("#id_cooperation_with")
    page.check("#id_cooperates_0")
    page.wait_for_selector("#id_cooperation_with")
    page.wait_for_selector(".autosave-state.is-saved")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.fill("#id_cooperation_with", "Avec l’épicerie.")
    page.click("text=Enregistrer et continuer")
    page.get_by_role("link", name="Se reconnecter").wait_for()
    page.context.add_cookies(cookies)
    page.click("text=Se reconnecter")
    page.wait_for_selector(".autosave-state.is-saved")

    assert page.input_value("#id_cooperation_with") == "Avec l’épicerie."
    assert Draft.objects.system().get(application=application).cooperation_with == "Avec l’épicerie."


def test_what_is_not_saved_stays_said_and_kept_whatever_is_opened_next(campaign, open_page):
    """Refused, typed while nothing answers, typed after the session ended: through other sections, to the deposit."""
    application = make.ready(campaign)
    colleague = make.add_contributor(application)
    page = open_page(make.representative(application).person)
    page.expected_errors += ["422", "409", "403", "ERR_FAILED", "Failed to fetch"]
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    said = page.locator(".autosave-state")

    def type_in(section, field, text):
        page.goto(sheet(application) + section)
        page.fill(field, text)
        page.keyboard.press("Tab")

    def unsaved(sentence):
        said.filter(has_text=sentence).wait_for()

    # Refused, then covered by nothing: neither another answer, nor the whole page, nor another section.
    type_in("projet/", "#id_reasons", "z" * 4500)
    unsaved("Ce texte dépasse")
    page.fill("#id_project", "Un comptoir.")
    page.keyboard.press("Tab")
    unsaved("1 réponse n’est pas enregistrée")
    page.click("form .btn-quiet:has-text('Enregistrer')")
    page.wait_for_selector(".error-summary")
    with page.expect_response("**/enregistrer/"):
        page.fill("#id_project", "Un comptoir de vrac.")
        page.keyboard.press("Tab")
    unsaved("1 réponse n’est pas enregistrée")
    assert not asked
    page.click(".checklist a >> nth=0")
    page.wait_for_url("**/structure/")
    assert asked == ["beforeunload"]
    unsaved("1 réponse n’est pas enregistrée")

    # Nothing answers; then the session ends. A colleague writes where she did meanwhile.
    page.route("**/enregistrer/", lambda route: route.abort())
    type_in("structure/", "#id_summary", "Une épicerie en vrac.")
    unsaved("la connexion ne répond pas")
    page.unroute("**/enregistrer/")
    page.goto(sheet(application) + "activite/")
    unsaved("2 réponses ne sont pas enregistrées")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.fill("#id_activity", "Du vrac et des paniers.")
    page.keyboard.press("Tab")
    unsaved("votre session est terminée")
    page.context.add_cookies(cookies)
    make.services.write_draft(application, fields={"summary": "Écrit par une collègue."}, by=colleague)

    # All of it is said where one deposits, and waits in its own section.
    page.goto(sheet(application) + "deposer/")
    notice = page.get_by_role("alert").filter(has_text="3 réponses tapées ne sont pas enregistrées")
    notice.get_by_role("link").last.click()
    unsaved("2 réponses ne sont pas enregistrées")
    page.goto(sheet(application) + "structure/")
    assert page.input_value("#id_summary") == "Une épicerie en vrac."
    unsaved(f"{colleague.person.full_name}")
    page.goto(sheet(application) + "projet/")
    assert page.input_value("#id_reasons") == "z" * 4500
    page.fill("#id_reasons", "Partager un camion.")
    page.keyboard.press("Tab")
    page.wait_for_selector(".autosave-state.is-saved")
    page.goto(sheet(application) + "deposer/")

    assert not page.get_by_role("alert").is_visible()
    draft = Draft.objects.system().get(application=application)
    assert draft.reasons == "Partager un camion."
    assert draft.activity == "Du vrac et des paniers."
    assert draft.summary == "Écrit par une collègue."


def test_a_piece_leaves_when_it_is_chosen_and_a_colleagues_is_replaced_knowingly(campaign, open_page, axe):
    """One act for a piece: its file is chosen. What is refused stays chosen."""
    application = make.begin(campaign)
    colleague = make.add_contributor(application)
    page = open_page(make.representative(application).person)
    page.goto(sheet(application) + "pieces/")
    assert not page.is_visible("#piece-statutes button[type=submit]")

    page.set_input_files("#fichier-statutes", picked("statuts.pdf"))
    page.wait_for_selector("#piece-statutes .piece-said.is-saved")
    assert page.inner_text("[data-piece-announced]") == "statuts.pdf est joint à la candidature."
    page.wait_for_selector(".checklist .is-here")

    make.services.add_piece(application, "statutes", make.upload("a-elle.pdf", "Elle"), by=colleague)
    page.set_input_files("#fichier-statutes", picked("a-nous.pdf"))
    page.wait_for_selector("#piece-statutes .piece-said.is-failed")
    page.get_by_text(f"{colleague.person.full_name} modifie aussi cette rubrique").wait_for()
    axe(page)
    page.click("#piece-statutes button[type=submit]")
    page.get_by_text("a-nous.pdf est joint, à la place de a-elle.pdf.").first.wait_for()

    page.expected_errors += ["ERR_INTERNET_DISCONNECTED"]
    page.context.set_offline(True)
    page.set_input_files("#fichier-accounts", picked("comptes.pdf"))
    page.get_by_text("L’envoi n’a pas abouti").first.wait_for()
    page.context.set_offline(False)
    page.click("#piece-accounts button[type=submit]")
    page.wait_for_selector("#piece-accounts .piece-said.is-saved")
    live = DraftPiece.objects.system().filter(draft__application=application, retired_at=None)
    assert sorted(live.values_list("name", flat=True)) == ["a-nous.pdf", "comptes.pdf"]


def picked(name) -> dict:
    """A file as a person chooses it."""
    file = make.upload(name, name)
    return {"name": name, "mimeType": "application/pdf", "buffer": file.read()}


def test_by_the_keyboard_from_the_check_to_the_field(campaign, open_page):
    application = make.begin(campaign)
    page = open_page(make.representative(application).person)
    page.goto(sheet(application))
    page.focus("text=Relire et déposer")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?verifier=1")
    page.wait_for_selector(".error-summary:focus")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/structure/?verifier=1#id_summary")
    page.focus("#id_summary")
    page.keyboard.type("Une épicerie.")
    page.keyboard.press("Tab")
    page.wait_for_selector(".autosave-state.is-saved")

    assert Draft.objects.system().get(application=application).summary == "Une épicerie."


def test_a_draft_on_its_way_breaks_no_rule_of_accessibility(campaign, open_page, axe):
    """The pages of after the decision are opened by ``tests/wall/proofs/test_every_page.py``."""
    application = make.deposited(campaign)
    make.fill(application, pieces=False, sign=False, project="Un atelier.")
    page = open_page(make.representative(application).person)
    piece = application.draft.pieces.first()
    paths = ("chiffres/", "contacts/?verifier=1", "activite/", "sites/", "pieces/", "charte/", "apercu/")
    for path in ("", "?verifier=1", *paths, "deposer/", "retirer/", f"fichiers/{piece.pk}/retirer/"):
        page.goto(sheet(application) + path)
        axe(page)
