"""Receiving, declaring, opening, checking, giving an opinion; what the wall leaves to each."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from candidates import services as structure
from ccr import clock
from ccr.programme import seats
from ccr.programme.models import Axis, FirstOpening
from ccr.programme.roles import Role
from ccr.wall.errors import Conflict, DomainError
from ccr.wall.guard import passing_as
from selection import services
from selection.models import Document, File, Journal, LinkDeclaration, MarkSheet, Opinion, Reading
from selection.states import FileState, Link, OpinionValue
from tests.factories import candidates
from tests.factories import selection as play
from tests.factories.core import OrganisationFactory, make_campaign, make_seat


def test_a_deposited_application_becomes_a_file_once(campaign):
    application = candidates.deposited(campaign)
    candidates.ready(campaign)

    services.ensure_files(campaign)
    services.ensure_files(campaign)

    file = File.objects.system().get()
    assert file.application == application
    assert (file.state, file.created_at) == (FileState.TO_EXAMINE, application.deposited_at)


def test_receiving_costs_one_query_when_there_is_nothing_to_do(file, django_assert_num_queries):
    with django_assert_num_queries(1):
        services.ensure_files(file.campaign)


def test_an_application_of_another_campaign_is_not_received(campaign, president):
    other = make_campaign("2013")
    play.received(other)
    services.ensure_files(campaign)

    assert not File.objects.visible_to(president).exists()


def test_a_withdrawal_puts_the_file_away(file, president, commits):
    representative = candidates.representative(file.application)
    with commits():
        structure.withdraw(file.application, by=representative)

    assert play.fresh(file).state == FileState.WITHDRAWN
    assert not File.objects.visible_to(president).exists()


def test_a_file_of_a_withdrawn_application_is_hidden_even_before_the_fact_is_handled(file, president):
    structure.withdraw(file.application, by=candidates.representative(file.application))

    assert not File.objects.visible_to(president).exists()


def test_a_withdrawal_taken_back_before_it_is_handled_changes_nothing(file, instructor, commits):
    representative = candidates.representative(file.application)
    structure.withdraw(file.application, by=representative)
    structure.resume(file.application, by=representative)
    structure.deposit(file.application, by=representative)
    play.examine(file, instructor)

    services.withdraw_file(file.campaign, file.application.organisation)

    assert play.fresh(file).state == FileState.EXAMINED


def test_a_structure_that_deposits_again_is_examined_anew(file, instructor, commits):
    play.examine(file, instructor)
    representative = candidates.representative(file.application)
    with commits():
        structure.withdraw(file.application, by=representative)
    structure.resume(file.application, by=representative)
    structure.deposit(file.application, by=representative)

    again = play.file_of(file.application)

    assert (again.pk, again.state, again.examined_at) == (file.pk, FileState.TO_EXAMINE, None)
    assert Opinion.objects.system().get().given_at is None


def test_the_instructor_checks_then_gives_an_opinion(file, instructor):
    axis = Axis.objects.get(number=2)
    examined = play.examine(file, instructor, axes=[axis])

    assert examined.state == FileState.EXAMINED
    opinion = Opinion.objects.visible_to(instructor).get()
    assert opinion.given_at is not None
    assert [line.axis for line in opinion.axes.all()] == [axis]


def test_an_incomplete_file_says_what_is_missing(file, instructor):
    play.declare(file, instructor)
    with pytest.raises(DomainError, match="ce qui manque"):
        services.check_completeness(file, complete=False, by=instructor)

    services.check_completeness(file, complete=False, missing="Les comptes sont illisibles.", by=instructor)

    assert play.fresh(file).state == FileState.INCOMPLETE


def test_an_incomplete_file_may_become_complete(file, instructor):
    play.check(file, instructor, missing="Les comptes.")
    services.check_completeness(file, complete=True, by=instructor)

    assert play.fresh(file).state == FileState.COMPLETE
    assert Opinion.objects.system().get().missing == ""


def test_an_opinion_comes_after_the_check(file, instructor):
    play.declare(file, instructor)

    with pytest.raises(DomainError, match="Vérifiez d’abord"):
        services.give_opinion(file, value=OpinionValue.FAVOURABLE, text="Bien.", by=instructor)


def test_an_opinion_is_given_once(file, instructor):
    play.examine(file, instructor)

    with pytest.raises(DomainError, match="déjà rendu"):
        services.give_opinion(file, value=OpinionValue.RESERVED, text="Finalement.", by=instructor)


def test_a_new_deposit_opens_the_check_again(file, instructor):
    play.examine(file, instructor)
    with pytest.raises(DomainError, match="rendu sur cette version"):
        services.check_completeness(file, complete=True, by=instructor)
    representative = candidates.representative(file.application)
    structure.write_draft(file.application, {"reasons": "Une raison de plus."}, by=representative)
    structure.deposit(file.application, by=representative)

    services.check_completeness(file, complete=True, by=instructor)

    checked = play.fresh(file)
    assert (checked.state, checked.checked_version, checked.examined_at) == (FileState.COMPLETE, 2, None)


def test_a_member_gives_no_opinion(file, member):
    play.declare(file, member)

    with pytest.raises(DomainError, match="Seul l’instructeur"):
        services.check_completeness(file, complete=True, by=member)


def test_the_committee_reads_the_opinion_once_given(file, instructor, member):
    play.check(file, instructor)
    services.save_opinion(file, text="Je réfléchis encore.", by=instructor)
    play.declare(file, member)

    assert not Opinion.objects.visible_to(member).exists()

    services.give_opinion(file, value=OpinionValue.FAVOURABLE, text="C’est dit.", by=instructor)

    assert Opinion.objects.visible_to(member).get().text == "C’est dit."


def test_a_withdrawn_member_reads_no_opinion(file, instructor, member):
    play.examine(file, instructor)
    play.declare(file, member, Link.PROVIDER)

    assert not Opinion.objects.visible_to(member).exists()


def test_the_first_opening_closes_support_for_the_campaign(file, member, campaign):
    play.declare(file, member)
    with passing_as(member):
        services.open_file(play.fresh(file, member), by=member)
        services.open_file(play.fresh(file, member), by=member)

    assert FirstOpening.objects.system().filter(seat=member).count() == 1
    assert Reading.objects.visible_to(member).get().count == 2
    assert Journal.objects.system().filter(verb="file_opened").count() == 1
    seats.withdraw_mandate(member.mandates.get())
    with pytest.raises(DomainError, match="a ouvert au moins un dossier"):
        seats.give_mandate(campaign, member.person, Role.DLA_OFFICER, OrganisationFactory())


def test_declaring_is_not_opening(file, member, campaign):
    play.declare(file, member)
    organisation = OrganisationFactory()
    seats.withdraw_mandate(member.mandates.get())
    seats.give_mandate(campaign, member.person, Role.DLA_OFFICER, organisation)

    assert not FirstOpening.objects.system().exists()


def test_several_links_are_declared_in_one_act(campaign, file, member):
    other = play.received(campaign)
    with passing_as(member):
        services.declare_links({file: Link.NONE, other: Link.FAMILY}, by=member)

    assert set(LinkDeclaration.objects.visible_to(member).values_list("link", flat=True)) == {"none", "family"}


def test_two_declarations_together_make_one(transactional_db, race, freeze):
    freeze(play.OPEN_DAY)
    campaign = make_campaign()
    member = make_seat(campaign, Role.COMMITTEE_MEMBER)
    file = play.received(campaign)

    race(lambda: services.declare_link(file, Link.NONE, by=member), times=2)

    assert LinkDeclaration.objects.system().count() == 1


def test_the_president_knows_who_withdrew_and_an_instructor_does_not(file, president, instructor, member):
    play.declare(file, member, Link.MEMBER)

    assert LinkDeclaration.objects.visible_to(president).count() == 1
    assert not LinkDeclaration.objects.visible_to(instructor).exists()


# Two instructors, one opinion


@pytest.fixture
def drafted(file, instructor, campaign):
    """An opinion that one instructor began, and another instructor's seat."""
    play.check(file, instructor)
    with passing_as(instructor):
        opinion = services.save_opinion(file, text="Le projet tient.", seen="", by=instructor)
    other = make_seat(campaign, Role.INSTRUCTOR)
    play.declare(file, other)
    return opinion, other


