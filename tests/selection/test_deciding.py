"""What the committee decides: proposals, the one publication, a whole committee (D11)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from candidates import services as structure
from candidates.models import Letter, Mail, Outcome, OutcomeAxis
from candidates.states import OutcomeValue
from ccr import clock
from ccr.programme import seats
from ccr.programme.models import Axis, Event, EventKind
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from selection import committee, services
from selection.models import AgendaItem, MarkSheet, ProposedDecision, Publication
from selection.models import Mail as CommitteeMail
from selection.services import deciding
from selection.states import FileState, Link
from tests.factories import candidates
from tests.factories import selection as play
from tests.factories.core import make_campaign, make_seat

# Proposals


def test_the_president_proposes(session, checked, president):
    axis = Axis.objects.get(number=2)
    proposal = play.propose(checked, president, OutcomeValue.CONDITIONAL, axes=[axis])

    assert proposal.conditions == "Présenter un plan de trésorerie."
    assert [line.axis for line in proposal.axes.all()] == [axis]
    assert play.fresh(checked).state == FileState.PROPOSED


def test_a_proposal_may_change_until_the_publication(session, checked, president):
    play.propose(checked, president, axes=[Axis.objects.get(number=2)])
    proposal = play.propose(checked, president, OutcomeValue.REFUSED)

    assert ProposedDecision.objects.system().get().value == OutcomeValue.REFUSED
    assert not proposal.axes.filter(is_recommended=True).exists()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (OutcomeValue.CONDITIONAL, "Écrivez les conditions"),
        (OutcomeValue.WAITING, "Indiquez le rang"),
        (OutcomeValue.REFUSED, "Écrivez le motif"),
    ],
)
def test_each_decision_needs_its_words(session, checked, president, value, sentence):
    play.declare(checked, president)

    with pytest.raises(DomainError, match=sentence):
        services.propose_decision(checked, value, by=president)


def test_a_withdrawal_frees_the_rank_on_the_waiting_list(campaign, checked, president, instructor, freeze, commits):
    other = play.received(campaign, "Atelier Recyclé")
    play.check(other, instructor)
    freeze(play.COMMITTEE_DAY)
    session = play.prepare(campaign, president)
    play.propose(checked, president, OutcomeValue.WAITING, waiting_rank=1)

    with commits():
        structure.withdraw(checked.application, by=candidates.representative(checked.application))
    play.propose(other, president, OutcomeValue.WAITING, waiting_rank=1)

    assert list(ProposedDecision.objects.visible_to(president).values_list("file", flat=True)) == [other.pk]
    assert set(deciding.proposals_of(session)) == {other.pk}


def test_a_file_whose_session_changes_meanwhile_gets_no_proposal(session, checked, president, monkeypatch):
    play.declare(checked, president)
    lock = deciding._session

    def wait_then_lock(asked):
        AgendaItem.objects.system().filter(file=checked).update(removed_at=clock.now())
        return lock(asked)

    monkeypatch.setattr(deciding, "_session", wait_then_lock)

    with pytest.raises(DomainError, match="ordre du jour"):
        services.propose_decision(checked, OutcomeValue.RETAINED, by=president)


def test_a_member_does_not_propose(session, checked, member):
    with pytest.raises(DomainError, match="La présidence propose"):
        play.propose(checked, member)


def test_where_the_president_withdrew_a_member_carries_the_proposal(session, checked, president, member):
    play.declare(checked, president, Link.MEMBER)
    with pytest.raises(DomainError, match="déport"):
        services.propose_decision(checked, OutcomeValue.RETAINED, by=president)

    play.propose(checked, member)

    assert not ProposedDecision.objects.visible_to(president).exists()
    assert ProposedDecision.objects.visible_to(member).exists()


def test_a_file_nobody_checked_gets_no_proposal(campaign, file, president, freeze):
    freeze(play.COMMITTEE_DAY)
    play.prepare(campaign, president)

    with pytest.raises(DomainError, match="n’a pas été vérifiée"):
        play.propose(file, president)


def test_a_file_off_the_agenda_gets_no_proposal(checked, president, freeze):
    freeze(play.COMMITTEE_DAY)

    with pytest.raises(DomainError, match="n’est à l’ordre du jour d’aucune séance"):
        play.propose(checked, president)


def test_without_the_charter_nobody_is_retained(session, checked, president, postgres):
    with connection.cursor() as cursor:  # a deposit asks for the signature: only a line from elsewhere is without
        cursor.execute("UPDATE candidates_version SET charter_signed_at = NULL")

    with pytest.raises(DomainError, match="éliminé, quelle que soit sa note"):
        play.propose(checked, president)

    assert play.propose(checked, president, OutcomeValue.REFUSED).value == OutcomeValue.REFUSED


ELIMINATING = "Viabilité économique"


def with_a_minimum(campaign, minimum, by):
    """The grid, its second criterion eliminating under this mean mark."""
    lines = [
        {"pk": c.pk, "label": c.label, "weight": c.weight, "minimum": minimum if c.label == ELIMINATING else None}
        for c in play.criteria(campaign)
    ]
    services.edit_grid(campaign, scale=5, criteria=lines, by=by)


def test_under_a_minimal_mark_nobody_is_retained(campaign, checked, president, member, freeze):
    """The mean of the members' marks decides, of those who have not withdrawn since."""
    with_a_minimum(campaign, 3, president)
    freeze(play.COMMITTEE_DAY)
    session = play.prepare(campaign, president)
    play.mark(checked, president, (4, 3, 4, 2, 5))
    assert play.propose(checked, president).value == OutcomeValue.RETAINED  # 3 is not under 3
    play.mark(checked, member, (5, 2, 5, 5, 5))

    with pytest.raises(DomainError, match=r"sous le minimum sur «\u00a0Viabilité économique\u00a0» \(2,5 pour 3\)"):
        play.propose(checked, president)
    play.attend(session, president)
    with pytest.raises(DomainError, match="passée sous le minimum de son critère\u00a0: Les Paniers du Port"):
        play.publish(session, president)

    play.declare(checked, member, Link.PROVIDER)
    assert play.publish(session, president).letters == 1


