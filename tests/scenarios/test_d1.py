"""D1. Happy path, association with a light diagnostic."""

import datetime
import re

import pytest
from django.urls import reverse

from diagnostics.models import Document as NotePdf
from dla import services as dla_services
from selection import documents as papers
from selection.models import Document
from tests.factories import candidates, dla
from tests.scenarios.story import R1, act, services
from tests.wall.asking import read_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("d1")]  # told once, in one process


def instruction_pdf(story, file, commits) -> bytes:
    """The file's PDF, made for the instructor as she asks for it."""
    from candidates.models import Version

    version = Version.objects.system().get(application=file.application_id, is_current=True)
    with commits():
        document = act_without_by(story.instructor, papers.request_file, file, version, story.instructor)
    document = Document.objects.system().get(pk=document.pk)
    return document.file.read()


def act_without_by(seat, function, *args):
    from ccr.wall.guard import passing_as

    with passing_as(seat):
        return function(*args)


def test_the_instruction_pdf_says_nothing_of_a_diagnostic(decided, commits):
    text = read_pdf(instruction_pdf(decided, decided.file_a, commits))

    assert "Les Paniers du Port" in text
    assert re.findall("diagnosti", text, re.IGNORECASE) == []
    assert R1 not in text
    assert "Dubois" not in text
    assert "fil rouge" not in text.lower()
    title = NotePdf.objects.system().filter(about_id=decided.note.pk).first().title
    assert title.lower() not in text.lower()


def test_the_recommended_axis_reaches_the_structure_and_support(decided):
    from candidates.models import OutcomeAxis

    for seat in (candidates.representative(decided.a), decided.dla_officer, decided.diagnostician):
        axes = OutcomeAxis.objects.visible_to(seat).filter(outcome__application=decided.a)
        assert [line.axis.number for line in axes.select_related("axis")] == [2]


def test_the_note_is_read_by_the_consultant_from_the_consent_on_and_by_him_alone(decided, freeze, commits, sign_in):
    """K, consultant of session 1; not the one of session 2."""
    first = dla.planned(decided.campaign, decided.dla_officer, consultant=decided.k)
    second = dla.planned(decided.campaign, decided.dla_officer, consultant=decided.other_consultant)
    assert (first.number, second.number) == (1, 2)
    listed = reverse("diagnostics:transferred_notes", args=[decided.campaign.slug])
    k, other = sign_in(decided.k.person), sign_in(decided.other_consultant.person)
    freeze("2012-02-01 10:00")
    assert "Les Paniers du Port" not in k.get(listed).content.decode()

    freeze("2012-02-02 10:00")
    k, other = sign_in(decided.k.person), sign_in(decided.other_consultant.person)
    with commits():
        transfer = act(candidates.representative(decided.a), services().transfer_note, decided.note, decided.k)
    page = reverse("diagnostics:transferred_note", args=[decided.campaign.slug, transfer.pk])

    act(decided.dla_officer, dla_services.enrol, first, decided.a)
    assert transfer.consented_at.date() == datetime.date(2012, 2, 2)
    assert "Les Paniers du Port" in k.get(listed).content.decode()
    assert "équipe est solide" in k.get(page).content.decode()
    assert other.get(page).status_code == 404
    assert sign_in(decided.president.person).get(page).status_code == 404
    assert sign_in(decided.dla_officer.person).get(page).status_code == 404


def test_the_structure_takes_its_note_back_at_will_and_sees_who_read_it(decided, freeze, commits, sign_in):
    freeze("2012-02-02 10:00")
    candidate = candidates.representative(decided.a)
    with commits():
        transfer = act(candidate, services().transfer_note, decided.note, decided.k)
    page = reverse("diagnostics:transferred_note", args=[decided.campaign.slug, transfer.pk])
    k = sign_in(decided.k.person)
    assert k.get(page).status_code == 200

    own = reverse("diagnostics:note", args=[decided.campaign.slug, decided.note.pk])
    assert decided.k.person.last_name in sign_in(candidate.person).get(own).content.decode()

    act(candidate, services().withdraw_transfer, transfer)
    assert k.get(page).status_code == 404


def test_the_whole_of_it_is_in_the_structures_parcours(decided, freeze, sign_in):
    """Charter v1, deposited on 14 December 2011."""
    from candidates.models import Version

    deposited = Version.objects.system().get(application=decided.a)
    assert (deposited.charter_version, deposited.deposited_at.date()) == (1, datetime.date(2011, 12, 14))
    freeze("2012-02-02 10:00")
    person = candidates.representative(decided.a).person
    page = sign_in(person).get(reverse("candidates:parcours", args=[decided.campaign.slug])).content.decode()

    for words in ("iagnostic", "dépos", "écision"):
        assert words in page