def test_what_is_not_named_stays(file, drafted):
    opinion, other = drafted

    services.save_opinion(file, value=OpinionValue.RESERVED, seen=opinion.stamp, by=other)

    opinion = Opinion.objects.system().get()
    assert (opinion.text, opinion.value, opinion.by) == ("Le projet tient.", OpinionValue.RESERVED, other)


def test_who_read_an_older_opinion_does_not_overwrite_it(file, drafted, instructor):
    opinion, other = drafted
    for write in (
        lambda: services.save_opinion(file, text="Autre chose.", seen="", by=other),
        lambda: services.give_opinion(file, value=OpinionValue.FAVOURABLE, text="Autre.", seen="", by=other),
    ):
        with pytest.raises(Conflict, match=f"{instructor.person.full_name} a écrit dans cet avis"):
            write()

    opinion.refresh_from_db()
    assert (opinion.text, opinion.by, opinion.given_at) == ("Le projet tient.", instructor, None)


def test_ones_own_former_writing_is_no_conflict(file, drafted, instructor):
    services.save_opinion(file, text="Le projet tient bien.", seen="", by=instructor)

    assert Opinion.objects.system().get().text == "Le projet tient bien."


def test_a_second_tab_does_not_overwrite_a_colleague(file, drafted, instructor, freeze):
    """Her first tab has seen the colleague's words and replaced them knowingly; the second one never showed them."""
    opinion, other = drafted
    freeze(clock.now() + timedelta(minutes=1), tick=True)
    old_tab = opinion.stamp
    theirs = services.save_opinion(file, text="Le texte de l’autre.", seen=old_tab, by=other)
    services.save_opinion(file, text="Le projet tient.", seen=theirs.stamp, by=instructor)

    with pytest.raises(Conflict, match="Une autre personne a écrit dans cet avis"):
        services.save_opinion(file, text="Le projet tient mal.", seen=old_tab, by=instructor)
    services.save_opinion(file, text="Le projet tient bien.", seen=theirs.stamp, by=instructor)

    assert Opinion.objects.system().get().text == "Le projet tient bien."


