"""The pages, each opened by the people it is for, and by nobody else; what diagnosis shows on those of all."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from ccr import registry
from ccr.ui.templatetags import ui
from ccr.wall.guard import passing, passing_as
from ccr.wall.sides import Side
from diagnostics import services
from diagnostics.models import FilRouge
from tests.columns import kept
from tests.diagnostics.pages import BASE
from tests.factories import candidates
from tests.factories import diagnostics as make
from tests.factories.core import OrganisationFactory

pytestmark = pytest.mark.django_db

# Who comes in


def opened(people, path) -> set:
    """Who gets anything but a 404 there."""
    return {name for name, client in people.items() if client.get(path).status_code != 404}


def test_each_page_opens_to_its_people_only(world, people):
    make.decide(world.application)
    diagnostic = make.restituted(world)
    note = make.note_of(diagnostic)
    transfer = make.transferred(world, diagnostic=diagnostic)
    fil_rouge = diagnostic.fil_rouge.pk
    diagnosis, structure = {"d1", "d2", "ramsess"}, {"candidate"}
    expected = {
        "mon-diagnostic/": {"candidate", "stranger"},
        f"mon-diagnostic/{world.application.pk}/": structure,
        f"{diagnostic.pk}/annuler/": structure,
        f"{diagnostic.pk}/reporter/": structure,
        f"note/{note.pk}/": structure,
        f"transmission/{transfer.pk}/retirer/": structure,
        f"fil-rouge/{fil_rouge}/arreter/": structure,
        "": diagnosis,
        f"{diagnostic.pk}/": {"d1", "ramsess"},
        f"{diagnostic.pk}/trame/2/": {"d1"},
        f"{diagnostic.pk}/trame/10/": set(),
        f"{diagnostic.pk}/note/": {"d1"},
        f"{diagnostic.pk}/note/remettre/": {"d1"},
        f"{diagnostic.pk}/restitution/": {"d1"},
        f"{diagnostic.pk}/restitution/prevoir/": {"d1"},
        f"{diagnostic.pk}/fil-rouge/": {"d1"},
        f"{diagnostic.pk}/fil-rouge/clore/": {"d1"},
        "demandes/": {"ramsess"},
        f"demandes/{diagnostic.pk}/confirmer/": {"ramsess"},
        f"demandes/{diagnostic.pk}/ne-pas-confirmer/": {"ramsess"},
        f"demandes/{diagnostic.pk}/attribuer/": {"ramsess"},
        f"demandes/capacite/{world.r1.pk}/": {"ramsess"},
        "notes-transmises/": {"consultant"},
        f"notes-transmises/{transfer.pk}/": set(),  # passed on to another consultant
    }

    found = {path: opened(people, BASE + path) for path in expected}

    assert found == expected


def test_the_anonymous_visitor_is_sent_to_sign_in(world):
    for path in ("", "demandes/", "mon-diagnostic/", "notes-transmises/"):
        assert Client().get(BASE + path).status_code == 302


def test_posts_have_no_get(world, people):
    diagnostic = make.assigned(world)

    assert people["d1"].get(f"{BASE}{diagnostic.pk}/commencer/").status_code == 405
    assert people["ramsess"].get(f"{BASE}demandes/liste-d-attente/").status_code == 405


# Home, parcours, columns, figures


def home(seat):
    with passing_as(seat):
        return {task.title for task in registry.ask("home", seat) if "diagnostic" in task.url or not task.url}


def test_home_tells_each_what_is_expected(world):
    assert "Diagnostic (facultatif)" in home(world.candidate)
    diagnostic = make.ask(world)
    assert "1 diagnostic à attribuer" in {t.replace("\u00a0", " ") for t in home(world.ramsess)}
    make.play(world.ramsess, services.assign, diagnostic, world.r1, world.d1)
    assert "Commencer le diagnostic de Les Paniers du Port" in home(make.fresh(world.d1))
    assert home(make.fresh(world.d2)) == set()


def test_home_asks_the_structure_to_validate_and_the_consultant_to_read(world, freeze):
    note = make.shared(world)
    assert "Valider la note de diagnostic" in home(world.candidate)
    make.play(world.candidate, services.validate_note, note.diagnostic)
    make.play(
        world.d1,
        services.record_restitution,
        note.diagnostic,
        candidates.day("2011-09-12"),
        place="x",
        people=2,
        roles="x",
    )
    make.decide(world.application)
    transfer = make.transferred(world, diagnostic=note.diagnostic)
    assert "Lire la note de Les Paniers du Port" in home(transfer.consultant)

    with passing_as(transfer.consultant):
        services.record_note_reading(transfer.note, by=transfer.consultant)

    assert home(transfer.consultant) == set()


def test_the_parcours_has_the_diagnostic_then_the_fil_rouge(world):
    def steps():
        with passing_as(world.candidate):
            found = registry.ask("parcours", world.candidate)
        return [(s.title, s.state) for s in found if s.lane == "support"]

    assert ("Diagnostic (facultatif)", "todo") in steps()
    make.restituted(world)
    assert ("Diagnostic (facultatif)", "done") in steps()
    assert ("Fil rouge", "current") in steps()


def columns(seat):
    return {column.key: column for column in registry.ask("columns", seat)}


def test_the_coordinators_columns_filter_and_fill_in_one_query_each(world, django_assert_num_queries):
    make.restituted(world)
    without = candidates.begin(world.campaign)
    with passing_as(world.coordinator):
        found = columns(world.coordinator)
        for key in ("diagnostic", "fil_rouge"):
            column = found[key]
            with django_assert_num_queries(1):
                cells = column.cells(world.coordinator, [world.application.pk, without.pk])
            assert set(cells) == {world.application.pk}
            chosen = {value: kept(column, world.coordinator, value) for value, _ in column.choices}
            assert {value: keys for value, keys in chosen.items() if keys} == {
                ("restituted" if key == "diagnostic" else "open"): {world.application.pk},
                "none": {without.pk},
            }


def test_the_coordinators_table_says_what_each_date_is(world, freeze):
    """A date alone is the state's own; a day to come, a day it began are called so, and another year is told."""

    def said(key, application):
        with passing_as(world.coordinator):
            cell = columns(world.coordinator)[key].cells(world.coordinator, [application.pk])[application.pk]
        words = strip_tags(ui.cell(cell)).replace("\u00a0", " ").strip()
        return re.split(r" léger |en cours ", words)[-1].strip()

    make.restituted(world)
    fil_rouge = FilRouge.objects.system().get(diagnostic__application=world.application)
    other = candidates.begin(world.campaign)
    diagnostic = make.started(world, other)

    assert said("diagnostic", world.application) == "12 sept."
    assert said("fil_rouge", world.application) == f"jusqu’au 12 sept. {fil_rouge.ends_on.year}"
    assert said("diagnostic", other) == "depuis le 12 sept."
    make.play(candidates.representative(other), services.cancel, diagnostic)
    assert said("diagnostic", other) == "12 sept."
    freeze("2012-01-05 10:00")
    assert said("diagnostic", other) == "12 sept. 2011"


