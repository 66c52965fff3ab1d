"""The note passed on, taken back, and who read it (A044, A050, A153, C08, C30, D1)."""

import datetime
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.db import transaction as db_transaction
from pypdf import PdfReader, PdfWriter

from ccr import clock, registry
from ccr.documents import check_upload
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing, passing_as
from ccr.wall.sides import Lane, Side
from diagnostics import providers, services, transfer
from diagnostics.models import Document, Journal, Mail, Note, NoteLine, Question, Reading, Transfer
from tests.factories import candidates
from tests.factories import diagnostics as make
from tests.factories.core import make_seat
from tests.former import tables_before

pytestmark = pytest.mark.django_db


@pytest.fixture
def restituted(world):
    return make.restituted(world)


@pytest.fixture
def passed_on(world, restituted):
    make.decide(world.application)
    return make.transferred(world, diagnostic=restituted)


def test_no_transfer_before_the_decision_is_published(world, restituted):
    consultant = make.make_consultant(world)
    note = make.note_of(restituted)
    with pytest.raises(DomainError, match="après la publication de la décision"):
        make.play(world.candidate, services.transfer_note, note, consultant)

    make.decide(world.application)

    assert make.play(world.candidate, services.transfer_note, note, consultant).is_live


def test_a_refused_candidate_keeps_its_note_and_may_pass_it_on(world, restituted):
    make.decide(world.application, "refused")

    assert make.transferred(world, diagnostic=restituted).is_live


def test_no_transfer_before_the_restitution(world):
    note = make.validated(world)
    make.decide(world.application)

    with pytest.raises(DomainError, match="une fois restituée"):
        make.play(world.candidate, services.transfer_note, note, make.make_consultant(world))


def test_the_representative_alone_consents(world, restituted):
    make.decide(world.application)
    contributor = candidates.add_contributor(world.application)

    with pytest.raises(DomainError, match="Seul le représentant"):
        make.play(contributor, services.transfer_note, make.note_of(restituted), make.make_consultant(world))


def test_a_note_goes_to_a_consultant_only(world, restituted):
    make.decide(world.application)

    for seat in (world.d2, make_seat(world.campaign, Role.DLA_OFFICER)):
        with pytest.raises(DomainError, match="n’est pas consultante DLA"):
            make.play(world.candidate, services.transfer_note, make.note_of(restituted), seat)


def test_only_this_consultant_reads_the_note(world, passed_on):
    other = make.make_consultant(world)

    with passing_as(passed_on.consultant):
        assert Note.objects.visible_to(passed_on.consultant).with_page_data().get().quoted
    with passing_as(other):
        assert not Note.objects.visible_to(other).exists()
        assert not NoteLine.objects.visible_to(other).exists()
        assert not Transfer.objects.visible_to(other).exists()


def test_a_withdrawal_cuts_the_access_at_once_and_keeps_the_log(world, passed_on, sign_in):
    client = sign_in(passed_on.consultant.person)
    url = f"/2011/appui/diagnostics/notes-transmises/{passed_on.pk}/"
    assert client.get(url).status_code == 200

    make.play(world.candidate, services.withdraw_transfer, passed_on)

    assert client.get(url).status_code == 404
    pdf = Document.objects.system().filter(lane=Lane.SUPPORT).first()
    assert client.get(f"/2011/appui/diagnostics/documents/{pdf.pk}/").status_code == 404
    assert Reading.objects.system().get(reader=passed_on.consultant).count == 1
    verbs = Journal.objects.system().filter(about_id=passed_on.pk).order_by("at").values_list("verb", flat=True)
    assert set(verbs) == {"note_transferred", "transfer_withdrawn"}


def test_taken_back_a_note_may_be_passed_on_again(world, passed_on):
    make.play(world.candidate, services.withdraw_transfer, passed_on)

    again = make.play(world.candidate, services.transfer_note, passed_on.note, passed_on.consultant)

    assert again.is_live
    assert Transfer.objects.system().count() == 2


