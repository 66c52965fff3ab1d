"""« Mon parcours », and the decision."""

import datetime

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from candidates import outcomes
from candidates.asked_once import applications_of
from candidates.models import Document, Letter, Outcome, OutcomeAxis
from candidates.states import OutcomeValue
from candidates.views.application import address, own_application
from ccr import clock, registry
from ccr.programme import phases
from ccr.registry import Step
from ccr.ui import charts, french
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side


@require_safe
@for_sides(Side.CANDIDATE)
def parcours(request, campaign):
    """Every step of the structure, whatever room it happens in: a picture, then what is expected, comes, is over."""
    applications = applications_of(request.seat)
    steps = in_order(registry.ask("parcours", request.seat))
    context = {
        "applications": applications,
        "groups": groups(steps),
        "chart": charts.journey(steps, clock.today(), title="Votre parcours, étape par étape"),
        "heading": heading(steps),
        "phases": phases.spans(request.seat.campaign),
    }
    return render(request, "candidates/parcours.html", context)


def in_order(steps) -> list[Step]:
    """By date; what has no date comes after, by rank."""
    return sorted(steps, key=lambda step: (step.when or datetime.date.max, ORDER[step.state], step.rank))


ORDER = {"done": 0, "current": 1, "late": 2, "todo": 3}
"""On one day: what was done first, then what is to do."""


def groups(steps) -> list[dict]:
    """What the person has to do; what comes by itself; what is over, the latest first."""
    mine = [step for step in steps if step.is_expected and step.state != "done"]
    over = [step for step in steps if step.state in OVER and step not in mine]
    coming = [step for step in steps if step not in mine and step not in over]
    return [
        {"title": "Attendu de vous", "steps": mine, "empty": "Rien n’est attendu de vous pour le moment."},
        {"title": "En cours et à venir", "steps": coming, "empty": "Rien d’autre n’est prévu pour le moment."},
        {"title": "Terminé", "steps": over[::-1], "empty": "Rien n’est encore terminé."},
    ]


OVER = {"done", "late"}
"""What is late and expected of nobody any more is over, undone: its badge says so."""


def heading(steps) -> str:
    """The title says what comes next."""
    coming = [step for step in steps if step.state != "done" and step.when and step.when >= clock.today()]
    if not coming:
        return "Votre parcours à la Cité"
    step = min(coming, key=lambda step: (step.when, step.rank))
    return f"Prochaine étape : {step.title[0].lower()}{step.title[1:]}, {french.days_left(step.when, clock.today())}"


SENTENCES = {
    OutcomeValue.RETAINED: "Votre candidature est retenue",
    OutcomeValue.CONDITIONAL: "Votre candidature est retenue sous condition",
    OutcomeValue.WAITING: "Votre candidature est sur liste d’attente",
    OutcomeValue.REFUSED: "Votre candidature n’est pas retenue",
}


@require_safe
@for_sides(Side.CANDIDATE)
def decision(request, campaign, application):
    """The decision, what the committee says with it, and the letter."""
    found = own_application(request, application)
    outcome = Outcome.objects.visible_to(request.seat).filter(application=found).first()
    letter = Letter.objects.visible_to(request.seat).filter(application=found).first()
    if outcome is None or letter is None:
        raise Http404
    papers = Document.objects.visible_to(request.seat).filter(kind=outcomes.LETTER, about_id=found.pk)
    axes = OutcomeAxis.objects.visible_to(request.seat).filter(outcome=outcome).select_related("axis")
    context = {
        "application": found,
        "outcome": outcome,
        "letter": letter,
        "axes": [line.axis for line in axes.order_by("axis__number")],
        "heading": SENTENCES[OutcomeValue(outcome.value)],
        "audience": audience(
            Letter,
            to=Side.CANDIDATE,
            subject="La lettre",
            feminine=True,
            wrote={Side.INSTRUCTION},
            status=Outcome,
            seen="la décision et les axes recommandés",
        ),
        "paper": papers.select_related("campaign").first(),
        "back": address(found),
    }
    return render(request, "candidates/decision.html", context)
