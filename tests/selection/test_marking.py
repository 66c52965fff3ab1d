"""Marks: the arithmetic of D11, individual first, the grid that freezes, the member who withdraws."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from selection import scores, services
from selection.models import Criterion, CriterionKind, Grid, Mark, MarkSheet
from selection.states import Link, SheetState
from tests.factories import selection as play


def test_the_notes_of_d11_give_71():
    assert scores.score_out_of_100([(30, 4), (25, 3), (20, 4), (15, 2), (10, 5)], 5) == Decimal("71.00")


@pytest.mark.parametrize(("values", "score"), [((0,) * 5, "0.00"), ((5,) * 5, "100.00"), ((1, 0, 0, 0, 0), "6.00")])
def test_the_score_goes_from_0_to_100(values, score):
    assert scores.score_out_of_100(zip((30, 25, 20, 15, 10), values, strict=True), 5) == Decimal(score)


def test_equal_means_share_a_rank():
    assert scores.ranks({"a": Decimal(71), "b": Decimal(80), "c": Decimal(71), "d": Decimal(10)}) == {
        "b": 1,
        "a": 2,
        "c": 2,
        "d": 4,
    }


def test_submitted_marks_carry_their_score(marking, member):
    sheet = play.mark(marking, member)

    assert sheet.state == SheetState.SUBMITTED
    assert sheet.score == Decimal("71.00")


def test_a_missing_mark_is_named(campaign, marking, member):
    play.declare(marking, member)
    given = play.marks(campaign)
    given.popitem()

    with pytest.raises(DomainError, match="Adéquation au lieu"):
        services.submit_marks(marking, marks=given, by=member)

    assert not MarkSheet.objects.system().exists()


def test_submitted_marks_do_not_change(campaign, marking, member):
    play.mark(marking, member)

    with pytest.raises(DomainError, match="ne changent plus"):
        services.save_mark(marking, play.criteria(campaign)[0], value=5, by=member)


@pytest.mark.parametrize("value", [-1, 6])
def test_a_note_outside_the_scale_is_refused(campaign, marking, member, value):
    play.declare(marking, member)

    with pytest.raises(DomainError, match="entre 0 et 5"):
        services.save_mark(marking, play.criteria(campaign)[0], value=value, by=member)


def test_marks_wait_for_the_deadline(campaign, file, member):
    play.declare(file, member)

    with pytest.raises(DomainError, match=r"après la clôture des candidatures, le 15.décembre.2011"):
        services.save_mark(file, play.criteria(campaign)[0], value=3, by=member)


def test_marks_open_at_midnight_after_the_deadline(campaign, file, member, freeze):
    play.declare(file, member)
    freeze("2011-12-16 00:00")

    services.save_mark(file, play.criteria(campaign)[0], value=3, by=member)

    assert Mark.objects.system().get().value == 3


def test_a_link_is_declared_before(campaign, marking, member):
    with pytest.raises(DomainError, match="Déclarez d’abord"):
        services.save_mark(marking, play.criteria(campaign)[0], value=3, by=member)


def test_a_linked_member_neither_reads_nor_marks(campaign, marking, member):
    play.declare(marking, member, Link.MEMBER)

    with pytest.raises(DomainError, match="déport"):
        services.save_mark(marking, play.criteria(campaign)[0], value=3, by=member)
    with pytest.raises(DomainError, match="déport"):
        services.open_file(play.fresh(marking, member), by=member)


def test_a_declared_link_is_not_taken_back(marking, member):
    play.declare(marking, member, Link.FAMILY)

    with pytest.raises(DomainError, match="ne se reprend pas"):
        play.declare(marking, member, Link.NONE)


def test_an_instructor_does_not_mark(campaign, marking, instructor):
    play.declare(marking, instructor)

    with pytest.raises(DomainError, match="Seuls les membres du comité"):
        services.save_mark(marking, play.criteria(campaign)[0], value=3, by=instructor)


def test_individual_first(campaign, marking, president, member):
    play.mark(marking, president)
    play.declare(marking, member)

    assert not MarkSheet.objects.visible_to(member).exists()
    assert not Mark.objects.visible_to(member).exists()

    play.mark(marking, member, (3, 3, 3, 3, 3))

    assert MarkSheet.objects.visible_to(member).count() == 2
    assert Mark.objects.visible_to(member).count() == 10


def test_a_draft_is_seen_by_its_member_only(campaign, marking, president, member):
    play.mark(marking, president)
    play.declare(marking, member)
    services.save_mark(marking, play.criteria(campaign)[0], value=3, by=member)

    assert MarkSheet.objects.visible_to(member).get().seat == member
    assert MarkSheet.objects.visible_to(president).get().seat == president


def test_one_opened_file_does_not_open_another(campaign, marking, president, member, freeze):
    freeze(play.OPEN_DAY)
    other = play.received(campaign)
    freeze(play.MARKING_DAY)
    play.mark(marking, president)
    play.mark(other, president)
    play.mark(marking, member)

    assert not MarkSheet.objects.visible_to(member).filter(file=other).exists()


def test_the_instructor_reads_no_marks(marking, president, instructor):
    play.mark(marking, president)

    assert not MarkSheet.objects.visible_to(instructor).exists()
    assert not Mark.objects.visible_to(instructor).exists()


def test_a_withdrawn_member_reads_no_marks(marking, president, member):
    play.mark(marking, president)
    play.declare(marking, member, Link.OTHER)

    assert not MarkSheet.objects.visible_to(member).exists()


def test_the_mean_of_seven_members_is_over_six_when_one_withdraws(campaign, marking):
    seats = play.make_committee(campaign, 7)
    play.declare(marking, seats[6], Link.COMPETITOR)
    for seat in seats[:5]:
        play.mark(marking, seat)
    play.mark(marking, seats[5], (5, 5, 5, 5, 5))

    standing = scores.standings(MarkSheet.objects.visible_to(seats[0]).counted())[marking.pk]

    assert standing.count == 6
    assert standing.mean == Decimal("75.8")  # (5 × 71 + 100) / 6
    assert standing.dispersion == Decimal("10.8")
    assert (standing.lowest, standing.highest) == (Decimal("71.0"), Decimal("100.0"))


def test_a_link_learned_after_marking_takes_the_note_out_of_the_mean(campaign, marking, president, member):
    play.mark(marking, president)
    play.mark(marking, member, (0, 0, 0, 0, 0))
    play.declare(marking, member, Link.FAMILY)

    standing = scores.standings(MarkSheet.objects.visible_to(president).counted())[marking.pk]

    assert (standing.mean, standing.count) == (Decimal("71.0"), 1)
    assert not MarkSheet.objects.visible_to(member).exists()


LINES = [{"pk": None, "label": "Utilité", "weight": 60}, {"pk": None, "label": "Viabilité", "weight": 40}]


def test_the_default_grid_is_that_of_b6(campaign):
    grid = services.ensure_grid(campaign)
    lines = [(c.weight, c.get_kind_display()) for c in Criterion.objects.system().filter(grid=grid).live()]

    assert lines == [
        (0, CriterionKind.CHARTER.label),
        (30, "noté"),
        (25, "noté"),
        (20, "noté"),
        (15, "noté"),
        (10, "noté"),
    ]
    assert grid.scale == 5


def test_the_grid_changes_before_the_first_mark(campaign, president):
    with passing_as(president):
        services.edit_grid(campaign, scale=10, criteria=LINES, by=president)

    assert [c.weight for c in play.criteria(campaign)] == [60, 40]
    assert Grid.objects.system().get().scale == 10


def test_weights_make_a_hundred(campaign, president):
    with pytest.raises(DomainError, match="ils font 60"):
        services.edit_grid(campaign, scale=5, criteria=LINES[:1], by=president)


def test_a_minimal_mark_is_on_the_scale(campaign, president):
    lines = [LINES[0] | {"minimum": 6}, LINES[1]]

    with pytest.raises(DomainError, match="note maximale, 5, pour\u00a0: Utilité"):
        services.edit_grid(campaign, scale=5, criteria=lines, by=president)

    assert services.edit_grid(campaign, scale=6, criteria=lines, by=president).criteria.get(minimum=6).weight == 60


def test_a_criterion_is_not_named_twice(campaign, president):
    first = play.criteria(campaign)[0]

    with pytest.raises(DomainError, match="écrit deux fois"):
        services.edit_grid(campaign, scale=5, criteria=[{**line, "pk": first.pk} for line in LINES], by=president)


def test_a_grid_change_after_the_first_mark_is_refused(campaign, marking, president, member):
    play.declare(marking, member)
    services.save_mark(marking, play.criteria(campaign)[0], value=0, by=member)

    with pytest.raises(DomainError, match="figée depuis la première note"):
        services.edit_grid(campaign, scale=5, criteria=LINES, by=president)


def test_a_comment_alone_does_not_freeze_the_grid(campaign, marking, president, member):
    play.declare(marking, member)
    services.save_mark(marking, play.criteria(campaign)[0], comment="À relire.", by=member)

    services.edit_grid(campaign, scale=5, criteria=LINES, by=president)

    assert len(play.criteria(campaign)) == 2


def test_a_member_does_not_change_the_grid(campaign, member):
    with pytest.raises(DomainError, match="la présidence et l’instructeur"):
        services.edit_grid(campaign, scale=5, criteria=LINES, by=member)


def test_the_first_mark_and_a_grid_change_together(transactional_db, race, freeze):
    from ccr.programme.roles import Role
    from tests.factories.core import make_campaign, make_seat

    freeze(play.OPEN_DAY)
    campaign = make_campaign()
    president, member = make_seat(campaign, Role.COMMITTEE_PRESIDENT), make_seat(campaign, Role.COMMITTEE_MEMBER)
    file = play.received(campaign)
    freeze(play.MARKING_DAY)
    play.declare(file, member)
    first = play.criteria(campaign)[0]

    changed, marked = race(
        lambda: services.edit_grid(campaign, scale=5, criteria=LINES, by=president),
        lambda: services.save_mark(file, first, value=3, by=member),
    )

    refused = [outcome for outcome in (changed, marked) if isinstance(outcome, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], DomainError)
    live = {criterion.pk for criterion in play.criteria(campaign)}
    assert {mark.criterion_id for mark in Mark.objects.system().all()} <= live


def test_a_click_twice_submits_once(transactional_db, race, freeze):
    from ccr.programme.roles import Role
    from tests.factories.core import make_campaign, make_seat

    freeze(play.OPEN_DAY)
    campaign = make_campaign()
    member = make_seat(campaign, Role.COMMITTEE_MEMBER)
    file = play.received(campaign)
    freeze(play.MARKING_DAY)
    play.declare(file, member)
    given = play.marks(campaign)

    outcomes = race(lambda: services.submit_marks(file, marks=given, by=member), times=2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DomainError", "MarkSheet"]


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("mark_sheet_submission_complete", {"state": "submitted"}),
        ("mark_sheet_block_dated", {"state": "blocked"}),
    ],
)
def test_sheet_states_and_dates_agree(marking, member, constraint, values):
    sheet = MarkSheet(file=marking, seat=member, saved_at="2012-01-10T10:00:00Z", **values)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MarkSheet.objects.system().bulk_create([sheet])


def test_a_mark_out_of_any_scale_is_refused_by_the_table(campaign, marking, member):
    play.mark(marking, member)

    with (
        pytest.raises(IntegrityError, match="mark_value_in_scale"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE selection_mark SET value = 11")


def test_a_criterion_without_weight_is_refused_by_the_table(campaign):
    grid = services.ensure_grid(campaign)

    with pytest.raises(IntegrityError, match="criterion_weight_fits_kind"), transaction.atomic():
        Criterion.objects.system().bulk_create([Criterion(grid=grid, label="Sans poids", weight=0)])
