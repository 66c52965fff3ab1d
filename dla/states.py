"""The lives of a needs sheet, a session, an enrolment, an allocation of days, and a theme of a plan."""

from django.db import models

from ccr.wall.sides import Side
from ccr.workflow import Lifecycle


class SheetState(models.TextChoices):
    """A needs sheet is the structure's until it sends it."""

    DRAFT = "draft", "à remplir"
    SUBMITTED = "submitted", "envoyée"
    VALIDATED = "validated", "validée"


SHEET = Lifecycle(
    states=SheetState,
    moves={
        SheetState.DRAFT: {SheetState.SUBMITTED},
        # Sent back by ESIA to be completed, or taken as it is.
        SheetState.SUBMITTED: {SheetState.DRAFT, SheetState.VALIDATED},
    },
    tones={SheetState.DRAFT: "warn", SheetState.SUBMITTED: "support", SheetState.VALIDATED: "ok"},
    labels={
        Side.DLA: {SheetState.DRAFT: "chez la structure", SheetState.SUBMITTED: "à valider"},
        Side.COORDINATION: {SheetState.DRAFT: "en cours"},
    },
)


class SessionState(models.TextChoices):
    """A session is confirmed when it has enough structures and associations (A063, A065)."""

    PROJECT = "project", "en préparation"
    CONFIRMED = "confirmed", "confirmée"
    UNBALANCED = "unbalanced", "à régulariser"
    CLOSED = "closed", "terminée"


SESSION = Lifecycle(
    states=SessionState,
    moves={
        SessionState.PROJECT: {SessionState.CONFIRMED},
        SessionState.CONFIRMED: {SessionState.UNBALANCED, SessionState.CLOSED},
        SessionState.UNBALANCED: {SessionState.CONFIRMED, SessionState.CLOSED},
    },
    tones={
        SessionState.PROJECT: "none",
        SessionState.CONFIRMED: "ok",
        SessionState.UNBALANCED: "warn",
        SessionState.CLOSED: "none",
    },
)


class EnrolmentState(models.TextChoices):
    """The thirteenth structure waits."""

    ENROLLED = "enrolled", "inscrite"
    WAITING = "waiting", "en attente"
    WITHDRAWN = "withdrawn", "désinscrite"


ENROLMENT = Lifecycle(
    states=EnrolmentState,
    moves={
        EnrolmentState.WAITING: {EnrolmentState.ENROLLED, EnrolmentState.WITHDRAWN},
        EnrolmentState.ENROLLED: {EnrolmentState.WITHDRAWN},
    },
    tones={EnrolmentState.ENROLLED: "ok", EnrolmentState.WAITING: "warn", EnrolmentState.WITHDRAWN: "none"},
)
LIVE_ENROLMENTS = (EnrolmentState.ENROLLED, EnrolmentState.WAITING)


class AllocationState(models.TextChoices):
    """Individual days given, done, or handed back to the pool (A080)."""

    ALLOCATED = "allocated", "attribués"
    DONE = "done", "réalisés"
    RELEASED = "released", "rendus"


ALLOCATION = Lifecycle(
    states=AllocationState,
    moves={AllocationState.ALLOCATED: {AllocationState.DONE, AllocationState.RELEASED}},
    tones={AllocationState.ALLOCATED: "support", AllocationState.DONE: "ok", AllocationState.RELEASED: "none"},
)


class Progress(models.TextChoices):
    """How far a theme of a development plan is, said by the structure (A025)."""

    NOT_STARTED = "not_started", "pas commencé"
    UNDER_WAY = "under_way", "en cours"
    REACHED = "reached", "atteint"
    ASIDE = "aside", "sans objet"


PROGRESS = Lifecycle(
    states=Progress,
    # The structure's own word on its own work: it may take any back.
    moves={state: set(Progress) - {state} for state in Progress},
    tones={
        Progress.NOT_STARTED: "none",
        Progress.UNDER_WAY: "support",
        Progress.REACHED: "ok",
        Progress.ASIDE: "none",
    },
)
