"""The phases of the programme, by their names: a bare « phase 1 » would not say which (A017, C24).

The minutes of 2010 call « phase 1 » the diagnostic, « phase 2 » the securing of the project (the sessions), « phase 3 »
the move in common. « Mon parcours » shows these names with the days of a call; the public calendar takes two of them.
"""

import datetime
from dataclasses import dataclass

from django.db import models

from ccr import clock


class Phase(models.TextChoices):
    """In the order in which they begin."""

    APPLICATION = "application", "candidature"
    DIAGNOSTIC = "diagnostic", "diagnostic"
    SELECTION = "selection", "sélection"
    SECURING = "securing", "sécurisation"
    MOVING = "moving", "emménagement"
    RESIDENCE = "residence", "résidence"

    @property
    def title(self) -> str:
        return self.label.capitalize()


@dataclass(frozen=True)
class Span:
    """A phase of a call as a step of a timeline: from a day to a day, None where the calendar does not say."""

    phase: Phase
    when: datetime.date | None = None
    until: datetime.date | None = None
    detail: str = ""

    @property
    def title(self) -> str:
        return self.phase.title

    @property
    def state(self) -> str:
        today = clock.today()
        if self.when is None or today < self.when:
            return "todo"
        return "done" if self.until and self.until < today else "current"


def spans(campaign) -> list[Span]:
    """The phases of a call and their days; the selection ends with its last committee."""
    after = campaign.deadline_on + datetime.timedelta(days=1)
    return [
        Span(Phase.APPLICATION, campaign.opens_on, campaign.deadline_on, "Le dossier se remplit et se dépose."),
        Span(Phase.DIAGNOSTIC, campaign.diagnostics_from, campaign.diagnostics_until, "Pour qui le souhaite."),
        Span(Phase.SELECTION, after, max(campaign.committee_days, default=None), "Le comité lit, note et décide."),
        Span(Phase.SECURING, campaign.sessions_from, campaign.sessions_until, "Sessions DLA et jours individuels."),
        Span(Phase.MOVING, detail="Préparé ensemble, une fois les lieux validés."),
        Span(Phase.RESIDENCE, detail="Dans la Cité."),
    ]