def test_a_transfer_is_not_made_nor_withdrawn_twice(world, passed_on):
    with pytest.raises(DomainError, match="déjà transmise"):
        make.play(world.candidate, services.transfer_note, passed_on.note, passed_on.consultant)
    make.play(world.candidate, services.withdraw_transfer, passed_on)
    with pytest.raises(DomainError, match="déjà retirée"):
        make.play(world.candidate, services.withdraw_transfer, passed_on)


def test_one_live_transfer_by_sql(passed_on):
    with pytest.raises(IntegrityError, match="transfer_one_live"), db_transaction.atomic():
        Transfer.objects.system().bulk_create(
            [
                Transfer(
                    note=passed_on.note,
                    application=passed_on.application,
                    consultant=passed_on.consultant,
                    consented_by=passed_on.consented_by,
                    consented_at=passed_on.consented_at,
                    until=passed_on.until,
                )
            ]
        )


# Until when, and what (A153)


def notes_read_by(seat):
    """The addresses of a consultant, and what its querysets give it."""
    with passing_as(seat):
        return Note.objects.visible_to(seat).exists(), NoteLine.objects.visible_to(seat).exists()


def test_the_day_agreed_closes_the_access_and_a_new_consent_opens_it(world, passed_on, sign_in, freeze, commits):
    """By the date alone, looked at on each reading: no task."""
    url = f"/2011/appui/diagnostics/notes-transmises/{passed_on.pk}/"
    assert passed_on.until == world.campaign.sessions_until
    freeze(f"{passed_on.until} 23:59")
    client = sign_in(passed_on.consultant.person)
    assert client.get(url).status_code == 200
    freeze(f"{passed_on.until + datetime.timedelta(days=1)} 00:00")

    assert client.get(url).status_code == 404
    assert notes_read_by(passed_on.consultant) == (False, False)
    with passing({Side.DLA}):
        assert transfer.live_transfer(world.application) is None
    structure = sign_in(world.candidate.person)
    page = structure.get(f"/2011/appui/diagnostics/note/{passed_on.note_id}/").content.decode()
    assert "accès terminé" in page
    with pytest.raises(DomainError, match="renouvelez son accès"):
        make.play(world.candidate, services.transfer_note, passed_on.note, passed_on.consultant)

    renew = f"/2011/appui/diagnostics/transmission/{passed_on.pk}/renouveler/"
    assert "s’est terminé le" in structure.get(renew).content.decode()
    assert structure.post(renew, {"scope": "whole", "until": passed_on.until, "consent": "on"}).status_code == 422
    assert structure.post(renew, {"scope": "advice", "until": "2014-06-01"}).status_code == 422  # without a consent
    with commits():
        structure.post(renew, {"scope": "advice", "until": "2014-06-01", "consent": "on"})

    page = client.get(url).content.decode()
    assert make.NOTE["reasons"] in page
    assert Mail.objects.system().filter(kind="diagnostics.note_transferred", about_id=passed_on.pk).count() == 2
    last = Journal.objects.system().filter(about_id=passed_on.pk).order_by("at").last()
    assert (last.verb, last.details) == ("transfer_renewed", {"scope": "advice", "until": "2014-06-01"})


def test_a_part_of_the_note_shows_no_finding_and_no_file(world, restituted, sign_in):
    make.decide(world.application)
    given = make.transferred(world, diagnostic=restituted, scope="advice")
    client = sign_in(given.consultant.person)

    page = client.get(f"/2011/appui/diagnostics/notes-transmises/{given.pk}/").content.decode()

    assert make.NOTE["reasons"] in page
    assert make.NOTE["axis_2"] in page
    assert "Constat de la visite." not in page
    assert notes_read_by(given.consultant) == (True, False)
    pdf = Document.objects.system().filter(lane=Lane.SUPPORT).first()
    assert client.get(f"/2011/appui/diagnostics/documents/{pdf.pk}/").status_code == 404


