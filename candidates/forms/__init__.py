"""What people type in the call."""

from .application import DraftForm

__all__ = ["DraftForm"]