@pytest.mark.parametrize("stamp", ["", "hier", "2011-12-01T10:00:00", "9999-99-99"])
def test_a_stamp_that_is_not_ours_has_seen_nothing(drafted, stamp):
    opinion, other = drafted

    assert opinion.written_unseen(stamp, other)
    assert not opinion.written_unseen(opinion.stamp, other)


def test_to_check_again_is_not_to_write_the_opinion(file, drafted, instructor):
    services.check_completeness(file, complete=True, by=drafted[1])

    assert Opinion.objects.system().get().by == instructor


def test_the_pdf_of_a_file_is_for_who_declared_no_link(file, member, president, commits):
    from selection.documents import request_file

    version = candidates.current_version(file.application)
    with commits():
        request_file(file, version, president)
    assert not Document.objects.visible_to(president).exists()
    play.declare(file, president)
    play.declare(file, member, Link.OTHER)

    assert Document.objects.visible_to(president).count() == 1
    assert not Document.objects.visible_to(member).exists()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DLA_OFFICER, Role.DIAGNOSTICIAN, Role.FUND_OFFICER])
def test_no_other_side_opens_the_deliberation(campaign, file, role, breaches):
    seat = make_seat(campaign, role)

    for model in (Opinion, MarkSheet, LinkDeclaration, Journal):
        with passing_as(seat) as opened:
            try:
                list(model.objects.system().all())
            except Exception as error:
                assert type(error).__name__ == "WallBreach"
            assert opened.breached


def test_coordination_reads_the_state_and_nothing_else(campaign, file):
    coordinator = make_seat(campaign, Role.COORDINATOR)
    with passing_as(coordinator):
        assert File.objects.visible_to(coordinator).get().state == FileState.TO_EXAMINE


@pytest.mark.parametrize(
    ("constraint", "assignment"),
    [
        ("file_check_dated", "state = 'complete'"),
        ("file_decision_dated", "state = 'decided', checked_at = now(), checked_version = 1"),
        ("file_decision_dated", "decided_at = now()"),
        ("file_withdrawal_dated", "withdrawn_at = now()"),
        ("file_examination_dated", "state = 'examined', checked_at = now(), checked_version = 1"),
    ],
)
def test_states_and_dates_of_a_file_agree(file, postgres, constraint, assignment):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE selection_file SET {assignment}")
