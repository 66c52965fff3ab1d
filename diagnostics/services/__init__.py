"""The verbs of diagnostics. Each locks, checks, changes, journals and queues mails in one transaction (DESIGN 3)."""

from .adoptions import adopt_lines, withdraw_adoption
from .fil_rouge import add_contact, agree_duration, ask_to_stop, close_fil_rouge
from .requests import (
    ask_diagnostic,
    assign,
    cancel,
    confirm,
    decline,
    hand_over,
    postpone,
    serve_waiting_list,
    set_capacity,
)
from .transfers import record_note_reading, renew_transfer, transfer_note, withdraw_transfer
from .work import (
    plan_restitution,
    record_restitution,
    return_note,
    save_answer,
    save_answers,
    share_note,
    start,
    validate_note,
    write_note,
)

__all__ = [
    "add_contact",
    "adopt_lines",
    "agree_duration",
    "ask_diagnostic",
    "ask_to_stop",
    "assign",
    "cancel",
    "close_fil_rouge",
    "confirm",
    "decline",
    "hand_over",
    "plan_restitution",
    "postpone",
    "record_note_reading",
    "record_restitution",
    "renew_transfer",
    "return_note",
    "save_answer",
    "save_answers",
    "serve_waiting_list",
    "set_capacity",
    "share_note",
    "start",
    "transfer_note",
    "validate_note",
    "withdraw_adoption",
    "withdraw_transfer",
    "write_note",
]
