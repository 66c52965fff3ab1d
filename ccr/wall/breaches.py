"""The journal of breaches: what was refused, to whom, on the way to what; never a parameter (DESIGN 2.3)."""

import logging

from ccr import clock

from .guard import Pass, passing
from .sides import Side

logger = logging.getLogger("ccr.wall")


def write_down(opened: Pass, *, where: str, person=None):
    """One row per statement or page that the pass refused, swallowed or not. Called once its transaction is over.

    where: the name of the view or of the task. person: the key of the account, None for a task or a visitor.
    """
    from .models import Breach

    with passing({Side.MACHINE}):
        Breach.objects.system().bulk_create(
            Breach(
                at=clock.now(),
                person=person,
                sides=",".join(sorted(breach.sides or opened.sides)),
                view=where[:200],
                verb=breach.verb[:20],
                tables=",".join(breach.tables)[:500],
            )
            for breach in opened.breaches
        )
    logger.warning("wall breach: %s, %d refusal(s)", where, len(opened.breaches))
