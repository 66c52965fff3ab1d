"""Lines of its note that a structure takes into its needs sheet, as its own words, and takes out (DESIGN 2.4).

All of it runs in the structure's own pass, the only one that sees both: the sheet keeps words, and nothing of a note.
"""

from django.db import transaction

from ccr.programme import seats
from ccr.wall.errors import refuse
from diagnostics import transfer
from dla import rules
from dla.models import NeedsSheet, NeedsTheme, Theme
from dla.services.sheets import locked_sheet, save_sheet
from dla.states import SheetState


@transaction.atomic
def adopt_lines(note, theme, keys, words, *, by, seen=None) -> NeedsSheet:
    """Write a theme's words, made from lines of the note, and note that they were taken.

    keys: those of ``transfer.lines_of``. words: what the theme says from now on, all of it. seen: as ``save_sheet``
    takes it. Raises DomainError with the rule that refuses, Conflict when a colleague wrote the theme since.
    """
    refuse(rules.why_not_adopt(by, note.application))
    sheet = save_sheet(note.application, {Theme(theme): {"words": words}}, by=by, seen=seen)
    transfer.adopt_lines(note, str(theme), keys, by=by)
    return sheet


@transaction.atomic
def withdraw_lines(adoption, *, by) -> bool:
    """Take back lines that were adopted. What was copied unchanged leaves the sheet, unless ESIA validated it.

    Gives whether the sheet could still change.
    """
    refuse(rules.why_not_structure(by, adoption.application))
    sheet, by = locked_sheet(adoption.application), seats.acting(by)
    adoption = transfer.withdraw_adoption(adoption, by=by)
    if sheet.state == SheetState.VALIDATED:
        return False
    for row in NeedsTheme.objects.system().filter(sheet=sheet, theme=adoption.theme):
        row.words = without(row.words, adoption.text)
        row.save(update_fields=["words"])
    return True


def without(words: str, taken: str) -> str:
    """The words less these lines, each once; one that was changed since is somebody's own, and stays."""
    left = words.splitlines()
    for line in taken.splitlines():
        found = next((rank for rank, said in enumerate(left) if said.strip() == line), None)
        if found is not None:
            del left[found]
    return "\n".join(left)
