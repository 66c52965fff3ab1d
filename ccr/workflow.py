"""Lifecycles as data, and the one helper that moves."""

from dataclasses import dataclass, field

from django.db import models

from ccr.wall.errors import DomainError


class MoveRefused(DomainError):
    """The lifecycle does not allow this move from the present state."""


@dataclass(frozen=True)
class Badge:
    """A dot and a word. tone: ok, warn, bad, none, support or instruction."""

    label: str
    tone: str = "none"


@dataclass(frozen=True)
class Lifecycle:
    """The states of a thing, the moves between them, and what each audience calls them.

    moves: state -> states it may become; a state without an entry is an end.
    labels: audience (a Side) -> state -> label, only where it differs from the state's own label.
    tones: state -> tone of its badge.
    """

    states: type[models.TextChoices]
    moves: dict
    tones: dict = field(default_factory=dict)
    labels: dict = field(default_factory=dict)

    def allows(self, current, to) -> bool:
        """Whether the move exists."""
        return to in self.moves.get(self.states(current), ())

    def label(self, state, side=None) -> str:
        """What this audience calls the state."""
        state = self.states(state)
        return self.labels.get(side, {}).get(state, state.label)

    def badge(self, state, side=None) -> Badge:
        """The state as a dot and a word."""
        return Badge(self.label(state, side), self.tones.get(self.states(state), "none"))

    def move(self, thing, to, *, attribute="state", **changes):
        """Move a thing to another state, set the fields that go with it, and save just these.

        Raises MoveRefused when the lifecycle has no such move. The caller holds the row's lock.
        """
        current = getattr(thing, attribute)
        if not self.allows(current, to):
            raise MoveRefused(
                f"Cette action n’est plus possible : l’état est « {self.label(current)} ». "
                "Rechargez la page pour voir la situation à jour."
            )
        setattr(thing, attribute, to)
        for name, value in changes.items():
            setattr(thing, name, value)
        thing.save(update_fields=[attribute, *changes])
        return thing
