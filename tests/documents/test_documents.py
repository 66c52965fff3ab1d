"""A document is made once per version, in its owner's pass, and a failure can be retried (DESIGN 3)."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from candidates.models import Document
from ccr import clock, documents
from ccr.documents import making, services
from ccr.documents.render import render_pdf
from ccr.documents.states import DocumentState
from ccr.documents.tasks import relay, render
from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.wall.guard import passing
from ccr.wall.sides import Side
from ccr.workflow import MoveRefused
from tests.documents import kinds
from tests.factories.core import make_seat


def url(document, name="document"):
    return reverse(f"candidates:{name}", args=[document.campaign.slug, document.pk])


@pytest.fixture
def ready(ask, commits, fresh):
    with commits():
        document = ask()
    return fresh(document)


@pytest.fixture
def failed(ask, commits, fresh, application):
    kinds.failing.add(application.pk)
    document = ask()
    with pytest.raises(LookupError):
        making.make("candidates.Document", document.pk)
    return fresh(document)


@pytest.fixture
def browser_of(representative, sign_in):
    return sign_in(representative.person)


# Making


def test_it_is_made_after_the_commit(ready, application):
    content = ready.file.read()

    assert ready.state == DocumentState.READY
    assert ready.sha256 == hashlib.sha256(content).hexdigest()
    assert (ready.size, ready.pages) == (len(content), 1)
    assert str(application.pk) in PdfReader(BytesIO(content)).pages[0].extract_text().replace("\n", "")


def test_its_file_name_tells_nothing(ready, representative):
    folder, name = ready.file.name.split("/")

    assert folder == "candidates"
    assert len(name) == len("0" * 32 + ".pdf")


@pytest.mark.django_db(transaction=True)
def test_a_rollback_makes_nothing(ask):
    with pytest.raises(RuntimeError, match="on second thoughts"), transaction.atomic():
        ask()
        raise RuntimeError("on second thoughts")

    assert not Document.objects.system().exists()


def test_it_is_reused_while_nothing_changed(ready, ask, campaign, application):
    colleague = make_seat(campaign, Role.CONTRIBUTOR, organisation=application.organisation)

    assert ask() == ready
    assert ask(owner=colleague) == ready
    assert ask(version="2") != ready


def test_a_candidate_asks_from_her_own_pass(ask, fresh, commits):
    with commits(), passing({Side.CANDIDATE}):
        document = ask()

    assert fresh(document).is_ready


def test_it_is_rendered_in_the_pass_of_its_owner(campaign, ask, fresh):
    """Somebody of another structure has a row, and still gets nothing of the application."""
    other = make_seat(campaign, Role.REPRESENTATIVE)
    document = ask(owner=other)

    render("candidates.Document", str(document.pk))

    assert (fresh(document).state, fresh(document).error) == (DocumentState.FAILED, "NotVisible")


def test_an_owner_whose_seat_opens_nothing_any_more_gets_nothing(ask, fresh, representative):
    document = ask()
    for mandate in representative.active_mandates:
        seats.withdraw_mandate(mandate)

    render("candidates.Document", str(document.pk))

    assert fresh(document).error == "NotVisible"


def test_a_failure_is_loud_and_keeps_only_the_error_s_name(failed):
    assert (failed.state, failed.error) == (DocumentState.FAILED, "LookupError")


def test_a_failed_document_is_made_again(failed, representative, commits, fresh):
    kinds.failing.clear()

    with commits():
        services.retry(failed, by=representative)

    assert fresh(failed).is_ready


def test_a_ready_document_is_not_made_again(ready, representative):
    with pytest.raises(MoveRefused):
        services.retry(ready, by=representative)


def test_a_lost_broker_message_loses_no_document(ask, fresh):
    document = ask()  # what waits for the commit is never run

    relay()

    assert fresh(document).is_ready


def test_a_dead_worker_s_document_is_taken_back(ask, fresh, freeze):
    freeze("2011-10-03 10:00")
    document = ask()
    assert making._claim(Document, document.pk)
    relay()
    assert fresh(document).state == DocumentState.RENDERING  # while the lease runs

    freeze("2011-10-03 10:11")
    relay()

    assert fresh(document).is_ready


def test_a_document_that_kills_its_workers_ends_as_a_failure(ask, fresh):
    document = ask()
    Document.objects.system().filter(pk=document.pk).update(
        state=DocumentState.RENDERING, attempts=making.ATTEMPTS, lease_until=clock.real_now() - timedelta(seconds=1)
    )

    relay()

    assert (fresh(document).state, fresh(document).error) == (DocumentState.FAILED, "WorkerLost")


def test_a_worker_that_comes_back_late_writes_nothing(ask, fresh, freeze):
    freeze("2011-10-03 10:00")
    document = ask()
    late = making._claim(Document, document.pk)
    freeze("2011-10-03 10:11")
    relay()

    assert not making._move(late, DocumentState.READY, file="x", sha256="x", size=1, pages=1, rendered_at=clock.now())
    assert fresh(document).file.name != "x"


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_document(ask, race, fresh):
    with transaction.atomic():
        document = ask()
        transaction.get_connection().run_on_commit.clear()

    race(lambda: making.make("candidates.Document", document.pk), times=3)

    assert fresh(document).is_ready
    assert fresh(document).attempts == 1


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": DocumentState.READY}, "candidates_document_ready_has_file"),
        ({"sha256": "x"}, "candidates_document_ready_has_file"),
        ({"state": DocumentState.RENDERING}, "candidates_document_lease_when_rendering"),
        ({"state": DocumentState.FAILED}, "candidates_document_failed_has_error"),
    ],
)
def test_state_and_dates_cannot_disagree(ask, fields, constraint):
    document = ask()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Document.objects.system().filter(pk=document.pk).update(**fields)


def test_one_row_per_version_in_the_database(ask):
    document = ask()
    document.pk, document._state.adding = None, True

    with pytest.raises(IntegrityError, match="candidates_document_once_per_version"), transaction.atomic():
        document.save(force_insert=True)


# The PDF


def test_the_same_input_gives_the_same_bytes():
    page = '<html lang="fr"><head><title>A</title></head><body><h1>A</h1></body></html>'
    assert render_pdf(page) == render_pdf(page)


def test_the_pdf_is_tagged_and_says_its_language():
    pdf, _ = render_pdf('<html lang="fr"><head><title>A</title></head><body><h1>A</h1></body></html>')
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]

    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x.png",
        "https://exemple.fr/x.png",
        "file:///etc/passwd",
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/fonts/../demo.sqlite3",
        "/etc/passwd",
        "ftp://exemple.fr/x",
    ],
)
def test_nothing_but_our_own_files_is_fetched(ask, fresh, address):
    kinds.ADDRESS[0] = address
    document = ask("tests.fetching")

    with pytest.raises(Exception, match="not one of our files"):
        making.make("candidates.Document", document.pk)

    assert fresh(document).error == "ForeignResource"


# The pages


def test_the_owner_downloads_it_as_an_attachment(ready, browser_of):
    answer = browser_of.get(url(ready))

    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="essai.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == "application/pdf"


def test_another_structure_does_not_find_it(ready, campaign, sign_in):
    other = make_seat(campaign, Role.REPRESENTATIVE)

    assert sign_in(other.person).get(url(ready)).status_code == 404
    assert sign_in(other.person).post(url(ready, "document_retry")).status_code == 404


@pytest.mark.parametrize("role", [Role.DLA_OFFICER, Role.COMMITTEE_MEMBER, Role.COORDINATOR, Role.PILOT])
def test_other_sides_do_not_find_it(ready, campaign, sign_in, role):
    assert sign_in(make_seat(campaign, role).person).get(url(ready)).status_code == 404


def test_while_it_is_made_the_page_says_so_and_asks_again(ask, browser_of):
    document = ask()
    page = browser_of.get(url(document)).content.decode()

    assert "Le document se prépare" in page
    assert 'hx-trigger="every 2s"' in page
    assert "Actualiser" in page  # without JavaScript


def test_htmx_gets_the_state_then_the_link(ask, browser_of):
    document = ask()
    htmx = {"HX-Request": "true"}
    assert "every 2s" in browser_of.get(url(document), headers=htmx).content.decode()

    relay()

    fragment = browser_of.get(url(document), headers=htmx).content.decode()
    assert "<html" not in fragment
    assert "every 2s" not in fragment
    assert f'href="{url(document)}"' in fragment


def test_a_failure_shows_on_the_page_and_is_retried_from_it(failed, browser_of, commits, fresh):
    page = browser_of.get(url(failed)).content.decode()
    assert "n’a pas pu être préparé" in page
    assert url(failed, "document_retry") in page

    kinds.failing.clear()
    with commits():
        browser_of.post(url(failed, "document_retry"))

    assert fresh(failed).is_ready


def test_retrying_what_is_ready_says_why_not(ready, browser_of):
    answer = browser_of.post(url(ready, "document_retry"))
    assert answer.status_code == 302
    assert answer.url == url(ready)


def test_a_private_path_keeps_only_the_ending(ready):
    assert documents.private_path(ready, "Note de Léa.DOCX").endswith(".docx")
    assert "Léa" not in documents.private_path(ready, "Note de Léa.DOCX")
