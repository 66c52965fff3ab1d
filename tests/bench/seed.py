"""Fill an empty database with a call of ``n`` structures, or with twenty calls that have as many, and say which pages
to measure.

Run as a program (``python -m tests.bench.seed 200``) in the environment of the bench: prints the pages and their
session cookies as JSON. An app that has a list of its own adds a function to ``GROWERS``: it is given the campaign, the
people by role and the organisations once they are there, and returns the pages it wants measured.
"""

import dataclasses
import datetime
import json
import sys
from collections.abc import Callable

import django

from tests.bench.campaigns import multiply
from tests.bench.growers import GROWERS as APPS
from tests.bench.measure import Page
from tests.bench.sizes import CALLS, DETAIL, HOME, LARGEST_CALL, LIST, SLUG


def make_call(structures: int):
    """A published call, open today, with its coordinator, its instructors and ``structures`` organisations."""
    from ccr import clock
    from ccr.programme import campaigns
    from ccr.programme.models import Meeting
    from ccr.programme.roles import Role
    from tests.factories import core

    today = clock.today()
    coordinator = core.PersonFactory(email="coordination@mesures.test")
    campaign = core.make_campaign(
        SLUG,
        coordinator=coordinator,
        opens_on=today - datetime.timedelta(days=60),
        deadline_on=today + datetime.timedelta(days=30),
        diagnostics_from=today - datetime.timedelta(days=60),
        diagnostics_until=today + datetime.timedelta(days=60),
        sessions_from=today + datetime.timedelta(days=120),
        sessions_until=today + datetime.timedelta(days=500),
        published=False,
    )
    committee = clock.start_of(today + datetime.timedelta(days=90))
    Meeting.objects.filter(campaign=campaign).update(starts_at=committee)
    campaigns.publish_campaign(campaign)
    people = {"coordinator": coordinator}
    for role in Role:
        if role.name != "COORDINATOR":
            people[role.name.lower()] = seat_holder(campaign, role)
    organisations = [core.OrganisationFactory(name=f"Structure {number:04d}") for number in range(structures)]
    return campaign, people, organisations


def seat_holder(campaign, role):
    """Somebody seated with a role, None for one that this call cannot give."""
    from ccr.wall.errors import DomainError
    from tests.factories import core

    try:
        return core.make_seat(campaign, role).person
    except DomainError:
        return None


def shared_pages(campaign, people, organisations) -> list[Page]:
    """The pages that belong to no app."""
    coordinator = people["coordinator"].email
    return [
        Page("Accueil public", "/", "", HOME),
        Page("Santé", "/sante/", "", DETAIL),
        Page("Accueil de la coordination", f"/{SLUG}/", coordinator, HOME),
        Page("Qui siège où", f"/{SLUG}/coordination/sieges/", coordinator, LIST),
        Page("Annuaire", f"/{SLUG}/coordination/annuaire/", coordinator, LIST),
        Page("Appel", f"/{SLUG}/coordination/appel/", coordinator, DETAIL),
    ]


GROWERS: list[Callable] = [shared_pages, *APPS]


def beat():
    """The worker's sign of life: there is none in the bench, and « /sante/ » must answer 200."""
    from ccr.health.models import Heartbeat

    Heartbeat.beat()


def cookie(email: str) -> str:
    """The session cookie of a person, made in the database."""
    from django.conf import settings
    from django.test import Client

    from ccr.accounts.models import Person

    if not email:
        return ""
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def seed(structures: int) -> list[tuple[Page, str]]:
    """Fill the database. Gives each page to measure with its cookie."""
    calls = CALLS if structures > LARGEST_CALL else 1
    campaign, people, organisations = make_call(structures // calls)
    pages = [page for grower in GROWERS for page in grower(campaign, people, organisations)]
    multiply(calls)
    beat()
    cookies = {email: cookie(email) for email in {page.person for page in pages}}
    return [(page, cookies[page.person]) for page in pages]


def main():
    django.setup()
    seeded = seed(int(sys.argv[1]))
    print(json.dumps([[dataclasses.asdict(page), cookie] for page, cookie in seeded]))  # noqa: T201


if __name__ == "__main__":
    main()
