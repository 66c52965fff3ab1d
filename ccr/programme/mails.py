"""The mail that tells somebody of a role she was given, read in her own pass."""

from django.conf import settings
from django.urls import reverse

from ccr.notifications import outbox
from ccr.programme.seats import APPOINTED


def appointed(seat, mail):
    """Nothing to say once the role was taken back."""
    mandate = next((held for held in seat.active_mandates if held.pk == mail.about_id), None)
    return mandate and {
        "mandate": mandate,
        "action": "Ouvrir l’appel",
        "action_url": settings.CCR_BASE_URL + reverse("ui:home", args=[mail.campaign.slug]),
    }


def register():
    """Declare the kind."""
    outbox.register(
        APPOINTED,
        label="Rôle donné à une personne",
        subject="Vous avez un nouveau rôle dans un appel de la CCR",
        template="programme/mail/appointed",
        context=appointed,
        binding=True,
    )
