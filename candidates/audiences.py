"""Who reads what is typed, told from the door plates: the sentence cannot lie (DESIGN 2.3)."""

from django.apps import apps

from ccr.wall.sides import SEATED, SUPPORT, Side, label

READERS = {
    Side.CANDIDATE: "votre structure",
    Side.COORDINATION: "la coordination Regain",
    Side.INSTRUCTION: "l’instruction et le comité",
}


def _named(sides) -> str:
    names = [READERS.get(side) or label(side) for side in Side if side in sides]
    return " et ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def audience(model) -> str:
    """« Lu par votre structure et la coordination Regain… »: who reads the model, then what it becomes.

    model: of candidates; its ``becomes`` names the model its content moves to.
    """
    seats = set(model.readers) & SEATED
    sentence = f"Lu par {_named(seats)}."
    becomes = getattr(model, "becomes", None)
    if becomes:
        later = set(apps.get_model(becomes).readers) & SEATED
        if later - seats:
            sentence += f" Une fois déposé, lu aussi par {_named(later - seats)}."
        seats |= later
    if not seats & SUPPORT:
        sentence += " Jamais par l’appui : diagnostic, DLA, financeurs."
    return sentence
