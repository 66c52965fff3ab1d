"""What the DLA and the structures' needs in money bring to the world of the proofs (3 to 6 February 2012)."""

import datetime
from decimal import Decimal

from tests.wall.canaries import word

PAIRS = (("mine", "candidate", "consultant"), ("other's", "other_candidate", "other_consultant"))


def dla(world):
    """Each structure's sheet and plan; two sessions, one consultant each; an enrolment, half days, a PDF."""
    from ccr import documents
    from dla import services
    from dla.models import Theme

    world.at("2012-02-03 14:00")
    for whose, candidate, _ in PAIRS:
        application = world.thing("application", whose)
        with world.acting(candidate) as seat:
            for theme in Theme:
                said = {"priority": "useful", "format": "collective", "words": word("dla.NeedsTheme.words", whose)}
                services.save_theme(application, theme, said, by=seat)
            sheet = services.submit_sheet(application, by=seat)
            plan = {name: word(f"dla.PlanTheme.{name}", whose) for name in ("aim", "decided")}
            plan = services.write_plan(application, {Theme.ECONOMIC: {**plan, "progress": "under_way"}}, by=seat)
            world.keep("development_plan", whose, plan)
        with world.acting("dla_officer") as seat:
            world.keep("sheet", whose, services.validate_sheet(sheet, by=seat))
    world.at("2012-02-04 10:00")
    for (whose, _, consultant), first in zip(PAIRS, (15, 16), strict=True):
        application = world.thing("application", whose)
        with world.acting("dla_officer") as seat:
            session = services.plan_session(
                world.campaign,
                title=word("dla.Session.title", whose),
                days=six_days(datetime.date(2012, 3, first), word("dla.SessionDay.place", whose)),
                consultant=world.seats[consultant],
                by=seat,
            )
            world.keep("dla_session", whose, session)
            world.keep("enrolment", whose, services.enrol(session, application, by=seat))
            reason = word("dla.Allocation.reason", whose)
            world.keep("allocation", whose, services.allocate_days(application, 2, reason=reason, by=seat))
            programme = documents.request("dla.programme", about=session, owner=seat, source_version="1")
            world.keep("programme", whose, programme)


def six_days(first, place):
    """Six days, a fortnight apart."""
    from dla.models import Module
    from dla.services.sessions import PlannedDay

    modules = list(Module) * 3
    return [PlannedDay(first + datetime.timedelta(days=14 * n), modules[n], place) for n in range(6)]


def financing(world):
    """A need of each structure, in its own words."""
    from financing import services
    from financing.models import Certainty, NeedType

    world.at("2012-02-05 10:00")
    for whose, candidate, _ in PAIRS:
        words = word("financing.NeedWords.words", whose)
        need = services.Need(NeedType.STOCK, datetime.date(2012, 3, 1), Decimal("8000"), Certainty.LIKELY, words)
        with world.acting(candidate) as seat:
            world.keep("line", whose, services.state_need(world.thing("application", whose), need, by=seat))
            world.keep("statement", whose, services.make_statement(world.thing("application", whose), by=seat))


def a_date_that_waits(world):
    """A committee's new date waits for a restitution planned after it (D6): instruction never hears that it does."""
    from ccr import clock
    from ccr.programme.models import MeetingChange

    meeting = world.thing("meeting", "other's")
    world.at("2012-02-05 15:00")
    with world.acting("coordinator"):
        MeetingChange.objects.system().create(
            meeting=meeting,
            starts_at=meeting.starts_at - datetime.timedelta(days=3),
            place=word("ccr_programme.MeetingChange.place"),
            reason=word("ccr_programme.MeetingChange.reason"),
            proposed_at=clock.now(),
        )