def test_who_withdrew_is_not_told_which_file_is_eliminated(campaign, checked, president, member, freeze):
    with_a_minimum(campaign, 3, president)
    freeze(play.COMMITTEE_DAY)
    session = play.prepare(campaign, president)
    play.declare(checked, president, Link.FAMILY)
    play.propose(checked, member)
    play.mark(checked, member, (5, 2, 5, 5, 5))
    play.attend(session, president)

    with pytest.raises(DomainError, match="critère\u00a0: 1\u00a0dossier que vous ne lisez pas"):
        play.publish(session, president)


def test_two_files_do_not_share_a_waiting_rank(campaign, file, instructor, president, freeze):
    other = play.received(campaign)
    play.check(file, instructor)
    play.check(other, instructor)
    freeze(play.COMMITTEE_DAY)
    play.prepare(campaign, president)
    play.propose(file, president, OutcomeValue.WAITING, waiting_rank=1)

    with pytest.raises(DomainError, match="rang 1 de la liste d’attente est déjà pris"):
        play.propose(other, president, OutcomeValue.WAITING, waiting_rank=1)


def test_the_instructor_reads_no_proposal(session, checked, president, instructor):
    play.propose(checked, president)

    assert not ProposedDecision.objects.visible_to(instructor).exists()


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("proposal_rank_when_waiting", {"value": "waiting"}),
        ("proposal_rank_when_waiting", {"value": "retained", "waiting_rank": 1}),
        ("proposal_conditions_when_conditional", {"value": "conditional"}),
    ],
)
def test_a_proposal_holds_what_its_value_needs(session, checked, president, constraint, values):
    proposal = ProposedDecision(file=checked, session=session, by=president, proposed_at=clock.now(), **values)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ProposedDecision.objects.system().bulk_create([proposal])


# Publication


def test_no_outcome_before_the_publication(session, checked, president):
    play.propose(checked, president)
    play.attend(session, president)

    assert not Outcome.objects.system().exists()


