"""The life of a call: taken over from another, open, closed; its axes."""

from ccr import clock, registry
from ccr.programme.models import (
    Campaign,
    CampaignState,
)
from ccr.programme.roles import (
    Role,
)
from ccr.ui import french
from ccr.wall.sides import Side


def why_not_agenda_link(campaign) -> str | None:
    """A call in preparation has no address that a calendar program, which does not sign in, could read."""
    if campaign.is_public:
        return None
    return "L’appel n’est pas encore publié : un agenda ne peut pas le suivre. Créez votre lien dès sa publication."


def why_not_closed(campaign, role=None) -> str | None:
    """A closed call takes no new seat, date or request; support goes on, and its coordination may be handed over."""
    if campaign.state != CampaignState.CLOSED or role == Role.COORDINATOR:
        return None
    return (
        f"{campaign.title} est clos : tout y reste lisible, et le suivi des structures continue. Mais aucun siège, "
        "aucune fonction, aucune session et aucune demande de diagnostic ne s’y ajoute plus, et ses dates, ses "
        "réunions et ses sites ne changent plus. Seule sa coordination peut changer de mains."
    )


def why_not_take_over(base: Campaign, own) -> str | None:
    """A new call takes over from one that its creator coordinates. own: her calls."""
    if base in own:
        return None
    return (
        f"Vous ne coordonnez pas {base.title} : reprenez un appel que vous coordonnez, ou partez des réglages "
        "habituels."
    )


def why_not_close(campaign) -> str | None:
    """None when the call may be closed: public, its sessions and meetings over, nothing left waiting in the apps."""
    if campaign.state == CampaignState.DRAFT:
        return "Cet appel n’est pas publié : il n’y a rien à clore."
    if campaign.state == CampaignState.CLOSED:
        return "Cet appel est déjà clos."
    if clock.today() <= campaign.sessions_until:
        return (
            f"Les sessions DLA durent jusqu’au {french.long_date(campaign.sessions_until)} : l’appel se clôt ensuite."
        )
    meeting = campaign.meetings.filter(starts_at__gt=clock.now()).order_by("starts_at").first()
    if meeting is not None:
        return (
            f"Une réunion est encore au calendrier, le {french.long_date(meeting.starts_at)} : l’appel se clôt ensuite."
        )
    waiting = [
        reason for provider in registry.providers("closing", {Side.COORDINATION}) for reason in provider(campaign)
    ]
    return " ".join(waiting) or None


SETTLED_AXES = frozenset({1, 2})
"""Those that the programme has settled (A003): they stay open."""


def why_not_switch(axis) -> str | None:
    """None when an axis may be opened or closed (A003)."""
    if axis.is_open and axis.number in SETTLED_AXES:
        return f"L’axe {axis.number} est fixé par le programme : il reste ouvert."
    return None
