"""Canary words: one for each text that the wall keeps, looked for wherever it must not be.

The fields are found by introspection: every CharField and TextField without choices, every JSONField and every
FileField of every sealed model. ``FIELDS`` says of each how its word comes into the world; a field that it does not
name fails (``unnamed``), as does a word that never got there (``unwritten``).

- ``TYPED``: somebody types it, so the world types the word through the service.
- ``PLANTED``: nobody types it; the word is put in the row, behind the services' back.
- ``STORED``: made by the machine and unlike anything else (a fingerprint, a path): the stored value is the word.
- a sentence: why there is nothing to look for.
"""

import zlib

from django.apps import apps
from django.db import models

from ccr.wall.doors import plate_of
from ccr.wall.models import SealedModel
from ccr.wall.sides import Side

TYPED, PLANTED, STORED = "typed", "planted", "stored"
CODES = "a closed list of codes, the same for every structure"

EVERY = {
    # Fields that the abstract models of ccr give to each app.
    "JournalEntry": {"verb": CODES, "about_type": CODES, "details": "codes and numbers only: tests/journal proves it"},
    "Reading": {"about_type": CODES},
    "OutboxMail": {
        "kind": CODES,
        "about_type": CODES,
        "occurrence": "a code of the kind of mail",
        "error": "the class of an error",
        "message_id": STORED,
        "address": "the recipient's own",
    },
    "Outgoing": {"error": "the class of an error", "message_id": STORED},
    "Document": {
        "kind": CODES,
        "about_type": CODES,
        "source_version": "a number or a code",
        "error": "the class of an error",
        "title": PLANTED,
        "file": STORED,
        "sha256": STORED,
    },
}

