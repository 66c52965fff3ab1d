"""Rows locked, and who is written to."""

from ccr.programme import seats
from ccr.programme.models import Mandate, SeatState
from ccr.programme.roles import Role
from diagnostics.models import Diagnostic, Note
from diagnostics.rules import STRUCTURE


def lock(diagnostic) -> Diagnostic:
    """The diagnostic's row, locked, with what the rules ask of it."""
    rows = Diagnostic.objects.system().select_related(
        "campaign", "application__organisation", "organisation", "diagnostician__person"
    )
    return rows.select_for_update(of=("self",)).get(pk=diagnostic.pk)


def lock_note(diagnostic) -> Note:
    """The note of a diagnostic, locked."""
    notes = Note.objects.system().select_related("application__organisation", "author")
    return notes.select_for_update(of=("self",)).get(diagnostic=diagnostic)


def structure_people(diagnostic) -> list:
    """The representative and the contributors of the structure."""
    return seats.holders(diagnostic.campaign, *STRUCTURE, organisation=diagnostic.application.organisation)


def structure_seat(campaign, organisation):
    """The seat the structure's papers are made for: the representative's, else a contributor's, else None."""
    mandates = Mandate.objects.filter(
        seat__campaign=campaign,
        seat__state=SeatState.ACTIVE,
        role__in=STRUCTURE,
        organisation=organisation,
        ended_at__isnull=True,
    ).select_related("seat")
    found = sorted(mandates, key=lambda mandate: (mandate.role != Role.REPRESENTATIVE, mandate.started_at))
    return found[0].seat if found else None


def ramsess(campaign) -> list:
    """Whoever coordinates RAMSESS in the campaign."""
    return seats.holders(campaign, Role.RAMSESS_COORDINATOR)


def handler(diagnostic) -> list:
    """The diagnostician, or RAMSESS while there is none."""
    return [diagnostic.diagnostician.person] if diagnostic.diagnostician_id else ramsess(diagnostic.campaign)
