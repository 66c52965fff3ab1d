"""The committee's day: agenda, quorum, observer, proposals, the one publication, a suspended seat (D4, D11)."""

import pytest
from django.db import IntegrityError, connection, transaction

from candidates import services as structure
from candidates.models import Letter, Mail, Outcome, OutcomeAxis
from candidates.states import OutcomeValue
from ccr import clock
from ccr.accounts.models import Person
from ccr.programme import seats
from ccr.programme.models import Axis, Event, EventKind, Meeting, MeetingKind
from ccr.programme.roles import Function, Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from selection import committee, services
from selection.models import AgendaItem, Attendance, Grid, MarkSheet, ProposedDecision, Publication
from selection.models import Mail as CommitteeMail
from selection.services import deciding
from selection.states import FileState, Link, SheetState
from tests.factories import candidates
from tests.factories import selection as play
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat


@pytest.fixture
def checked(file, instructor):
    """A file the instructor has checked."""
    return play.check(file, instructor)


@pytest.fixture
def session(checked, president, freeze):
    """The committee's day, one file on the agenda."""
    freeze(play.COMMITTEE_DAY)
    return play.prepare(checked.campaign, president)


# Agenda


def test_a_session_begins_with_every_waiting_file(session, checked):
    assert AgendaItem.objects.system().get().file == checked


def test_preparing_twice_makes_one_session(session, president, campaign):
    assert play.prepare(campaign, president) == session


def test_a_member_does_not_prepare(campaign, checked, member):
    with pytest.raises(DomainError, match="préparent la séance"):
        play.prepare(campaign, member)


def test_a_file_taken_off_waits_for_another_session(session, checked, president, campaign):
    services.set_agenda(session, [], by=president)
    other = Meeting.objects.create(
        campaign=campaign, kind=MeetingKind.COMMITTEE, starts_at=clock.start_of(clock.today()).replace(hour=18)
    )
    second = services.prepare_session(other, by=president)

    assert [item.file for item in AgendaItem.objects.system().filter(removed_at__isnull=True)] == [checked]
    assert AgendaItem.objects.system().get(removed_at__isnull=True).session == second


def test_a_file_is_on_one_agenda(session, checked):
    with pytest.raises(IntegrityError, match="agenda_file_on_one_agenda"), transaction.atomic():
        AgendaItem.objects.system().bulk_create([AgendaItem(session=session, file=checked)])


def test_a_file_with_a_proposal_stays_on_the_agenda(session, checked, president):
    play.propose(checked, president)

    with pytest.raises(DomainError, match="restent à l’ordre du jour"):
        services.set_agenda(session, [], by=president)


# Attendance and quorum


def test_half_of_seven_is_four(campaign, session):
    play.make_committee(campaign, 6)
    members = list(committee.members(campaign))

    assert committee.quorum(session, members).needed == 4
    assert committee.quorum(session, members).present == 0


def test_attendance_is_recorded_on_the_day(session, president, freeze):
    freeze("2012-01-30 18:00")

    with pytest.raises(DomainError, match="à partir de ce jour"):
        play.attend(session, president)


def esia(campaign):
    """ESIA, operator of the DLA."""
    organisation = OrganisationFactory(name="ESIA")
    seats.engage_organisation(campaign, organisation, Function.DLA)
    return organisation


def test_the_observer_is_accepted_and_counts_for_nothing(campaign, session, president, member):
    play.attend(session, president, present=[president])
    before = committee.quorum(session, list(committee.members(campaign)))
    organisation = esia(campaign)
    with passing_as(president):
        line = services.add_observer(session, name=" Odile   Garnier ", organisation=organisation, by=president)

    assert line.observer_name == "Odile Garnier"
    assert line.seat is None
    assert committee.quorum(session, list(committee.members(campaign))) == before


def test_an_observer_has_no_seat_and_opens_nothing(campaign, session, president, sign_in):
    observer = PersonFactory(first_name="Odile", last_name="Garnier")
    services.add_observer(session, name=observer.full_name, organisation=esia(campaign), by=president)

    assert seats.seat_of(observer, campaign) is None
    assert sign_in(observer).get(f"/{campaign.slug}/instruction/").status_code == 404


def test_a_dla_officer_who_observes_opens_nothing(campaign, session, president, sign_in):
    organisation = OrganisationFactory(name="ESIA")
    officer = make_seat(campaign, Role.DLA_OFFICER, organisation=organisation)
    services.add_observer(session, name=officer.person.full_name, organisation=organisation, by=president)

    assert sign_in(officer.person).get(f"/{campaign.slug}/instruction/").status_code == 404


def test_a_campaign_may_close_the_committee_to_observers(campaign, session, president):
    campaign.observer_allowed = False
    campaign.save()

    with pytest.raises(DomainError, match="n’assiste pas au comité"):
        services.add_observer(session, name="Odile Garnier", organisation=esia(campaign), by=president)


def test_only_the_operator_of_the_dla_observes(campaign, session, president):
    with pytest.raises(DomainError, match="n’opère pas le DLA"):
        services.add_observer(session, name="Paul", organisation=OrganisationFactory(), by=president)


def test_an_organisation_of_the_list_does_not_observe(campaign, session, president):
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    seats.engage_organisation(campaign, organisation, Function.DLA)

    with pytest.raises(DomainError, match="exclues du comité"):
        services.add_observer(session, name="Paul", organisation=organisation, by=president)


def test_a_presence_is_a_member_or_a_named_observer(session):
    with pytest.raises(IntegrityError, match="attendance_member_or_observer"), transaction.atomic():
        Attendance.objects.system().bulk_create([Attendance(session=session)])


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


# D4: a diagnosing organisation and the committee


