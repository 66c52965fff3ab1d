"""Every address × method × mine/another's × role answers what the table says (DESIGN 2.5)."""

from collections import Counter

import pytest
from django.conf import settings
from django.shortcuts import resolve_url

from tests.wall import access, proving
from tests.wall.world import ROLES

pytestmark = pytest.mark.django_db

NOT_THERE = (404, 405)


def test_every_address_is_in_the_table():
    listed, there = {line.url_name for line in access.lines()}, set(access.routes())
    assert sorted(there - listed) == []
    assert sorted(listed - there) == []


def test_no_line_twice():
    counted = Counter((line.url_name, line.kwargs, line.method, line.whose) for line in access.lines())
    assert [line for line, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("role", ROLES)
def test_the_table_says_who_gets_what(asked, role):
    assert proving.wrong_answers(role, asked(role)) == []


def is_sent_to_sign_in(answer) -> bool:
    """Asked who she is, and nothing else."""
    return answer.status == 302 and answer.headers["Location"].partition("?")[0] == resolve_url(settings.LOGIN_URL)


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
        if proving.is_shut(world, role, line):
            continue  # by its declaration, whatever the method
        for method in access.METHODS:
            if (line.url_name, method) in listed:
                continue
            answer = visitor.ask(line.path(world), method, proving.FORM if method == "POST" else None)
            if answer.status not in NOT_THERE and not is_sent_to_sign_in(answer):
                wrong.append(f"{method} {line.url_name}: {answer.status} {answer.headers.get('Location', '')}".strip())
    assert not wrong, f"{role}\n" + "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES[1:])
def test_signed_in_pages_are_kept_by_no_cache(asked, role):
    for one in asked(role):
        kept = one.answer.headers.get("Cache-Control", "")
        assert not one.shows or ("private" in kept and "no-store" in kept), (str(one.line), kept)
