"""What a person sees and does: drafts that save themselves, menus, phones, no JavaScript."""

import pytest

from ccr.programme.roles import Role
from tests import accessibility
from tests.factories.core import PersonFactory, make_campaign, make_seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def campaign():
    return make_campaign()


def test_targets_are_large_enough(open_page, campaign):
    page = open_page(make_seat(campaign, Role.DLA_OFFICER).person, width=375)
    page.goto(f"/{campaign.slug}/")

    small = page.evaluate("""
        [...document.querySelectorAll("header a, header summary, main .btn, footer nav a, main summary")]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
            .map((one) => one.outerHTML)
    """)

    assert small == []


def test_the_keyboard_skips_to_the_content_and_opens_the_menu(open_page, campaign):
    page = open_page(make_seat(campaign, Role.DLA_OFFICER).person)
    page.goto(f"/{campaign.slug}/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.locator(".account-menu summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Se déconnecter").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Se déconnecter").is_visible()


def test_the_account_menu_opens_without_javascript(open_page, campaign):
    page = open_page(PersonFactory(), javascript=False)
    page.goto(f"/{campaign.slug}/")

    page.locator(".account-menu summary").click()

    assert page.get_by_role("link", name="Changer d’appel").is_visible()


def test_signing_out_forgets_what_was_typed(open_page, campaign):
    page = open_page(PersonFactory())
    page.goto(f"/{campaign.slug}/")
    page.evaluate("sessionStorage.setItem('ccr.autosave:x:/y/', '{}')")

    page.locator(".account-menu summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_load_state()

    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('ccr.'))") == []


def test_another_person_never_finds_what_was_typed(open_page, campaign):
    page = open_page(PersonFactory())
    page.goto("/aide/")
    page.evaluate("sessionStorage.setItem('ccr.autosave:somebody-else:/y/', '{}')")

    page.goto("/")

    assert page.evaluate("sessionStorage.getItem('ccr.autosave:somebody-else:/y/')") is None


DRAFT = """
    <form method="post" action="/fin/" data-autosave="/champ/">
      <input type="hidden" name="csrfmiddlewaretoken" value="x">
      <div data-field="name"><label for="n">Nom</label><div id="n_error" data-field-error></div>
      <input id="n" name="name" value=""></div>
      <button>Enregistrer</button>
    </form>
    <p data-autosave-state role="status"></p>
"""


@pytest.fixture
def draft(open_page, live_server):
    """A page with a draft whose server is played by the test: ``draft.answers`` is what it says, in turn."""
    page = open_page()
    page.expected_errors += ["422", "ERR_FAILED", "500"]
    page.answers, page.posted = [], []

    def answer(route):
        page.posted.append(route.request.post_data)
        said = page.answers.pop(0) if page.answers else (200, "saved", "Enregistré à 14 h 32")
        if said is None:
            route.abort()
            return
        status, outcome, text = said
        headers = {"X-Autosave": outcome} if outcome else {}
        route.fulfill(status=status, headers=headers, body=text, content_type="text/html; charset=utf-8")

    def show(route):
        script = f'<script src="{live_server.url}/static/js/autosave.js" defer></script>'
        body = f"<!DOCTYPE html><html lang='fr'><body data-person='p'>{DRAFT}{script}</body></html>"
        route.fulfill(status=200, body=body, content_type="text/html; charset=utf-8")

    page.route("**/champ/", answer)
    page.route("**/brouillon/", show)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/brouillon/")
    return page


def state(page, sentence):
    page.get_by_role("status").filter(has_text=sentence).wait_for()


def test_a_field_saves_itself_and_says_when(draft):
    draft.get_by_label("Nom").fill("Les Paniers")

    state(draft, "Enregistré à 14 h 32")
    assert "field=name" in draft.posted[0]
    assert "name=Les+Paniers" in draft.posted[0]
    assert draft.evaluate("sessionStorage.length") == 0


