"""The guided visit on the played demo: everybody enters, every page of hers opens; the wall; the post; the clock."""

import html
import re
import time
import urllib.parse

import pytest
from stdnum import luhn

from tests.smoke_sqlite.running import wait_until
from tests.smoke_sqlite.visitor import Visitor, navigation_of, steps_of

pytestmark = pytest.mark.xdist_group("demo")  # one demo for one process


@pytest.fixture
def visitor(demo):
    return Visitor(demo.address)


def test_the_demo_stands_on_its_sunday(visitor):
    assert "nous sommes le 22\u00a0novembre 2026" in visitor.get("/")[1].replace("\u00a02026", " 2026")


def test_every_step_of_the_visit_opens_and_so_does_all_it_leads_to(demo):
    steps = steps_of(Visitor(demo.address).get("/demo/")[1])
    assert len(steps) >= 13
    wrong = []
    for persona, path in steps:
        visitor = Visitor(demo.address)
        status, page = visitor.enter_as(persona, path)
        asked = [(path, status)] + [(link, visitor.get(link)[0]) for link in navigation_of(page)]
        wrong += [(persona, link, status) for link, status in asked if status != 200]

    assert wrong == []


def test_each_side_opens_its_own_pages_and_never_the_others(visitor):
    status, page = visitor.get("/demo/mur/")
    rows = re.findall(r"<tr>.*?</tr>", page, re.S)[1:]
    answers = [re.findall(r">\s*(ouverte|introuvable)\s*<", row) for row in rows]

    assert status == 200
    assert answers.count(["ouverte", "introuvable"]) >= 7
    assert answers.count(["introuvable", "ouverte"]) >= 4
    assert {tuple(answer) for answer in answers} <= {("ouverte", "introuvable"), ("introuvable", "ouverte"), ()}


def test_the_post_leaves_with_the_dates_of_the_play(demo, visitor):
    wait_until(demo, lambda: "Votre candidature est déposée" in visitor.get("/demo/courrier/")[1], patience=120)
    _, page = visitor.get("/demo/courrier/?adresse=rose.antonini@exemple.fr")

    assert "2025" in page
    assert "amina.belaid" not in re.sub(r'placeholder="[^"]*"', "", page)


SIREN = "98765432" + luhn.calc_check_digit("98765432")


def onward(page: str, path: str) -> str:
    """The link of the page to this path, with where it goes on to."""
    [found] = {html.unescape(link) for link in re.findall(rf'href="({path}\?next=[^"]+)"', page)}
    return found


def test_a_newcomer_of_the_demo_goes_from_candidater_to_her_application(demo, visitor):
    """From a page that asks to sign in, through the guided visit, an account of her own and an organisation."""
    organisation = "/2026/candidater/organisation/"
    email = "nour.essai@exemple.fr"
    _, page = visitor.get(organisation)
    assert "Suivez une structure" in page
    _, page = visitor.get(onward(page, "/compte/connexion/"))
    sign_up = onward(page, "/compte/inscription/")
    assert urllib.parse.unquote(sign_up).endswith(f"next={organisation}")
    _, page = visitor.get(sign_up)
    names = {"first_name": "Nour", "last_name": "Essai", "email": email, "password1": "un banc sous le platane"}

    _, page = visitor.post("/compte/inscription/", page, next=organisation, **names)
    assert "Recopiez le code" in page
    letters = f"/demo/courrier/?adresse={email}"
    wait_until(demo, lambda: "Confirmez votre adresse" in visitor.get(letters)[1], patience=120)
    letter = re.search(r'href="(/demo/courrier/[^"?]+)"', visitor.get(letters)[1].partition("<tbody")[2]).group(1)
    code = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", visitor.get(letter)[1]).group()
    _, page = visitor.post("/compte/adresse/confirmer/", page, code=code, next=organisation)
    assert "Trouvez votre organisation" in page

    _, page = visitor.get(f"{organisation}creer/")
    new = {"name": "Le Fournil d’essai", "legal_form": "5499", "number": SIREN, "kind": "staff", "sent_by": "alone"}
    status, page = visitor.post(f"{organisation}creer/", page, **new)

    assert status == 200
    assert "Rubrique 1 sur 12" in page


def test_time_moves_to_the_deadline_and_opens_the_marking(demo, visitor):
    _, page = visitor.enter_as("ines.roux", "/2026/instruction/")
    visitor.post("/demo/avancer/", page, stop="deadline", retour="/2026/instruction/")
    deadline = time.monotonic() + 60
    while "Nous sommes" not in (page := visitor.get("/demo/avancer/?retour=/2026/instruction/")[1]):
        assert time.monotonic() < deadline, "time never arrived"
        time.sleep(0.5)

    assert "16\u00a0décembre" in page
    assert 'href="/2026/instruction/"' in page
    visitor.enter_as("amina.belaid", "/2026/")
    assert "n’a pas été déposée" in visitor.get("/2026/")[1]
