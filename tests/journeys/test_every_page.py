"""Every HTML page that answers 200 in the access table, in a browser: axe wide and narrow, reflow, paper, no error.

One browser goes round with each role in turn; a page shown alike to everybody is read once, and of pages built alike,
whatever their words, one is looked at. Homes and what people print are looked at each time, and their contrasts at both
widths: those of a desk and of a telephone are of the same style.
"""

import re

import pytest

from tests import accessibility
from tests.wall import access
from tests.wall import world as worlds
from tests.wall.world import ROLES

NOT_OURS = ("admin:", "/admin")
"""Django's own pages, for administrators' settings."""


@pytest.fixture
def world(transactional_db):
    with worlds.build() as built:
        built.at(worlds.LAST_DAY, tick=True)
        yield built


ALIKE = {"ramsess_coordinator": "diagnostician", "committee_member": "instructor", "committee_president": "instructor"}
"""Roles that see a page of their side as the other does, where both see it; homes aside."""


def to_read() -> list[tuple[str, access.Line]]:
    """(role, line): each page once when all see the same, once a side otherwise; every home."""
    found, seen = [], set()
    for role in reversed(ROLES):  # the president before the member, who may do less
        for line in access.pages(role):
            if line.url_name.startswith(NOT_OURS) or line.whose == "other's":
                continue
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


ELEMENT = re.compile(r"<(/?\w+)([^<>]*)>([^<]*)")
ATTRIBUTE = re.compile(r"""\s([\w-]+)(?:=(?:"([^"]*)"|'[^']*'))?""")
JUDGED = {"class", "role", "type", "scope", "tabindex", "aria-hidden", "aria-expanded", "aria-current", "aria-live"}
"""Attributes whose value says what an element is; of the others (keys, addresses, names), that they are there."""


def build_of(html: str) -> tuple | None:
    """How a page's own part is built: its elements in their order, their attributes, whether words follow; None for a
    file. What is around it is the same for all pages of a role, and looked at with its home.
    """
    if not html.lstrip().lower().startswith("<!doctype html"):
        return None
    main = html[html.index("<main") : html.index("</main>")]
    return tuple(
        (tag, not text.strip(), *sorted(f"{k}={v}" if k in JUDGED else k for k, v in ATTRIBUTE.findall(attributes)))
        for tag, attributes, text in ELEMENT.findall(main)
    )


@pytest.mark.browser
@pytest.mark.long
def test_no_page_breaks_a_rule_of_accessibility(world, open_page):
    wrong, opened, looked_at = [], {}, set()
    for role, line in to_read():
        build = build_of(world.visitors[role].ask(line.path(world)).content.decode(errors="replace"))
        if build is None or (build in looked_at and line.url_name not in PRINTED):
            continue
        looked_at.add(build)
        page = opened.get(role)
        if page is None:
            page = opened[role] = open_page(world.people.get(role))
            page.context.add_init_script(accessibility.SCRIPT)
        page.goto(line.path(world), wait_until="load")
        widths = accessibility.WIDTHS if line.url_name in PRINTED else accessibility.WIDTHS[:1]
        wrong += [f"{role}: {line}: {fault}" for fault in accessibility.faults(page, contrast_at=widths)]
        if line.url_name in PRINTED:
            wrong += [f"{role}: {line}: {fault}" for fault in faults_on_paper(page)]
    assert not wrong, "\n".join(wrong)
