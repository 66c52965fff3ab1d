"""The lives of a request for a diagnostic and of its note."""

from django.db import models

from ccr.wall.sides import Side
from ccr.workflow import Lifecycle


class Level(models.TextChoices):
    """Light before the selection, complete afterwards (A034, C03)."""

    LIGHT = "light", "diagnostic léger"
    COMPLETE = "complete", "diagnostic complet"


class Outlook(models.TextChoices):
    """Whether a request can be handed back before the committee (A039, C12)."""

    GREEN = "green", "dans les temps"
    ORANGE = "orange", "à risque"
    RED = "red", "hors délai"
    FREE = "free", "après la sélection"


OUTLOOK_TONES = {Outlook.GREEN: "ok", Outlook.ORANGE: "warn", Outlook.RED: "bad", Outlook.FREE: "none"}


class DiagnosticState(models.TextChoices):
    """Where a diagnostic is. What it says is the note's business."""

    WAITING = "waiting", "liste d’attente"
    TO_CONFIRM = "to_confirm", "à confirmer"
    REQUESTED = "requested", "à attribuer"
    ASSIGNED = "assigned", "attribué"
    STARTED = "started", "en cours"
    RESTITUTED = "restituted", "restitué, fil rouge ouvert"
    CLOSED = "closed", "clos"
    CANCELLED = "cancelled", "annulé"
    DECLINED = "declined", "non confirmé"


S = DiagnosticState
DIAGNOSTIC = Lifecycle(
    states=DiagnosticState,
    moves={
        S.WAITING: {S.REQUESTED, S.TO_CONFIRM, S.CANCELLED},
        S.TO_CONFIRM: {S.REQUESTED, S.DECLINED, S.CANCELLED},
        S.REQUESTED: {S.ASSIGNED, S.CANCELLED},
        S.ASSIGNED: {S.STARTED, S.CANCELLED},
        S.STARTED: {S.RESTITUTED, S.CANCELLED},
        S.RESTITUTED: {S.CLOSED},
    },
    tones={
        S.WAITING: "warn",
        S.TO_CONFIRM: "warn",
        S.REQUESTED: "support",
        S.ASSIGNED: "support",
        S.STARTED: "support",
        S.RESTITUTED: "ok",
        S.CLOSED: "none",
        S.CANCELLED: "none",
        S.DECLINED: "bad",
    },
    labels={
        Side.CANDIDATE: {
            S.TO_CONFIRM: "en attente de RAMSESS",
            S.REQUESTED: "demande reçue",
            S.ASSIGNED: "diagnostiqueur désigné",
            S.DECLINED: "non confirmé par RAMSESS",
        },
        Side.DIAGNOSIS: {S.ASSIGNED: "à commencer"},
    },
)

ENDED_BEFORE = frozenset({S.CANCELLED, S.DECLINED})
"""Requests that led nowhere: they take no place and can be made again."""

LIVE = frozenset(S) - ENDED_BEFORE - {S.CLOSED}
"""One per application and level."""

ENGAGED = frozenset({S.TO_CONFIRM, S.REQUESTED, S.ASSIGNED, S.STARTED, S.RESTITUTED, S.CLOSED})
"""Those that take one of the places of the call (A037) when they were asked before the selection."""

BEFORE_START = frozenset({S.WAITING, S.TO_CONFIRM, S.REQUESTED, S.ASSIGNED})
IN_HAND = frozenset({S.ASSIGNED, S.STARTED})
"""What counts in the load of a diagnosing organisation (A038)."""
WITH_ORGANISATION = frozenset({S.ASSIGNED, S.STARTED, S.RESTITUTED, S.CLOSED})


class NoteState(models.TextChoices):
    """The note's own life (A045)."""

    DRAFT = "draft", "brouillon"
    SHARED = "shared", "relue, remise à la structure"
    VALIDATED = "validated", "validée par la structure"
    RESTITUTED = "restituted", "restituée"


NOTE = Lifecycle(
    states=NoteState,
    moves={
        NoteState.DRAFT: {NoteState.SHARED},
        # The structure sends it back, or validates it; or it is validated at the restitution itself.
        NoteState.SHARED: {NoteState.DRAFT, NoteState.VALIDATED},
        NoteState.VALIDATED: {NoteState.RESTITUTED},
    },
    tones={
        NoteState.DRAFT: "none",
        NoteState.SHARED: "warn",
        NoteState.VALIDATED: "support",
        NoteState.RESTITUTED: "ok",
    },
    labels={Side.CANDIDATE: {NoteState.SHARED: "à valider"}},
)

READABLE = (NoteState.SHARED, NoteState.VALIDATED, NoteState.RESTITUTED)
"""The states in which the structure reads its note."""


class Opinion(models.TextChoices):
    """What the diagnostician thinks of joining the CCR (A032)."""

    TIMELY = "timely", "opportun"
    CONDITIONAL = "conditional", "opportun sous conditions"
    UNTIMELY = "untimely", "non opportun"
    LATER = "later", "à différer"


OPINION_TONES = {Opinion.TIMELY: "ok", Opinion.CONDITIONAL: "warn", Opinion.UNTIMELY: "bad", Opinion.LATER: "none"}


class Scope(models.TextChoices):
    """What a consultant reads of a note that is passed on to her (A153)."""

    WHOLE = "whole", "toute la note"
    ADVICE = "advice", "l’avis et l’accompagnement conseillé, sans les constats"


class QuestionKind(models.TextChoices):
    """How a question of the shared template is answered (B5)."""

    RATING = "rating", "appréciation de 1 à 4"
    TERNARY = "ternary", "oui / moyen / non"
    STRENGTHS = "strengths", "points forts"
    WEAKNESSES = "weaknesses", "points faibles"
    TEXT = "text", "texte"
    COMMENT = "comment", "commentaire interne"


RATINGS = (("4", "4 – solide"), ("3", "3 – satisfaisant"), ("2", "2 – à consolider"), ("1", "1 – fragile"))
TERNARIES = (("yes", "oui"), ("medium", "moyen"), ("no", "non"))


class ContactKind(models.TextChoices):
    """Kinds of contact of the fil rouge (A041)."""

    VISIT = "visit", "visite sur place"
    MEETING = "meeting", "rendez-vous"
    PHONE = "phone", "téléphone"
    MAIL = "mail", "courriel"
    CLOSING = "closing", "bilan de clôture"
