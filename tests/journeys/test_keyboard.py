"""The application with the keyboard only, from signing in to the receipt: no mouse, no help from a script."""

import pytest

from candidates.models import Version
from tests.candidates.reading import plain
from tests.factories import candidates
from tests.factories.core import PASSWORD, OrganisationFactory
from tests.journeys import sections
from tests.journeys.conftest import NAME

TOO_FAR = 220
"""No page of ours takes more stops of Tab than that."""
LONGEST = 40
"""Nor has a list more choices."""


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

    def send(self):
        """Enter in a field sends its form."""
        with self.page.expect_navigation():
            self.keyboard.press("Enter")

    def skip_to_content(self):
        """The first stop of every page leads past its header."""
        self.reach("Aller au contenu")
        self.keyboard.press("Enter")

    def type(self, field, text):
        self.reach(field)
        self.keyboard.press("Control+A")
        self.keyboard.type(text)

    def answer(self, field, value):
        """Type a text; Space in a box; arrows in a list, or from the first of several buttons to the wanted one."""
        kind = self.page.locator(f"[id='{field}']").evaluate("one => one.type")
        if kind == "radio":
            group, _, rank = field.rpartition("_")
            self.reach(f"{group}_0")
            self.keyboard.press("Space")
            for _ in range(int(rank)):
                self.keyboard.press("ArrowDown")
        elif kind == "checkbox":
            self.reach(field)
            self.keyboard.press("Space")
        elif kind == "select-one":
            self.choose(field, value)
        else:
            self.type(field, value)

    def choose(self, field, value):
        """Down a list until it holds the wanted choice."""
        self.reach(field)
        for _ in range(LONGEST):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.keyboard.press("ArrowDown")
        raise AssertionError(f"no choice {value!r} in {field}")


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
def test_a_structure_applies_with_the_keyboard_only(call, open_page):
    candidates.make_member(OrganisationFactory(name=NAME), email="claude@exemple.fr", password=PASSWORD)
    page = open_page()
    # Listening from the start: the browser hands its file windows over well before the first one opens.
    page.on("filechooser", lambda chooser: None)
    hands = Hands(page)
    page.goto("/ouvert/candidater/")
    hands.press("Se connecter", "A")
    hands.type("id_login", "claude@exemple.fr")
    hands.type("id_password", PASSWORD)
    hands.send()
    hands.press("Candidater", "A")
    hands.press(f"Candidater pour {NAME}")
    hands.answer("id_sent_by", "alone")
    hands.press("Commencer la candidature", "BUTTON")
    for section, fields in sections.answers(call).items():
        page.wait_for_url(f"**/{section}/")
        hands.skip_to_content()
        for name, value in fields.items():
            hands.answer(f"id_{name}", value)
        hands.press("Enregistrer et continuer", "BUTTON")
    hands.press("Signer la charte", "BUTTON")
    hands.press("Rubrique suivante", "A")
    for kind in ("statutes", "accounts"):
        join(page, hands, kind)
    page.goto(page.url.split("#")[0])
    hands.press("Rubrique suivante", "A")
    hands.answer("id_contact-1-kind", "elected")
    hands.press("Enregistrer et tout revoir", "BUTTON")
    hands.press("Relire et déposer", "A")
    hands.press("Déposer la candidature", "BUTTON")
    page.get_by_text("L’attestation part par e-mail.").wait_for()

    version = Version.objects.system().with_parts().get()
    assert (version.summary, version.cooperates) == ("Une boulangerie.", "no")
    assert version.application.receipt_number in plain(page.inner_text("main"))


def join(page, hands, kind):
    """Enter on the file's field opens the system's own window, where a file is chosen: it leaves by itself."""
    page.goto(page.url.split("#")[0])
    hands.reach(f"fichier-{kind}")
    with page.expect_file_chooser() as chooser:
        hands.keyboard.press("Enter")
    chooser.value.set_files(
        {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": candidates.small_pdf(kind)}
    )
    page.get_by_text(f"{kind}.pdf est joint").first.wait_for()
    assert page.evaluate("document.activeElement.id") == f"fichier-{kind}"


@pytest.mark.browser
def test_the_first_stop_leads_to_the_content(people, open_page):
    page = open_page(people.candidate)
    for address in ("/", "/2011/", "/2011/candidater/"):
        page.goto(address)
        page.keyboard.press("Tab")
        assert "contenu" in page.evaluate("document.activeElement.innerText").lower()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "contenu"
