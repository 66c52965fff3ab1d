"""What the DLA may know of notes: that one was passed on, to whom, since when. It imports this module only.

Usable on the DLA's and the consultants' sides; what a note says is read on its own page, by its own rules.
"""

from django.urls import reverse

from diagnostics.models import Transfer


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
