"""The sides people stand on, and the lanes those sides belong to.

A side says what a request may touch; a lane says which sides one person may combine in one campaign (A004, DESIGN 2.1).
"""

from django.db import models


class Side(models.TextChoices):
    """Where a request, a task or a command stands."""

    # Sides of a seat.
    CANDIDATE = "candidate", "structure candidate"
    DIAGNOSIS = "diagnosis", "diagnostic RAMSESS"
    DLA = "dla", "DLA"
    CONSULTANT = "consultant", "consultants DLA"
    FINANCE = "finance", "financeurs solidaires"
    COORDINATION = "coordination", "coordination Regain"
    INSTRUCTION = "instruction", "instruction et comité"
    PILOT = "pilot", "pilotage"
    # A flag of the account, outside any campaign.
    ADMIN = "admin", "administration des comptes"
    # Sides without a seat.
    ANONYMOUS = "anonymous", "visiteur"
    THRESHOLD = "threshold", "seuil (connexion)"
    NEWCOMER = "newcomer", "personne connectée sans siège"
    LINK = "link", "lien secret"
    MACHINE = "machine", "tâches de fond"
    AUDIT = "audit", "audit du mur"


class Lane(models.TextChoices):
    """A person sits in one lane per campaign."""

    SUPPORT = "support", "appui"
    CANDIDATE = "candidate", "structure candidate"
    COORDINATION = "coordination", "coordination"
    INSTRUCTION = "instruction", "instruction"
    PILOT = "pilot", "pilotage"


SUPPORT = frozenset({Side.DIAGNOSIS, Side.DLA, Side.CONSULTANT, Side.FINANCE})
"""The sides of the support lane (*appui*)."""

LANE_OF = {
    **dict.fromkeys(SUPPORT, Lane.SUPPORT),
    Side.CANDIDATE: Lane.CANDIDATE,
    Side.COORDINATION: Lane.COORDINATION,
    Side.INSTRUCTION: Lane.INSTRUCTION,
    Side.PILOT: Lane.PILOT,
}

SEATED = frozenset(LANE_OF)
"""The sides a seat can give."""

EVERYONE = frozenset(Side)
SIGNED_IN = SEATED | {Side.ADMIN, Side.THRESHOLD, Side.NEWCOMER, Side.LINK, Side.MACHINE, Side.AUDIT}
"""Every side but the anonymous visitor: the doors of people and organisations."""


def label(side) -> str:
    """The side's French name, as the audience sentences and refusals write it."""
    return Side(side).label
