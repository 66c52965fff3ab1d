"""Rows locked, and who is written to.

Rows are locked in one order everywhere: the calendar, the counter of places, the application, the diagnostic with its
fil rouge, the seat that acts, the note, its transfers.
"""

from candidates.models import Application
from ccr.directory.models import Organisation
from ccr.programme import seats
from ccr.programme.models import Campaign, Mandate, SeatState
from ccr.programme.roles import CANDIDATE_ROLES, Role
from diagnostics.models import Diagnostic, Note


def hold_calendar(campaign_id):
    """Keep the campaign's meetings where they are to the end of the transaction: moving one locks the same row.

    A weaker lock than ``seats.lock``: rows that only refer to the campaign are written meanwhile.
    """
    Campaign.objects.select_for_update(of=("self",), no_key=True).get(pk=campaign_id)


def lock_application(application) -> Application:
    """The application as it is now; it is not withdrawn before the end of the transaction."""
    rows = Application.objects.system().select_related("campaign", "organisation")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=application.pk)


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
    return seats.holders(diagnostic.campaign, *CANDIDATE_ROLES, organisation=diagnostic.application.organisation)


def structure_seat(campaign, organisation):
    """The seat the structure's papers are made for: the representative's, else a contributor's, else None."""
    mandates = Mandate.objects.filter(
        seat__campaign=campaign,
        seat__person__is_active=True,
        seat__state=SeatState.ACTIVE,
        role__in=CANDIDATE_ROLES,
        organisation__in=Organisation.objects.acting(organisation),
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
