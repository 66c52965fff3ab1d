"""What diagnostics offer to a consultant: the notes passed on to her."""

from django.db.models import Exists, OuterRef

from ccr.registry import NavLink
from ccr.ui import french
from diagnostics.models import Reading, Transfer

from .common import address, support_task


def consultant_navigation(seat):
    return [NavLink("Notes transmises", address(seat, "transferred_notes"), "diagnostics-notes", rank=40)]


def _unread(seat):
    read = Reading.objects.visible_to(seat).filter(about_id=OuterRef("note"), reader=seat)
    rows = Transfer.objects.visible_to(seat).live().filter(~Exists(read), consultant=seat)
    return rows.select_related("application__organisation")


def consultant_home(seat):
    return [
        support_task(
            title=f"Lire la note {french.of(transfer.application.organisation.name)}",
            url=address(seat, "transferred_note", transfer.pk),
            action="Lire",
            detail="La structure vous l’a transmise ; elle voit quand vous la lisez.",
            rank=45,
        )
        for transfer in _unread(seat)
    ]
