"""The decision that crosses the wall: the outcome for everybody, the letter for the structure alone; both PDFs."""

import pytest

from candidates import outcomes, services
from candidates.models import Document, Journal, Letter, Mail, Outcome, OutcomeAxis
from candidates.models import Receipt as CandidatesReceipt
from candidates.states import OutcomeValue
from ccr.programme import events
from ccr.programme.models import Axis, EventKind
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from tests.candidates.reading import pdf_text
from tests.documents import house
from tests.factories import candidates as make
from tests.factories.core import make_campaign, make_seat


def publish(application, president, value=OutcomeValue.RETAINED, **letter):
    """One decision, as selection publishes it: in the president's pass."""
    with passing_as(president):
        return outcomes.write_outcome(application, value, by=president, **letter)


def test_the_president_writes_outcome_axes_and_letter_in_her_own_pass(deposited, president):
    axes = list(Axis.objects.filter(number__in=[2, 6]))

    outcome = publish(deposited, president, axes=axes, motive="Un projet solide.")

    assert outcome.value == OutcomeValue.RETAINED
    assert set(OutcomeAxis.objects.system().values_list("axis", flat=True)) == {axis.pk for axis in axes}
    letter = Letter.objects.system().get(application=deposited)
    assert letter.motive == "Un projet solide."
    assert Journal.objects.system().filter(verb="outcome_published", about_id=deposited.pk).exists()
    mail = Mail.objects.system().get(kind="candidates.outcome")
    assert mail.recipient == make.representative(deposited).person


@pytest.mark.parametrize(
    ("value", "letter", "sentence"),
    [
        (OutcomeValue.CONDITIONAL, {}, "écrivez la condition"),
        (OutcomeValue.WAITING, {}, "Un rang se donne aux structures en liste d’attente"),
        (OutcomeValue.RETAINED, {"waiting_rank": 1}, "Un rang se donne aux structures en liste d’attente"),
    ],
)
def test_a_decision_that_does_not_hold_together_is_refused(deposited, president, value, letter, sentence):
    with pytest.raises(DomainError, match=sentence):
        publish(deposited, president, value, **letter)

    assert not Outcome.objects.system().exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_committee_recommends_neither_the_prior_diagnostic_nor_a_closed_axis(deposited, president, number):
    with pytest.raises(DomainError, match="ne recommande que des axes ouverts"):
        publish(deposited, president, axes=Axis.objects.filter(number=number))

    assert not Outcome.objects.system().exists()


def test_what_is_not_deposited_receives_no_decision(campaign, president):
    with pytest.raises(DomainError, match="n’est pas déposée"):
        outcomes.write_outcome(make.withdrawn(campaign), OutcomeValue.RETAINED, by=president)


def test_a_decision_is_published_once(deposited, president):
    publish(deposited, president)

    with pytest.raises(DomainError, match="est déjà publiée"):
        publish(deposited, president, OutcomeValue.REFUSED)


def test_two_publications_together_make_one_decision(freeze, race):
    freeze(make.OPEN_DAY)
    campaign = make_campaign()
    application, president = make.deposited(campaign), make_seat(campaign, Role.COMMITTEE_PRESIDENT)

    found = race(lambda: publish(application, president), times=2)

    assert sorted(type(outcome).__name__ for outcome in found) == ["DomainError", "Outcome"]
    assert Letter.objects.system().count() == 1


def test_a_withdrawal_and_a_publication_together_leave_one_of_the_two(freeze, race):
    freeze(make.OPEN_DAY)
    campaign = make_campaign()
    application, president = make.deposited(campaign), make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    seat = make.representative(application)

    found = race(lambda: publish(application, president), lambda: services.withdraw(application, by=seat))

    assert [isinstance(outcome, DomainError) for outcome in found].count(True) == 1
    application.refresh_from_db()
    assert application.is_withdrawn != Outcome.objects.system().exists()


@pytest.mark.parametrize("role", [Role.DLA_OFFICER, Role.DIAGNOSTICIAN, Role.INSTRUCTOR, Role.COORDINATOR])
def test_the_letter_is_closed_to_every_side_but_the_structure(deposited, president, role, breaches):
    publish(deposited, president, motive="Un projet solide.")
    seat = make_seat(deposited.campaign, role)

    with passing_as(seat), pytest.raises(Exception, match="introuvable"):
        Letter.objects.system().first()


def test_another_structure_sees_neither_letter_nor_outcome(campaign, deposited, president):
    publish(deposited, president)
    other = make.representative(make.begin(campaign))

    assert not Letter.objects.visible_to(other).exists()
    assert not Outcome.objects.visible_to(other).exists()


