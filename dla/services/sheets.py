"""The needs sheet: written by the structure, field by field; sent; validated or sent back by ESIA."""

from django.db import transaction

from ccr import clock, journal
from ccr.notifications import outbox
from ccr.programme import seats
from ccr.programme.models import Seat
from ccr.programme.roles import Role
from ccr.seen import refuse_unseen
from ccr.ui import french
from ccr.wall.errors import DomainError, refuse
from dla import rules
from dla.models import NeedsSheet, NeedsTheme, Priority, Theme
from dla.services.sessions import tell
from dla.states import SHEET, SheetState

TYPED = ("priority", "format", "words")


def locked_sheet(application) -> NeedsSheet:
    """The structure's sheet, made when it is first written, its row locked."""
    rows = NeedsSheet.objects.system()
    rows.get_or_create(application=application)
    return rows.select_for_update(of=("self",)).get(application=application)


def _own_sheet(application, by) -> tuple[NeedsSheet, Seat]:
    """The sheet, locked, to be written by its own people while it is theirs; and the seat as it is now."""
    refuse(rules.why_not_structure(by, application))  # nobody else makes the row
    sheet, by = locked_sheet(application), seats.acting(by)
    refuse(rules.why_not_structure(by, application) or rules.why_not_sheet_edit(sheet))
    return sheet, by


def save_theme(application, theme, values: dict, *, by) -> NeedsTheme:
    """Save what was typed of one theme. values: among ``priority``, ``format``, ``words``.

    Raises DomainError when the sheet was sent.
    """
    sheet = save_sheet(application, {theme: values}, by=by)
    return NeedsTheme.objects.system().get(sheet=sheet, theme=Theme(theme))


@transaction.atomic
def save_sheet(application, themes: dict, *, by, seen=None) -> NeedsSheet:
    """Save what was typed. themes: {theme: {``priority``, ``format`` or ``words``: value}}; what is not named stays.

    seen: as ``refuse_unseen`` takes it, by ``<theme>_<name>``. Raises DomainError when the sheet was sent, Conflict
    when a colleague wrote one of them since.
    """
    sheet, by = _own_sheet(application, by)
    if unknown := {name for values in themes.values() for name in values} - set(TYPED):
        raise ValueError(f"not typed: {sorted(unknown)}")
    rows = NeedsTheme.objects.system()
    if seen:
        known = {row.theme: row for row in rows.filter(sheet=sheet)}
        said = {f"{theme}_{name}": value for theme, values in themes.items() for name, value in values.items()}
        stored = {
            f"{theme}_{name}": getattr(known.get(str(theme)), name, "") for theme in themes for name in themes[theme]
        }
        refuse_unseen(said, seen, stored)
    for theme, values in themes.items():
        rows.update_or_create(sheet=sheet, theme=Theme(theme), defaults=values)
    return sheet


def what_is_missing(themes) -> list[str]:
    """What a sheet still needs to be sent, one sentence each. themes: {theme: NeedsTheme}."""
    unsaid = [f"« {theme.label} »" for theme in Theme if theme not in themes or not themes[theme].priority]
    sentences = []
    if len(unsaid) == 1:
        sentences.append(f"Dites la priorité de {unsaid[0]}, même si vous n’avez pas de besoin.")
    elif unsaid:
        sentences.append(
            f"Dites la priorité de chaque thème, même si vous n’avez pas de besoin : {french.listed(unsaid)}."
        )
    for theme, row in themes.items():
        if row.priority in (Priority.USEFUL, Priority.URGENT) and not row.words.strip():
            sentences.append(f"Précisez votre besoin pour « {Theme(theme).label} ».")
    return sentences


@transaction.atomic
def submit_sheet(application, *, by) -> NeedsSheet:
    """Send the sheet to ESIA. Raises DomainError with what is missing."""
    sheet, by = _own_sheet(application, by)
    themes = {row.theme: row for row in NeedsTheme.objects.system().filter(sheet=sheet)}
    refuse(" ".join(what_is_missing(themes)))
    SHEET.move(sheet, SheetState.SUBMITTED, submitted_at=clock.now())
    journal.record(by, "sheet_submitted", sheet, campaign=application.campaign)
    officers = seats.holders(application.campaign, Role.DLA_OFFICER)
    occurrence = f"{sheet.submitted_at:%Y%m%d%H%M%S}"
    outbox.queue("dla.sheet_submitted", about=sheet, to=officers, campaign=application.campaign, occurrence=occurrence)
    return sheet


def _received(sheet, by) -> tuple[NeedsSheet, Seat]:
    rows = NeedsSheet.objects.system().select_for_update(of=("self",))
    sheet, by = rows.select_related("application__campaign").get(pk=sheet.pk), seats.acting(by)
    refuse(rules.why_not_officer(by))
    if sheet.state != SheetState.SUBMITTED:
        raise DomainError(f"Cette fiche est {SHEET.label(sheet.state)} : il n’y a rien à valider.")
    return sheet, by


@transaction.atomic
def validate_sheet(sheet, *, by) -> NeedsSheet:
    """ESIA takes the sheet as the basis of an enrolment (C02)."""
    sheet, by = _received(sheet, by)
    SHEET.move(sheet, SheetState.VALIDATED, validated_at=clock.now(), validated_by=by)
    journal.record(by, "sheet_validated", sheet, campaign=sheet.application.campaign)
    tell(sheet.application, "dla.sheet_validated", sheet)
    return sheet


@transaction.atomic
def return_sheet(sheet, *, by) -> NeedsSheet:
    """ESIA sends the sheet back to be completed; the structure may change it again."""
    sheet, by = _received(sheet, by)
    occurrence = f"{sheet.submitted_at:%Y%m%d%H%M%S}"
    SHEET.move(sheet, SheetState.DRAFT, submitted_at=None)
    journal.record(by, "sheet_returned", sheet, campaign=sheet.application.campaign)
    tell(sheet.application, "dla.sheet_returned", sheet, occurrence=occurrence)
    return sheet
