"""What people type in the call."""

from .application import DraftForm
from .extensions import ExtensionForm
from .messages import MessageForm, ThreadFilter
from .people import ColleagueForm, HandOverForm, WithdrawalForm

__all__ = [
    "ColleagueForm",
    "DraftForm",
    "ExtensionForm",
    "HandOverForm",
    "MessageForm",
    "ThreadFilter",
    "WithdrawalForm",
]
