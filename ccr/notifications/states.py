"""The life of a mail."""

from django.db import models

from ccr.workflow import Lifecycle


class NotYet(Exception):
    """A mail cannot say yet whether there is anything to say: it waits a little longer, and nothing failed."""


class MailPace(models.TextChoices):
    """How a person wants the mails that do not bind. Those that do leave at once, whatever she chose."""

    EACH = "each", "Chacun aussitôt"
    DAILY = "daily", "Un récapitulatif par jour, à 8 heures"
    BINDING = "binding", "Seulement ceux qui engagent"


class MailState(models.TextChoices):
    """Where a mail is. What is between ``handing`` and ``sent`` may have left: it is never sent again alone."""

    WAITING = "waiting", "en attente"
    HELD = "held", "pour le récapitulatif"
    CLAIMED = "claimed", "en préparation"
    HANDING = "handing", "en cours de remise"
    SENT = "sent", "parti"
    RETURNED = "returned", "revenu"
    FAILED = "failed", "échec"
    UNCERTAIN = "uncertain", "à vérifier"
    VOID = "void", "sans objet"
    UNWANTED = "unwanted", "non souhaité"


MAIL = Lifecycle(
    states=MailState,
    moves={
        MailState.WAITING: {MailState.CLAIMED},
        # With its digest; on its own when it came too late for it, or could not be rendered in it.
        MailState.HELD: {MailState.SENT, MailState.VOID, MailState.WAITING},
        # Back to waiting: rendering failed, the server did not answer, or the worker died.
        MailState.CLAIMED: {MailState.WAITING, MailState.HANDING, MailState.VOID, MailState.FAILED},
        MailState.HANDING: {MailState.SENT, MailState.WAITING, MailState.FAILED, MailState.UNCERTAIN},
        # What it is about is there again (``outbox.queue(…, again=True)``).
        MailState.VOID: {MailState.WAITING, MailState.HELD, MailState.UNWANTED},
        # Only by a person's click. Once it came back, what a digest told waits with it again.
        MailState.SENT: {MailState.RETURNED, MailState.HELD},
        MailState.RETURNED: {MailState.WAITING},
        MailState.FAILED: {MailState.WAITING},
        MailState.UNCERTAIN: {MailState.WAITING, MailState.SENT},
    },
    tones={
        MailState.SENT: "ok",
        MailState.RETURNED: "bad",
        MailState.FAILED: "bad",
        MailState.UNCERTAIN: "warn",
    },
)

LEASED = (MailState.CLAIMED, MailState.HANDING)
"""The states in which a worker holds the mail."""

LEFT = (MailState.SENT, MailState.RETURNED)
"""The states of what left the platform, at a known moment."""

TO_CHECK = (MailState.FAILED, MailState.RETURNED, MailState.UNCERTAIN)
"""The states in which a person has to look."""

CAME_BACK = "Returned"
"""The error of a mail that its recipient's post returned later: a wrong address, or a full box."""
