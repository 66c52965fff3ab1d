"""Pages of the directory: the way in, an organisation's own page, the coordination's directory and its files."""

from .contacts import (
    contact_add,
    contact_edit,
    contact_link,
    contact_withdraw,
    own_contact,
    own_contact_withdraw,
    record_contact_add,
    record_contact_edit,
    record_contact_withdraw,
)
from .imports import import_confirm, import_detail, import_model, imports
from .merging import merge, merge_into
from .organisations import (
    add,
    answer,
    answer_escalated,
    change,
    choose,
    create,
    directory,
    edit,
    end_membership,
    join,
    members,
    requests,
)

__all__ = [
    "add",
    "answer",
    "answer_escalated",
    "change",
    "choose",
    "contact_add",
    "contact_edit",
    "contact_link",
    "contact_withdraw",
    "create",
    "directory",
    "edit",
    "end_membership",
    "import_confirm",
    "import_detail",
    "import_model",
    "imports",
    "join",
    "members",
    "merge",
    "merge_into",
    "own_contact",
    "own_contact_withdraw",
    "record_contact_add",
    "record_contact_edit",
    "record_contact_withdraw",
    "requests",
]
