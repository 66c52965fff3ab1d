"""Stating, changing and withdrawing a need; what the database itself refuses."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from ccr.wall.errors import DomainError
from ccr.wall.guard import WallBreach, passing, passing_as
from ccr.wall.sides import Side
from ccr.workflow import MoveRefused
from financing import services, totals
from financing.forms import MonthField, NeedForm
from financing.models import LARGEST, Journal, NeedLine, NeedType, NeedWords
from financing.states import NeedState
from tests.factories import candidates
from tests.factories import financing as make


def test_a_need_is_stated_with_its_words_and_its_month(application):
    line = make.stated(application, month=datetime.date(2012, 3, 17), words=" Deux palettes de conserves. ")

    assert (line.amount, line.month, line.state) == (Decimal(8000), datetime.date(2012, 3, 1), NeedState.STATED)
    assert line.said.words == "Deux palettes de conserves."
    assert Journal.objects.system().get().verb == "need_stated"


def test_the_journal_never_says_how_much(application, structure):
    line = make.stated(application)
    with passing_as(structure):
        services.change_need(line, make.need(amount="9000"), by=structure)
        services.withdraw_need(line, by=structure)

    lines = Journal.objects.system().all()
    assert [line.verb for line in lines.order_by("at", "id")].count("need_changed") == 1
    assert all(line.details == {} for line in lines)


def test_a_need_is_changed_until_it_is_withdrawn(application, structure):
    line = make.stated(application)
    with passing_as(structure):
        changed = services.change_need(line, make.need(NeedType.MOVING, "1250.50", words="Camion."), by=structure)
        services.withdraw_need(changed, by=structure)

        with pytest.raises(DomainError, match="déjà retiré"):
            services.change_need(line, make.need(), by=structure)
        with pytest.raises(DomainError, match="déjà retiré"):
            services.withdraw_need(line, by=structure)
    line.refresh_from_db()
    assert (line.need_type, line.amount, line.state) == ("moving", Decimal("1250.50"), NeedState.WITHDRAWN)


def test_withdrawn_needs_and_withdrawn_structures_leave_every_total(application, other):
    make.stated(application, amount="1000")
    make.withdrawn(application, amount="500")
    make.stated(other, amount="3000")
    from candidates.services import withdraw

    withdraw(other, by=candidates.representative(other))

    assert totals.add_up(NeedLine.objects.system().live()).total == 1000


@pytest.mark.parametrize("amount", ["0", "-1", "10000000.01"])
def test_an_amount_has_bounds(application, structure, amount):
    with pytest.raises(DomainError, match="supérieur à 0"):
        services.state_need(application, make.need(amount=amount), by=structure)


@pytest.mark.parametrize("month", [datetime.date(2011, 8, 31), datetime.date(2016, 12, 1)])
def test_a_month_has_bounds(application, structure, month):
    with pytest.raises(DomainError, match="entre septembre 2011 et novembre 2016"):
        services.state_need(application, make.need(month=month), by=structure)


def test_only_the_structure_states_its_needs(application, other, dla_officer):
    with pytest.raises(DomainError, match="Seules les personnes de la structure"):
        services.state_need(application, make.need(), by=dla_officer)
    with pytest.raises(DomainError, match="Seules les personnes de la structure"):
        services.state_need(application, make.need(), by=candidates.representative(other))


def test_a_contributor_states_needs_too(application):
    seat = candidates.add_contributor(application)

    with passing_as(seat):
        assert services.state_need(application, make.need(), by=seat).pk


def test_a_withdrawn_application_states_nothing_more(application, structure):
    from candidates.services import withdraw

    withdraw(application, by=structure)
    application.refresh_from_db()

    with pytest.raises(DomainError, match="candidature est retirée"):
        services.state_need(application, make.need(), by=structure)


def test_two_withdrawals_together_are_one_success_and_one_sentence(transactional_db, freeze, race):
    from tests.factories.core import make_campaign

    freeze(candidates.OPEN_DAY)
    application = candidates.begin(make_campaign())
    line, seat = make.stated(application), candidates.representative(application)

    outcomes = race(lambda: services.withdraw_need(line, by=seat), times=2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) in (
        ["DomainError", "NeedLine"],
        [MoveRefused.__name__, "NeedLine"],
    )


# The database


@pytest.mark.parametrize(
    ("constraint", "sql"),
    [
        ("need_line_amount_sensible", "amount = 0"),
        ("need_line_amount_sensible", f"amount = {LARGEST} + 1"),
        ("need_line_first_of_month", "month = '2012-03-02'"),
        ("need_line_withdrawal_dated", "state = 'withdrawn'"),
        ("need_line_withdrawal_dated", "withdrawn_at = stated_at"),
        ("need_line_changed_after_stated", "changed_at = '2011-01-01 00:00+00'"),
    ],
)
def test_what_the_database_refuses(application, constraint, sql):
    make.stated(application)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE financing_needline SET {sql}")


def test_bulk_writing_meets_the_same_constraint(application):
    line = make.stated(application)
    line.pk, line.amount = None, Decimal(-5)

    with pytest.raises(IntegrityError, match="need_line_amount_sensible"), transaction.atomic():
        QuerySet(NeedLine).bulk_create([line])


# The wall


@pytest.mark.parametrize("model", [NeedLine, NeedWords, Journal])
@pytest.mark.parametrize("side", [Side.INSTRUCTION, Side.DIAGNOSIS, Side.CONSULTANT, Side.PILOT])
def test_these_sides_never_read_a_need(application, breaches, model, side):
    with passing({side}), pytest.raises(WallBreach):
        model.objects.system().count()


def test_coordination_reads_amounts_but_no_word(application, breaches):
    make.stated(application)

    with passing({Side.COORDINATION}):
        assert NeedLine.objects.system().count() == 1
        with pytest.raises(WallBreach):
            NeedWords.objects.system().count()


def test_a_structure_sees_its_own_the_dla_what_stands_the_others_no_row(
    application, other, structure, dla_officer, fund_officer, coordinator
):
    mine, withdrawn = make.stated(application), make.withdrawn(application)
    theirs = make.stated(other)

    assert set(NeedLine.objects.visible_to(structure)) == {mine, withdrawn}
    assert set(NeedLine.objects.visible_to(dla_officer)) == {mine, theirs}
    assert {words.line_id for words in NeedWords.objects.visible_to(dla_officer)} == {mine.pk, theirs.pk}
    for seat in (fund_officer, coordinator):
        assert not NeedLine.objects.visible_to(seat).exists()
        assert not NeedWords.objects.visible_to(seat).exists()


# What is typed


@pytest.mark.parametrize("typed", ["2012-03", "03/2012", "3/2012", "mars 2012", "Mars 2012 ", "mars 2012"])
def test_a_month_is_read_as_people_type_it(typed):
    assert MonthField().clean(typed) == datetime.date(2012, 3, 1)


@pytest.mark.parametrize("typed", ["printemps", "13/2012", "2012", "2012-00", "mars"])
def test_what_is_no_month_gets_a_sentence(typed):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="Écrivez un mois"):
        MonthField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "read"), [("1 234,50", "1234.50"), ("12 000 €", "12000"), ("8000", "8000"), ("10 000 000", "10000000")]
)
def test_an_amount_is_read_as_people_type_it(campaign, typed, read):
    data = {"need_type": "stock", "month": "2012-03", "amount": typed, "certainty": "likely", "words": ""}
    form = NeedForm(data, campaign=campaign)

    assert form.is_valid(), form.errors
    assert form.need.amount == Decimal(read)


@pytest.mark.parametrize("typed", ["0", "-3", "99 999 999", "beaucoup", "1e999", "NaN", "Infinity", "1" * 400])
def test_what_is_no_amount_gets_a_sentence(campaign, typed):
    data = {"need_type": "stock", "month": "2012-03", "amount": typed, "certainty": "likely", "words": ""}

    assert "amount" in NeedForm(data, campaign=campaign).errors


def test_a_role_lost_while_the_verb_waited_binds_nothing(application, structure, binds_nothing):
    line = make.stated(application)

    binds_nothing(
        structure,
        [
            lambda by: services.state_need(application, make.need(), by=by),
            lambda by: services.change_need(line, make.need(), by=by),
            lambda by: services.withdraw_need(line, by=by),
        ],
    )
