"""What people type in the call."""

from .extensions import ExtensionForm
from .messages import MessageForm, ThreadFilter
from .people import ColleagueForm, HandOverForm, WithdrawalForm
from .sections import SectionForm, section_of

__all__ = [
    "ColleagueForm",
    "ExtensionForm",
    "HandOverForm",
    "MessageForm",
    "SectionForm",
    "ThreadFilter",
    "WithdrawalForm",
    "section_of",
]
