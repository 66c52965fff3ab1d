"""The programme: its calls, who sits where, and the neutral facts that cross the wall."""

from .agenda import AgendaLink
from .bookkeeping import (
    Event,
    EventKind,
    Figure,
    Journal,
    Mail,
    Receipt,
)
from .calls import (
    RESERVED_ADDRESSES,
    TOO_FAR,
    AskedOf,
    Axis,
    Campaign,
    CampaignPiece,
    CampaignState,
    PieceExample,
)
from .changes import CalendarChange
from .meetings import Meeting, MeetingChange, MeetingKind
from .seats import (
    Engagement,
    FirstOpening,
    Mandate,
    Seat,
    SeatState,
)
from .sites import CampaignSite, Site, SiteStatus

__all__ = [
    "RESERVED_ADDRESSES",
    "TOO_FAR",
    "AgendaLink",
    "AskedOf",
    "Axis",
    "CalendarChange",
    "Campaign",
    "CampaignPiece",
    "CampaignSite",
    "CampaignState",
    "Engagement",
    "Event",
    "EventKind",
    "Figure",
    "FirstOpening",
    "Journal",
    "Mail",
    "Mandate",
    "Meeting",
    "MeetingChange",
    "MeetingKind",
    "PieceExample",
    "Receipt",
    "Seat",
    "SeatState",
    "Site",
    "SiteStatus",
]
