"""Who reads what is typed of a need, told from the door plates: the sentence cannot lie (DESIGN 2.3)."""

from ccr.wall.sides import SEATED, Side
from financing.models import NeedLine, NeedWords

NAMES = {
    Side.CANDIDATE: "votre structure",
    Side.DLA: "la personne chargée du DLA",
    Side.FINANCE: "les financeurs solidaires",
    Side.COORDINATION: "la coordination Regain",
}


def _named(sides) -> str:
    names = [NAMES[side] for side in NAMES if side in sides]
    return " et ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def audience() -> str:
    """Who reads the lines and their words, who only sees totals, who never does."""
    words, amounts = NeedWords.readers & SEATED, NeedLine.readers & SEATED
    sentence = f"Lu par {_named(words)}."
    if only := amounts - words:
        named = _named(only)
        sentence += f" {named[0].upper()}{named[1:]} voit les totaux, pas vos précisions."
    if not (words | amounts) & {Side.INSTRUCTION}:
        sentence += " Jamais transmis à l’instruction ni au comité."
    return sentence
