"""The proofs are proved: the wall is broken on purpose, one stone at a time, and the proof says so (DESIGN 2.5)."""

import dataclasses
import logging

import pytest
from django.db import models
from django.db.models import Q

from ccr.documents import views as documents
from ccr.wall import doors, guard
from ccr.wall.sides import Side
from tests.wall import access, canaries, proving
from tests.wall.world import ROLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_door(monkeypatch):
    """``open_door(Model, Side.X)``: its plate lets the side read."""

    def opened(model, side):
        monkeypatch.setattr(model, "readers", frozenset(model.readers) | {side})
        for cached in (doors.plates, doors.doors_of, guard.read_statement):
            cached.cache_clear()

    yield opened
    monkeypatch.undo()
    for cached in (doors.plates, doors.doors_of, guard.read_statement):
        cached.cache_clear()


def leaks(world, role, lines):
    return proving.leaks(world, role, proving.ask(world, role, lines))


def wrong_answers(world, role, lines):
    return proving.wrong_answers(role, proving.ask(world, role, lines))


def lines(*names):
    return [line for line in access.lines() if line.url_name in names and line.method == "GET"]


def test_a_visible_to_that_forgets_the_structure_is_found(world, monkeypatch):
    from diagnostics.models.content import NoteQuerySet

    monkeypatch.setattr(NoteQuerySet, "for_candidate", lambda self, seat: Q(application__campaign=seat.campaign_id))
    theirs = [line for line in lines("diagnostics:note") if line.whose == "other's"]

    assert proving.trespasses(world, "candidate", theirs)
    assert proving.words_of_others(world, "candidate", "other's", theirs)


def test_a_visible_to_that_forgets_the_consultant_is_found(world, monkeypatch):
    from diagnostics.models.content import NoteQuerySet
    from diagnostics.models.passing import TransferQuerySet

    for queryset in (NoteQuerySet, TransferQuerySet):
        monkeypatch.setattr(queryset, "for_consultant", lambda self, seat: Q(pk__isnull=False))
    monkeypatch.setattr("diagnostics.views.consultant._transfers", all_transfers)
    theirs = [line for line in lines("diagnostics:transferred_note") if line.whose == "other's"]

    assert proving.trespasses(world, "consultant", theirs)


def all_transfers(request):
    from diagnostics.models import Transfer

    return Transfer.objects.visible_to(request.seat).live().select_related("application__organisation")


def test_a_view_that_asks_past_its_seat_is_stopped_by_the_door_and_the_breach_is_told(world, monkeypatch):
    """The second line: the view forgets everything, the guard still answers 404, and the access proof reports it."""
    monkeypatch.setattr("selection.views.files.get_file", reads_the_note)
    (line,) = [line for line in lines("selection:file") if line.whose == "mine"]

    answer = world.visitors["instructor"].ask(line.path(world))

    assert answer.status == 404
    assert answer.breaches


def reads_the_note(request, pk):
    from diagnostics.models import Note

    return Note.objects.system().first()


def test_a_door_left_open_is_found_by_the_words(world, monkeypatch, open_door):
    """Instruction's door to notes is open, and a page shows one: the canaries say which word, and where."""
    from diagnostics.models import Note

    monkeypatch.setattr("selection.views.files.services.ensure_files", shows_a_note)
    shown = lines("selection:file_list")
    words = canaries.forbidden_to({Side.INSTRUCTION})
    assert "diagnostics.Note.reasons" in words.values()

    open_door(Note, Side.INSTRUCTION)
    answer = world.visitors["instructor"].ask(shown[0].path(world))

    assert not answer.breaches, "the door is open"
    assert proving.leaked(answer.text, words) == ["diagnostics.Note.reasons"]


def shows_a_note(campaign):
    from diagnostics.models import Note

    campaign.title = Note.objects.system().first().reasons


def test_a_draft_that_was_not_deposited_is_found_by_the_words(world, monkeypatch):
    """What becomes a version is the structure's own until it deposits: instruction shown it is a leak."""
    monkeypatch.setattr("selection.views.files.services.ensure_files", shows_a_draft)
    (shown,) = lines("selection:file_list")

    assert leaks(world, "instructor", [shown]) == [f"instructor: candidates.Draft.project in the page {shown}"]


def test_a_word_that_only_a_fragment_shows_is_found(world, monkeypatch):
    """What htmx is answered in the place of the file, which nobody sees by opening the address."""
    word = canaries.word("diagnostics.Note.reasons")
    said = documents.state_context
    monkeypatch.setattr(documents, "state_context", lambda document: said(document) | {"label": word})
    (shown,) = [line for line in lines("selection:document") if ("pk", "file_document") in line.kwargs]

    assert leaks(world, "instructor", [shown]) == [f"instructor: diagnostics.Note.reasons in the fragment {shown}"]