ON_PAPER = ("representative", "address", "phone", "email", "late_reason")
RECEIVED = ("name", "reach", "structure", "question", "partner", "prescriber")
FILES = ("DraftPiece", "VersionPiece", "MessageFile")
FIELDS: dict[str, str] = {
    "ccr_wall.Breach.sides": CODES,
    "ccr_wall.Breach.view": CODES,
    "ccr_wall.Breach.verb": CODES,
    "ccr_wall.Breach.tables": CODES,
    "ccr_programme.Figure.key": CODES,
    "ccr_programme.Figure.part_of": CODES,
    "ccr_programme.Figure.label": PLANTED,
    "ccr_programme.ComplementaryMeans.label": TYPED,
    "ccr_programme.ComplementaryMeans.former_labels": TYPED,
    "ccr_programme.MeetingChange.place": TYPED,
    "ccr_programme.MeetingChange.reason": TYPED,
    "ccr_programme.CalendarChange.reason": TYPED,
    "ccr_programme.CalendarChange.moved": CODES,
    # What is published of a document has other words, and is nobody's secret.
    **dict.fromkeys(
        (
            "ccr_library.Entry.title",
            "ccr_library.Entry.summary",
            "ccr_library.Entry.keywords",
            "ccr_library.Entry.retired_reason",
            "ccr_library.EntryFile.name",
        ),
        TYPED,
    ),
    **dict.fromkeys(("ccr_library.EntryFile.file", "ccr_library.EntryFile.sha256"), STORED),
    "ccr_library.EntryFile.mime": CODES,
    "ccr_accounts.Invitation.email": TYPED,
    "ccr_accounts.Invitation.token_hash": STORED,
    "ccr_accounts.AccountMail.kind": CODES,
    "ccr_accounts.AccountMail.body": "encrypted, and erased once sent: tests/accounts proves it",
    "ccr_directory.Import.filename": TYPED,
    "ccr_directory.Import.sha256": STORED,
    "ccr_directory.Import.unknown": TYPED,
    **{f"ccr_directory.ImportLine.{name}": TYPED for name in ("name", "values", "changes", "reason")},
    "ccr_directory.Merge.reason": TYPED,
    # What is typed is in the draft first; a deposit copies it, and the draft then says something else.
    "candidates.Application.receipt_number": STORED,
    **dict.fromkeys(
        (
            "candidates.DraftSite.answer",
            "candidates.DraftPiece.name",
            "candidates.VersionSite.answer",
            "candidates.VersionPiece.name",
            "candidates.Message.text",
            "candidates.Withdrawal.words",
            "candidates.MessageFile.name",
            "candidates.Letter.motive",
            "candidates.Letter.conditions",
            "candidates.Registration.name",
            "candidates.Registration.email",
            "candidates.Registration.organisation",
            "candidates.InformationDocument.title",
            "candidates.InformationDocument.name",
            "candidates.Extension.reason",
            "candidates.BulkMail.title",
            "candidates.BulkMail.text",
            *(f"candidates.Reception.{name}" for name in RECEIVED),
            "candidates.Referral.prescriber",
            *(
                f"candidates.PaperFile.{name}"
                for name in ("representative", "address", "phone", "email", "late_reason")
            ),
            "candidates.Repair.reason",
        ),
        TYPED,
    ),
    **{
        f"candidates.{content}.{name}": TYPED
        for content in ("Draft", "Version")
        for name in (
            "website",
            "summary",
            "activity",
            "other_branch",
            "project",
            "reasons",
            "cooperation_with",
            "cooperation_shared",
        )
    },
    **{f"candidates.{content}.branches": CODES for content in ("Draft", "Version")},
    **{
        f"candidates.{part}.{name}": TYPED
        for part in ("DraftContact", "VersionContact")
        for name in ("name", "function", "email", "phone")
    },
    **{f"candidates.{part}.kind": CODES for part in ("DraftPiece", "VersionPiece")},
    **{f"candidates.{part}.label": "the call's own words, open to all" for part in ("DraftPiece", "VersionPiece")},
    # Of the one-page application: nobody types them any more.
    "candidates.Version.contact_name": PLANTED,
    "candidates.Version.contact_phone": PLANTED,
    "candidates.Draft.charter_signed_by": PLANTED,
    "candidates.Version.charter_signed_by": PLANTED,
    "candidates.Version.structure_name": PLANTED,
    "candidates.Version.deposited_for": PLANTED,
    **dict.fromkeys(("candidates.Repair.before", "candidates.Repair.after", "candidates.Repair.rna"), CODES),
    "candidates.Version.structure_identifier": PLANTED,
    "candidates.Version.structure_form": PLANTED,
    "candidates.Version.structure_place": PLANTED,
    "candidates.Version.sha256": STORED,
    **dict.fromkeys(("candidates.InformationDocument.file", "candidates.InformationDocument.sha256"), STORED),
    "candidates.InformationDocument.mime": CODES,
    **{f"candidates.{part}.{name}": STORED for part in FILES for name in ("file", "sha256")},
    **{f"candidates.{part}.mime": CODES for part in FILES},
    # Diagnostics
    **dict.fromkeys(
        (
            "diagnostics.Answer.value",
            "diagnostics.Note.reasons",
            "diagnostics.Note.conditions",
            "diagnostics.Note.risks",
            "diagnostics.Note.support_format",
            "diagnostics.Remark.text",
            "diagnostics.NoteLine.value",
            "diagnostics.Recommendation.text",
            "diagnostics.Restitution.place",
            "diagnostics.Restitution.roles",
            "diagnostics.Restitution.remarks",
            "diagnostics.ContactEntry.text",
        ),
        TYPED,
    ),
    "diagnostics.Adoption.theme": CODES,
    "diagnostics.Adoption.text": PLANTED,
    "diagnostics.NoteLine.section": PLANTED,
    "diagnostics.NoteLine.label": PLANTED,
    "diagnostics.Section.title": PLANTED,
    "diagnostics.Section.help": PLANTED,
    "diagnostics.Question.label": PLANTED,
    "diagnostics.Question.help": PLANTED,
    "diagnostics.Question.code": CODES,
    # DLA and financing
    **dict.fromkeys(
        (
            "dla.NeedsTheme.words",
            "dla.PlanTheme.aim",
            "dla.PlanTheme.decided",
            "dla.Session.title",
            "dla.SessionDay.place",
            "dla.Allocation.reason",
            "financing.NeedWords.words",
        ),
        TYPED,
    ),
    # Selection
    **dict.fromkeys(
        (
            "selection.Opinion.missing",
            "selection.Opinion.text",
            "selection.MarkSheet.comment",
            "selection.Mark.comment",
            "selection.ProposedDecision.motive",
            "selection.ProposedDecision.conditions",
            "selection.Attendance.observer_name",
            "selection.Minutes.text",
            "selection.Criterion.label",
            "selection.Criterion.charter_article",
        ),
        TYPED,
    ),
}
"""Field → how its word comes into the world."""