def test_the_page_starts_from_the_field_that_was_saved(draft):
    """The whole page, sent next, says what was changed since (``ccr.ui.forms.ShownForm``)."""
    hidden = "const i = document.createElement('input'); i.type = 'hidden'; i.name = 'initial-name';"
    draft.evaluate(f"() => {{ {hidden} document.querySelector('form').append(i); }}")
    draft.get_by_label("Nom").fill("Les Paniers")

    state(draft, "Enregistré à 14 h 32")
    assert draft.locator("[name=initial-name]").input_value() == "Les Paniers"
    assert "initial-name=&" in f"{draft.posted[0]}&", "what it was typed over travels with it"


def test_what_was_sent_without_an_answer_is_told_with_what_follows(draft):
    """It may be saved: the server takes it for this page's own (``ccr.ui.forms.ShownForm.seen``)."""
    hidden = "const i = document.createElement('input'); i.type = 'hidden'; i.name = 'initial-name';"
    draft.evaluate(f"() => {{ {hidden} document.querySelector('form').append(i); }}")
    draft.answers = [None]
    draft.get_by_label("Nom").fill("Les Paniers")
    state(draft, "Non enregistré")

    draft.get_by_label("Nom").fill("Les Paniers du Port")

    state(draft, "Enregistré à 14 h 32")
    assert "sent-name=Les+Paniers" in draft.posted[-1]
    assert draft.locator("[name=sent-name]").count() == 0


def test_a_refused_value_stays_and_its_field_says_why(draft):
    draft.answers = [(422, "invalid", "Cinq caractères au plus.")]
    draft.get_by_label("Nom").fill("Les Paniers du Port")

    state(draft, "Non enregistré")
    assert draft.locator("#n_error").inner_text() == "Cinq caractères au plus."
    assert draft.get_by_label("Nom").input_value() == "Les Paniers du Port"
    assert draft.get_by_label("Nom").get_attribute("aria-invalid") == "true"


def test_what_is_corrected_while_it_is_being_refused_is_saved(draft):
    held = []
    saved = {"status": 200, "headers": {"X-Autosave": "saved"}, "body": "Enregistré à 14 h 32"}
    draft.unroute("**/champ/")
    draft.route("**/champ/", lambda route: route.fulfill(**saved) if held else held.append(route))
    with draft.expect_request("**/champ/"):
        draft.get_by_label("Nom").fill("Les Paniers du Port")
    draft.get_by_label("Nom").fill("Les Paniers")
    draft.keyboard.press("Tab")

    with draft.expect_request("**/champ/") as corrected:
        held[0].fulfill(status=422, headers={"X-Autosave": "invalid"}, body="Cinq caractères au plus.")

    state(draft, "Enregistré à 14 h 32")
    assert "name=Les+Paniers&" in f"{corrected.value.post_data}&"


def test_a_failed_save_keeps_what_was_typed_and_can_be_retried(draft):
    draft.answers = [None]
    draft.get_by_label("Nom").fill("Les Paniers")

    state(draft, "Non enregistré : la connexion ne répond pas".replace(" :", "\u00a0:"))
    assert "Les Paniers" in draft.evaluate("JSON.stringify(sessionStorage)")
    draft.get_by_role("button", name="Réessayer").click()
    state(draft, "Enregistré à 14 h 32")
    assert draft.evaluate("sessionStorage.length") == 0


def test_what_was_not_saved_comes_back_after_a_reload_and_is_tried_again(draft):
    draft.answers = [None, None]
    draft.get_by_label("Nom").fill("Les Paniers")
    state(draft, "Non enregistré")

    draft.reload()

    assert draft.get_by_label("Nom").input_value() == "Les Paniers"
    state(draft, "Enregistré à 14 h 32")


def test_an_answer_that_is_not_ours_is_not_a_save(draft):
    draft.answers = [(200, "", "<html>Se connecter</html>")]
    draft.get_by_label("Nom").fill("Les Paniers")

    state(draft, "Non enregistré")


