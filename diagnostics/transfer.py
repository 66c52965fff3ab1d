"""What the DLA may know of notes: that one was passed on, to whom, since when. It imports this module only.

Usable on the DLA's and the consultants' sides; what a note says is read on its own page, by its own rules. The second
half is for the structure's own pass, the only one in which these tables open: what it may take of its note into its
needs sheet, as its own words.
"""

from django.urls import reverse

from ccr.wall.sides import Side
from diagnostics.models import Adoption, Note, Transfer
from diagnostics.services import adopt_lines, record_note_reading, withdraw_adoption
from diagnostics.services.adoptions import lines_of
from diagnostics.states import NoteState

__all__ = [
    "adopt_lines",
    "adoptions",
    "lines_of",
    "live_transfer",
    "own_notes",
    "reading_url",
    "record_note_reading",
    "transferred_to",
    "transfers_for",
    "withdraw_adoption",
]


def live_transfer(application) -> Transfer | None:
    """The oldest transfer of the structure's note that still holds: what an enrolment may rest on (C02)."""
    return (
        Transfer.objects.system()
        .live()
        .filter(application=application)
        .select_related("consultant__person")
        .order_by("consented_at", "pk")
        .first()
    )


def transfers_for(application_ids) -> dict:
    """{application id: oldest live transfer} for a list, in one query."""
    found = {}
    rows = Transfer.objects.system().live().filter(application__in=list(application_ids))
    for transfer in rows.select_related("consultant__person").order_by("consented_at", "pk"):
        found.setdefault(transfer.application_id, transfer)
    return found


def transferred_to(seat, application_ids) -> dict:
    """{application id: transfer} of the notes this consultant may read, in one query."""
    rows = Transfer.objects.visible_to(seat).live().filter(application__in=list(application_ids), consultant=seat)
    return {transfer.application_id: transfer for transfer in rows}


def reading_url(transfer, campaign) -> str:
    """The address where its consultant reads the note."""
    return reverse("diagnostics:transferred_note", args=[campaign.slug, transfer.pk])


# The structure's own pass


def own_notes(seat):
    """The restituted notes of the structure a candidate's seat acts for, the latest first; nobody else's pass."""
    rows = Note.objects.visible_to(seat).filter(
        state=NoteState.RESTITUTED, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
    )
    return rows.order_by("-restituted_on", "pk")


def adoptions(seat):
    """What the structure took of its notes, the latest first."""
    return Adoption.objects.visible_to(seat).select_related("application__organisation", "application__campaign")
