"""The mails of the programme itself, each read in its recipient's own pass."""

from django.conf import settings
from django.urls import reverse

from ccr import clock
from ccr.notifications import outbox
from ccr.programme.meetings import STEERING_MOVED
from ccr.programme.models import Meeting
from ccr.programme.seats import APPOINTED


def appointed(seat, mail):
    """Nothing to say once the role was taken back."""
    mandate = next((held for held in seat.active_mandates if held.pk == mail.about_id), None)
    return mandate and {
        "mandate": mandate,
        "action": "Ouvrir l’appel",
        "action_url": settings.CCR_BASE_URL + reverse("ui:home", args=[mail.campaign.slug]),
    }


def steering_moved(seat, mail):
    """To a member of the steering committee: where and when it meets now, and why. Nothing once it was held."""
    meeting = Meeting.objects.filter(pk=mail.about_id, starts_at__gt=clock.now()).first()
    return meeting and {
        "meeting": meeting,
        "action": "Ouvrir « À faire »",
        "action_url": settings.CCR_BASE_URL + reverse("ui:home", args=[mail.campaign.slug]),
    }


def register():
    """Declare the kinds."""
    outbox.register(
        APPOINTED,
        label="Rôle donné à une personne",
        subject="Vous avez un nouveau rôle dans un appel de la CCR",
        template="programme/mail/appointed",
        context=appointed,
        binding=True,
    )
    outbox.register(
        STEERING_MOVED,
        label="Comité de pilotage déplacé",
        subject="Le comité de pilotage change de date ou de lieu",
        template="programme/mail/steering_moved",
        context=steering_moved,
        binding=True,
    )
