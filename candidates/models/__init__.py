"""The call as a structure sees it.

Tables follow the wall (DESIGN 2.3): ``Application`` says who applies and where it stands, and is all that support reads
with the chosen sites and the outcome; ``Draft`` is the candidate's; ``Version`` is what instruction reads.
"""

from .application import Application, DepositCounter, SiteChoice
from .bookkeeping import Document, Journal, Mail, Receipt
from .bulk import BulkMail, BulkTarget, BulkTo
from .content import (
    CONTACTS,
    STAGES_FROM,
    Answer,
    Branch,
    Contact,
    ContactKind,
    Content,
    Piece,
    Pole,
    SectionKey,
    SiteAnswer,
    SpaceKind,
    Stage,
    YearFigures,
    stage_of,
)
from .draft import Draft, DraftContact, DraftPiece, DraftSection, DraftSite, DraftYear
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
from .paper import PaperFile, PaperReceipt
from .people import HandOver, Withdrawal, WithdrawalReason
from .reception import Came, Channel, Reception, ReceptionOutcome
from .referral import Referral
from .repairs import Repair, RepairKind
from .version import LATEST_FORMAT, Version, VersionContact, VersionPiece, VersionSite, VersionYear

__all__ = [
    "CONTACTS",
    "LATEST_FORMAT",
    "MOST_PEOPLE",
    "STAGES_FROM",
    "Answer",
    "Application",
    "AttendanceSheet",
    "AttendeeKind",
    "Branch",
    "BulkMail",
    "BulkTarget",
    "BulkTo",
    "Came",
    "Channel",
    "Contact",
    "ContactKind",
    "Content",
    "DepositCounter",
    "Document",
    "Draft",
    "DraftContact",
    "DraftPiece",
    "DraftSection",
    "DraftSite",
    "DraftYear",
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
    "PaperFile",
    "PaperReceipt",
    "Piece",
    "Pole",
    "Receipt",
    "Reception",
    "ReceptionOutcome",
    "Referral",
    "Registration",
    "Repair",
    "RepairKind",
    "SectionKey",
    "SiteAnswer",
    "SiteChoice",
    "SpaceKind",
    "Stage",
    "Version",
    "VersionContact",
    "VersionPiece",
    "VersionSite",
    "VersionYear",
    "Withdrawal",
    "WithdrawalReason",
    "Writer",
    "YearFigures",
    "stage_of",
]
