"""Who comes to the information days of the world: one held on 7 February 2012, one to come on the 24th."""

import datetime

from ccr import clock
from ccr.programme import meetings
from ccr.programme.models import Meeting
from ccr.wall.sides import Side
from tests.factories import candidates
from tests.wall.canaries import word

DAYS = {"mine": 7, "other's": 24}
FIELDS = ("name", "organisation")


def announce(world):
    """The coordination puts both days on the calendar and opens their registrations; another call has one too."""
    from candidates import services

    for whose, day in DAYS.items():
        starts_at = datetime.datetime(2012, 2, day, 10, 0, tzinfo=clock.PARIS)
        meeting = Meeting(campaign=world.campaign, kind="information", starts_at=starts_at, place="La Cité")
        with world.acting("coordinator") as seat:
            world.keep("information", whose, meetings.add_meeting(meeting, reason="Une date de plus.", by=seat))
            settings = {"seats_max": 20, "registration_until": starts_at.date(), "practical_notes": "Par la cour."}
            world.keep("information_day", whose, services.set_information_day(meeting, by=seat, **settings))
    elsewhere = world.thing("elsewhere", "-")
    starts_at = datetime.datetime(2012, 2, 25, 10, 0, tzinfo=clock.PARIS)
    meeting = Meeting.objects.create(campaign=elsewhere, kind="information", starts_at=starts_at)
    world.keep("information", "foreign", meeting)


def register(world):
    """The candidate comes to the first day, somebody whom nobody has to know to the second."""
    from candidates import services
    from candidates.models import Registration

    unknown = f"{word('candidates.Registration.email', 'other')}@exemple.test"
    for whose, email in (("mine", world.people["candidate"].email), ("other's", unknown)):
        said = {name: word(f"candidates.Registration.{name}", whose) for name in FIELDS}
        day = world.thing("information_day", whose)
        with world.acting(Side.ANONYMOUS):
            services.register(day, email=email, people=2, kind="elected", **said)
        world.keep("registration", whose, Registration.objects.system().get(day=day))


def hold(world):
    """7 February 2012: she was there; the list was signed; the document is sent."""
    from candidates import services
    from candidates.documents import SHEET
    from candidates.models import AttendanceSheet
    from ccr import documents

    world.at("2012-02-07 15:00")
    day = world.thing("information_day", "mine")
    with world.acting("coordinator") as seat:
        services.note_attendance(world.thing("registration", "mine"), "present", by=seat)
        documents.request(SHEET, about=day, owner=seat, source_version="1")
        file = candidates.upload(f"{word('candidates.InformationDocument.name')}.pdf", "Diaporama")
        title = word("candidates.InformationDocument.title")
        paper = services.add_information_document(day, file, title=title, is_before=False, by=seat)
        services.send_documents(day, by=seat)
    world.keep("paper", "mine", paper)
    world.keep("sheet_to_sign", "mine", AttendanceSheet.objects.system().get(about_id=day.pk))
