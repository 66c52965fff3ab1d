"""What each kind of mail is called, says, and to whom it may go."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of mail.

    label: its French name on the coordinator's page; it says nothing that coordination may not know.
    subject: without personal data.
    template: path without extension; ``.txt`` and ``.html`` are rendered.
    context: ``context(seat, mail) -> dict | None``, run in the recipient's own pass; None when she may no
    longer see it.
    binding: whether its recipient must know at once, whatever mails she wishes for: a decision, the receipt of a
    deposit, an invitation, a deadline or a day that binds, the safety of an account. Every kind says it.
    public: goes to a bare address, rendered as the anonymous visitor. newcomer: about the directory, which stands
    outside the seats: rendered as the newcomer, whatever seat she holds in the campaign; without it, the mail of a
    person who has no seat any more becomes « sans objet ».
    gathers: one mail about an object says all there is to say of it: those that were written before it left, to the
    same person about the same object, become « sans objet ».
    """

    name: str
    label: str
    subject: str
    template: str
    context: Callable
    binding: bool
    public: bool = False
    newcomer: bool = False
    link: bool = False
    gathers: bool = False

    @property
    def to_address(self) -> bool:
        """Whether it goes to a bare address."""
        return self.public or self.link


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    *,
    label,
    subject,
    template,
    context,
    binding: bool,
    public=False,
    newcomer=False,
    link=False,
    gathers=False,
) -> Kind:
    """Declare a kind of mail, in the ``ready()`` of its app.

    Raises ValueError when the name is taken by another kind.
    """
    kind = Kind(name, label, subject, template, context, binding, public, newcomer, link, gathers)
    if _kinds.setdefault(name, kind) != kind:
        raise ValueError(f"mail kind {name!r} is registered twice")
    return kind


def get(name: str) -> Kind:
    """The kind of that name. Raises KeyError."""
    return _kinds[name]


def label(name: str) -> str:
    """The French name of a kind, its code when it is no longer declared."""
    return _kinds[name].label if name in _kinds else name


def names() -> list[str]:
    """Every declared kind."""
    return sorted(_kinds)
