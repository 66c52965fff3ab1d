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

__all__ = [
    "acts_for",
    "needs_signature",
    "represents",
    "why_not_begin",
    "why_not_complete",
    "why_not_deposit",
    "why_not_edit",
    "why_not_open",
    "why_not_represent",
    "why_not_resume",
    "why_not_sign",
    "why_not_withdraw",
]
