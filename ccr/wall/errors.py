"""Errors whose text is shown to the user as it is."""


class DomainError(Exception):
    """A refusal of the programme: a French sentence that says what is wrong and what to do.

    Anything else that is raised is a bug, and is left to fail loudly.
    """

    code = "refused"
    """Of the form error it becomes."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self):
        return self.sentence


class Conflict(DomainError):
    """Somebody else wrote the same thing since the page was made: nothing of hers is overwritten unseen.

    theirs: what is stored in each field at odds, by field name, when it can be told field by field (``ccr.seen``).
    """

    code = "conflict"

    def __init__(self, sentence: str, theirs: dict | None = None):
        super().__init__(sentence)
        self.theirs = theirs or {}


def refuse(reason: str | None):
    """Raise the reason a rule gave, if it gave one.

    Raises DomainError.
    """
    if reason:
        raise DomainError(reason)
