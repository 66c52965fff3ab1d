"""D3: somebody of instruction goes after a note, a diagnostician after deliberations, by every road one can think of.

Each time: 404, as for what does not exist; the same page, byte for byte, whether the thing exists or not; nothing kept
by a cache; a line in ``ccr_wall_breach``, whether a closed page was asked or a closed table touched.
"""

import uuid
from urllib.parse import quote, quote_plus

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.template import Context, Template
from django.test import override_settings
from django.urls import include, path, reverse
from django.utils.html import escape

from ccr.wall import middleware
from ccr.wall.access import for_sides
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing
from ccr.wall.models import Breach
from ccr.wall.sides import Side
from tests.wall import access, canaries, proving
from tests.wall.asking import rolled_back
from tests.wall.world import SLUG

pytestmark = pytest.mark.django_db

INSTRUCTION = ("instructor", "committee_member", "committee_president")
GUESSES = (
    # address, name of the part, thing of the world
    ("diagnostics:note", "note", "note"),
    ("diagnostics:detail", "diagnostic", "diagnostic"),
    ("diagnostics:write_note", "diagnostic", "diagnostic"),
    ("diagnostics:fil_rouge", "diagnostic", "diagnostic"),
    ("diagnostics:transferred_note", "transfer", "transfer"),
    ("diagnostics:document", "pk", "note_pdf"),
    ("candidates:document", "pk", "letter"),
    ("candidates:application", "application", "application"),
    ("candidates:structure", "application", "application"),
)
DELIBERATIONS = (
    ("selection:file", "file", "file"),
    ("selection:propose", "file", "file"),
    ("selection:committee", "meeting", "meeting"),
    ("selection:attendance", "meeting", "meeting"),
    ("selection:minutes", "meeting", "meeting"),
    ("selection:document", "pk", "minutes_document"),
    ("selection:document", "pk", "file_document"),
    ("candidates:document", "pk", "letter"),
)
SEARCHED = (
    # the list and its exports, and what is added to the question
    ("selection:file_list", ""),
    ("selection:file_export", ""),
    ("selection:file_export", "&format=xlsx"),
)
LISTS = ("selection:file_list", "selection:file_export", "selection:grid", "selection:committees", "selection:links")


def address(name, **kwargs):
    return reverse(name, kwargs={"campaign": SLUG, **kwargs})


@pytest.fixture
def written_down(monkeypatch):
    """The lines of ``ccr_wall_breach``, read before each request is forgotten."""
    kept, write_down = [], middleware.write_down

    def write_down_then_keep(*args, **kwargs):
        write_down(*args, **kwargs)
        with passing({Side.AUDIT}):
            kept.extend(Breach.objects.system().all())

    monkeypatch.setattr(middleware, "write_down", write_down_then_keep)
    return kept


@pytest.mark.parametrize("role", INSTRUCTION)
@pytest.mark.parametrize(("name", "part", "thing"), GUESSES)
def test_a_guessed_id_gives_what_an_id_of_nothing_gives(world, written_down, role, name, part, thing):
    visitor = world.visitors[role]
    there = visitor.ask(address(name, **{part: world.key_of(thing, "mine")}))
    nothing = visitor.ask(address(name, **{part: uuid.uuid4()}))
    nowhere = visitor.ask(f"/{SLUG}/nulle-part/")

    assert there.status == nothing.status == nowhere.status == 404
    assert proving.normal(there.text) == proving.normal(nothing.text) == proving.normal(nowhere.text)
    assert there.queries == nothing.queries
    assert "no-store" in there.headers["Cache-Control"]
    assert [(line.person, line.sides, line.view, line.tables) for line in written_down] == [
        (visitor.person.pk, "instruction", name, "")
    ] * 2


@pytest.mark.parametrize("role", ["diagnostician", "ramsess_coordinator", "dla_officer", "consultant", "fund_officer"])
@pytest.mark.parametrize(("name", "part", "thing"), DELIBERATIONS)
def test_support_finds_no_deliberation(world, written_down, role, name, part, thing):
    visitor = world.visitors[role]
    there = visitor.ask(address(name, **{part: world.key_of(thing, "mine")}))
    nothing = visitor.ask(address(name, **{part: uuid.uuid4()}))

    assert there.status == nothing.status == 404
    assert proving.normal(there.text) == proving.normal(nothing.text)
    assert there.queries == nothing.queries
    assert [(line.person, line.view, line.tables) for line in written_down] == [(visitor.person.pk, name, "")] * 2


