"""What leaves instruction: PDFs, the coordinator's column, the pilot's figures; and what never does."""

import io
import re

import pytest
from pypdf import PdfReader

from candidates import services as structure
from candidates.models import Outcome
from candidates.states import OutcomeValue
from ccr import registry
from ccr.documents.states import DocumentState
from ccr.programme import figures
from ccr.programme.models import Figure, FirstOpening
from ccr.programme.roles import Role
from ccr.wall.audience import audience
from ccr.wall.guard import passing_as
from ccr.wall.sides import SUPPORT, Side
from selection import services
from selection.models import (
    Document,
    File,
    Journal,
    LinkDeclaration,
    MarkSheet,
    Opinion,
    ProposedDecision,
    Reading,
)
from selection.states import FileState, OpinionValue
from tests.candidates.reading import text_of
from tests.columns import kept
from tests.factories import candidates
from tests.factories import selection as play
from tests.factories.core import make_seat


def words(document) -> str:
    """The text of a PDF, spaces folded."""
    with document.file.open("rb") as content:
        reader = PdfReader(io.BytesIO(content.read()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture
def file_pdf(file, member, sign_in, url, commits):
    """The PDF of the file, asked from its page and rendered."""
    play.declare(file, member)
    with commits():
        sign_in(member.person).post(url("file_pdf", file.pk))
    return Document.objects.visible_to(member).get()


def test_the_instruction_file_holds_the_version_and_no_word_of_support(file_pdf):
    text = words(file_pdf)

    assert file_pdf.state == DocumentState.READY
    for expected in (
        "Les Paniers du Port",
        "Tenir un comptoir de vrac",
        "Notre réponse pour Friche",
        "signée par",
        "42 m²",
    ):
        assert expected in text
    assert "diagnostic" not in text.lower()
    assert "restitution" not in text.lower()


def test_the_instruction_file_holds_no_opinion_and_no_mark(file, instructor, president, freeze, commits):
    from selection.documents import request_file

    play.examine(file, instructor, text="Un canari jaune.")
    freeze(play.MARKING_DAY)
    play.mark(file, president)
    with commits():
        request_file(file, candidates.current_version(file.application), president)

    text = words(Document.objects.visible_to(president).get())
    assert "canari" not in text
    assert "71,0" not in text


def test_the_pdf_is_made_once_a_version_for_all_of_instruction(file, file_pdf, president, sign_in, url, commits):
    play.declare(file, president)
    client = sign_in(president.person)
    with commits():
        client.post(url("file_pdf", file.pk))

    assert Document.objects.visible_to(president).get() == file_pdf
    assert client.get(url("document", file_pdf.pk)).headers["Content-Type"] == "application/pdf"


def test_the_agenda_is_a_pdf(campaign, file, instructor, president, freeze, sign_in, url, commits):
    play.check(file, instructor)
    freeze(play.COMMITTEE_DAY)
    session = play.prepare(campaign, president)
    with commits():
        sign_in(president.person).post(url("agenda_pdf", session.meeting_id))

    text = words(Document.objects.visible_to(president).get())
    assert "mardi 31 janvier 2012" in text
    assert "Les Paniers du Port Association Friche, mk2" in text
    assert "diagnostic" not in text.lower()


def test_a_forwarded_pdf_is_the_file(file, file_pdf, president, sign_in, url):
    """To have it is to open the file: after the declaration, noted as a reading and as a first opening (A094)."""
    client = sign_in(president.person)
    assert client.get(url("document", file_pdf.pk)).status_code == 404
    assert client.post(url("document_retry", file_pdf.pk)).status_code == 404
    assert not FirstOpening.objects.system().filter(seat=president).exists()

    play.declare(file, president)
    assert client.get(url("document", file_pdf.pk)).status_code == 200

    assert FirstOpening.objects.system().filter(seat=president).exists()
    assert Reading.objects.visible_to(president).get().about_id == file.pk
    assert Journal.objects.visible_to(president).filter(verb="file_opened", by_seat=president).exists()


def test_the_agenda_of_a_withdrawn_structure_is_made_anew(
    campaign, file, instructor, president, freeze, sign_in, url, commits
):
    other = play.received(campaign, "Atelier Recyclé")
    play.check(other, instructor)
    freeze(play.COMMITTEE_DAY)
    session, client = play.prepare(campaign, president), sign_in(president.person)
    with commits():
        client.post(url("agenda_pdf", session.meeting_id))
        client.post(url("agenda_pdf", session.meeting_id))
    former = Document.objects.visible_to(president).get()
    with commits():
        structure.withdraw(other.application, by=candidates.representative(other.application))

    assert "Préparer le PDF" in client.get(url("committee", session.meeting_id)).content.decode()
    with commits():
        client.post(url("agenda_pdf", session.meeting_id))

    latest = Document.objects.visible_to(president).exclude(pk=former.pk).get()
    assert "Atelier Recyclé" in words(former)
    assert "Atelier Recyclé" not in words(latest)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DIAGNOSTICIAN, Role.DLA_OFFICER])
def test_no_other_side_downloads_a_document(campaign, file_pdf, role, sign_in, url):
    assert sign_in(make_seat(campaign, role).person).get(url("document", file_pdf.pk)).status_code == 404


# The coordinator's column


def column(seat):
    (found,) = [column for column in registry.ask("columns", seat) if column.key == "selection"]
    return found


