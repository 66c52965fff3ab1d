"""Doing a diagnostic: template and note (A040, A045, C13, C14)."""

from types import SimpleNamespace

import pytest

from ccr import clock
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from diagnostics import services, shared_template
from diagnostics.models import (
    Answer,
    Note,
    NoteLine,
    Question,
    Remark,
    Section,
    Template,
)
from diagnostics.reading import radar
from diagnostics.states import Level, NoteState, Opinion
from tests.factories import candidates
from tests.factories import diagnostics as make

pytestmark = pytest.mark.django_db
day = candidates.day


@pytest.fixture
def world(freeze):
    freeze(make.ASKED)
    return make.make_world()


# The shared template


def test_the_first_template_has_the_ten_sections(world):
    make.started(world)

    sections = Section.objects.system().order_by("number")
    assert [s.number for s in sections] == list(range(1, 11))
    assert [s.number for s in sections if s.is_light] == [1, 2, 7, 8, 10]
    for section in sections.filter(number__in=range(2, 9)):
        kinds = set(section.questions.values_list("kind", flat=True))
        assert {"rating", "strengths", "weaknesses", "comment"} <= kinds


def test_section_7_is_short_in_a_light_diagnostic(world):
    make.started(world)
    questions = Question.objects.system().filter(section__number=7)

    light = [q.code for q in questions if q.belongs_to(Level.LIGHT)]

    assert light == ["rating", "cash", "strengths", "weaknesses", "comment"]
    assert questions.count() == 8


def test_a_started_diagnostic_keeps_its_version(world):
    former = Template.objects.system().create(version=1, published_at=clock.now())
    diagnostic = make.started(world)
    Template.objects.system().create(version=3, published_at=clock.now())

    other = make.started(world, candidates.begin(world.campaign))

    diagnostic.refresh_from_db()
    assert (diagnostic.shared_template.version, other.shared_template.version) == (2, 3)
    assert not former.sections.exists()  # what is delivered is published beside, not written into it


def test_a_version_in_preparation_is_not_used(world):
    shared_template.ensure()
    Template.objects.system().create(version=3)

    assert make.started(world).shared_template.version == 2


def test_the_risk_of_the_move_is_rated_and_said_in_the_note(world, sign_in):
    """In a light diagnostic too; the radar keeps one rating for each theme (A016)."""
    note = make.shared(world)

    lines = [line for line in make.note_of(note.diagnostic).quoted if line.section == "Impact du site choisi"]
    assert [line.is_rating for line in lines[:2]] == [True, True]
    page = sign_in(world.candidate.person).get(f"/2011/appui/diagnostics/note/{note.pk}/").content.decode()
    assert "quel risque prend la structure en s’installant ?" in page
    themes = [theme for theme, _ in radar(make.note_of(note.diagnostic)).rows]
    assert len(themes) == len(set(themes)) == 3


def test_the_radar_names_every_theme_at_an_end():
    rated = (
        SimpleNamespace(kind="rating", section=theme, value=value) for theme, value in zip("ABC", "433", strict=True)
    )

    said = radar(SimpleNamespace(quoted=list(rated))).sentence.replace("\u00a0", " ")

    assert said == "Le plus solide : « A » (4 sur 4). Les plus fragiles : « B » et « C » (3 sur 4)."


def question(code, number=2):
    return Question.objects.system().select_related("section").get(section__number=number, code=code)


def test_an_answer_is_saved_over_itself(world):
    diagnostic = make.started(world)
    make.play(world.d1, services.save_answer, diagnostic, question("rating"), "2")
    make.play(world.d1, services.save_answer, diagnostic, question("rating"), "3")

    assert Answer.objects.system().get().value == "3"


@pytest.mark.parametrize("value", ["5", "oui", "0"])
def test_a_rating_is_one_to_four(world, value):
    diagnostic = make.started(world)

    with pytest.raises(DomainError, match="réponses proposées"):
        make.play(world.d1, services.save_answer, diagnostic, question("rating"), value)


