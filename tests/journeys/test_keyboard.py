"""The application with the keyboard only, from the public page to the deposit: no mouse, no help from a script."""

import pytest

from candidates.models import Application
from tests.factories import candidates

TOO_FAR = 220
"""No page of ours takes more stops of Tab than that."""


class Hands:
    """Two hands on a keyboard: Tab to a thing by its name, then type."""

    def __init__(self, page):
        self.page, self.keyboard = page, page.keyboard

    def reach(self, name, tag=""):
        """Tab until the thing of that name has the focus, and is seen to have it."""
        for _ in range(TOO_FAR):
            self.keyboard.press("Tab")
            here = self.page.evaluate(WHERE)
            if name in here["name"] and (not tag or here["tag"] == tag):
                assert here["visible"], f"the focus on {name} is not to be seen"
                return
        raise AssertionError(f"no way to {name!r} with Tab on {self.page.url}")

    def press(self, name, tag=""):
        """Tab to a link or a button, and press Enter."""
        self.reach(name, tag)
        with self.page.expect_navigation():
            self.keyboard.press("Enter")

    def type(self, field, text):
        self.reach(field)
        self.keyboard.press("Control+A")
        self.keyboard.type(text)


WHERE = """() => {
  const one = document.activeElement;
  const labels = one.labels ? Array.from(one.labels).map(label => label.innerText) : [];
  const said = [one.id, one.getAttribute('aria-label') || '', one.innerText || '', ...labels].join(' ');
  const rings = [one, one.parentElement, one.parentElement && one.parentElement.parentElement].filter(Boolean);
  const ring = one.type === 'file' || rings.some(
    place => getComputedStyle(place).outlineStyle !== 'none' || getComputedStyle(place).boxShadow !== 'none');
  return {name: one.tagName === 'BODY' ? '' : said.replace(/\\s+/g, ' '), tag: one.tagName, visible: ring};
}"""


@pytest.mark.browser
def test_a_structure_applies_with_the_keyboard_only(people, freeze, open_page):
    freeze("2011-12-14 10:00", tick=True)
    page = open_page(people.candidate)
    # Listening from the start: the browser hands its file windows over well before the first one opens.
    page.on("filechooser", lambda chooser: None)
    hands = Hands(page)
    page.goto("/2011/candidater/")
    hands.press("Candidater pour Les Paniers du Port")
    hands.press("Commencer la candidature", "BUTTON")
    page.get_by_text("0 rubrique").or_(page.get_by_text("1 rubrique")).first.wait_for()
    # What another section's page asks is typed in the same way.
    candidates.fill(Application.objects.system().get(), pieces=False, sign=False, **EMPTY)
    hands.press("Le projet", "A")
    hands.type("id_project", "Un comptoir de vrac.")
    hands.type("id_reasons", "Partager les caisses.")
    hands.press("Enregistrer et continuer", "BUTTON")
    assert "Les sites" in page.inner_text("h1")
    hands.press("Rubrique suivante", "A")
    hands.reach("id_space_kind")
    hands.keyboard.type("corner")
    hands.type("id_space_m2", "42")
    hands.press("Enregistrer et continuer", "BUTTON")
    hands.press("La charte", "A")
    hands.press("Signer la charte", "BUTTON")
    hands.press("Les pièces", "A")
    for kind in ("statutes", "accounts"):
        join(page, hands, kind)
    page.goto(page.url.split("#")[0])
    hands.press("Relire et déposer", "A")
    hands.press("Déposer la candidature", "BUTTON")
    page.get_by_text("CCR-2011-0001").first.wait_for()

    assert Application.objects.system().get().state == "deposited"


EMPTY = {"project": "", "reasons": "", "space_kind": "", "space_m2": None}


def join(page, hands, kind):
    """Enter on the file's field opens the system's own window, where a file is chosen; then the button."""
    page.goto(page.url.split("#")[0])
    hands.reach(f"fichier-{kind}")
    with page.expect_file_chooser() as chooser:
        hands.keyboard.press("Enter")
    chooser.value.set_files(
        {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": candidates.small_pdf(kind)}
    )
    hands.keyboard.press("Tab")
    with page.expect_navigation():
        hands.keyboard.press("Enter")
    page.get_by_text(f"{kind}.pdf est joint").first.wait_for()


@pytest.mark.browser
def test_the_first_stop_leads_to_the_content(people, open_page):
    page = open_page(people.candidate)
    for address in ("/", "/2011/", "/2011/candidater/"):
        page.goto(address)
        page.keyboard.press("Tab")
        assert "contenu" in page.evaluate("document.activeElement.innerText").lower()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "contenu"