def sealed_models() -> list:
    """The concrete models that are given to a seat, never at large."""
    return [model for model in apps.get_models() if issubclass(model, SealedModel)]


def is_text(field) -> bool:
    """Whether a field can hold somebody's words."""
    if isinstance(field, models.FileField | models.JSONField):
        return True
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def text_fields(found=None) -> list:
    """Every text field of the sealed models."""
    return [
        field for model in found or sealed_models() for field in model._meta.local_concrete_fields if is_text(field)
    ]


def label_of(field) -> str:
    return f"{field.model._meta.label}.{field.name}"


def how(field) -> str | None:
    """How the word of this field comes into the world; None when nobody said."""
    if said := FIELDS.get(label_of(field)):
        return said
    for base in field.model.__mro__:
        if base._meta.abstract if hasattr(base, "_meta") else False:
            said = EVERY.get(base.__name__, {}).get(field.name)
            if said:
                return said
    return None


def unnamed(found=None) -> list[str]:
    """The fields without a word in the map."""
    return [label_of(field) for field in text_fields(found) if how(field) is None]


def forgotten() -> list[str]:
    """The lines of the map about fields that are no more."""
    return sorted(set(FIELDS) - {label_of(field) for field in text_fields()})


def word(label: str, whose: str = "mine") -> str:
    """The canary word of a field and of a structure: like no word of any language, with nothing to break at a line."""
    return f"zq{zlib.crc32(label.encode()) % 0x100000:05x}{whose[0]}"


def plant(app_labels=None):
    """Put the words that nobody types into their rows."""
    for field in text_fields():
        if how(field) == PLANTED:
            rows = models.QuerySet(field.model)  # the sealed querysets refuse it, rightly
            rows.update(**{field.name: word(label_of(field))})


def readers_of(field) -> frozenset:
    """The sides that may read the words of a field: those of its table's door. What was deposited, handed over or
    published is in another table, whose words are open to its own readers.
    """
    return plate_of(field.model).readers


def stored_words(field) -> set[str]:
    """What the machine stored in a field."""
    rows = models.QuerySet(field.model)
    return {str(value) for value in rows.values_list(field.name, flat=True) if value and len(str(value)) >= LONG_ENOUGH}


LONG_ENOUGH = 9
"""A shorter value could be anything."""
WHOSE = ("mine", "other's", "begun")


def words_of(field) -> set[str]:
    """What to look for, of a field: its canary words, or what is stored in it."""
    said = how(field)
    if said == STORED:
        return stored_words(field)
    if said in (TYPED, PLANTED):
        return {word(label_of(field), whose) for whose in WHOSE}
    return set()


def unwritten() -> list[str]:
    """The typed or planted words that no row holds: looking for them would prove nothing."""
    missing = []
    for field in text_fields():
        rows = models.QuerySet(field.model)
        label = label_of(field)
        if how(field) == STORED and not stored_words(field):
            missing.append(label)
        if (
            how(field) in (TYPED, PLANTED)
            and not rows.filter(**{f"{field.name}__icontains": word(label)[:-1]}).exists()
        ):
            missing.append(label)
    return missing


PASSED_BY_ALL = frozenset({Side.THRESHOLD, Side.NEWCOMER, Side.LINK})
"""Sides on which everybody's requests run for a moment; what they read is shown to whom it is about."""
BY_ONE_LINK = frozenset({"candidates.Registration", "candidates.InformationDocument"})
"""Read on the link's side by pages that show the one row whose secret they were given: looked for on all the others."""
OF_THE_CALL = frozenset({"ccr_programme.CalendarChange", "ccr_programme.ComplementaryMeans"})
"""About the call itself, told to all its people: no structure's own."""


def forbidden_to(sides) -> dict[str, str]:
    """Word → field, of everything these sides may not read."""
    sides = frozenset(sides) | PASSED_BY_ALL
    closed, open_words = {}, set()
    for field in text_fields():
        found = words_of(field)
        passed = {Side.LINK} if field.model._meta.label in BY_ONE_LINK else set()
        if readers_of(field) & sides - passed:
            open_words |= found
        else:
            closed |= dict.fromkeys(found, label_of(field))
    return {word: label for word, label in closed.items() if word not in open_words}


def found_in(text: str, words: dict[str, str]) -> set[str]:
    """The fields whose words are in a text."""
    compact = text.replace("\xad", "")
    return {label for word, label in words.items() if word in compact}
