"""More time for one file."""

import datetime

from django.db import transaction

from candidates import rules
from candidates.models import Application, Extension
from ccr import clock, journal
from ccr.notifications import outbox
from ccr.wall.errors import refuse


@transaction.atomic
def extend(application, *, until: datetime.date, reason: str, by) -> Extension:
    """Let a structure deposit until the end of a later day; its people are told, with the reason.

    Raises DomainError for a file that is deposited or withdrawn, a day that is no later than what it has, or a day that
    leaves the committee no time to read.
    """
    from .application import people_of

    rows = Application.objects.system().select_for_update(of=("self",)).select_related("campaign", "organisation")
    application = rows.get(pk=application.pk)
    refuse(rules.why_not_until(application, until))
    extension = Extension.objects.system().create(
        application=application, until=until, reason=reason.strip(), by_id=by.person_id, at=clock.now()
    )
    journal.record(by, "extended", application, until=until.isoformat())
    outbox.queue("candidates.extended", about=extension, to=people_of(application), campaign=application.campaign)
    return extension
