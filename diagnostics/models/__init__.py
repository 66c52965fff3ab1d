"""Diagnostics, split along the wall (DESIGN 2.3).

``status``: where a diagnostic is, which the structure, the diagnosis side and the coordination read. ``template``: the
shared template. ``content``: what is said (answers, note, restitution, contacts). ``passing``: to whom it is passed on.
``bookkeeping``: journal, mails, documents, receipts. Instruction has no door here.
"""

from .bookkeeping import Document, Journal, Mail, Reading, Receipt
from .content import Answer, ContactEntry, Note, NoteLine, Recommendation, Remark, Restitution
from .passing import Adoption, Transfer
from .status import Capacity, Diagnostic, FilRouge, Intake
from .template import Question, Section, Template

__all__ = [
    "Adoption",
    "Answer",
    "Capacity",
    "ContactEntry",
    "Diagnostic",
    "Document",
    "FilRouge",
    "Intake",
    "Journal",
    "Mail",
    "Note",
    "NoteLine",
    "Question",
    "Reading",
    "Receipt",
    "Recommendation",
    "Remark",
    "Restitution",
    "Section",
    "Template",
    "Transfer",
]