def test_d4a_nobody_of_a_listed_organisation_is_named(campaign):
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    person = PersonFactory()
    seats.join_organisation(person, organisation)

    with pytest.raises(DomainError, match="GT5, 21/07/2011"):
        seats.give_mandate(campaign, person, Role.COMMITTEE_MEMBER, OrganisationFactory())


def test_d4b_an_organisation_enters_the_list_once_its_member_withdrew_unless_she_opened_a_file(file, campaign):
    organisation = OrganisationFactory(able=True)
    person = PersonFactory()
    seats.join_organisation(person, organisation)
    member = make_seat(campaign, Role.COMMITTEE_MEMBER, organisation=OrganisationFactory(), person=person)
    with pytest.raises(DomainError, match="qui diagnostique ne sélectionne jamais"):
        seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)

    play.declare(file, member)
    services.open_file(play.fresh(file, member), by=member)
    seats.withdraw_mandate(member.mandates.get())

    with pytest.raises(DomainError, match="qui diagnostique ne sélectionne jamais"):
        seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)


def test_a_role_lost_while_the_verb_waited_binds_nothing(session, checked, president, instructor, member, campaign):
    """The seat was read at the beginning of the request; the mandate ended before the lock was had."""
    esia = OrganisationFactory()
    play.propose(checked, president)
    play.attend(session, president)
    play.declare(checked, member)
    with passing_as(president):
        services.read_deliberation(by=president)
    verbs = {
        president: [
            lambda by: services.propose_decision(checked, OutcomeValue.REFUSED, motive="La place manque.", by=by),
            lambda by: services.publish_decisions(session, by=by),
            lambda by: services.prepare_session(session.meeting, by=by),
            lambda by: services.set_agenda(session, [], by=by),
            lambda by: services.record_attendance(session, [], by=by),
            lambda by: services.add_observer(session, name="Ève Arnal", organisation=esia, by=by),
            lambda by: services.edit_grid(campaign, scale=10, criteria=[], by=by),
        ],
        instructor: [
            lambda by: services.check_completeness(checked, complete=True, by=by),
            lambda by: services.save_opinion(checked, text="Projet", by=by),
            lambda by: services.give_opinion(checked, value="favourable", text="Projet solide.", by=by),
        ],
        member: [lambda by: services.submit_marks(checked, marks=play.marks(campaign), by=by)],
    }
    for seat, bind in verbs.items():
        read_before = seats.seat_of(seat.person, campaign)
        seats.withdraw_mandate(seat.active_mandates[0]) if seat != member else seats.suspend_seat(seat)
        for verb in bind:
            with passing_as(read_before), pytest.raises(DomainError, match="vient de vous être retiré"):
                verb(read_before)
    assert ProposedDecision.objects.system().get().value == OutcomeValue.RETAINED
    assert not Publication.objects.system().exists() and not MarkSheet.objects.system().exists()


def test_a_closed_account_is_of_no_quorum(session, president, member, campaign):
    assert len(committee.members(campaign)) == 2
    for seat in (president, member):
        Person.objects.filter(pk=seat.person_id).update(is_active=False)
    assert not committee.members(campaign) and not committee.presidents(campaign)
    assert seats.holders(campaign, Role.COMMITTEE_PRESIDENT, Role.COMMITTEE_MEMBER) == []


def test_d4c_a_member_who_joins_the_list_is_suspended_the_president_told_her_drafts_blocked(
    campaign, file, president, member, freeze, commits, mailoutbox
):
    other = play.received(campaign)
    listed = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, listed, Function.DIAGNOSIS)
    freeze(play.MARKING_DAY)
    play.mark(other, member)
    play.declare(file, member)
    services.save_mark(file, play.criteria(campaign)[0], value=3, by=member)

    with commits():
        seats.join_organisation(member.person, listed)

    assert seats.seat_of(member.person, campaign) is None
    states = dict(MarkSheet.objects.system().filter(seat=member).values_list("file", "state"))
    assert states == {other.pk: SheetState.SUBMITTED, file.pk: SheetState.BLOCKED}
    (mail,) = [mail for mail in mailoutbox if mail.subject == "Un siège du comité est suspendu"]
    assert mail.to == [president.person.email]
    assert member.person.full_name in mail.body
    assert listed.name not in mail.body


def test_d4c_without_a_president_the_others_are_told(campaign, president, instructor, commits, mailoutbox):
    listed = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, listed, Function.DIAGNOSIS)
    with commits():
        seats.join_organisation(president.person, listed)

    assert [mail.to for mail in mailoutbox] == [[instructor.person.email]]


def test_a_suspended_seat_of_support_tells_instruction_nothing(campaign, president, commits):
    officer = make_seat(campaign, Role.DLA_OFFICER)
    with commits():
        seats.suspend_seat(officer)

    assert not CommitteeMail.objects.system().exists()
    assert not Grid.objects.system().exists()


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
    services.add_observer(session, name="Odile Garnier", organisation=esia(campaign), by=members[0])
    play.attend(session, members[0], present=members[:4])

    publication = play.publish(session, members[0])

    assert publication.letters == 3
    values = list(Outcome.objects.system().order_by("value").values_list("value", flat=True))
    assert values == ["retained", "retained", "waiting"]


def test_the_reminder_goes_a_week_before_to_who_has_files_left(campaign, file, president, member, freeze, mailoutbox):
    from ccr.notifications import reminders

    freeze(play.MARKING_DAY)
    play.mark(file, president)
    freeze("2012-01-24 08:00")
    reminders.run()
    freeze("2012-01-25 08:00")
    reminders.run()

    mails = CommitteeMail.objects.system().filter(kind="selection.marks_due")
    assert [mail.recipient for mail in mails] == [member.person]
