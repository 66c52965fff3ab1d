"""D1, until the publication: a diagnostic in time, its fil rouge, a note that is no piece, a session that waits."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ccr.wall.errors import DomainError
from diagnostics.models import Document as NotePdf
from diagnostics.models import Restitution
from dla import services as dla_services
from tests.factories import candidates, dla
from tests.scenarios.story import act, begin, services

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(freeze):
    return begin(freeze)


def test_asked_on_the_information_day_a_diagnostic_is_in_time(story, freeze, commits):
    """141 days before the committee of 31 January 2012: green."""
    story.diagnose(freeze, commits)

    assert (story.campaign.first_committee_day - datetime.date(2011, 9, 12)).days == 141
    assert story.asked.outlook == "green"


def test_the_fil_rouge_opens_at_the_restitution_for_12_to_24_months(story, freeze, commits):
    story.diagnose(freeze, commits)
    fil_rouge = story.fil_rouge

    assert (fil_rouge.starts_on - datetime.date(2011, 9, 12)).days == 80
    assert fil_rouge.starts_on == datetime.date(2011, 12, 1)
    assert fil_rouge.min_ends_on == datetime.date(2012, 12, 1)
    assert fil_rouge.max_ends_on == datetime.date(2013, 12, 1)
    assert Restitution.objects.system().get(diagnostic=story.asked).people == 7


def test_the_note_is_refused_among_the_pieces_of_the_application(story, freeze, commits):
    """A structure that joins its own note to its application would hand it to the committee (A022)."""
    from candidates import services as candidates_services

    story.diagnose(freeze, commits)
    freeze("2011-12-02 10:00")
    candidate = candidates.representative(story.a)
    pdf = NotePdf.objects.visible_to(candidate).filter(about_id=story.note.pk).order_by("-created_at").first()
    file = SimpleUploadedFile("statuts.pdf", pdf.file.read(), content_type="application/pdf")

    with pytest.raises(DomainError, match="note"):
        act(candidate, candidates_services.add_piece, story.a, "statutes", file)


def test_a_session_opens_to_the_structure_at_publication_and_not_the_day_before(story, freeze, commits):
    story.diagnose(freeze, commits)
    story.deposit(freeze, commits)
    freeze("2012-01-30 17:00")
    session = dla.planned(story.campaign, story.dla_officer, consultant=story.k)
    with pytest.raises(DomainError) as refused:
        act(story.dla_officer, dla_services.enrol, session, story.a)
    assert "La décision du comité n’est pas publiée" in str(refused.value)

    story.decide(freeze, commits)
    with commits():
        act(candidates.representative(story.a), services().transfer_note, story.note, story.k)
    enrolment = act(story.dla_officer, dla_services.enrol, session, story.a)

    assert enrolment.enrolled_at.date() == datetime.date(2012, 1, 31)
    assert (enrolment.state, enrolment.rests_on) == ("enrolled", "note")
