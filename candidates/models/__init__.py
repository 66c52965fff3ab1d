"""The call as a structure sees it.

Tables follow the wall (DESIGN 2.3): ``Application`` says who applies and where it stands, and is all that support reads
with the chosen sites and the outcome; ``Draft`` is the candidate's; ``Version`` is what instruction reads.
"""

from .application import Application, DepositCounter, SiteChoice
from .bookkeeping import Document, Journal, Mail, Receipt
from .content import Content, Piece, PieceKind, SiteAnswer, SpaceKind
from .draft import Draft, DraftPiece, DraftSite
from .extensions import Extension
from .information import (
    MOST_PEOPLE,
    AttendanceSheet,
    AttendeeKind,
    InformationDay,
    InformationDocument,
    Registration,
)
from .messages import Message, MessageFile, MessageReading, Writer
from .outcome import Letter, Outcome, OutcomeAxis
from .people import HandOver, Withdrawal, WithdrawalReason
from .version import Version, VersionPiece, VersionSite

__all__ = [
    "MOST_PEOPLE",
    "Application",
    "AttendanceSheet",
    "AttendeeKind",
    "Content",
    "DepositCounter",
    "Document",
    "Draft",
    "DraftPiece",
    "DraftSite",
    "Extension",
    "HandOver",
    "InformationDay",
    "InformationDocument",
    "Journal",
    "Letter",
    "Mail",
    "Message",
    "MessageFile",
    "MessageReading",
    "Outcome",
    "OutcomeAxis",
    "Piece",
    "PieceKind",
    "Receipt",
    "Registration",
    "SiteAnswer",
    "SiteChoice",
    "SpaceKind",
    "Version",
    "VersionPiece",
    "VersionSite",
    "Withdrawal",
    "WithdrawalReason",
    "Writer",
]
