"""The verbs of the call. Each locks, checks, changes, journals and queues mails in one transaction."""

from .application import (
    add_piece,
    application_of,
    begin_application,
    begun_by_colleagues,
    deposit,
    is_represented,
    people_of,
    resume,
    retire_piece,
    sign_charter,
    why_not_begin,
    withdraw,
    write_draft,
)

__all__ = [
    "add_piece",
    "application_of",
    "begin_application",
    "begun_by_colleagues",
    "deposit",
    "is_represented",
    "people_of",
    "resume",
    "retire_piece",
    "sign_charter",
    "why_not_begin",
    "withdraw",
    "write_draft",
]
