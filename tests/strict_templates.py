"""An undefined variable in one of our templates fails the test that renders it.

Django renders such a variable as nothing. Its ``string_if_invalid`` is put to use: an empty string that looks up whose
template asks. Templates of the libraries keep Django's behaviour; so do ``{% if %}``, ``{% for %}`` and the filters
``default`` and ``default_if_none``, which say themselves what is meant when there is nothing.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORGIVING = {"default", "default_if_none"}


class UndefinedVariable(AssertionError):
    """One of our templates uses a name that its view does not give."""


def is_ours(origin) -> bool:
    """Whether a template is of this repository, and not of an installed library."""
    path = Path(getattr(origin, "name", "") or "")
    return path.is_relative_to(ROOT) and ".venv" not in path.parts


class Undefined(str):
    """The empty string that Django puts in place of an undefined variable, after this one had a look."""

    def __new__(cls):
        return super().__new__(cls, "")

    def __bool__(self):
        """Called by ``FilterExpression.resolve`` when a variable does not exist.

        Raises UndefinedVariable for one of our templates.
        """
        frame = sys._getframe(1)
        expression = frame.f_locals.get("self")
        if frame.f_code.co_name != "resolve" or not hasattr(expression, "filters"):
            return False
        if FORGIVING & {function.__name__ for function, _ in expression.filters}:
            return False
        origin = self.origin(frame)
        if is_ours(origin):
            raise UndefinedVariable(f"{Path(origin.name).relative_to(ROOT)}: {{{{ {expression.token} }}}} is undefined")
        return False

    @staticmethod
    def origin(frame):
        """The template of the node that is being rendered: the nearest one up the stack."""
        while frame := frame.f_back:
            node = frame.f_locals.get("self")
            if (origin := getattr(node, "origin", None)) is not None and hasattr(node, "token"):
                return origin
        return None