def letters(campaign, commits):
    with commits():
        events.emit(campaign, EventKind.OUTCOME_PUBLISHED)
    return list(Document.objects.system().filter(kind=outcomes.LETTER))


def test_the_letters_are_made_once_the_publication_is_told(campaign, deposited, president, commits):
    publish(
        deposited,
        president,
        OutcomeValue.CONDITIONAL,
        motive="Un projet solide.",
        conditions="Un plan de trésorerie.",
        axes=[Axis.objects.get(number=2)],
    )

    (letter,) = letters(campaign, commits)

    assert letter.is_ready
    assert letter.owner_seat == make.representative(deposited)
    text = pdf_text(letter.file.open().read())
    for words in (
        deposited.organisation.name,
        "Décision du comité de sélection",
        "a retenu votre candidature, sous la condition écrite ci-dessous",
        "Un plan de trésorerie.",
        "Un projet solide.",
        "Accompagnement de sécurisation avant l’entrée dans la CCR",
        "CCR-2011-0001",
        "22 novembre 2011",
    ):
        assert words in text
    assert "diagnosti" not in text.lower()
    assert letter.pages == 1
    assert CandidatesReceipt.objects.system().filter(done_at__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (OutcomeValue.RETAINED, "a retenu votre candidature."),
        (OutcomeValue.WAITING, "Votre rang sur la liste d’attente est le 3."),
        (OutcomeValue.REFUSED, "n’a pas retenu votre candidature."),
    ],
)
def test_each_decision_has_its_words(campaign, deposited, president, commits, value, words):
    publish(deposited, president, value, waiting_rank=3 if value == OutcomeValue.WAITING else None)

    (letter,) = letters(campaign, commits)

    assert words in pdf_text(letter.file.open().read())


def test_the_same_event_told_twice_makes_one_letter(campaign, deposited, president, commits):
    publish(deposited, president)
    letters(campaign, commits)

    assert len(letters(campaign, commits)) == 1


def test_a_structure_without_representative_has_its_letter_made_for_a_colleague(
    campaign, deposited, president, commits
):
    colleague = make.add_contributor(deposited)
    make.seats.withdraw_mandate(make.representative(deposited).active_mandates[0])
    publish(deposited, president)

    (letter,) = letters(campaign, commits)

    assert letter.owner_seat == colleague
    assert letter.is_ready


def test_a_structure_with_nobody_left_stops_nobody_elses_letter(campaign, deposited, president, commits):
    other = make.deposited(campaign)
    make.seats.withdraw_mandate(make.representative(other).active_mandates[0])
    publish(deposited, president)
    publish(other, president)

    assert [letter.about_id for letter in letters(campaign, commits)] == [deposited.pk]


# The receipt of a deposit


def test_the_receipt_says_what_was_deposited_when_and_its_seal(ready, commits):
    """On the house's paper."""
    with commits():
        version = services.deposit(ready, by=make.representative(ready))

    receipt = Document.objects.system().get(about_id=version.pk)
    assert receipt.is_ready
    content = receipt.file.open().read()
    assert house.faults(content) == []
    text = pdf_text(content)
    for words in (
        "Attestation de dépôt",
        "CCR-2011-0001",
        "mardi 22 novembre 2011 à 10 h",
        ready.organisation.name,
        "Tenir un comptoir de vrac à la Cité.",
        "Site souhaité : mk2",
        "produits 120 000",
        "statuts.pdf",
        "comptes.pdf",
        version.deposited_by.full_name,
    ):
        assert words in text
    squeezed = text.replace(" ", "")
    assert version.sha256 in squeezed
    for piece in make.current_version(ready).live_pieces():
        assert piece.sha256 in squeezed


def test_the_receipt_is_downloaded_by_its_structure_and_nobody_else(campaign, ready, commits, sign_in):
    seat = make.representative(ready)
    with commits():
        version = services.deposit(ready, by=seat)
    receipt = Document.objects.system().get(about_id=version.pk)
    url = f"/2011/candidature/documents/{receipt.pk}/"

    answer = sign_in(seat.person).get(url)
    assert answer["Content-Type"] == "application/pdf"
    assert "attestation-de-depot-version-1.pdf" in answer["Content-Disposition"]

    others = [make.representative(make.begin(campaign)).person]
    others += [make_seat(campaign, role).person for role in (Role.COORDINATOR, Role.INSTRUCTOR, Role.DLA_OFFICER)]
    for person in others:
        assert sign_in(person).get(url).status_code == 404


def test_each_deposit_has_its_own_receipt(deposited, commits):
    make.fill(deposited, pieces=False, sign=False, project="Autre projet.")
    with commits():
        services.deposit(deposited, by=make.representative(deposited))

    assert Document.objects.system().filter(kind="candidates.receipt").count() == 2
