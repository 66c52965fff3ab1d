"""The addresses « Le mur » asks: those of one structure of last year's call, on both sides.

Each side finds its own addresses in its own pass: nothing here could not be found by who holds the seat.
"""

from dataclasses import dataclass

from django.urls import reverse

from candidates.models import Application, Version
from ccr.accounts.models import Person
from ccr.demo.people import PAST_CALL, PERSONAS, Persona
from ccr.programme import seats
from ccr.programme.models import Campaign, Seat
from ccr.wall.guard import passing_as
from ccr.wall.sides import Lane
from diagnostics.models import Document, Note, Transfer
from dla.models import Enrolment
from selection.models import CommitteeSession, File

STRUCTURE = "L’Atelier Recyclé"
INSTRUCTION = PERSONAS["ines.roux"]


@dataclass(frozen=True)
class Address:
    """An address of the tour: what it shows, who opens it in support, and the lane it belongs to."""

    label: str
    path: str
    support: Persona
    lane: Lane


def seat_of(persona: Persona) -> Seat | None:
    """Her seat in last year's call; None once it was suspended."""
    call = Campaign.objects.get(slug=PAST_CALL)
    return seats.seat_of(Person.objects.get(email=persona.email), call)


def _path(name: str, *args) -> str:
    return reverse(name, args=[PAST_CALL, *args])


def of_diagnosis(seat: Seat):
    """What the diagnostician has of the structure."""
    notes = Note.objects.visible_to(seat).filter(diagnostic__application__organisation__name=STRUCTURE)
    note = notes.order_by("diagnostic__asked_at").last()
    if note is None:
        return
    yield "Le diagnostic, sa note et son fil rouge", _path("diagnostics:detail", note.diagnostic_id)
    yield "La trame remplie, commentaires internes compris", _path("diagnostics:section", note.diagnostic_id, 7)
    printed = Document.objects.visible_to(seat).filter(about_id=note.pk).order_by("created_at").last()
    if printed is not None:
        yield "La note en PDF", _path("diagnostics:document", printed.pk)


def of_consultant(seat: Seat):
    """What the consultant has, while the structure lets him: the note it passed on, and the session it attends."""
    transfers = Transfer.objects.visible_to(seat).live().filter(application__organisation__name=STRUCTURE)
    if transfer := transfers.first():
        yield "La note, transmise par la structure", _path("diagnostics:transferred_note", transfer.pk)
    enrolments = Enrolment.objects.visible_to(seat).filter(application__organisation__name=STRUCTURE)
    if enrolment := enrolments.order_by("session__number").first():
        yield "La session et ses structures", _path("dla:session", enrolment.session_id)


def of_dla(seat: Seat):
    """What the DLA officer has: sheets and days, and what the structure needs in money."""
    yield "Les fiches de besoins", _path("dla:sheets")
    yield "Les jours individuels", _path("dla:pool")
    application = Application.objects.visible_to(seat).filter(organisation__name=STRUCTURE).first()
    if application is not None:
        yield "Ses besoins de financement", _path("financing:structure", application.pk)


def of_finance(seat: Seat):
    """What the fund officer has: what all structures need in money."""
    yield "Les besoins de financement, additionnés", _path("financing:overview")


def of_instruction(seat: Seat):
    """What a member of the committee has of the same structure."""
    file = File.objects.visible_to(seat).filter(application__organisation__name=STRUCTURE).first()
    if file is not None:
        version = Version.objects.visible_to(seat).get(application=file.application_id, is_current=True)
        yield "Le dossier, l’avis et les notes des membres", _path("selection:file", file.pk)
        yield "La candidature telle que déposée", _path("selection:version", file.pk, version.number)
    yield "Tous les dossiers, avec leurs notes", _path("selection:file_list")
    if session := CommitteeSession.objects.visible_to(seat).order_by("meeting__starts_at").first():
        yield "La séance du comité et ses décisions", _path("selection:committee", session.meeting_id)
    yield "La grille de notation", _path("selection:grid")


HUGO = PERSONAS["hugo.ferrand"]
ROOMS = (
    # whose rooms, where they are found, who opens them in support, their lane
    (HUGO, of_diagnosis, HUGO, Lane.SUPPORT),
    (PERSONAS["thomas.benoit"], of_consultant, PERSONAS["thomas.benoit"], Lane.SUPPORT),
    (PERSONAS["julie.marchetti"], of_dla, PERSONAS["julie.marchetti"], Lane.SUPPORT),
    (PERSONAS["leila.haddad"], of_finance, PERSONAS["leila.haddad"], Lane.SUPPORT),
    (INSTRUCTION, of_instruction, HUGO, Lane.INSTRUCTION),
)


def wall_addresses() -> list[Address]:
    """Support's addresses, then instruction's: what is there today. A note taken back, a seat suspended have none."""
    found = []
    for persona, rooms, support, lane in ROOMS:
        seat = seat_of(persona)
        if seat is not None:
            with passing_as(seat):
                found += [Address(label, path, support, lane) for label, path in rooms(seat)]
    return found
