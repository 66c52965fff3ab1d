"""Individual days: the pool is a row with its own counter, locked before anything is given."""

from django.db import transaction

from ccr import clock, journal
from ccr.once import already_made, key_about
from ccr.programme import seats
from ccr.ui import french
from ccr.wall.errors import DomainError, refuse
from dla import rules
from dla.models import Allocation, DayPool
from dla.services.sessions import tell
from dla.states import ALLOCATION, AllocationState


class PoolExhausted(DomainError):
    """The pool cannot cover what is asked."""

    def __init__(self, left: int, asked: int):
        self.left, self.asked = left, asked
        remaining = french.days_from_half_days(left) if left else "aucun jour"
        super().__init__(
            f"La réserve ne suffit pas : vous demandez {french.days_from_half_days(asked)}, il reste {remaining}."
        )


def open_pool(campaign) -> DayPool:
    """The campaign's pool, made at the campaign's number of half days when it is first needed."""
    pool, _ = DayPool.objects.system().get_or_create(
        campaign=campaign, defaults={"half_days_total": campaign.pool_half_days}
    )
    return pool


def _locked_pool(pool) -> DayPool:
    """The pool's row, locked, its total following the campaign's parameter."""
    pool = DayPool.objects.system().select_for_update(of=("self",)).select_related("campaign").get(pk=pool.pk)
    if pool.half_days_total != pool.total_today:
        pool.half_days_total = pool.total_today
        pool.save(update_fields=["half_days_total"])
    return pool


@transaction.atomic
def allocate_days(application, half_days: int, *, reason: str, by, key=None) -> Allocation:
    """Give individual days to a structure, by need.

    half_days: number of half days (1 = 0,5 day), > 0. reason: why, required (A081). key: of the form it comes from.
    Raises PoolExhausted (French sentence with what is left), DomainError. Source: A080, C28.
    """
    pool, by = _locked_pool(open_pool(application.campaign)), seats.acting(by)
    refuse(rules.why_not_officer(by) or rules.why_not_resident(application))
    if half_days < 1:
        raise DomainError("On attribue au moins une demi-journée.")
    if not reason.strip():
        raise DomainError("Écrivez le motif : les jours individuels se donnent selon le besoin.")
    key = key_about(key, pool, application)
    if made := already_made(Allocation.objects.system().filter(pool=pool, application=application), key):
        return made
    if half_days > pool.half_days_left:
        raise PoolExhausted(left=pool.half_days_left, asked=half_days)
    pool.half_days_taken += half_days
    pool.save(update_fields=["half_days_taken"])
    allocation = Allocation.objects.system().create(
        pool=pool,
        application=application,
        half_days=half_days,
        reason=reason.strip(),
        allocated_at=clock.now(),
        form_key=key,
    )
    journal.record(by, "days_allocated", allocation, campaign=pool.campaign, half_days=half_days)
    tell(application, "dla.days_allocated", allocation)
    return allocation


@transaction.atomic
def mark_days_done(allocation, *, by) -> Allocation:
    """The days were done."""
    pool, by = _locked_pool(allocation.pool), seats.acting(by)
    refuse(rules.why_not_officer(by))
    allocation = Allocation.objects.system().select_for_update(of=("self",)).get(pk=allocation.pk)
    ALLOCATION.move(allocation, AllocationState.DONE, done_at=clock.now())
    journal.record(by, "days_done", allocation, campaign=pool.campaign, half_days=allocation.half_days)
    return allocation


@transaction.atomic
def release_days(allocation, *, by=None) -> Allocation:
    """Days that will not be done go back to the pool. by: None when the application was withdrawn."""
    pool = _locked_pool(allocation.pool)
    if by is not None:
        by = seats.acting(by)
        refuse(rules.why_not_officer(by))
    allocation = Allocation.objects.system().select_for_update(of=("self",)).get(pk=allocation.pk)
    ALLOCATION.move(allocation, AllocationState.RELEASED, released_at=clock.now())
    pool.half_days_taken -= allocation.half_days
    pool.save(update_fields=["half_days_taken"])
    journal.record(by, "days_released", allocation, campaign=pool.campaign, half_days=allocation.half_days)
    return allocation