def shows_a_draft(campaign):
    from candidates.models import Draft
    from ccr.wall.guard import passing

    with passing({Side.CANDIDATE}):  # by a helper that opens a pass of its own: no door stops it
        campaign.title = Draft.objects.system().get(application__organisation__name="Cordonnerie Gamma").project


def test_a_door_left_open_fails_the_check(open_door):
    """A door without its ``for_<side>``: the system check says it before any page is asked."""
    from ccr.wall.checks import check_readers
    from diagnostics.models import Note

    open_door(Note, Side.INSTRUCTION)

    assert [error.id for error in check_readers([Note])] == ["wall.E002"]


def test_a_table_shared_by_two_sides_is_found_by_the_comparison(world):
    """Support writes in a row that instruction reads: what instruction sees differs, and the comparison says where."""
    from candidates.models import SiteChoice

    listed = lines("selection:file_list")
    before = proving.sights(world, "instructor", listed)
    shared = SiteChoice.objects.system().filter(application=world.thing("application"))
    shared.update(is_current=False)
    try:
        found = proving.differences(before, proving.sights(world, "instructor", listed))
    finally:
        shared.update(is_current=True)

    assert len(found) == 1
    assert "selection:file_list" in found[0]


def test_one_query_more_is_a_difference(world, monkeypatch):
    from selection import services

    listed = lines("selection:file_list")
    before = proving.sights(world, "instructor", listed)
    once = services.ensure_files
    monkeypatch.setattr("selection.views.files.services.ensure_files", lambda call: (once(call), once(call)))

    (found,) = proving.differences(before, proving.sights(world, "instructor", listed))

    assert "queries" in found


def test_a_mail_with_a_sealed_word_is_found(world):
    from django.core.mail import EmailMessage

    word = canaries.word("diagnostics.Note.reasons")
    world.mails.append(EmailMessage("Bonjour", f"Lu : {word}", to=[world.people["committee_member"].email]))
    try:
        assert leaks(world, "committee_member", []) == ["committee_member: diagnostics.Note.reasons in a mail"]
    finally:
        world.mails.pop()


def test_a_text_without_its_canary_is_found(monkeypatch):
    from diagnostics.models import Note

    added = models.TextField()
    added.set_attributes_from_name("nameless")
    added.model = Note
    monkeypatch.setattr(canaries, "text_fields", lambda found=None: [added])

    assert canaries.unnamed() == ["diagnostics.Note.nameless"]


def test_a_word_that_never_got_there_is_found(world):
    from diagnostics.models import Note

    notes = models.QuerySet(Note)
    said = dict(notes.values_list("pk", "risks"))
    notes.update(risks="des risques")
    try:
        assert canaries.unwritten() == ["diagnostics.Note.risks"]
    finally:
        for pk, risks in said.items():
            notes.filter(pk=pk).update(risks=risks)


def test_a_cell_of_the_table_that_lies_is_found(world):
    """The access proof compares, it does not record: one cell is changed, and that line alone is named."""
    listed = lines("selection:file", "selection:file_list", "diagnostics:note")
    (line,) = [line for line in listed if line.url_name == "selection:file" and line.whose == "mine"]
    cell = ROLES.index("candidate")
    lying = dataclasses.replace(line, cells=(*line.cells[:cell], 200, *line.cells[cell + 1 :]))
    assert wrong_answers(world, "candidate", listed) == []

    found = wrong_answers(world, "candidate", [lying if one is line else one for one in listed])

    assert found == [f"{line}: 404, the table says 200"]


def test_what_a_view_shuts_is_asked_once_and_what_it_opens_every_time(world):
    """A declaration that lets the role in by mistake has every line asked, and the table says that it should not."""
    listed = [line for line in access.lines() if line.url_name == "diagnostics:withdraw_transfer"]
    assert {(line.whose, line.method) for line in listed} >= {("mine", "GET"), ("other's", "GET"), ("mine", "POST")}

    assert proving.telling(world, "candidate", listed) == listed
    assert proving.telling(world, "committee_member", listed) == listed[:1]
    assert proving.telling(world, "anonymous", listed) == listed  # sent to the sign-in page, not shut


def test_a_page_that_only_the_guard_holds_is_found(world, monkeypatch):
    monkeypatch.setattr("selection.views.files.get_file", reads_the_note)
    (line,) = [line for line in lines("selection:file") if line.whose == "mine"]
    closed = dataclasses.replace(line, cells=(404,) * len(ROLES))

    (found,) = wrong_answers(world, "instructor", [closed])

    assert "stopped by the guard only" in found


def test_a_sealed_word_that_a_page_logs_is_found(world, monkeypatch):
    """Even of what she may read on the page: a log has no side."""
    monkeypatch.setattr("diagnostics.views.candidate.services.record_note_reading", logs_the_note)
    (line,) = [line for line in lines("diagnostics:note") if line.whose == "mine"]

    assert leaks(world, "candidate", [line]) == ["candidate: diagnostics.Note.risks in the log"]


def logs_the_note(note, *, by):
    logging.getLogger("diagnostics").debug("lue : %s", note.risks)
