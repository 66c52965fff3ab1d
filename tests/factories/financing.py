"""Needs in money for the tests, stated by the structures through the services, each in its own pass."""

import datetime
from decimal import Decimal

from ccr.wall.guard import passing_as
from financing import services
from financing.models import Certainty, NeedLine, NeedType
from financing.services import Need
from tests.factories import candidates
from tests.remembering import remembered

MONTH = datetime.date(2012, 3, 1)


def need(need_type=NeedType.STOCK, amount="8000", month=MONTH, certainty=Certainty.LIKELY, words="") -> Need:
    """A need as it is typed: 8 000 € of stock in March 2012, likely."""
    return Need(need_type, month, Decimal(amount), certainty, words)


@remembered
def stated(application, need_type=NeedType.STOCK, amount="8000", month=MONTH, **options) -> NeedLine:
    """A need stated by the structure's representative."""
    seat = candidates.representative(application)
    with passing_as(seat):
        return services.state_need(application, need(need_type, amount, month, **options), by=seat)


@remembered
def withdrawn(application, **options) -> NeedLine:
    """A need stated, then withdrawn."""
    seat = candidates.representative(application)
    line = stated(application, **options)
    with passing_as(seat):
        return services.withdraw_need(line, by=seat)
