"""Who reads what is typed here, told from the door plates: the sentence cannot lie (DESIGN 2.3).

A plate says which sides read a table. Three more attributes of a model say what a plate alone cannot:

- ``becomes``: the model its content moves to (a draft becomes a version), whose readers come later;
- ``draft_readers``: the sides that read a row from the start, when the others wait for it to be handed over;
- ``sums_only``: the sides that go through the door for a sum, and see no row.

The words are chosen here, once: an app says to whom it speaks, and how a side is narrowed where it is (« le consultant
de votre session »).
"""

from django.apps import apps

from .sides import SEATED, SUPPORT, Side

NAMES = {
    Side.CANDIDATE: ("la structure",),
    Side.DIAGNOSIS: ("les diagnostiqueurs",),
    Side.DLA: ("la personne chargée du DLA",),
    Side.CONSULTANT: ("les consultants DLA",),
    Side.FINANCE: ("les financeurs solidaires",),
    Side.COORDINATION: ("la coordination Regain",),
    Side.INSTRUCTION: ("l’instruction", "le comité"),
}
"""In the order of the sentences. Pilots read figures, which are of nobody."""

YOURS = {
    Side.CANDIDATE: "votre structure",
    Side.DIAGNOSIS: "votre organisation",
    Side.DLA: "vous",
    Side.CONSULTANT: "vous",
}
"""How the side that is spoken to is called."""

WHOLE_SUPPORT = "l’appui"
"""Spelt out to the structures alone: instruction is told of no diagnostic."""


def readers_of(model) -> frozenset:
    """The seated sides that read the model's rows, once they were handed over."""
    return frozenset(model.readers) & SEATED - getattr(model, "sums_only", frozenset())


def audience(
    model,
    *,
    to,
    subject="",
    feminine=False,
    once="",
    sums=None,
    status=None,
    seen="l’état et les dates",
    wrote=frozenset(),
    names=None,
    stays=False,
) -> str:
    """« Lu par votre structure et la coordination Regain. Une fois déposé, lu aussi par… Jamais par… ».

    to: the side the sentence speaks to. subject: « Le motif », else the sentence begins with « Lu ». feminine: of what
    is read. once: « Une fois déposé », when the later readers come; without it they are there already. sums: the model
    that is summed, when it is another. status: the model that says where it stands, and ``seen`` what it tells. wrote:
    sides that know it because they wrote it, in another table. names: {side: how this content narrows it}. stays: it
    does not move on with the rest of the row.
    """
    everybody = readers_of(model) | wrote
    public = False
    if (becomes := getattr(model, "becomes", None)) and not stays:
        everybody |= readers_of(apps.get_model(becomes))
        public = Side.ANONYMOUS in apps.get_model(becomes).readers
    now = everybody
    if once:
        now = frozenset(getattr(model, "draft_readers", readers_of(model) | wrote))
    summed = getattr(sums or model, "sums_only", frozenset()) - everybody
    status_only = (readers_of(status) if status else frozenset()) - everybody - summed

    called = {**NAMES, **{side: (name,) for side, name in (names or {}).items()}}
    if to in YOURS:
        called[to] = (YOURS[to],)
    read = "lue" if feminine else "lu"
    sentences = [f"{f'{subject} est {read}' if subject else read.capitalize()} par {_join(_named(now, called, to))}."]
    if later := everybody - now:
        whom = "par tout le monde, sans compte" if public else f"aussi par {_join(_named(later, called, to))}"
        sentences.append(f"{once}, {read} {whom}.")
    sentences += [
        f"{_begin(_join(found))} n’en {_see(found)} que {what}."
        for sides, what in ((summed, "les totaux"), (status_only, seen))
        if (found := _named(sides, NAMES, to))
    ]
    if never := _named(NAMES.keys() - everybody - summed - status_only, NAMES, to):
        sentences.append(f"Jamais par {_join(never, ' ni ')}.")
    return " ".join(sentences)


def _named(sides, called, to) -> list[str]:
    """Their names, the side that is spoken to first; one name for the whole of support."""
    order = sorted((side for side in called if side in sides), key=lambda side: side != to)
    whole = set(sides) >= SUPPORT
    support = f"{WHOLE_SUPPORT} (diagnostic, DLA, financeurs)" if to == Side.CANDIDATE else WHOLE_SUPPORT
    found = [support if whole and side in SUPPORT else name for side in order for name in called[side]]
    return list(dict.fromkeys(found))


def _join(names, last=" et ") -> str:
    return last.join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _see(names) -> str:
    return "voient" if len(names) > 1 or names[0].startswith("les ") else "voit"


def _begin(words) -> str:
    return words[:1].upper() + words[1:]