def test_one_act_publishes_everything(session, checked, president, commits, mailoutbox):
    axis = Axis.objects.get(number=2)
    play.propose(checked, president, OutcomeValue.WAITING, motive="La place manque.", waiting_rank=3, axes=[axis])
    play.attend(session, president)
    with commits():
        publication = play.publish(session, president)

    outcome = Outcome.objects.system().get()
    letter = Letter.objects.system().get()
    assert outcome.value == OutcomeValue.WAITING
    assert (letter.motive, letter.waiting_rank) == ("La place manque.", 3)
    assert OutcomeAxis.objects.system().get().axis == axis
    assert play.fresh(checked).state == FileState.DECIDED
    assert publication.letters == 1
    assert Mail.objects.system().filter(kind="candidates.outcome").count() == 1
    assert Event.objects.system().get(kind=EventKind.OUTCOME_PUBLISHED).about_id == session.meeting_id
    told = [mail for mail in mailoutbox if mail.subject == "Les décisions du comité sont publiées"]
    assert president.person.email in {address for mail in told for address in mail.to}
    assert "La place manque" not in told[0].body


def test_the_publication_names_the_file_without_a_proposal(session, checked, president):
    play.attend(session, president)

    with pytest.raises(DomainError, match=r"Il manque une proposition sur ce dossier.: Les Paniers du Port"):
        play.publish(session, president)

    assert not Publication.objects.system().exists()


def test_the_publication_waits_for_the_quorum(session, checked, president, member):
    make_seat(session.campaign, Role.COMMITTEE_MEMBER)
    play.propose(checked, president)
    play.attend(session, president, present=[president])

    with pytest.raises(DomainError, match=r"1.membre présent sur 3, il en faut 2"):
        play.publish(session, president)


def test_the_publication_waits_for_the_day(session, checked, president, freeze):
    play.propose(checked, president)
    play.attend(session, president)
    freeze("2012-01-30 23:59")

    with pytest.raises(DomainError, match="à partir de ce jour"):
        play.publish(session, president)


def test_only_the_president_publishes(session, checked, president, member):
    play.propose(checked, president)
    play.attend(session, president)

    with pytest.raises(DomainError, match="Seule la présidence"):
        play.publish(session, member)


def test_who_published_never_diagnoses_in_the_call(session, campaign, checked, president):
    """A president who opened no file: the decisions that she publishes tell her as much."""
    play.propose(checked, president)
    play.attend(session, president)
    other = make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    assert play.publish(session, other)
    seats.withdraw_mandate(other.active_mandates[0])

    with pytest.raises(DomainError, match="a ouvert au moins un dossier"):
        make_seat(campaign, Role.DLA_OFFICER, person=other.person)


def test_a_second_publication_is_refused_in_a_sentence(session, checked, president):
    play.propose(checked, president)
    play.attend(session, president)
    play.publish(session, president)

    with pytest.raises(DomainError, match=r"ont déjà été publiées, le 31.janv"):
        play.publish(session, president)


def test_after_the_publication_nothing_changes(session, checked, president, member):
    play.propose(checked, president)
    play.attend(session, president)
    play.publish(session, president)
    play.declare(checked, member)

    for verb in (
        lambda: play.propose(checked, president, OutcomeValue.REFUSED),
        lambda: services.set_agenda(session, [], by=president),
        lambda: play.attend(session, president),
        lambda: services.save_mark(checked, play.criteria(session.campaign)[0], value=1, by=member),
    ):
        with pytest.raises(DomainError, match="publiée"):
            verb()


def test_after_the_publication_members_compare_all_marks(session, checked, president, member):
    play.mark(checked, president)
    play.propose(checked, president)
    play.attend(session, president)
    play.declare(checked, member)
    assert not MarkSheet.objects.visible_to(member).exists()

    play.publish(session, president)

    assert MarkSheet.objects.visible_to(member).count() == 1


