"""Information days for the tests, opened by the coordination and joined by visitors, each in their own pass."""

import datetime

from candidates import services
from candidates.models import Registration
from ccr import clock
from ccr.programme.models import Meeting, MeetingKind
from ccr.wall.guard import passing, passing_as
from ccr.wall.sides import Side

STARTS_AT = datetime.datetime(2011, 12, 6, 10, 0, tzinfo=clock.PARIS)
"""A Tuesday, a fortnight after ``candidates.OPEN_DAY``."""
UNTIL = datetime.date(2011, 12, 4)


def information_day(campaign, coordinator, *, seats=3, starts_at=STARTS_AT, until=UNTIL, notes="Entrée par la cour."):
    """A day whose registrations are open."""
    meeting = Meeting.objects.create(
        campaign=campaign, kind=MeetingKind.INFORMATION, starts_at=starts_at, place="Cité des Associations"
    )
    with passing_as(coordinator):
        return services.set_information_day(
            meeting, seats_max=seats, registration_until=until, practical_notes=notes, by=coordinator
        )


def register(day, name="Rose Alpha", *, people=1, **typed) -> Registration:
    """A visitor registers; the registration as it then is."""
    email = typed.pop("email", f"{name.split()[0].lower()}@exemple.test")
    said = {"organisation": "Épicerie Alpha", "kind": "staff", **typed}
    with passing({Side.ANONYMOUS}):
        services.register(day, name=name, email=email, people=people, **said)
    return fresh(Registration(email=email, day=day))


def fresh(registration) -> Registration:
    """As the database has it."""
    return Registration.objects.system().with_day().get(day=registration.day, email=registration.email.lower())


def cancel(registration):
    """By the secret link."""
    with passing({Side.LINK}):
        return services.cancel_registration(registration)
