"""Instruction and committee. Everything here is read by instruction alone, but for the state of a file (DESIGN 2.3)."""

from .bookkeeping import Document, Journal, Mail, Receipt
from .committee import AgendaItem, Attendance, CommitteeSession, ProposedAxis, ProposedDecision, Publication
from .files import File, LinkDeclaration, Opinion, OpinionAxis, Reading
from .marking import Criterion, CriterionKind, Grid, Mark, MarkSheet
from .minutes import Minutes

__all__ = [
    "AgendaItem",
    "Attendance",
    "CommitteeSession",
    "Criterion",
    "CriterionKind",
    "Document",
    "File",
    "Grid",
    "Journal",
    "LinkDeclaration",
    "Mail",
    "Mark",
    "MarkSheet",
    "Minutes",
    "Opinion",
    "OpinionAxis",
    "ProposedAxis",
    "ProposedDecision",
    "Publication",
    "Reading",
    "Receipt",
]
