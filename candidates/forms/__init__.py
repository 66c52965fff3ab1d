"""What people type in the call."""

from .application import DraftForm
from .messages import MessageForm, ThreadFilter
from .people import ColleagueForm, HandOverForm, WithdrawalForm

__all__ = ["ColleagueForm", "DraftForm", "HandOverForm", "MessageForm", "ThreadFilter", "WithdrawalForm"]
