"""The verbs of the DLA: each locks, checks, changes, journals and queues mails in one transaction."""

from .adopting import adopt_lines, withdraw_lines
from .days import PoolExhausted, allocate_days, mark_days_done, open_pool, release_days
from .enrolling import enrol, promote, withdraw_enrolment
from .plans import write_plan
from .sessions import change_session, close_session, confirm_session, count_again, plan_session
from .sheets import return_sheet, save_sheet, save_theme, submit_sheet, validate_sheet

__all__ = [
    "PoolExhausted",
    "adopt_lines",
    "allocate_days",
    "change_session",
    "close_session",
    "confirm_session",
    "count_again",
    "enrol",
    "mark_days_done",
    "open_pool",
    "plan_session",
    "promote",
    "release_days",
    "return_sheet",
    "save_sheet",
    "save_theme",
    "submit_sheet",
    "validate_sheet",
    "withdraw_enrolment",
    "withdraw_lines",
    "write_plan",
]
