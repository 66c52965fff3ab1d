"""The tables of mails: one per app, and the digests."""

from django.apps import apps

from .models import OutboxMail, Outgoing


def outgoing_models() -> list[type[Outgoing]]:
    """Every table of mails, sign-in mails included."""
    return [model for model in apps.get_models() if issubclass(model, Outgoing)]


def mail_models() -> list[type[OutboxMail]]:
    """The tables of mails about an object: those that coordination follows."""
    return [model for model in outgoing_models() if issubclass(model, OutboxMail)]
