"""Writing to several structures at once."""

from typing import NamedTuple

from django.db import transaction

from candidates import rules
from candidates.models import BulkMail, BulkTarget, BulkTo
from ccr import clock, journal
from ccr.directory.models import Organisation
from ccr.notifications import outbox
from ccr.once import key_about, make_once
from ccr.programme.models import Mandate, SeatState
from ccr.programme.roles import CANDIDATE_ROLES, Role
from ccr.wall.errors import refuse

BULK = "candidates.bulk"
ROLES = {BulkTo.REPRESENTATIVES: {Role.REPRESENTATIVE}, BulkTo.EVERYBODY: CANDIDATE_ROLES}


class Recipients(NamedTuple):
    """Who would receive a mail: {person: names of her structures}; and the structures that nobody would read it for."""

    people: dict
    unreached: list


def bulk_recipients(campaign, applications, to) -> Recipients:
    """The people of these applications, once each, by name. One query. applications: with their organisation."""
    by_organisation = {application.organisation.kept_id: application for application in applications}
    mandates = Mandate.objects.filter(
        seat__campaign=campaign,
        seat__person__is_active=True,
        seat__state=SeatState.ACTIVE,
        role__in=ROLES[BulkTo(to)],
        ended_at__isnull=True,
        organisation__in=Organisation.objects.acting_among([row.organisation_id for row in applications]),
    )
    mandates = mandates.select_related("seat__person").order_by("seat__person__last_name", "seat__person__first_name")
    people, reached = {}, set()
    for mandate in mandates:
        reached.add(mandate.organisation_id)
        name = by_organisation[mandate.organisation_id].organisation.name
        people.setdefault(mandate.seat.person, []).append(name)
    unreached = [row for key, row in by_organisation.items() if key not in reached]
    return Recipients(people, unreached)


@transaction.atomic
def send_bulk(campaign, applications, *, title: str, text: str, to, by, key=None) -> BulkMail:
    """Write one mail to each person of these structures, and keep what was said.

    applications: with their organisation. to: a ``BulkTo``. key: of the form; sent twice, it is one mail.
    Raises DomainError when nobody would receive it.
    """
    people = bulk_recipients(campaign, applications, to).people
    refuse(rules.why_not_bulk(applications, people))
    mail, is_new = make_once(
        BulkMail.objects.system().filter(campaign=campaign, by=by.person_id),
        key_about(key, by),
        campaign=campaign,
        title=title.strip(),
        text=text.strip(),
        to=to,
        by=by.person,
        sent_at=clock.now(),
        structures=len(applications),
        people=len(people),
    )
    if is_new:
        BulkTarget.objects.system().bulk_create(BulkTarget(mail=mail, application=row) for row in applications)
        journal.record(by, "bulk_sent", mail, structures=mail.structures, people=mail.people)
        outbox.queue(BULK, about=mail, to=people, campaign=campaign)
    return mail
