"""The keywords of a document: typed with commas, kept tidy, found whatever their accents and capitals (A176)."""

import re

from ccr import collation

MOST = 8
LONGEST = 40
BETWEEN = ", "
_MARK = "|"


def listed(text: str) -> list[str]:
    """The keywords of a text, in the order they were typed, each once: commas, semicolons or lines part them."""
    words = (" ".join(word.replace(_MARK, " ").replace("#", " ").split()) for word in re.split(r"[,;\n]", text))
    return list({key(word): word for word in reversed(list(words)) if key(word)}.values())[::-1]


def tidy(text: str) -> str:
    """The keywords as they are kept: « sélection, GT4 »."""
    return BETWEEN.join(listed(text))


def key(word: str) -> str:
    """A keyword as it is compared and written in addresses: small letters without accents."""
    return collation.key(word)[0].replace(_MARK, " ").strip()


def keys(text: str) -> str:
    """The keys of a tidy text, as they are searched: « |selection|gt4| »; nothing without keyword."""
    found = [key(word) for word in listed(text)]
    return _MARK.join(["", *found, ""]) if found else ""


def among(key: str) -> str:
    """What the keys of a document hold when this keyword is one of them."""
    return f"{_MARK}{key}{_MARK}"