def test_figures_hide_what_is_under_three(world):
    from ccr.programme import figures
    from ccr.programme.models import Figure

    make.restituted(world)
    with passing({Side.MACHINE}):
        figures.count(world.campaign)
    assert not Figure.objects.system().filter(key__startswith="diagnostics.", value__gt=0).exists()

    for _ in range(3):
        make.ask(world, candidates.begin(world.campaign))
    with passing({Side.MACHINE}):
        figures.count(world.campaign)
    shown = dict(Figure.objects.system().filter(key__startswith="diagnostics.").values_list("key", "value"))
    assert shown["diagnostics.asked"] == 4
    assert "diagnostics.restituted" not in shown
    assert "diagnostics.to_assign" not in shown  # 4 - 3: the restituted one could be worked out


# Queries


def fill(world, number):
    for _ in range(number):
        make.assigned(world, candidates.begin(world.campaign, OrganisationFactory()))


def cost(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_details_cost_little(world, people):
    make.decide(world.application)
    diagnostic = make.restituted(world)
    note = make.note_of(diagnostic)
    transfer = make.transferred(world, diagnostic=diagnostic)
    people["k"] = Client()
    people["k"].force_login(transfer.consultant.person)

    for who, path in (
        ("d1", f"{diagnostic.pk}/"),
        ("d1", f"{diagnostic.pk}/trame/2/"),
        ("d1", f"{diagnostic.pk}/note/"),
        ("d1", f"{diagnostic.pk}/fil-rouge/"),
        ("candidate", f"mon-diagnostic/{world.application.pk}/"),
        ("candidate", f"note/{note.pk}/"),
        ("k", f"notes-transmises/{transfer.pk}/"),
    ):
        people[who].get(BASE + path)
        assert cost(people[who], BASE + path) <= 20, path