def test_what_does_not_exist_and_what_is_ones_own_lanes_is_no_attempt(world, written_down):
    """A wrong address, an id of nothing on one's own pages, a colleague's role: ordinary 404s."""
    member, meeting = world.visitors["committee_member"], world.key_of("meeting", "mine")
    assert member.ask(f"/{SLUG}/rien/").status == 404
    assert member.ask(address("selection:file", file=uuid.uuid4())).status == 404
    assert member.ask(address("selection:prepare", meeting=meeting), "POST").status == 404
    assert world.visitors["newcomer"].ask(address("selection:file_list")).status == 404
    assert written_down == []


@pytest.mark.parametrize("role", ["diagnostician", "dla_officer", "coordinator"])
@pytest.mark.parametrize("name", LISTS)
def test_no_list_of_instruction_opens_elsewhere(world, role, name):
    assert world.visitors[role].ask(address(name)).status == 404


@pytest.mark.parametrize("role", INSTRUCTION)
@pytest.mark.parametrize("word", ["opportunité", "diagnostic", "R1 Diagnostic", "opportun sous conditions"])
def test_a_search_finds_nothing_of_a_note(world, role, word):
    """The list searched, page and export: no more than what searching nonsense gives."""
    visitor = world.visitors[role]
    for name, end in SEARCHED:
        found = visitor.ask(f"{address(name)}?name={quote(word)}{end}")
        absent = visitor.ask(f"{address(name)}?name=zzzzzz{end}")
        assert found.status == absent.status == 200
        assert without(found.text, word) == without(absent.text, "zzzzzz")


@pytest.mark.parametrize(("name", "end"), SEARCHED)
def test_the_search_itself_works(world, name, end):
    """A name that is there narrows the list: the proof above compares searches, not addresses that ignore them."""
    visitor = world.visitors["committee_president"]
    everything = visitor.ask(f"{address(name)}?{end}").text
    found = visitor.ask(f"{address(name)}?name={quote('alpha')}{end}").text

    assert all(structure in everything for structure in ("Épicerie Alpha", "Brasserie Bêta"))
    assert "Épicerie Alpha" in found
    assert "Brasserie Bêta" not in found


def without(text, word):
    """A text without what was searched for, however it is written."""
    for written in (escape(word), quote(word), quote_plus(word), word):
        text = text.replace(written, "…")
    return proving.normal(text)


@pytest.mark.parametrize("role", INSTRUCTION)
def test_no_address_for_programs_nor_of_files_leads_there(world, role):
    note = world.key_of("note", "mine")
    stored = world.thing("note_pdf")
    stored.refresh_from_db()
    for guess in (
        f"/api/notes/{note}/",
        "/api/diagnostics/?format=json",
        f"/media/{stored.file.name}",
        f"/static/{stored.file.name}",
        f"/{stored.file.name}",
        f"/admin/diagnostics/note/{note}/change/",
        "/admin/diagnostics/note/",
        f"/{SLUG}/appui/diagnostics/?format=csv",
        f"/{SLUG}/coordination/structures/export/support/",
    ):
        answer = world.visitors[role].ask(guess)
        assert answer.status == 404, guess
        assert not canaries.found_in(answer.text, canaries.forbidden_to(world.visitors[role].sides))


@pytest.mark.parametrize("role", INSTRUCTION)
def test_the_links_of_a_forwarded_mail_open_nothing(world, role):
    """Whatever a mail of support links to: 404 for who is of instruction."""
    import re

    links = set()
    for name in ("candidate", "diagnostician", "consultant", "ramsess_coordinator"):
        for letter in proving.letters(world, world.visitors[name]):
            links |= set(re.findall(r"http://testserver(/\S*?/appui/[^\s\"<>]*)", letter))
    assert len(links) >= 3
    for link in sorted(links):
        assert world.visitors[role].ask(link).status == 404, link


@pytest.mark.parametrize("role", INSTRUCTION)
def test_navigation_and_home_say_nothing_of_support(world, role):
    home = world.visitors[role].ask(address("ui:home")).text
    assert "/appui/" not in home
    assert "Épicerie Alpha" not in home


def test_a_support_role_for_an_instructor_is_refused_with_a_sentence(world):
    from ccr.programme import seats
    from ccr.programme.roles import Role

    with rolled_back(), pytest.raises(DomainError, match="couloir"):
        seats.give_mandate(
            world.campaign,
            world.people["instructor"],
            Role.DIAGNOSTICIAN,
            world.thing("organisation", "r1"),
            by=world.seats["coordinator"],
        )


