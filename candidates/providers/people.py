"""What the hand-over of a structure offers to « À faire »."""

from django.urls import reverse

from candidates.models import HandOver
from ccr.registry import HomeTask
from ccr.workflow import Badge


def candidate_tasks(seat):
    """Somebody asks this person to represent the structure."""
    asked = HandOver.objects.visible_to(seat).filter(to=seat.person_id).waiting()
    return [
        HomeTask(
            title=f"{hand_over.asked_by.person.full_name} vous demande de représenter la structure",
            url=reverse("candidates:hand_over", args=[seat.campaign.slug, hand_over.pk]),
            action="Répondre",
            badge=Badge("à répondre", "warn"),
            rank=4,
        )
        for hand_over in asked.select_related("asked_by__person")
    ]
