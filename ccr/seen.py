"""What a page was made from, looked at again when it is saved: nobody's words are replaced unseen.

A form says what its page showed (``ccr.ui.forms.ShownForm.seen``); the service, once it holds the rows, compares it
with what they hold::

    refuse_unseen(texts, seen, {name: getattr(note, name) for name in texts})

Lists of ticked boxes need no refusal: what was ticked and unticked on each page adds up (``merged``).
"""

import hashlib

from ccr.wall.errors import Conflict


def same(one, other) -> bool:
    """Whether two values read the same: ends of lines, outer blanks and emptiness aside."""
    return one == other or _plain(one) == _plain(other)


def _plain(value) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def refuse_unseen(values: dict, seen: dict | None, stored: dict):
    """Refuse to write over what the page did not show.

    values: what is to be written, by field. seen: for each field, the values the page knows of (``ShownForm.seen``); a
    field that is not there is not looked at, None looks at nothing. stored: what the locked rows hold.
    Raises Conflict with what is stored in the fields at odds; a value that is there already is at odds with nothing.
    """
    theirs = {
        name: stored[name]
        for name, value in values.items()
        if name in (seen or {})
        and not same(stored[name], value)
        and not any(same(stored[name], shown) for shown in seen[name])
    }
    if theirs:
        raise Conflict(
            "Une autre personne, ou vous dans une autre fenêtre, a écrit ici depuis l’ouverture de votre page : votre "
            "saisie n’est pas enregistrée.",
            theirs,
        )


def merged(stored, shown, ticked) -> set[str]:
    """The boxes ticked once a page is saved: those it ticked or unticked change, the others stay as they are.

    stored, ticked: keys, as texts or not. shown: those the page was made with; None when it does not say, and then what
    is ticked is all there is.
    """
    stored, ticked = {str(key) for key in stored}, {str(key) for key in ticked}
    if shown is None:
        return ticked
    shown = {str(key) for key in shown}
    return (stored | (ticked - shown)) - (shown - ticked)


def stamp_of(*what) -> str:
    """A short name of what a page shows as a whole: another one as soon as anything of it changes."""
    return hashlib.sha256(repr(what).encode()).hexdigest()[:32]