def test_both_roles_by_the_shell_open_one_lane_only_and_the_audit_finds_them(world, capsys):
    from ccr import clock
    from ccr.programme import seats
    from ccr.programme.models import Mandate
    from ccr.programme.roles import Role

    with rolled_back():
        Mandate.objects.create(
            seat=world.seats["instructor"],
            role=Role.DIAGNOSTICIAN,
            organisation=world.thing("organisation", "r1"),
            started_at=clock.now(),
        )
        assert seats.seat_of(world.people["instructor"], world.campaign).sides == {Side.INSTRUCTION}
        with pytest.raises(SystemExit):
            call_command("audit_wall")


# A view with a bug: the guard is behind it


@for_sides(Side.INSTRUCTION)
def careless(request, campaign):
    """Asks past its seat, and lets the refusal through."""
    from diagnostics.models import Note

    return HttpResponse(Note.objects.system().first().reasons)


@for_sides(Side.INSTRUCTION)
def swallowing(request, campaign):
    """Asks past its seat, and swallows the refusal."""
    from django.db import transaction

    from diagnostics.models import Note

    try:
        with transaction.atomic():
            Note.objects.system().count()
    except Exception:
        pass
    return HttpResponse("tout va bien")


@for_sides(Side.INSTRUCTION)
def swallowing_template(request, campaign):
    """A template that swallows it, as ``{% if %}`` does."""
    from diagnostics.models import Note

    shown = Template("{% if notes.count %}oui{% else %}non{% endif %}")
    return HttpResponse(shown.render(Context({"notes": Note.objects.system()})))


@for_sides(Side.INSTRUCTION)
def in_a_thread(request, campaign):
    """Reads in a thread of its own, which has no pass."""
    import threading

    from ccr.wall import guard
    from diagnostics.models import Note

    outcome = []

    def look():
        from django.db import connection

        try:
            outcome.append(Note.objects.system().count())
        except guard.WallBreach:
            outcome.append("closed")
        finally:
            connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return HttpResponse(str(outcome))


urlpatterns = [
    path("<slug:campaign>/attaque/sans-soin/", careless, name="careless"),
    path("<slug:campaign>/attaque/avalee/", swallowing, name="swallowing"),
    path("<slug:campaign>/attaque/gabarit/", swallowing_template, name="swallowing_template"),
    path("<slug:campaign>/attaque/fil/", in_a_thread, name="in_a_thread"),
    path("", include("ccr.urls")),
]
handler404 = "ccr.ui.errors.not_found"


@pytest.fixture
def with_bugs():
    """The platform, with the views above."""
    with override_settings(ROOT_URLCONF="tests.wall.proofs.test_attacks"):
        yield


@pytest.mark.parametrize("bug", ["sans-soin", "avalee", "gabarit"])
def test_a_view_with_a_bug_ends_in_a_404_that_tells_nothing(world, with_bugs, bug):
    visitor = world.visitors["instructor"]
    answer = visitor.ask(f"/{SLUG}/attaque/{bug}/")
    plain = visitor.ask(f"/{SLUG}/attaque/rien/")

    assert answer.status == plain.status == 404
    assert [breach.tables for breach in answer.breaches] == [("diagnostics_note",)]
    assert proving.normal(answer.text) == proving.normal(plain.text)


@pytest.mark.parametrize("bug", ["sans-soin", "avalee", "gabarit"])
def test_the_attempt_is_written_down_without_its_words(world, with_bugs, bug, written_down):
    world.visitors["instructor"].ask(f"/{SLUG}/attaque/{bug}/")

    (line,) = written_down
    assert line.tables == "diagnostics_note"
    assert line.person == world.people["instructor"].pk
    assert line.sides == "instruction"
    assert line.view
    assert "zq" not in f"{line.view} {line.tables} {line.verb}"


def test_a_thread_of_a_view_reads_nothing_in_production(world, with_bugs, monkeypatch):
    from ccr.wall import guard

    monkeypatch.setattr(guard, "_default", guard.Pass(frozenset()))
    assert "closed" in world.visitors["instructor"].ask(f"/{SLUG}/attaque/fil/").text


def test_every_address_of_support_is_closed_to_instruction(world):
    """By name, whatever the method: no line of the table opens a room of support to instruction, nor the reverse."""
    for line in access.lines():
        room = line.url_name.partition(":")[0]
        closed = {"diagnostics": INSTRUCTION, "dla": INSTRUCTION, "financing": INSTRUCTION}.get(room, ())
        if room == "selection":
            closed = ("candidate", "diagnostician", "ramsess_coordinator", "dla_officer", "consultant", "fund_officer")
        assert {line.status_for(role) for role in closed} <= {404}, str(line)