def test_coordination_follows_the_state_not_the_deliberation(campaign, file, instructor, president, freeze):
    coordinator = make_seat(campaign, Role.COORDINATOR)
    play.examine(file, instructor)
    freeze(play.COMMITTEE_DAY)
    play.prepare(campaign, president)
    play.propose(file, president, OutcomeValue.REFUSED)

    with passing_as(coordinator):
        cell = column(coordinator).cells(coordinator, [file.application_id])[file.application_id]

    assert cell.badge.label == "en délibération"
    assert cell.text == ""


def test_a_deposited_structure_is_to_instruct_before_anybody_of_instruction_came(campaign):
    from tests.factories import candidates

    coordinator = make_seat(campaign, Role.COORDINATOR)
    application = candidates.deposited(campaign)
    begun = candidates.begin(campaign)

    with passing_as(coordinator):
        found = column(coordinator)
        cells = found.cells(coordinator, [application.pk, begun.pk])
        waiting = kept(found, coordinator, FileState.TO_EXAMINE)

    assert cells[application.pk].badge.label == "à instruire"
    assert begun.pk not in cells
    assert waiting == {application.pk}


def test_the_column_filters_by_state_and_asks_once(campaign, file, django_assert_num_queries):
    coordinator = make_seat(campaign, Role.COORDINATOR)
    play.received(campaign)
    found = column(coordinator)

    with passing_as(coordinator):
        assert len(kept(found, coordinator, FileState.TO_EXAMINE)) == 2
        assert not kept(found, coordinator, FileState.DECIDED)
        with django_assert_num_queries(1):
            found.cells(coordinator, [file.application_id])


def test_the_pilot_gets_no_figure_under_three(campaign, file, instructor, president, freeze):
    files = [file, *(play.received(campaign) for _ in range(3))]
    freeze(play.COMMITTEE_DAY)
    play.decide(campaign, files, president=president, instructor=instructor, decisions={file: OutcomeValue.REFUSED})

    figures.count(campaign)

    shown = dict(Figure.objects.system().filter(key__startswith="selection").values_list("key", "value"))
    assert shown["selection_decided"] == 4
    assert "selection_refused" not in shown
    assert "selection_retained" not in shown


# The plates


@pytest.mark.parametrize("model", [Opinion, MarkSheet, LinkDeclaration, ProposedDecision])
def test_deliberation_is_read_by_instruction_alone(model):
    assert set(model.readers) == set(model.writers) == {Side.INSTRUCTION}


def test_support_reads_nothing_of_instruction():
    from django.apps import apps

    for model in apps.get_app_config("selection").get_models():
        assert not set(model.readers) & (SUPPORT | {Side.CANDIDATE, Side.PILOT})


def test_the_audience_sentences_come_from_the_plates():
    assert audience(Opinion, to=Side.INSTRUCTION) == (
        "Lu par l’instruction et le comité. Jamais par la structure, l’appui ni la coordination Regain."
    )
    assert audience(ProposedDecision, to=Side.INSTRUCTION, once="À la publication") == (
        "Lu par l’instruction et le comité. À la publication, lu aussi par la structure. Jamais par l’appui "
        "ni la coordination Regain."
    )


def test_the_letter_is_read_by_nobody_of_instruction(campaign, file, instructor, president, freeze, breaches):
    from candidates.models import Letter
    from ccr.wall.guard import WallBreach

    freeze(play.COMMITTEE_DAY)
    play.decide(campaign, [file], president=president, instructor=instructor)

    with passing_as(president), pytest.raises(WallBreach):
        Letter.objects.system().count()


def test_the_structure_reads_the_decision_and_no_deliberation(
    campaign, file, instructor, president, freeze, sign_in, url, commits
):
    play.examine(file, instructor, value=OpinionValue.RESERVED, text="Un canari jaune.")
    freeze(play.COMMITTEE_DAY)
    play.mark(file, president)
    session = play.prepare(campaign, president)
    play.propose(file, president, OutcomeValue.REFUSED, motive="Un motif pour la structure.")
    play.attend(session, president)
    with commits():
        play.publish(session, president)
    representative = candidates.representative(file.application)

    with passing_as(representative):
        assert Outcome.objects.visible_to(representative).get().value == OutcomeValue.REFUSED
    answer = sign_in(representative.person).get(f"/{campaign.slug}/candidature/", follow=True)
    assert "canari" not in answer.content.decode()
    assert not re.search(r"\b71\b", text_of(answer))


def test_everything_of_instruction_is_the_same_whatever_support_does(campaign, file, member, sign_in, url, freeze):
    """A small world: seats and lists of support move, the pages of a member stay byte for byte."""
    import re

    from ccr.programme import seats

    play.declare(file, member)

    def pages():
        client = sign_in(member.person)
        seen = []
        for address in (url("file_list"), url("file", file.pk), url("grid"), url("committees"), url("file_export")):
            content = client.get(address, follow=True).content.decode()
            seen.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", content))
        return seen

    pages()
    before = pages()
    officer = make_seat(campaign, Role.DLA_OFFICER)
    make_seat(campaign, Role.DIAGNOSTICIAN)
    make_seat(campaign, Role.CONSULTANT)
    seats.suspend_seat(officer)

    assert pages() == before


def test_receiving_depends_on_the_deposit_alone(campaign, file):
    assert File.objects.system().get().created_at == file.application.deposited_at
    services.ensure_files(campaign)
    assert File.objects.system().count() == 1
