"""Every address × method × mine/another's × role answers what the table says (DESIGN 2.5)."""

from collections import Counter

import pytest

from tests.wall import access
from tests.wall.world import ROLES

pytestmark = pytest.mark.django_db

FORM = {"csrfmiddlewaretoken": "x"}
"""What a browser sends when nothing is filled in: a form, empty."""
WITH = {"dla:enrol": "application"}
"""Forms that name a thing: empty, they are about nothing, which is a 404 for everybody."""
NOT_THERE = (302, 404, 405)


def typed(world, line) -> dict | None:
    """What is sent with a POST."""
    if line.method != "POST":
        return None
    thing = WITH.get(line.url_name)
    return {**FORM, thing: str(world.key_of(thing, line.whose))} if thing else FORM


def test_every_address_is_in_the_table():
    listed, there = {line.url_name for line in access.lines()}, set(access.routes())
    assert sorted(there - listed) == []
    assert sorted(listed - there) == []


def test_no_line_twice():
    counted = Counter((line.url_name, line.kwargs, line.method, line.whose) for line in access.lines())
    assert [line for line, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("role", ROLES)
def test_the_table_says_who_gets_what(world, role):
    visitor, wrong = world.visitors[role], []
    for line in access.lines():
        answer = visitor.ask(line.path(world), line.method, typed(world, line))
        if answer.status != line.status_for(role):
            said = answer.text[-300:] if answer.status == 500 else ""
            wrong.append(f"{line}: {answer.status}, the table says {line.status_for(role)} {said}")
        if answer.breaches:
            wrong.append(f"{line}: stopped by the guard only, {answer.breaches}")
    assert not wrong, f"{role}\n" + "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_what_the_table_does_not_list_does_nothing(world, role):
    """A method that no line has for an address is refused, or not found."""
    visitor, wrong = world.visitors[role], []
    listed = {(line.url_name, line.method) for line in access.lines()}
    seen = set()
    for line in access.lines():
        if line.url_name in seen or line.url_name.startswith(("admin:", "/admin", "account_", "mfa_", "usersessions")):
            continue
        seen.add(line.url_name)
        for method in access.METHODS:
            if (line.url_name, method) in listed:
                continue
            answer = visitor.ask(line.path(world), method, FORM if method == "POST" else None)
            if answer.status not in NOT_THERE:
                wrong.append(f"{method} {line.url_name}: {answer.status}")
    assert not wrong, f"{role}\n" + "\n".join(wrong)


def test_signed_in_pages_are_kept_by_no_cache(world):
    for role in ROLES[1:]:
        for line in access.pages(role)[:12]:
            kept = world.visitors[role].ask(line.path(world)).headers.get("Cache-Control", "")
            assert "private" in kept and "no-store" in kept, (str(line), kept)
