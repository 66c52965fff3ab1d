"""« Mon parcours », and the decision."""

import datetime

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from candidates import outcomes
from candidates.models import Application, Document, Letter, Outcome, OutcomeAxis
from candidates.states import OutcomeValue
from candidates.views.application import address, own_application
from ccr import clock, registry
from ccr.registry import Step
from ccr.ui import french
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side


@require_safe
@for_sides(Side.CANDIDATE)
def parcours(request, campaign):
    """Every step of the structure, whatever room it happens in, as one line of time."""
    rows = Application.objects.visible_to(request.seat).select_related("organisation", "campaign")
    applications = list(rows.order_by("organisation__name"))
    steps = registry.ask("parcours", request.seat)
    context = {"applications": applications, "steps": in_order(steps), "heading": heading(steps)}
    return render(request, "candidates/parcours.html", context)


def in_order(steps) -> list:
    """By date, with today where it falls; what has no date comes after, by rank."""
    today = Step("Aujourd’hui", "current", when=clock.today(), rank=1000)
    shown = [Step(**{**vars(step), "state": "todo"}) if step.state == "current" else step for step in steps]
    return sorted([*shown, today], key=lambda step: (step.when or datetime.date.max, ORDER[step.state], step.rank))


ORDER = {"done": 0, "current": 1, "late": 2, "todo": 3}
"""On one day: what was done, today, then what is to do."""


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
