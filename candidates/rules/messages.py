"""Why a message may not be sent, joined or taken back. Each function gives None or the French reason."""

import datetime

from candidates.states import MessageState
from ccr import clock

TAKE_BACK = datetime.timedelta(minutes=5)
"""How long an author may take a message back; the mail notice waits as long."""
FILES_MAX = 5


def taken_back_until(message) -> datetime.datetime:
    """The first instant at which it is too late to take it back."""
    return message.written_at + TAKE_BACK


def why_not_send(draft) -> str | None:
    """None when the draft says something."""
    if draft.text.strip() or draft.files.filter(retired_at__isnull=True).exists():
        return None
    return "Écrivez votre message, ou joignez un fichier, avant d’envoyer."


def why_not_join(draft) -> str | None:
    """None while the draft takes one more file."""
    if draft.files.filter(retired_at__isnull=True).count() < FILES_MAX:
        return None
    return f"Un message porte {FILES_MAX} fichiers au plus. Envoyez celui-ci dans un second message."


def why_not_take_back(seat, message) -> str | None:
    """None when its author may still take it back."""
    if message.author_id != seat.person_id:
        return "Seule la personne qui a écrit ce message peut le reprendre."
    if message.state == MessageState.TAKEN_BACK:
        return "Ce message est déjà repris."
    if clock.now() >= taken_back_until(message):
        return "Les cinq minutes sont passées : ce message ne se reprend plus. Écrivez-en un autre pour le corriger."
    return None
