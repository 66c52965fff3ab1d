"""The pool of thirty days, never over (D8), and the needs sheet."""

import pytest
from django.db import IntegrityError, transaction

from candidates.states import OutcomeValue
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from dla import services
from dla.models import Allocation, DayPool, NeedsSheet, NeedsTheme, Theme
from dla.services import PoolExhausted
from dla.states import AllocationState, SheetState
from tests.factories import candidates
from tests.factories import dla as make
from tests.factories.core import make_campaign, make_seat
from tests.sql import update_by_sql

pytestmark = pytest.mark.django_db


def give(officer, application, half_days, reason="Remise à plat du budget"):
    return make.act(officer, services.allocate_days, application, half_days, reason=reason)


def test_d8_thirty_days_and_not_a_half_day_more(officer, application):
    give(officer, application, 59)
    with pytest.raises(PoolExhausted, match=r"il reste 0,5\sjour"):
        give(officer, application, 2)
    give(officer, application, 1)
    with pytest.raises(PoolExhausted, match="il reste aucun jour"):
        give(officer, application, 1)
    assert DayPool.objects.system().get().half_days_left == 0


def test_d8_days_handed_back_are_given_again(officer, application, campaign, president):
    allocation = give(officer, application, 60)
    make.act(officer, services.release_days, allocation)
    assert give(officer, make.selected(campaign, president), 60).half_days == 60


def test_days_done_are_not_handed_back(officer, application):
    allocation = give(officer, application, 2)
    make.act(officer, services.mark_days_done, allocation)
    with pytest.raises(DomainError, match="réalisés"):
        make.act(officer, services.release_days, allocation)
    assert DayPool.objects.system().get().half_days_taken == 2


def test_days_need_a_reason(officer, application):
    with pytest.raises(DomainError, match="motif"):
        give(officer, application, 2, reason="  ")


def test_days_are_for_the_selected(officer, campaign, president):
    refused = make.selected(campaign, president, value=OutcomeValue.REFUSED)
    with pytest.raises(DomainError, match="n’est pas retenue"):
        give(officer, refused, 2)


@pytest.mark.parametrize(
    ("name", "model", "change"),
    [
        ("day_pool_never_over", DayPool, {"half_days_taken": 61}),
        ("allocation_some_half_days", Allocation, {"half_days": 0}),
        ("allocation_dates_agree", Allocation, {"state": AllocationState.DONE}),
    ],
)
def test_constraints_of_days(officer, application, name, model, change):
    give(officer, application, 2)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        update_by_sql(model.objects.system(), **change)


def test_two_people_cannot_take_the_last_half_day(race, transactional_db):
    campaign = make_campaign()
    officer, president = make.officer(campaign), make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    application = make.selected(campaign, president)
    give(officer, application, 59)
    outcomes = race(lambda: give(officer, application, 1), times=2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Allocation", "PoolExhausted"]


# The needs sheet


def test_a_sheet_is_sent_once_every_theme_has_its_priority(application):
    seat = candidates.representative(application)
    with pytest.raises(DomainError, match=r"chaque thème.*« Organisation de la production », « Stratégie marketing »"):
        make.act(seat, services.submit_sheet, application)
    for theme in Theme:
        make.act(seat, services.save_theme, application, theme, {"priority": "none"})
    assert make.act(seat, services.submit_sheet, application).state == SheetState.SUBMITTED


def test_an_urgent_theme_says_what_is_needed(application):
    seat = candidates.representative(application)
    for theme in Theme:
        make.act(seat, services.save_theme, application, theme, {"priority": "urgent"})
    with pytest.raises(DomainError, match="Précisez votre besoin"):
        make.act(seat, services.submit_sheet, application)


def test_a_sent_sheet_does_not_change_until_it_comes_back(application, officer):
    sheet = make.submitted(application)
    seat = candidates.representative(application)
    with pytest.raises(DomainError, match="ne se modifie plus"):
        make.act(seat, services.save_theme, application, Theme.OTHER, {"words": "x"})
    make.act(officer, services.return_sheet, sheet)
    assert make.act(seat, services.save_theme, application, Theme.OTHER, {"words": "x"}).words == "x"


def test_another_structure_cannot_write(application, campaign, president):
    other = candidates.representative(make.selected(campaign, president))
    with pytest.raises(DomainError, match="de la structure"):
        make.act(other, services.save_theme, application, Theme.OTHER, {"words": "x"})


def test_the_officer_reads_a_sheet_only_once_sent(application, officer):
    make.fill_sheet(application)
    assert not NeedsTheme.objects.visible_to(officer).exists()
    make.act(candidates.representative(application), services.submit_sheet, application)
    assert NeedsTheme.objects.visible_to(officer).count() == 5


def test_sheet_dates_agree_with_its_state(application):
    make.submitted(application)
    with pytest.raises(IntegrityError, match="needs_sheet_dates_agree"), transaction.atomic():
        NeedsSheet.objects.system().update(state=SheetState.VALIDATED)


# The pool follows the campaign's parameter


def resize(campaign, half_days):
    campaign.pool_half_days = half_days
    campaign.save(update_fields=["pool_half_days"])


def test_the_pool_follows_the_campaigns_number(officer, application, campaign, sign_in, url):
    give(officer, application, 60)
    resize(campaign, 64)
    page = sign_in(officer.person).get(url("pool")).content.decode().replace("\xa0", " ")
    assert "Il reste 2 jours à attribuer" in page

    give(officer, make.reread(application), 4)

    pool = DayPool.objects.system().get()
    assert (pool.half_days_total, pool.half_days_taken) == (64, 64)


def test_the_pool_never_falls_under_what_is_given(officer, application, campaign):
    allocation = give(officer, application, 40)
    resize(campaign, 20)

    with pytest.raises(PoolExhausted, match="il reste aucun jour"):
        give(officer, make.reread(application), 1)
    make.act(officer, services.release_days, allocation)
    assert give(officer, make.reread(application), 20).half_days == 20
    assert DayPool.objects.system().get().half_days_total == 20


@pytest.mark.parametrize(("half_days", "said"), [(1, "attribué"), (3, "attribué"), (4, "attribués")])
def test_a_badge_of_days_agrees_with_their_number(half_days, said):
    assert Allocation(half_days=half_days, state=AllocationState.ALLOCATED).badge.label == said
