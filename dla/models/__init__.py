"""Tables of the DLA. None is read or written by instruction."""

from .bookkeeping import Document, Journal, Mail, Receipt
from .days import Allocation, DayPool
from .needs import Format, NeedsSheet, NeedsTheme, Priority, Theme
from .plans import DevelopmentPlan, PlanTheme
from .sessions import Enrolment, Module, RestsOn, Session, SessionDay, Trigger

__all__ = [
    "Allocation",
    "DayPool",
    "DevelopmentPlan",
    "Document",
    "Enrolment",
    "Format",
    "Journal",
    "Mail",
    "Module",
    "NeedsSheet",
    "NeedsTheme",
    "PlanTheme",
    "Priority",
    "Receipt",
    "RestsOn",
    "Session",
    "SessionDay",
    "Theme",
    "Trigger",
]
