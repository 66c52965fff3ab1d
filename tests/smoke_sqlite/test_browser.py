"""The demo's own pages in Chromium: no rule of accessibility broken, no error in the console, wide and narrow."""

import pytest

from tests.smoke_sqlite.visitor import Visitor

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.browser]  # one demo for one process

PAGES = ("/demo/", "/demo/courrier/", "/demo/courrier/?page=2", "/demo/avancer/", "/demo/mur/", "/2025/", "/admin/")


@pytest.fixture
def tab(demo, browser):
    """A tab on the demo, signed in as its administrator, and the errors of its console."""
    context = browser.new_context(base_url=demo.address, locale="fr-FR", timezone_id="Europe/Paris")
    visitor = Visitor(demo.address)
    visitor.enter_as("alice.roche", "/admin/")
    context.add_cookies([{"name": cookie.name, "value": cookie.value, "url": demo.address} for cookie in visitor.jar])
    page = context.new_page()
    page.errors = []
    page.on("console", lambda message: message.type == "error" and page.errors.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: page.errors.append(f"{page.url}: {error}"))
    yield page
    context.close()


def test_the_demos_own_pages_are_whole(demo, tab, axe):
    for path in PAGES:
        tab.goto(path)
        if path != "/admin/":  # Django's own page under our banner
            axe(tab)
        assert tab.locator(".demo-banner").is_visible()
    tab.goto("/demo/courrier/")
    tab.locator("tbody th a").first.click()
    axe(tab)
    assert tab.errors == []


def test_the_curtain_is_whole(demo, tab, axe):
    tab.route("**/rideau/", lambda route: route.fulfill(body=demo.before.curtain, content_type="text/html"))
    tab.goto("/rideau/")
    axe(tab)
    assert tab.errors == []
