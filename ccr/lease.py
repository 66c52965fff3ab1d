"""Work that is a row, which one worker holds at a time: mails, documents, receipts of facts (DESIGN 3).

It is taken by one conditional statement, so that of two workers one does. The end of the lease is also the fence: a
worker that comes back late finds that the row bears another one, or none, and changes nothing.
"""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from ccr import clock


class Leased(models.Model):
    """Abstract: until when a worker holds the row, and how many began. Only workers write these columns."""

    lease_until = models.DateTimeField("réservé jusqu’à", null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField("essais", default=0, editable=False)

    class Meta:
        abstract = True

    def held(self):
        """The row, while the lease this worker read is the row's own: nothing once it went to another."""
        return type(self).objects.system().filter(pk=self.pk, lease_until=self.lease_until)


def claim(rows, lease: timedelta, **changes) -> bool:
    """Hold the one row that the queryset gives for that long, and write these changes. False: it gives none now."""
    return bool(rows.update(lease_until=clock.real_now() + lease, attempts=F("attempts") + 1, **changes))


def is_lapsed() -> Q:
    """What a worker held and did not finish in time: it died, or will find its lease gone."""
    return Q(lease_until__lte=clock.real_now())


def is_free() -> Q:
    """What nobody holds, or holds any more."""
    return Q(lease_until__isnull=True) | is_lapsed()