def test_an_access_does_not_end_before_it_begins_by_sql(passed_on):
    with pytest.raises(IntegrityError, match="transfer_until_after_consent"), db_transaction.atomic():
        Transfer.objects.system().filter(pk=passed_on.pk).update(until=datetime.date(2011, 1, 1))


@pytest.mark.postgres
@pytest.mark.usefixtures("postgres")
def test_an_access_given_before_ends_had_days_lasts_as_long_as_the_sessions(passed_on):
    apps, carry_over = tables_before("diagnostics", "0006_transfer_terms", "Transfer")
    rows = apps.get_model("diagnostics", "Transfer")._base_manager
    keys = {"note_id": uuid.uuid4(), "consultant_id": uuid.uuid4(), "consented_by_id": uuid.uuid4()}
    for day in ("2012-02-02", "2013-12-31"):
        said = datetime.datetime.fromisoformat(f"{day}T23:30:00+00:00")
        rows.create(application_id=passed_on.application_id, consented_at=said, **keys)
        keys["consultant_id"] = uuid.uuid4()

    carry_over()

    last = passed_on.application.campaign.sessions_until
    ends = Transfer.objects.system().order_by("consented_at").values_list("until", flat=True)
    assert list(ends) == [last, datetime.date(2014, 1, 1)]


# What the DLA imports


def test_the_dla_knows_that_a_note_was_passed_on_and_nothing_of_it(world, passed_on, breaches):
    officer = make_seat(world.campaign, Role.DLA_OFFICER)
    with passing_as(officer):
        assert transfer.live_transfer(world.application) == passed_on
        assert transfer.transfers_for([world.application.pk]) == {world.application.pk: passed_on}
        with pytest.raises(Exception, match="page introuvable"):
            list(Note.objects.system())
    make.play(world.candidate, services.withdraw_transfer, passed_on)
    with passing({Side.DLA}):
        assert transfer.live_transfer(world.application) is None
        assert transfer.transfers_for([world.application.pk]) == {}


def test_transfers_of_a_list_cost_one_query(world, passed_on, django_assert_num_queries):
    with passing({Side.CONSULTANT}), django_assert_num_queries(1):
        transfer.transfers_for([world.application.pk])
    with passing_as(passed_on.consultant):
        assert list(transfer.transferred_to(passed_on.consultant, [world.application.pk])) == [world.application.pk]


# Who read it


def test_every_reading_is_written_down_the_former_referents_too(world, passed_on, sign_in):
    note = f"/2011/appui/diagnostics/note/{passed_on.note_id}/"
    colleague = make_seat(world.campaign, Role.DIAGNOSTICIAN, organisation=world.r1)
    make.play(world.ramsess, services.hand_over, passed_on.note.diagnostic, world.r1, colleague)
    sign_in(world.d1.person).get(f"/2011/appui/diagnostics/{passed_on.note.diagnostic_id}/note/")
    consultant = sign_in(passed_on.consultant.person)
    consultant.get(f"/2011/appui/diagnostics/notes-transmises/{passed_on.pk}/")
    consultant.get(f"/2011/appui/diagnostics/notes-transmises/{passed_on.pk}/")

    page = sign_in(world.candidate.person).get(note).content.decode()

    readings = dict(Reading.objects.system().values_list("reader", "count"))
    assert readings == {passed_on.consultant.pk: 2, world.candidate.pk: 1, world.d1.pk: 1}
    assert passed_on.consultant.person.full_name in page
    assert world.d1.person.full_name in page
    assert "2\u00a0lectures" in page


def test_an_author_at_work_on_her_draft_does_not_read_it(world):
    note = make.note_of(make.started(world))

    make.play(world.d1, services.record_note_reading, note)

    assert not Reading.objects.system().exists()


