"""The guided visit on the played demo: everybody enters, every page of hers opens; the wall; the post; the clock."""

import re
import time

import pytest

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
