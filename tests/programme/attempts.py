"""The table of refusals: what a line is, and what situations are made of."""

from dataclasses import dataclass

from django.urls import reverse

from ccr.programme import seats
from ccr.programme.models import (
    Campaign,
    CampaignState,
    Engagement,
    Mandate,
)
from ccr.programme.roles import Function, Role
from tests.factories.core import OrganisationFactory, make_campaign, make_seat
from tests.races.test_seats import next_call


@dataclass
class Attempt:
    """What is tried: the form (an address, what is typed), and the same by the service."""

    url: str
    typed: dict
    service: object
    args: tuple = ()


LINES = {}


SCREEN = "the screen’s own limit: the same state is had by applying"
CALL = "the life of a call, which lets nobody through the wall"
ANNOUNCED = "the day that was announced is told by the rows that were rewritten: nothing else keeps it"
"""Why neither a constraint nor the audit looks for what is refused."""


def line(says, *, held, form_says=None):
    """Register a situation: a function of the campaign and its coordinator that gives the Attempt.

    held: what stands behind the service when the same is written by SQL, as ``test_constraints`` names it (a
    constraint, a wrong state that the audit finds), or the reason why nothing does.
    """

    def keep(situation):
        LINES[situation.__name__] = (situation, says, form_says or says, held)
        return situation

    return keep


def named(campaign, person, role, organisation):
    typed = {"email": person.email, "role": str(role), "organisation": organisation.siren}
    return Attempt("give_mandate", typed, seats.appoint, (campaign, person, role, organisation))


def engaged(campaign, organisation, function):
    typed = {"organisation": organisation.siren, "function": str(function)}
    return Attempt("engage", typed, seats.engage_organisation, (campaign, organisation, function))


def ended(engagement):
    return Attempt(
        reverse("programme:end_engagement", args=[engagement.campaign.slug, engagement.pk]),
        {},
        seats.end_engagement,
        (engagement,),
    )


def withdrawn(mandate):
    slug = mandate.seat.campaign.slug
    return Attempt(
        reverse("programme:withdraw_mandate", args=[slug, mandate.pk]), {}, seats.withdraw_mandate, (mandate,)
    )


def able(campaign=None, name="Couveuse du Port"):
    organisation = OrganisationFactory(name=name, able=True)
    if campaign is not None:
        seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    return organisation


def left(seat):
    """The seat of somebody whose mandate was withdrawn."""
    for mandate in Mandate.objects.filter(seat=seat):
        seats.withdraw_mandate(mandate)
    return seat.person


def instructed(campaign):
    """An organisation in whose name a file was opened, and that does not instruct any more."""
    organisation = able()
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER, organisation=organisation)
    seats.record_first_opening(seat)
    seats.leave_organisation(seat.person.memberships.get(organisation=organisation))
    seats.end_engagement(Engagement.objects.get(campaign=campaign, organisation=organisation))
    return organisation


def close(campaign):
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.CLOSED)


def following(campaign) -> Campaign:
    """The next call, coordinated by the same person."""
    mandate = Mandate.objects.select_related("seat__person", "organisation").get(
        seat__campaign=campaign, role=Role.COORDINATOR
    )
    return make_campaign("2013", coordinator=mandate.seat.person, regain=mandate.organisation, **next_call())