def test_a_download_is_a_reading(world, passed_on, sign_in, commits):
    render_all()
    pdf = Document.objects.system().filter(lane=Lane.SUPPORT).latest("created_at")

    answer = sign_in(passed_on.consultant.person).get(f"/2011/appui/diagnostics/documents/{pdf.pk}/")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Reading.objects.system().get().reader == passed_on.consultant


# The PDF


def render_all():
    from ccr.documents.tasks import relay

    relay()


def text_of(document) -> str:
    with document.file.open("rb") as file:
        reader = PdfReader(io.BytesIO(file.read()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split()).replace("\u00a0", " ")


@pytest.mark.parametrize("lane", [Lane.SUPPORT, Lane.CANDIDATE])
def test_the_pdf_says_what_it_is_not_for_on_every_page(restituted, lane):
    render_all()
    document = Document.objects.system().filter(lane=lane).latest("created_at")

    with document.file.open("rb") as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
        assert all("Appui – ne pas joindre à l’instruction" in page.extract_text() for page in pages)
    said = text_of(document)
    assert "opportun sous conditions" in said
    assert "Trouver un associé pour le fonds de roulement." in said
    assert "Les Paniers du Port" in said
    assert "garder pour nous" not in said


def test_each_lane_has_its_own_row(restituted):
    render_all()

    versions = Document.objects.system().values_list("lane", "source_version")
    assert sorted(versions) == [("candidate", "1"), ("candidate", "1-r"), ("support", "1"), ("support", "1-r")]
    assert set(Document.objects.system().values_list("state", flat=True)) == {"ready"}


def saved_again(pdf: bytes, *, keywords: bool) -> bytes:
    """The file as another program writes it: every byte differs; some of them empty the properties."""
    writer, out = PdfWriter(clone_from=io.BytesIO(pdf)), io.BytesIO()
    if not keywords:
        writer.metadata = {"/Producer": "autre"}
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("lane", [Lane.SUPPORT, Lane.CANDIDATE])
def test_our_own_note_is_refused_in_the_application(world, restituted, lane):
    render_all()
    document = Document.objects.system().filter(lane=lane).first()
    with document.file.open("rb") as file:
        pdf = file.read()
    copies = [pdf, pdf + b"\n", saved_again(pdf, keywords=True), saved_again(pdf, keywords=False)]

    with passing_as(world.candidate):
        for copy in copies:
            upload = SimpleUploadedFile("statuts.pdf", copy, content_type="application/pdf")
            with pytest.raises(DomainError, match="votre note de diagnostic"):
                check_upload(upload, seat=world.candidate)


def test_another_structure_learns_nothing_of_the_note(world, restituted):
    render_all()
    stranger = candidates.representative(candidates.begin(world.campaign))

    with passing_as(stranger):
        assert registry.ask("refused_uploads", stranger) == []
        assert not Document.objects.visible_to(stranger).exists()


# The wall


def test_the_instruction_opens_no_table_of_diagnostics():
    from django.apps import apps

    from ccr.wall.doors import plate_of

    for model in apps.get_app_config("diagnostics").get_models():
        plate = plate_of(model)
        assert not {Side.INSTRUCTION, Side.PILOT, Side.FINANCE} & (plate.readers | plate.writers), model


def test_the_coordination_reads_statuses_and_no_content():
    from diagnostics import models

    content = (
        models.Answer,
        models.Note,
        models.NoteLine,
        models.Recommendation,
        models.Restitution,
        models.ContactEntry,
        models.Transfer,
        models.Reading,
        models.Document,
    )
    assert not any(Side.COORDINATION in model.readers for model in content)


def test_a_diagnostician_never_reads_the_note_of_another_organisation(world, restituted):
    for seat in (world.d2, world.ramsess):
        with passing_as(seat):
            assert not Note.objects.visible_to(seat).exists()
            assert not NoteLine.objects.visible_to(seat).exists()
            assert not Document.objects.visible_to(seat).exists()


def test_the_audit_finds_what_came_by_sql(world, restituted):
    with passing({Side.AUDIT}):
        assert providers.audit() == []
    from ccr.programme.models import Engagement

    Engagement.objects.filter(organisation=world.r1, function="diagnosis").update(function="dla")
    with passing({Side.AUDIT}):
        assert ["absente de la liste publique" in sentence for sentence in providers.audit()] == [True]


def test_a_role_lost_while_the_verb_waited_binds_nothing(world, passed_on, binds_nothing):
    """Of every verb of diagnostics but the readings."""
    note, diagnostic, today = passed_on.note, passed_on.note.diagnostic, clock.today()
    fil_rouge, application, campaign = diagnostic.fil_rouge, world.application, world.campaign
    adoption = make.play(world.candidate, services.adopt_lines, note, "market", ["reasons.0"])
    line = {"on": today, "kind": "visit", "text": "Vu sur place.", "shared": True}
    held = {"place": "Sur place", "people": 7, "roles": "présidente"}
    by_structure = {
        "ask_diagnostic": lambda by: services.ask_diagnostic(application, before_selection=False, by=by),
        "cancel": lambda by: services.cancel(diagnostic, by=by),
        "postpone": lambda by: services.postpone(diagnostic, by=by),
        "return_note": lambda by: services.return_note(diagnostic, "Une coquille.", by=by),
        "validate_note": lambda by: services.validate_note(diagnostic, by=by),
        "ask_to_stop": lambda by: services.ask_to_stop(fil_rouge, by=by),
        "transfer_note": lambda by: services.transfer_note(note, passed_on.consultant, by=by),
        "renew_transfer": lambda by: services.renew_transfer(passed_on, until=today, scope="whole", by=by),
        "adopt_lines": lambda by: services.adopt_lines(note, "market", ["reasons.0"], by=by),
        "withdraw_adoption": lambda by: services.withdraw_adoption(adoption, by=by),
        "withdraw_transfer": lambda by: services.withdraw_transfer(passed_on, by=by),
    }
    by_diagnostician = {
        "start": lambda by: services.start(diagnostic, by=by),
        "save_answer": lambda by: services.save_answer(diagnostic, Question(), "3", by=by),
        "save_answers": lambda by: services.save_answers(diagnostic, {}, by=by),
        "write_note": lambda by: services.write_note(diagnostic, {}, by=by),
        "share_note": lambda by: services.share_note(diagnostic, by=by),
        "plan_restitution": lambda by: services.plan_restitution(diagnostic, today, "Sur place", by=by),
        "record_restitution": lambda by: services.record_restitution(diagnostic, today, **held, by=by),
        "add_contact": lambda by: services.add_contact(fil_rouge, **line, by=by),
        "agree_duration": lambda by: services.agree_duration(fil_rouge, today, by=by),
        "close_fil_rouge": lambda by: services.close_fil_rouge(fil_rouge, "Fini.", by=by),
    }
    by_ramsess = {
        "confirm": lambda by: services.confirm(diagnostic, by=by),
        "decline": lambda by: services.decline(diagnostic, by=by),
        "assign": lambda by: services.assign(diagnostic, world.r1, world.d1, by=by),
        "hand_over": lambda by: services.hand_over(diagnostic, world.r2, world.d2, by=by),
        "serve_waiting_list": lambda by: services.serve_waiting_list(campaign, by=by),
        "set_capacity": lambda by: services.set_capacity(campaign, world.r1, 3, by=by),
    }
    assert {*by_structure, *by_diagnostician, *by_ramsess} == {*services.__all__} - {"record_note_reading"}

    binds_nothing(world.candidate, by_structure.values())
    binds_nothing(world.d1, by_diagnostician.values())
    binds_nothing(world.ramsess, by_ramsess.values())
