"""Asking for a document, and asking again."""

from django.apps import apps
from django.db import transaction

from ccr.after_commit import start_after_commit

from . import kinds
from .states import DOCUMENT, DocumentState


def _render_after_commit(document):
    from .tasks import render

    start_after_commit(render, document._meta.label, str(document.pk))


@transaction.atomic
def request(kind: str, *, about, owner, source_version: str, campaign=None):
    """The document of this kind about this object in this version, made for ``owner`` when it does not exist yet.

    owner: the seat in whose pass it is rendered; people of the same lane share it. campaign: the owner's by default.
    The row lives in the kind's table, ``<app of about>.Document`` by default; rendering starts after the caller's
    transaction.
    Raises KeyError for an undeclared kind.
    """
    declared = kinds.get(kind)
    model = apps.get_model(about._meta.app_label, declared.table)
    document, created = model.objects.system().get_or_create(
        kind=kind,
        about_id=about.pk,
        source_version=str(source_version),
        lane=owner.lane,
        defaults={
            "about_type": about._meta.label_lower,
            "owner_seat": owner,
            "campaign_id": campaign.pk if campaign else owner.campaign_id,
            "title": declared.title,
        },
    )
    if created:
        _render_after_commit(document)
    return document


@transaction.atomic
def retry(document, *, by):
    """Make a failed document again, in the pass of whoever asks.

    Raises MoveRefused when it did not fail.
    """
    document = type(document).objects.system().select_for_update(of=("self",)).get(pk=document.pk)
    DOCUMENT.move(document, DocumentState.WAITING, attempts=0, error="", owner_seat=by)
    _render_after_commit(document)
    return document
