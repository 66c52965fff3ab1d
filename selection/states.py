"""The life of a file, of a marking sheet, and what a member may say of her links."""

from django.db import models

from ccr.wall.sides import Side
from ccr.workflow import Lifecycle


class FileState(models.TextChoices):
    """Where a file is. Coordination reads it; what the committee thinks is told nowhere here."""

    TO_EXAMINE = "to_examine", "à examiner"
    COMPLETE = "complete", "complet"
    INCOMPLETE = "incomplete", "incomplet"
    EXAMINED = "examined", "examiné"
    PROPOSED = "proposed", "décision proposée"
    DECIDED = "decided", "décision publiée"
    WITHDRAWN = "withdrawn", "candidature retirée"


CHECKED = frozenset({FileState.COMPLETE, FileState.INCOMPLETE, FileState.EXAMINED, FileState.PROPOSED})
"""States of a file whose completeness was checked and which is not decided yet."""

OPEN = CHECKED | {FileState.TO_EXAMINE}
"""States of a file on which the committee still works."""

FILE = Lifecycle(
    states=FileState,
    moves={
        FileState.TO_EXAMINE: {FileState.COMPLETE, FileState.INCOMPLETE, FileState.WITHDRAWN},
        FileState.COMPLETE: {
            FileState.INCOMPLETE,
            FileState.EXAMINED,
            FileState.PROPOSED,
            FileState.WITHDRAWN,
        },
        FileState.INCOMPLETE: {
            FileState.COMPLETE,
            FileState.EXAMINED,
            FileState.PROPOSED,
            FileState.WITHDRAWN,
        },
        # Back to the check when the structure deposits again before the deadline.
        FileState.EXAMINED: {
            FileState.COMPLETE,
            FileState.INCOMPLETE,
            FileState.PROPOSED,
            FileState.WITHDRAWN,
        },
        FileState.PROPOSED: {FileState.DECIDED, FileState.WITHDRAWN},
        # Before the deadline a structure may withdraw, then deposit again.
        FileState.WITHDRAWN: {FileState.TO_EXAMINE},
    },
    tones={
        FileState.TO_EXAMINE: "none",
        FileState.COMPLETE: "ok",
        FileState.INCOMPLETE: "warn",
        FileState.EXAMINED: "instruction",
        FileState.PROPOSED: "instruction",
        FileState.DECIDED: "ok",
        FileState.WITHDRAWN: "none",
    },
    # Coordination follows the work, not the deliberation (C07).
    labels={Side.COORDINATION: {FileState.TO_EXAMINE: "à instruire", FileState.PROPOSED: "en délibération"}},
)


class SheetState(models.TextChoices):
    """A member's marks on a file."""

    DRAFT = "draft", "en cours"
    SUBMITTED = "submitted", "remise"
    BLOCKED = "blocked", "bloquée"


SHEET = Lifecycle(
    states=SheetState,
    moves={
        SheetState.DRAFT: {SheetState.SUBMITTED, SheetState.BLOCKED},
        # What was submitted before a seat was suspended stays: only the rest is blocked (D4c).
    },
    tones={SheetState.DRAFT: "warn", SheetState.SUBMITTED: "ok", SheetState.BLOCKED: "bad"},
)


class Link(models.TextChoices):
    """What a member declares of her links with a structure (A094). Anything but « none » is a *déport*."""

    NONE = "none", "aucun lien"
    MEMBER = "member", "membre, salariée ou salarié, ou administrateur de la structure"
    PROVIDER = "provider", "prestataire, client ou financeur de la structure"
    FAMILY = "family", "lien familial ou personnel"
    COMPETITOR = "competitor", "activité concurrente"
    OTHER = "other", "autre lien qui ferait douter"


class OpinionValue(models.TextChoices):
    """What the instructor thinks of a file (A006)."""

    FAVOURABLE = "favourable", "favorable"
    RESERVED = "reserved", "favorable avec réserves"
    UNFAVOURABLE = "unfavourable", "défavorable"


OPINION_TONES = {OpinionValue.FAVOURABLE: "ok", OpinionValue.RESERVED: "warn", OpinionValue.UNFAVOURABLE: "bad"}


class MyWork(models.TextChoices):
    """Where a person of instruction is with a file: the column « Ma lecture »."""

    TO_DECLARE = "to_declare", "lien à déclarer"
    WITHDRAWN = "withdrawn", "déport"
    TO_READ = "to_read", "à lire"
    READ = "read", "lue"
    MARKING = "marking", "notation en cours"
    MARKED = "marked", "notée"


MY_WORK_TONES = {
    MyWork.TO_DECLARE: "warn",
    MyWork.WITHDRAWN: "bad",
    MyWork.TO_READ: "none",
    MyWork.READ: "instruction",
    MyWork.MARKING: "warn",
    MyWork.MARKED: "ok",
}
