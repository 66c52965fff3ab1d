"""The life of an application, and of the decision taken on it."""

from django.db import models

from ccr.wall.sides import Side
from ccr.workflow import Lifecycle


class ApplicationState(models.TextChoices):
    """Where an application is. Its outcome is told apart, once published."""

    BEGUN = "begun", "en cours de saisie"
    DEPOSITED = "deposited", "déposée"
    WITHDRAWN = "withdrawn", "retirée"


APPLICATION = Lifecycle(
    states=ApplicationState,
    moves={
        ApplicationState.BEGUN: {ApplicationState.DEPOSITED, ApplicationState.WITHDRAWN},
        ApplicationState.DEPOSITED: {ApplicationState.WITHDRAWN},
        # Before the deadline a structure may change its mind.
        ApplicationState.WITHDRAWN: {ApplicationState.BEGUN},
    },
    tones={
        ApplicationState.BEGUN: "warn",
        ApplicationState.DEPOSITED: "ok",
        ApplicationState.WITHDRAWN: "none",
    },
    labels={Side.CANDIDATE: {ApplicationState.BEGUN: "à terminer"}},
)


class OutcomeValue(models.TextChoices):
    """What the committee decided, once published (A092)."""

    RETAINED = "retained", "retenue"
    CONDITIONAL = "conditional", "retenue sous condition"
    WAITING = "waiting", "liste d’attente"
    REFUSED = "refused", "non retenue"


SELECTED = frozenset({OutcomeValue.RETAINED, OutcomeValue.CONDITIONAL})
"""The outcomes of future residents."""

OUTCOME_TONES = {
    OutcomeValue.RETAINED: "ok",
    OutcomeValue.CONDITIONAL: "ok",
    OutcomeValue.WAITING: "warn",
    OutcomeValue.REFUSED: "none",
}
