"""The calls of the world: this one and its people, another, and the one that is being prepared."""

import datetime
from decimal import Decimal

from ccr import clock
from ccr.programme import campaigns, means, meetings, pieces, seats
from ccr.programme.models import Axis, Meeting
from ccr.programme.roles import Function, Role
from tests.factories import candidates, core
from tests.wall import comers, shelves
from tests.wall.canaries import word
from tests.wall.structures import TWO


def prepare(world):
    """1 September 2011: the call, its sites, its committee, everybody seated but the candidates."""
    world.at("2011-09-01 09:00")
    regain = world.organisation("Regain")
    coordinator = world.sit("coordinator", None, None)
    seats.join_organisation(coordinator, regain)
    world.campaign = world.keep("campaign", "-", core.make_campaign(coordinator=coordinator, regain=regain))
    world.seats["coordinator"] = seats.seat_of(coordinator, world.campaign)
    another = world.sit("coordinator_elsewhere", None, None)
    world.keep("elsewhere", "-", open_another_call(another, regain))
    second = Meeting(
        campaign=world.campaign,
        kind="committee",
        starts_at=datetime.datetime(2012, 2, 20, 9, 30, tzinfo=clock.PARIS),
        place="Cité des Associations",
    )
    world.keep("meeting", "other's", meetings.add_meeting(second, reason="Une date de plus."))
    world.keep("meeting", "mine", world.campaign.meetings.get(kind="committee", starts_at__month=1))
    for name, site in zip(TWO, world.campaign.sites.order_by("site__name"), strict=True):
        world.keep("site", name, site)
    world.keep("axis", "-", Axis.objects.get(number=3))
    seat_everybody(world, regain)
    with world.acting("coordinator") as seat:
        ask_the_region(world, "mine", world.campaign, seat)
    comers.announce(world)
    shelves.fill(world)
    world.campaign = type(world.campaign).objects.get(pk=world.campaign.pk)


def ask_the_region(world, whose, campaign, seat):
    """The Région grants something to a call beside the existing devices: no structure's business, nor instruction's."""
    said = {"state": "granted", "amount": Decimal(12000), "since": clock.today()}
    former, label = (word(f"ccr_programme.ComplementaryMeans.{name}", whose) for name in ("former_labels", "label"))
    line = means.add(campaign, label=former, **said, by=seat)
    world.keep("means", whose, means.change(line, {"label": label}, by=seat))


def move_the_calendar(world):
    """20 September 2011: the last session ends later, which everybody who counts on it is told, with the reason."""
    world.at("2011-09-20 10:00")
    reason = word("ccr_programme.CalendarChange.reason")
    with world.acting("coordinator") as seat:
        days = {"sessions_until": datetime.date(2013, 7, 5), "deadline_on": world.campaign.deadline_on}
        campaigns.change_campaign(world.campaign, days, reason=reason, by=seat)
    world.campaign = type(world.campaign).objects.get(pk=world.campaign.pk)


def open_another_call(coordinator, regain):
    """The next call: nobody of the first one sits in it, but her organisation coordinates it."""
    campaign = core.make_campaign(
        "2012",
        coordinator=coordinator,
        regain=regain,
        published=False,
        opens_on=datetime.date(2012, 2, 1),
        deadline_on=datetime.date(2012, 3, 31),
        diagnostics_from=datetime.date(2012, 2, 1),
        diagnostics_until=datetime.date(2012, 4, 15),
        sessions_from=datetime.date(2012, 6, 1),
    )
    campaign.meetings.update(starts_at=datetime.datetime(2012, 5, 2, 9, 30, tzinfo=clock.PARIS))
    return campaigns.publish_campaign(type(campaign).objects.get(pk=campaign.pk))


def seat_everybody(world, regain):
    """Each role once, and a second holder where a colleague's rows must stay hidden."""
    able = {name: world.organisation(name, able=True) for name in ("R1 Diagnostic", "R2 Audit", "RAMSESS")}
    esia = world.organisation("ESIA")
    firms = [world.organisation(f"Cabinet {letter}", company=True) for letter in "KL"]
    funds = [world.organisation(name) for name in ("ESIA Fonds", "URSCOP")]
    region = world.organisation("Région")
    for name, role, organisation in (
        ("diagnostician", Role.DIAGNOSTICIAN, able["R1 Diagnostic"]),
        ("other_diagnostician", Role.DIAGNOSTICIAN, able["R2 Audit"]),
        ("ramsess_coordinator", Role.RAMSESS_COORDINATOR, able["RAMSESS"]),
        ("dla_officer", Role.DLA_OFFICER, esia),
        ("consultant", Role.CONSULTANT, firms[0]),
        ("other_consultant", Role.CONSULTANT, firms[1]),
        ("fund_officer", Role.FUND_OFFICER, funds[0]),
        ("other_fund_officer", Role.FUND_OFFICER, funds[1]),
        ("instructor", Role.INSTRUCTOR, regain),
        ("committee_member", Role.COMMITTEE_MEMBER, region),
        ("committee_president", Role.COMMITTEE_PRESIDENT, region),
        ("pilot", Role.PILOT, region),
    ):
        world.sit(name, role, organisation)
    second = world.sit("second_pilot", None, None)
    with world.acting("coordinator") as seat:
        seats.appoint(world.campaign, second, Role.PILOT, region, by=seat)
    world.keep("organisation", "esia", esia)
    world.keep("organisation", "r1", able["R1 Diagnostic"])
    world.keep("organisation", "r2", able["R2 Audit"])
    world.sit("newcomer", None, None)
    world.sit("admin", None, None, is_admin=True)
    world.keep("mandate", "-", world.seats["pilot"].active_mandates[0])
    world.keep(
        "engagement", "-", world.campaign.engagements.get(organisation=able["R2 Audit"], function=Function.DIAGNOSIS)
    )


def prepare_the_next(world):
    """The coordinator prepares the next call from this one: nobody else knows of it."""
    for step in ("identite", "sites", "nombres", "calendrier"):
        world.keep(f"step_{step}", "-", step)
    with world.acting("coordinator") as seat:
        pieces.join_example(world.campaign.pieces.get(slug="accounts"), candidates.upload("trame.pdf"), by=seat)
        regain = seat.active_mandates[0].organisation
        named = {"slug": "2013", "title": "Appel 2013"}
        draft = campaigns.create_campaign(seat.person, regain, base=world.campaign, by=seat, **named)
    world.keep("draft", "-", draft)
    for whose, campaign in (("mine", world.campaign), ("foreign", world.thing("elsewhere", "-")), ("draft", draft)):
        world.keep("piece_asked", whose, campaign.pieces.get(slug="accounts"))


def play_elsewhere(world):
    """In another campaign, open to applications: a structure that deposited, and its file."""
    from selection import services

    campaign = world.thing("elsewhere", "-")
    organisation = world.organisation("Ailleurs")
    person = world.sit("elsewhere_candidate", None, None)
    seats.join_organisation(person, organisation, is_representative=True)
    application = candidates.begin(campaign, organisation, person)
    candidates.fill(application)
    from candidates.services import deposit as deposit_it

    deposit_it(application, by=candidates.representative(application))
    world.keep("application", "foreign", application)
    world.keep("site", "foreign", campaign.sites.order_by("pk").first())
    world.keep("meeting", "foreign", campaign.meetings.get(kind="committee"))
    ask_the_region(world, "foreign", campaign, seats.seat_of(world.people["coordinator_elsewhere"], campaign))
    services.ensure_files(campaign)
