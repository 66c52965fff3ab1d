"""Every HTML page that answers 200 in the access table, in a browser: axe wide and narrow, reflow, paper, no error.

The browser is shown what was asked once for all the proofs. A page shown alike to everybody is read once, and of pages
built alike, whatever their words, one is looked at. Homes and what people print are looked at each time.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import sync_playwright

from tests import accessibility
from tests.browsing import Replay, launched, new_page
from tests.wall import access
from tests.wall.world import ROLES
from tools.prepare import browser_path

pytestmark = pytest.mark.django_db

ALIKE = {"ramsess_coordinator": "diagnostician", "committee_member": "instructor", "committee_president": "instructor"}
"""Roles that see a page of their side as the other does, where both see it; homes aside."""


def to_read() -> list[tuple[str, access.Line]]:
    """(role, line): each page once when all see the same, once a side otherwise; every home."""
    found, seen = [], set()
    for role in reversed(ROLES):  # the president before the member, who may do less
        for line in access.pages(role):
            who = role
            if line.url_name != "ui:home":
                for_all = sum(line.status_for(other) == 200 for other in ROLES) >= len(ROLES) - 2
                who = "everybody" if for_all else ALIKE.get(role, role)
            if (who, line) not in seen:
                seen.add((who, line))
                found.append((role, line))
    return found


PRINTED = {"ui:home", "candidates:structures", "diagnostics:note"}
"""Pages that people print; each is looked at on paper too."""
ON_PAPER = """() => {
    const shown = what => [...document.querySelectorAll(what)].filter(one => one.checkVisibility());
    const dark = one => {
        const [red, green, blue, alpha = 1] = getComputedStyle(one).backgroundColor.match(/[\\d.]+/g).map(Number);
        return alpha && one.offsetWidth * one.offsetHeight > 5000 && red + green + blue < 300;
    };
    return [
        ...shown("header nav, .skip-link, .account-menu, .btn, .filter-bar").map(one => `shown: ${one.outerHTML}`),
        ...shown("body *").filter(dark).map(one => `dark: ${one.outerHTML.slice(0, 160)}`),
        ...shown(".table-frame").filter(one => one.scrollWidth > document.body.clientWidth).map(() => "a table is cut"),
        ...(shown("h1").length && shown("main p, main li, main td").length ? [] : ["its content is not shown"]),
        ...(getComputedStyle(document.body).backgroundColor === "rgb(255, 255, 255)" ? [] : ["not on white"]),
    ];
}"""
A4_LANDSCAPE = {"width": 1123, "height": 794}


def faults_on_paper(page) -> list[str]:
    """What is wrong with the page once printed; the page goes back to its screen."""
    before = page.viewport_size
    page.emulate_media(media="print")
    page.set_viewport_size(A4_LANDSCAPE)
    found = [f"{page.url} printed: {fault}" for fault in page.evaluate(ON_PAPER)]
    page.emulate_media(media="screen")
    page.set_viewport_size(before)
    return found


def part_of(html: str) -> str | None:
    """A page's own part, that nothing around it says; None for a file."""
    if not html.lstrip().lower().startswith("<!doctype html"):
        return None
    return html[html.index("<main") : html.index("</main>")] if "<main" in html else html


def built_otherwise(world, asked) -> list[tuple]:
    """(role, line, path, {path: answer} of that role): the pages to look at, one of those built alike."""
    found, seen, answers = [], set(), {}
    for role, line in to_read():
        if role not in answers:
            answers[role] = {one.line.path(world): one.answer for one in asked(role) if one.shows}
        path = line.path(world)
        part = part_of(answers[role][path].content.decode(errors="replace"))
        if part is not None:
            build = accessibility.build_of(part)
            if build not in seen or line.url_name in PRINTED:
                found.append((role, line, path, answers[role]))
            seen.add(build)
    return found


def look_at(pages) -> list[str]:
    """What is wrong with these pages, shown in a browser, and the errors that came meanwhile."""
    wrong, problems = [], []
    with sync_playwright() as playwright, launched(playwright) as chromium, Replay() as replay:
        page = new_page(chromium, replay.url, problems)
        page.context.add_init_script(accessibility.SCRIPT)
        for role, line, path, answers in pages:
            replay.answers = answers
            page.goto(path, wait_until="load")
            found = accessibility.faults(page)
            if line.url_name in PRINTED:
                found += faults_on_paper(page)
            wrong += [f"{role}: {line}: {fault}" for fault in found]
    return wrong + problems


@pytest.mark.browser
def test_no_page_breaks_a_rule_of_accessibility(world, asked):
    """In a thread of its own: where Playwright runs, Django opens another connection, outside the world."""
    if not browser_path():
        pytest.skip("Chromium is not installed")
    pages = built_otherwise(world, asked)
    with ThreadPoolExecutor(1) as apart:
        wrong = apart.submit(look_at, pages).result()

    assert len(pages) > 100
    assert not wrong, "\n".join(wrong)
