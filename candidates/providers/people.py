"""What the hand-over of a structure offers to « À faire » and « Mon parcours »."""

from django.urls import reverse

from candidates.models import HandOver
from ccr.registry import HomeTask, Step
from ccr.workflow import Badge


def _asked(seat) -> list[HandOver]:
    """The hand-overs that wait for this person's answer."""
    waiting = HandOver.objects.visible_to(seat).filter(to=seat.person_id).waiting()
    return list(waiting.select_related("asked_by__person"))


def _url(seat, hand_over) -> str:
    return reverse("candidates:hand_over", args=[seat.campaign.slug, hand_over.pk])


def candidate_tasks(seat):
    """Somebody asks this person to represent the structure."""
    return [
        HomeTask(
            title=f"{hand_over.asked_by.person.full_name} vous demande de représenter la structure",
            url=_url(seat, hand_over),
            action="Répondre",
            badge=Badge("à répondre", "warn"),
            rank=4,
        )
        for hand_over in _asked(seat)
    ]


def candidate_steps(seat):
    """The same answer, on « Mon parcours »."""
    return [
        Step(
            "Représenter la structure : votre réponse",
            "todo",
            detail=f"{hand_over.asked_by.person.full_name} vous le demande. Rien ne change avant votre réponse.",
            url=_url(seat, hand_over),
            is_expected=True,
            rank=4,
        )
        for hand_over in _asked(seat)
    ]
