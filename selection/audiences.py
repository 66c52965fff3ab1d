"""Who reads what is typed here, told from the door plates: the sentence cannot lie (DESIGN 2.3)."""

from django.apps import apps

from ccr.wall.sides import SEATED, SUPPORT, Side, label

READERS = {
    Side.INSTRUCTION: "l’instruction et le comité",
    Side.CANDIDATE: "la structure",
    Side.COORDINATION: "la coordination",
}
CLOSED = ((Side.CANDIDATE, "la structure"), (Side.COORDINATION, "la coordination"))


def _named(sides) -> str:
    names = [READERS.get(side) or label(side) for side in Side if side in sides]
    return " et ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def audience(model) -> str:
    """« Lu par l’instruction et le comité. Jamais par la structure, la coordination ni l’appui. »

    model: of selection; its ``becomes`` names the model its content moves to.
    """
    seats = set(model.readers) & SEATED
    sentence = f"Lu par {_named(seats)}."
    if becomes := getattr(model, "becomes", None):
        later = set(apps.get_model(becomes).readers) & SEATED
        sentence += f" À la publication, lu aussi par {_named(later - seats)}."
        seats |= later
    never = [name for side, name in CLOSED if side not in seats]
    if not seats & SUPPORT:
        never.append("l’appui")
    if never:
        sentence += f" Jamais par {' ni par '.join(never)}."
    return sentence
