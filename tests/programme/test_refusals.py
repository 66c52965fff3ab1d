"""Every refusal of ``ccr/programme/rules``, by the form and by the service, with its sentence (DESIGN 2.1).

A line is a situation: what was there before, what is typed on the coordinator’s screen, the verb behind it, and words
of the sentence. ``test_no_refusal_without_its_line`` reads the source: a new sentence without its line fails.
"""

import ast
import re
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse

from ccr.programme import rules, seats
from ccr.programme.models import (
    Campaign,
    Engagement,
    Mandate,
)
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from tests.factories.core import make_campaign
from tests.programme import calls_refused, seats_refused  # noqa: F401  (each registers its lines)
from tests.programme.attempts import (
    ANNOUNCED,
    CALL,
    LINES,
    SCREEN,
)
from tests.programme.test_constraints import AUDITED, HELD

pytestmark = pytest.mark.django_db


# The proof


@pytest.fixture
def campaign(freeze):
    freeze("2011-09-20 10:00")
    return make_campaign()


@pytest.fixture
def coordinator(campaign):
    return seats.seat_of(seats.holders(campaign, Role.COORDINATOR)[0], campaign)


def where(attempt, campaign):
    """The call of the attempt: the first one, unless it is about another."""
    return next((thing for thing in attempt.args if isinstance(thing, Campaign)), campaign)


@pytest.mark.parametrize("name", LINES)
def test_refused_by_the_service(campaign, coordinator, name):
    situation, says, *_ = LINES[name]
    attempt = situation(campaign)
    with pytest.raises(DomainError, match=re.escape(says).replace("\\ ", "[ \xa0]")):
        attempt.service(*attempt.args, by=coordinator)


@pytest.mark.parametrize("name", LINES)
def test_refused_by_the_form(campaign, coordinator, sign_in, name):
    situation, _, says, _ = LINES[name]
    attempt = situation(campaign)
    url = attempt.url
    if not url.startswith("/"):
        url = reverse(f"programme:{url}", args=[where(attempt, campaign).slug])
    before = (Mandate.objects.count(), Engagement.objects.filter(ended_at=None).count())

    answer = sign_in(coordinator.person).post(url, attempt.typed, follow=True)

    page = unescape(answer.content.decode()).replace("\xa0", " ")
    assert says.replace("\xa0", " ") in page
    assert before == (Mandate.objects.count(), Engagement.objects.filter(ended_at=None).count())


NO_FORM = {
    "c’est cette fiche qu’il faut garder": ("merging two records: tests/directory/test_merging.py", CALL),
    "remplacé par un autre site de l’appel": ("the form offers no other: tests/candidates/test_sites.py", CALL),
    "Dites pourquoi l’état du site change": ("tests/candidates/test_sites.py", CALL),
    "a déjà un représentant": (
        "begin_application makes the next one a contributor: tests/candidates/test_way_in.py",
        "two_representatives",
    ),
    "Vous n’instruisez plus": ("a stale seat: tests/programme/test_seats.py", "support_after_an_opening"),
    **dict.fromkeys(
        (
            "passez d’abord par",
            "Sans montant, la ligne reste",
            "Un montant est supérieur à 0 €",
            "Donnez une date passée ou celle d’aujourd’hui",
        ),
        ("money, which opens no seat: tests/programme/test_means.py", CALL),
    ),
    "un agenda ne peut pas le suivre": ("everybody's own page: tests/programme/test_agenda.py", CALL),
}
"""Sentences of which no screen of the coordination has the form, where they are proved, and what holds them."""


def test_what_holds_each_refusal_against_sql_exists():
    constraints = {constraint.name for constraint in Campaign._meta.constraints} | set(HELD)
    named = [held for *_, held in [*LINES.values(), *NO_FORM.values()] if held not in (SCREEN, CALL, ANNOUNCED)]
    assert set(named) - constraints - {wrong.__name__ for wrong in AUDITED} == set()


def fixed_words(value):
    """The texts that an expression may give, each as its fixed words."""
    if isinstance(value, ast.IfExp):
        yield from fixed_words(value.body)
        yield from fixed_words(value.orelse)
    elif isinstance(value, ast.JoinedStr):
        yield " ".join(part.value for part in value.values if isinstance(part, ast.Constant))
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value


def sentences():
    """(function, text): each sentence that the rules' functions may give back."""
    sources = [room.read_text() for room in sorted(Path(rules.__file__).parent.glob("*.py"))]
    for function in ast.walk(ast.parse("\n".join(sources))):
        if isinstance(function, ast.FunctionDef) and function.name.lstrip("_").startswith("why_not"):
            for node in ast.walk(function):
                if isinstance(node, ast.Return | ast.Tuple):
                    for value in [node.value] if isinstance(node, ast.Return) else node.elts:
                        yield from ((function.name, text) for text in fixed_words(value) if re.search(r"\w", text))


def test_no_refusal_without_its_line():
    known = [says for _, says, *_ in LINES.values()] + list(NO_FORM)
    fixed = [re.sub(r"«.*»|[0-9/]+$", "", text.replace("\xa0", " ")).strip() for text in known]
    missing = [
        (function, text)
        for function, text in sentences()
        if not any(says in text.replace("\xa0", " ").replace("  ", " ") for says in fixed)
    ]
    assert missing == []
    assert len(list(sentences())) > 25