def test_a_question_of_the_complete_template_is_not_asked_in_a_light_diagnostic(world):
    diagnostic = make.started(world)

    with pytest.raises(DomainError, match="n’est pas dans la trame"):
        make.play(world.d1, services.save_answer, diagnostic, question("rating", 4), "3")


def test_another_organisation_neither_starts_nor_answers(world):
    diagnostic = make.assigned(world)
    with pytest.raises(DomainError, match="n’est pas confié"):
        make.play(world.d2, services.start, diagnostic)
    make.play(world.d1, services.start, diagnostic)
    with pytest.raises(DomainError, match="n’est pas confié"):
        make.play(world.d2, services.save_answer, diagnostic, question("rating"), "3")
    with pytest.raises(DomainError, match="n’est pas confié"):
        make.play(world.ramsess, services.write_note, diagnostic, {"reasons": "x"})


# The note


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ({"opinion": ""}, "Choisissez l’avis"),
        ({"reasons": " "}, "raisons de l’avis"),
        ({"opinion": Opinion.CONDITIONAL, "conditions": ""}, "dit ses conditions"),
    ],
)
def test_an_incomplete_note_is_not_handed_over(world, texts, reason):
    with pytest.raises(DomainError, match=reason):
        make.shared(world, texts=texts, fill=False)


def test_the_note_quotes_the_template_but_not_the_internal_comments(world):
    note = make.shared(world)

    lines = NoteLine.objects.system().filter(note=note)
    assert lines.filter(section="Projet, valeurs, charte", label="Points forts").exists()
    assert not lines.filter(value__contains="garder pour nous").exists()
    assert Answer.objects.system().filter(value__contains="garder pour nous").exists()


def test_the_structure_reads_the_note_once_handed_over_only(world):
    diagnostic = make.started(world)
    make.play(world.d1, services.write_note, diagnostic, make.NOTE)
    with passing_as(world.candidate):
        assert not Note.objects.visible_to(world.candidate).exists()

    make.play(world.d1, services.share_note, diagnostic)

    with passing_as(world.candidate):
        assert Note.objects.visible_to(world.candidate).get().state == NoteState.SHARED


def test_a_note_handed_over_is_not_written_any_more(world):
    note = make.shared(world)

    with pytest.raises(DomainError, match="n’est plus modifiable"):
        make.play(world.d1, services.write_note, note.diagnostic, {"reasons": "Autre chose."})


def test_the_structure_sends_it_back_and_reads_the_next_version(world):
    note = make.shared(world)
    make.play(world.candidate, services.return_note, note.diagnostic, "Nous avons cinq salariés, pas trois.")
    with passing_as(world.candidate):
        assert not Note.objects.visible_to(world.candidate).exists()

    make.play(world.d1, services.save_answer, note.diagnostic, question("strengths"), "Cinq salariés.")
    make.play(world.d1, services.share_note, note.diagnostic)

    found = make.note_of(note.diagnostic)
    assert found.version == 2
    assert Remark.objects.system().get().text == "Nous avons cinq salariés, pas trois."
    assert next(line.value for line in found.quoted if line.label == "Points forts") == "Cinq salariés."
    assert NoteLine.objects.system().filter(note=found, version=1).exists()  # nothing is deleted


def test_the_note_of_a_cancelled_diagnostic_is_answered_no_more(world):
    """Returned, it could never be written again: the structure keeps what it read."""
    note = make.shared(world)
    make.play(world.candidate, services.cancel, note.diagnostic)

    with pytest.raises(DomainError, match="le diagnostic est « annulé »"):
        make.play(world.candidate, services.return_note, note.diagnostic, "Une date est fausse.")
    with pytest.raises(DomainError, match="le diagnostic est « annulé »"):
        make.play(world.candidate, services.validate_note, note.diagnostic)

    note.refresh_from_db()
    assert note.state == NoteState.SHARED


def test_only_the_representative_validates(world):
    note = make.shared(world)
    contributor = candidates.add_contributor(world.application)

    with pytest.raises(DomainError, match="Seul le représentant"):
        make.play(contributor, services.validate_note, note.diagnostic)
