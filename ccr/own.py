"""What the platform holds on somebody, gathered seat by seat: never what one seat reads beside what another does.

Each app says its part at the ``own`` point of the registry; a closed side's provider is never called. What hangs on the
account itself is the threshold's (``ccr.accounts.own``).
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from ccr import registry
from ccr.registry import Chapter
from ccr.ui import french


def words(row, name: str) -> str:
    """A field of a row as a page would write it; empty when there is nothing."""
    value = getattr(row, name)
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if row._meta.get_field(name).choices:
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(value, datetime.datetime):
        return french.moment(value)
    if isinstance(value, datetime.date):
        return french.long_date(value)
    return french.number(value) if isinstance(value, Decimal) else str(value)


def chapter(title: str, rows: Iterable, *columns, rank: int = 50) -> list[Chapter]:
    """A chapter, in a list; none when there are no rows.

    columns: names of fields, labelled by themselves, or (label, function of the row) pairs. What is empty is left out.
    """
    entries = []
    for row in rows:
        pairs = []
        for column in columns:
            if isinstance(column, str):
                label, said = str(row._meta.get_field(column).verbose_name), words(row, column)
            else:
                label, said = column[0], column[1](row)
            if said:
                pairs.append((label[:1].upper() + label[1:], str(said)))
        entries.append(pairs)
    return [Chapter(title, entries, rank)] if entries else []


def of_seat(seat) -> list[Chapter]:
    """Everything the rooms hold of the seat's holder. To be run in the seat's own pass."""
    return sorted(registry.ask("own", seat), key=lambda chapter: chapter.rank)


def as_data(chapters: list[Chapter]) -> list[dict]:
    """Chapters for a JSON file, in their order."""
    return [{"rubrique": chapter.title, "lignes": [dict(entry) for entry in chapter.entries]} for chapter in chapters]
