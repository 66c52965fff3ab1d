"""What a seat opens and what it never opens, in plain words told from the door plates (DESIGN 2.3).

A model that somebody would ask about says what it is to a reader, beside its plate: ``opens_as = "les notes de
diagnostic"``. The lists are made from the plates, so they cannot promise what a door does not hold. How far a side sees
in what it opens, its querysets say: ``SCOPES`` puts it in words, once for each.
"""

from dataclasses import dataclass
from functools import cache

from .audience import readers_of
from .doors import concrete_models
from .sides import Side, label

SCOPES = {
    Side.CANDIDATE: "De votre structure seulement, jamais d’une autre.",
    Side.DIAGNOSIS: (
        "Candidatures et décisions : de tout l’appel. Diagnostics, notes et fil rouge : de ce qui est confié à votre "
        "organisation seulement. La coordination RAMSESS suit en plus l’état de tous les diagnostics."
    ),
    Side.DLA: "De toutes les structures de l’appel.",
    Side.CONSULTANT: (
        "Candidatures et décisions : de tout l’appel. Le reste : des structures de vos sessions ; une note, seulement "
        "si la structure vous l’a transmise."
    ),
    Side.FINANCE: "De toutes les structures de l’appel.",
    Side.COORDINATION: "De toutes les structures de l’appel.",
    Side.INSTRUCTION: "Des candidatures déposées dans l’appel, sauf celles dont un lien vous retire.",
    Side.PILOT: "Des totaux, jamais une structure.",
}
"""How far each side sees in what it opens."""


@dataclass(frozen=True)
class Opened:
    """What some sides open, only in sums, and never, in the order of the rooms; how far, as (side, sentence)."""

    content: tuple[str, ...]
    sums: tuple[str, ...]
    never: tuple[str, ...]
    scopes: tuple[tuple[str, str], ...]


@cache
def opened_by(sides: frozenset[Side]) -> Opened:
    """What a seat of these sides opens."""
    content, sums, never = [], [], []
    for model in concrete_models():
        if (words := vars(model).get("opens_as")) is None:
            continue
        if readers_of(model) & sides:
            content.append(words)
        elif getattr(model, "sums_only", frozenset()) & sides:
            sums.append(words)
        else:
            never.append(words)
    scopes = tuple((label(side), SCOPES[side]) for side in SCOPES if side in sides)
    return Opened(tuple(content), tuple(sums), tuple(never), scopes)
