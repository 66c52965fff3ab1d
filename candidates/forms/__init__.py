"""What people type in the call."""

from .application import DraftForm
from .messages import MessageForm, ThreadFilter

__all__ = ["DraftForm", "MessageForm", "ThreadFilter"]