def test_two_publications_at_once_give_one_and_a_sentence(transactional_db, race, freeze):
    freeze(play.OPEN_DAY)
    campaign = make_campaign()
    president, deputy = (make_seat(campaign, Role.COMMITTEE_PRESIDENT) for _ in range(2))
    instructor = make_seat(campaign, Role.INSTRUCTOR)
    file = play.received(campaign)
    play.check(file, instructor)
    freeze(play.COMMITTEE_DAY)
    session = play.prepare(campaign, president)
    play.propose(file, president)
    play.attend(session, president)

    outcomes = race(
        lambda: services.publish_decisions(session, by=president),
        lambda: services.publish_decisions(session, by=deputy),
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DomainError", "Publication"]
    refused = next(outcome for outcome in outcomes if isinstance(outcome, DomainError))
    assert "ne se fait qu’une fois" in str(refused)
    assert Outcome.objects.system().count() == Letter.objects.system().count() == 1
    assert Event.objects.system().filter(kind=EventKind.OUTCOME_PUBLISHED).count() == 1


def test_a_publication_is_one_row_per_session(session, president):
    rows = [Publication(session=session, by=president, published_at=clock.now(), letters=1) for _ in range(2)]

    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.system().bulk_create(rows)


def test_a_refused_letter_publishes_nothing(session, checked, president, monkeypatch):
    def fail(*args, **kwargs):
        raise DomainError("La lettre ne part pas.")

    play.propose(checked, president)
    play.attend(session, president)
    monkeypatch.setattr("selection.services.deciding.write_outcome", fail)

    with pytest.raises(DomainError, match="La lettre ne part pas"):
        play.publish(session, president)

    assert not Publication.objects.system().exists()
    assert play.fresh(checked).state == FileState.PROPOSED


# D11


def test_d11_a_committee_of_seven_and_an_observer_retains_and_waits(campaign, instructor, freeze):
    members = play.make_committee(campaign, 7)
    files = [play.received(campaign) for _ in range(3)]
    for file in files:
        play.check(file, instructor)
    freeze(play.MARKING_DAY)
    play.declare(files[0], members[6], Link.MEMBER)
    for file in files:
        for seat in members[: 6 if file == files[0] else 7]:
            play.mark(file, seat)
    freeze(play.COMMITTEE_DAY)
    session = play.prepare(campaign, members[0])
    for file in files[:2]:
        play.propose(file, members[0])
    play.propose(files[2], members[0], OutcomeValue.WAITING)
    services.add_observer(session, name="Odile Garnier", organisation=play.esia(campaign), by=members[0])
    play.attend(session, members[0], present=members[:4])

    publication = play.publish(session, members[0])

    assert publication.letters == 3
    values = list(Outcome.objects.system().order_by("value").values_list("value", flat=True))
    assert values == ["retained", "retained", "waiting"]


def test_a_week_before_one_mail_says_when_what_to_read_and_what_is_left_to_mark(
    campaign, file, president, member, freeze, commits, mailoutbox
):
    from ccr.notifications import reminders

    freeze(play.MARKING_DAY)
    play.mark(file, president)
    freeze("2012-01-23 08:00")
    reminders.run()
    assert not CommitteeMail.objects.system().filter(kind__in=("selection.marks_due", "selection.committee_soon"))
    freeze("2012-01-25 08:00")
    with commits():
        reminders.run()
        reminders.run()

    said = {mail.to[0]: mail.body.replace("\xa0", " ") for mail in mailoutbox}
    assert len(mailoutbox) == len(said) == 2, "one mail each"
    assert "Il vous reste 1 candidature à noter avant ce jour." in said[member.person.email]
    assert "à noter" not in said[president.person.email]


def test_where_the_committee_was_announced_before_the_close_marks_are_asked_for_after(
    campaign, file, president, member, freeze
):
    from ccr.notifications import reminders

    mails = CommitteeMail.objects.system().filter(kind="selection.marks_due")
    committee.meetings(campaign).update(starts_at=clock.start_of(campaign.deadline_on + timedelta(days=4)))
    freeze(f"{campaign.deadline_on} 10:00")
    reminders.run()
    assert not mails.exists()
    freeze(f"{campaign.deadline_on + timedelta(days=1)} 10:00")
    play.mark(file, president)
    reminders.run()
    assert [mail.recipient for mail in mails.all()] == [member.person]
    assert CommitteeMail.objects.system().filter(kind="selection.committee_soon").count() == 2
