"""The verbs of instruction: each locks, checks, changes and journals in one transaction."""

from .deciding import (
    add_observer,
    prepare_session,
    propose_decision,
    publish_decisions,
    record_attendance,
    set_agenda,
)
from .examining import (
    check_completeness,
    declare_link,
    declare_links,
    ensure_files,
    give_opinion,
    open_file,
    read_deliberation,
    save_opinion,
    withdraw_file,
)
from .marking import block_marks, edit_grid, ensure_grid, grid_stamp, save_mark, save_sheet, submit_marks
from .minutes import close_minutes, save_minutes

__all__ = [
    "add_observer",
    "block_marks",
    "check_completeness",
    "close_minutes",
    "declare_link",
    "declare_links",
    "edit_grid",
    "ensure_files",
    "ensure_grid",
    "give_opinion",
    "grid_stamp",
    "open_file",
    "prepare_session",
    "propose_decision",
    "publish_decisions",
    "read_deliberation",
    "record_attendance",
    "save_mark",
    "save_minutes",
    "save_opinion",
    "save_sheet",
    "set_agenda",
    "submit_marks",
    "withdraw_file",
]
