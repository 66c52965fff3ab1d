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
from .means import MOST_EUROS, UNSURE, ComplementaryMeans, MeansState
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
    "MOST_EUROS",
    "RESERVED_ADDRESSES",
    "TOO_FAR",
    "UNSURE",
    "AgendaLink",
    "AskedOf",
    "Axis",
    "CalendarChange",
    "Campaign",
    "CampaignPiece",
    "CampaignSite",
    "CampaignState",
    "ComplementaryMeans",
    "Engagement",
    "Event",
    "EventKind",
    "Figure",
    "FirstOpening",
    "Journal",
    "Mail",
    "Mandate",
    "MeansState",
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
