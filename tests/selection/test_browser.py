"""A member at her desk: marks with the keyboard, saved as they are given; what waits for a hand is accessible."""

import pytest

from ccr.programme.roles import Role
from selection.models import Mark, MarkSheet
from selection.states import SheetState
from tests.factories import selection as play
from tests.factories.core import make_campaign, make_seat


@pytest.fixture
def day(transactional_db, freeze):
    """The committee's day: two files checked, one marked by both members."""
    freeze(play.OPEN_DAY)
    campaign = make_campaign()
    president, member = (make_seat(campaign, role) for role in (Role.COMMITTEE_PRESIDENT, Role.COMMITTEE_MEMBER))
    instructor = make_seat(campaign, Role.INSTRUCTOR)
    files = [play.received(campaign, name) for name in ("Les Paniers du Port", "Atelier Recyclé")]
    for file in files:
        play.examine(file, instructor)
    freeze(play.COMMITTEE_DAY)
    for seat in (president, member):
        play.mark(files[0], seat)
    play.declare(files[1], member)
    play.declare(files[1], president)
    session = play.prepare(campaign, president)
    play.propose(files[0], president)
    return {"president": president, "member": member, "instructor": instructor, "files": files, "session": session}


def test_a_member_marks_with_the_keyboard_and_each_mark_is_saved(day, open_page):
    page = open_page(day["member"].person)
    page.goto(f"/2011/instruction/dossiers/{day['files'][1].pk}/")
    lines = page.locator(".mark-line")
    for index, value in enumerate(play.D11):
        lines.nth(index).locator("input[type=radio]").first.focus()
        page.keyboard.press("Space")
        for _ in range(value):
            page.keyboard.press("ArrowRight")
    page.get_by_text("Enregistré à").wait_for()
    assert page.locator("input[type=radio]:checked").count() == 5

    page.get_by_role("button", name="Remettre mes notes").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Notes remises : celles des autres membres s’ouvrent à vous.").wait_for()

    sheet = MarkSheet.objects.system().get(file=day["files"][1], seat=day["member"])
    assert (sheet.state, sheet.score) == (SheetState.SUBMITTED, 71)
    assert Mark.objects.system().filter(sheet=sheet).count() == 5


def test_a_member_marks_without_javascript(day, open_page):
    page = open_page(day["member"].person, javascript=False)
    page.goto(f"/2011/instruction/dossiers/{day['files'][1].pk}/")
    for index, value in enumerate(play.D11):
        page.locator(".mark-line").nth(index).locator(f"label:has(input[value='{value}'])").click()
    page.get_by_role("button", name="Remettre mes notes").click()

    assert page.get_by_text("Notes remises").first.is_visible()


def test_pages_that_wait_for_a_hand_are_accessible(day, open_page, axe):
    """What is marked, proposed or declared; the other pages are opened by ``tests/wall/proofs/test_every_page.py``."""
    base, files = "/2011/instruction/", day["files"]
    addresses = {
        "president": [f"{base}comite/{day['session'].meeting_id}/", f"{base}dossiers/{files[1].pk}/proposition/"],
        "member": [f"{base}dossiers/{files[1].pk}/", f"{base}dossiers/{files[1].pk}/lien/"],
        "instructor": [f"{base}dossiers/{files[0].pk}/"],
    }
    for who, pages in addresses.items():
        page = open_page(day[who].person)
        for address in pages:
            page.goto(address)
            axe(page)
