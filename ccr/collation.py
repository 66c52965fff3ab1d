"""The order in which a French reader looks for a name: « Épices » before « Savon », « œuvre » with « oeuvre ».

The names of people and organisations are columns of this collation: every list sorts them so, by the database and in
one query. PostgreSQL has the rules of Unicode (ICU); SQLite, which compares bytes, is given ours. No index and no
constraint rests on such a column there: SQLite's own tools, which do not have it, still copy the file. On PostgreSQL
the directory's names have one, so that ten thousand are not sorted for fifty: rebuild it (``REINDEX``) when
PostgreSQL says that its version of the rules changed.
"""

import unicodedata

FRENCH = "french"
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})


def key(text: str) -> tuple[str, str]:
    """What to sort a name by: its letters, then its accents and capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)), text


def compare(one: str, other: str) -> int:
    """-1, 0 or 1; 0 for the same text only."""
    return (key(one) > key(other)) - (key(one) < key(other))


def install(connection, **kwargs):
    """Give the collation to a connection to SQLite."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(FRENCH, compare)


def create(apps, schema_editor):
    """Make the collation in PostgreSQL, before the tables that use it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE COLLATION IF NOT EXISTS {FRENCH} (provider = icu, locale = 'fr')")


def drop(apps, schema_editor):
    """Take it back, after them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP COLLATION IF EXISTS {FRENCH}")