def test_the_form_leaves_after_the_field_on_its_way_and_nothing_after_it(draft):
    """The form may close the draft: the field that comes after it would be refused, and the person frightened."""
    held, sent = [], []
    draft.unroute("**/champ/")
    draft.route("**/champ/", lambda route: held.append(route))
    # The page stays: what it says can be read.
    draft.route("**/fin/", lambda route: (sent.append(route.request.post_data), route.fulfill(status=204)))
    draft.get_by_label("Nom").fill("Les Paniers")
    with draft.expect_request("**/champ/"):
        pass

    draft.get_by_role("button", name="Enregistrer").click()
    assert not sent
    with draft.expect_request("**/fin/"):
        held[0].fulfill(status=200, headers={"X-Autosave": "saved"}, body="Enregistré à 14 h 32")
    draft.get_by_label("Nom").fill("Les Paniers du Port")
    draft.wait_for_timeout(300)

    assert len(held) == len(sent) == 1
    assert "Non enregistré" not in draft.get_by_role("status").inner_text()


def test_somebody_elses_words_are_not_overwritten_by_a_reload(draft):
    draft.expected_errors.append("409")
    draft.answers = [(409, "conflict", "Camille Martin a écrit dans cet avis.")]
    draft.get_by_label("Nom").fill("Les Paniers")
    state(draft, "Camille Martin a écrit")
    assert draft.get_by_label("Nom").input_value() == "Les Paniers"

    draft.reload()

    assert draft.get_by_label("Nom").input_value() == ""
    assert len(draft.posted) == 1


def test_what_the_page_was_made_from_travels_with_each_field(draft):
    draft.evaluate(
        'document.forms[0].insertAdjacentHTML(\'beforeend\', \'<input type="hidden" name="seen" value="v1">\')'
    )
    draft.get_by_label("Nom").fill("Les Paniers")
    state(draft, "Enregistré à 14 h 32")

    assert "seen=v1" in draft.posted[0]


FAULTY = """<html lang="fr"><title>Essai</title><style>
        .near a { display: inline-block; width: 40px; height: 40px }
        @media (max-width: 400px) { .near a { width: 8px; height: 8px } }
        %s
    </style><body><header><input></header><main><h1>Essai</h1><img src="data:,"><p style="color: #ccc">Gris</p>
    <p class="near"><a href="/a">a</a><a href="/b">b</a></p><input class="narrow"><div style="width: 900px">Large</div>
    </main></body></html>"""
"""A picture and fields without words, grey on white, a line too wide for a telephone, where links are too small."""


def test_what_a_machine_checks_of_accessibility_is_found(page):
    """The check itself; on a telephone that shows the same elements, only what depends on their place."""
    page.set_content(FAULTY % "")
    found = "\n".join(accessibility.faults(page))
    page.set_content(FAULTY % "main { margin: 0 }")
    again = "\n".join(accessibility.faults(page))

    for seen in (found, again):
        assert "at 1280: image-alt" in seen and "at 1280: color-contrast" in seen
        assert "at 1280: target-size" not in seen and "at 375: target-size" in seen
        assert "at 375: scrolls sideways" in seen and "at 320: scrolls sideways" in seen
    assert found.count("at 1280: label") == 2, "what is around the page, seen for the first time, and the page"
    assert again.count("at 1280: label") == 1
    assert "at 375: label" in found and "at 375: label" not in again


def test_every_ink_on_every_ground_is_measured_and_a_good_one_once(page):
    page.set_content(FAULTY % "h1 { color: #101010 }")
    accessibility.faults(page)
    for style, width in (
        ("h1 { color: #e0e0e0 }", 1280),
        ("h1 { background: #202020 }", 1280),
        ("main { background: #202020 }", 1280),
        ("h1 { opacity: .3 }", 1280),
        ("@media (max-width: 400px) { h1 { color: #e0e0e0 } }", 375),
    ):
        page.set_content((FAULTY % ("h1 { color: #101010 } " + style)).replace("color: #ccc", ""))
        found = "\n".join(accessibility.faults(page))

        assert f"at {width}: color-contrast: Elements must meet minimum color contrast ratio thresholds — <h1>" in found
        assert ("at 1280: color-contrast" in found) == (width == 1280)


def test_what_only_a_telephone_shows_is_looked_at(page):
    page.set_content(FAULTY % "@media (min-width: 401px) { .narrow { display: none } }")
    accessibility.faults(page)

    assert "at 375: label" in "\n".join(accessibility.faults(page))
