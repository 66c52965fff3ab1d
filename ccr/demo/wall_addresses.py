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
from diagnostics.models import Diagnostic, Document, Note, Transfer
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


def seat_of(persona: Persona) -> Seat:
    """Her seat in last year's call."""
    call = Campaign.objects.get(slug=PAST_CALL)
    return seats.seat_of(Person.objects.get(email=persona.email), call)


def _path(name: str, *args) -> str:
    return reverse(name, args=[PAST_CALL, *args])


def of_diagnosis(persona: Persona):
    """What the diagnostician has of the structure."""
    seat = seat_of(persona)
    with passing_as(seat):
        rows = Diagnostic.objects.visible_to(seat).filter(application__organisation__name=STRUCTURE)
        diagnostic = rows.latest("asked_at")
        note = Note.objects.visible_to(seat).get(diagnostic=diagnostic)
        printed = Document.objects.visible_to(seat).filter(about_id=note.pk).order_by("created_at").last()
    yield "Le diagnostic, sa note et son fil rouge", _path("diagnostics:detail", diagnostic.pk)
    yield "La trame remplie, commentaires internes compris", _path("diagnostics:section", diagnostic.pk, 7)
    if printed is not None:
        yield "La note en PDF", _path("diagnostics:document", printed.pk)


def of_consultant(persona: Persona):
    """What the consultant has: the note the structure passed on, and the session it attends."""
    seat = seat_of(persona)
    with passing_as(seat):
        transfer = Transfer.objects.visible_to(seat).get(application__organisation__name=STRUCTURE)
        enrolment = Enrolment.objects.visible_to(seat).get(application__organisation__name=STRUCTURE)
    yield "La note, transmise par la structure", _path("diagnostics:transferred_note", transfer.pk)
    yield "La session et ses structures", _path("dla:session", enrolment.session_id)


def of_dla(persona: Persona):
    """What the DLA officer has: sheets and days."""
    yield "Les fiches de besoins", _path("dla:sheets")
    yield "Les jours individuels", _path("dla:pool")


def of_finance(persona: Persona):
    """What the fund officer has: what the structure needs in money."""
    seat = seat_of(persona)
    with passing_as(seat):
        application = Application.objects.visible_to(seat).get(organisation__name=STRUCTURE)
    yield "Ses besoins de financement", _path("financing:structure", application.pk)


def of_instruction(persona: Persona):
    """What a member of the committee has of the same structure."""
    seat = seat_of(persona)
    with passing_as(seat):
        file = File.objects.visible_to(seat).get(application__organisation__name=STRUCTURE)
        version = Version.objects.visible_to(seat).get(application=file.application_id, is_current=True)
        session = CommitteeSession.objects.visible_to(seat).order_by("meeting__starts_at").first()
    yield "Le dossier, l’avis et les notes des membres", _path("selection:file", file.pk)
    yield "La candidature telle que déposée", _path("selection:version", file.pk, version.number)
    yield "Tous les dossiers, avec leurs notes", _path("selection:file_list")
    yield "La séance du comité et ses décisions", _path("selection:committee", session.meeting_id)
    yield "La grille de notation", _path("selection:grid")


SUPPORT = (
    ("hugo.ferrand", of_diagnosis),
    ("thomas.benoit", of_consultant),
    ("julie.marchetti", of_dla),
    ("leila.haddad", of_finance),
)


def wall_addresses() -> list[Address]:
    """Support's addresses, then instruction's."""
    found = [
        Address(label, path, PERSONAS[key], Lane.SUPPORT)
        for key, rooms in SUPPORT
        for label, path in rooms(PERSONAS[key])
    ]
    hugo = PERSONAS["hugo.ferrand"]
    return found + [Address(label, path, hugo, Lane.INSTRUCTION) for label, path in of_instruction(INSTRUCTION)]
