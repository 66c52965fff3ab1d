"""Why something may not be done in the call. Each function gives None or the French reason."""

from .application import (
    acts_for,
    needs_signature,
    represents,
    why_not_begin,
    why_not_complete,
    why_not_deposit,
    why_not_edit,
    why_not_open,
    why_not_represent,
    why_not_resume,
    why_not_sign,
    why_not_withdraw,
)
from .information import (
    why_not_attend,
    why_not_change_registration,
    why_not_day,
    why_not_give_place,
    why_not_people,
    why_not_register,
    why_not_seats,
    why_not_send_documents,
)
from .messages import taken_back_until, why_not_join, why_not_send, why_not_take_back

__all__ = [
    "acts_for",
    "needs_signature",
    "represents",
    "taken_back_until",
    "why_not_attend",
    "why_not_begin",
    "why_not_change_registration",
    "why_not_complete",
    "why_not_day",
    "why_not_deposit",
    "why_not_edit",
    "why_not_give_place",
    "why_not_join",
    "why_not_open",
    "why_not_people",
    "why_not_register",
    "why_not_represent",
    "why_not_resume",
    "why_not_seats",
    "why_not_send",
    "why_not_send_documents",
    "why_not_sign",
    "why_not_take_back",
    "why_not_withdraw",
]
