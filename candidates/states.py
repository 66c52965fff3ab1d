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
        # Deposited by mistake, the coordination puts it back (``services.put_back``).
        ApplicationState.DEPOSITED: {ApplicationState.WITHDRAWN, ApplicationState.BEGUN},
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


class RegistrationState(models.TextChoices):
    """Where a registration to an information day is (A020)."""

    REGISTERED = "registered", "inscrit"
    WAITING = "waiting", "en attente"
    CANCELLED = "cancelled", "annulé"


REGISTRATION = Lifecycle(
    states=RegistrationState,
    moves={
        RegistrationState.WAITING: {RegistrationState.REGISTERED, RegistrationState.CANCELLED},
        RegistrationState.REGISTERED: {RegistrationState.CANCELLED},
        # Who cancelled may register again, at the end of the list.
        RegistrationState.CANCELLED: {RegistrationState.WAITING},
    },
    tones={
        RegistrationState.REGISTERED: "ok",
        RegistrationState.WAITING: "warn",
        RegistrationState.CANCELLED: "none",
    },
)


class Attendance(models.TextChoices):
    """Whether somebody came to the information day. Coming is nobody's duty: it weighs nowhere."""

    UNKNOWN = "unknown", "à noter"
    PRESENT = "present", "présent"
    EXCUSED = "excused", "excusé"
    ABSENT = "absent", "absent"


_NOTED = frozenset({Attendance.PRESENT, Attendance.EXCUSED, Attendance.ABSENT})
ATTENDANCE = Lifecycle(
    states=Attendance,
    moves={state: _NOTED - {state} for state in Attendance},
    tones={
        Attendance.UNKNOWN: "warn",
        Attendance.PRESENT: "ok",
        Attendance.EXCUSED: "none",
        Attendance.ABSENT: "none",
    },
)


class MessageState(models.TextChoices):
    """Where a message of the thread is. What is taken back is read by its author alone."""

    DRAFT = "draft", "en cours d’écriture"
    SENT = "sent", "envoyé"
    TAKEN_BACK = "taken_back", "repris"


MESSAGE = Lifecycle(
    states=MessageState,
    moves={
        MessageState.DRAFT: {MessageState.SENT},
        MessageState.SENT: {MessageState.TAKEN_BACK},
    },
    tones={MessageState.SENT: "ok", MessageState.TAKEN_BACK: "none"},
)


class HandOverState(models.TextChoices):
    """Where the hand-over of a structure's representation is."""

    ASKED = "asked", "demandée"
    ACCEPTED = "accepted", "acceptée"
    REFUSED = "refused", "refusée"
    WITHDRAWN = "withdrawn", "annulée"


HAND_OVER = Lifecycle(
    states=HandOverState,
    moves={HandOverState.ASKED: {HandOverState.ACCEPTED, HandOverState.REFUSED, HandOverState.WITHDRAWN}},
    tones={HandOverState.ASKED: "warn", HandOverState.ACCEPTED: "ok", HandOverState.REFUSED: "none"},
)
