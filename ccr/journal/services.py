"""Writing in the journal of the app a thing belongs to."""

import datetime
import re
import uuid
from decimal import Decimal

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest

from ccr import clock

_CODE = re.compile(r"[\w.:+-]{0,64}", re.ASCII)


def _plain(name, value):
    """A detail as JSON: codes, numbers, dates, keys, never a sentence.

    Raises ValueError for anything that could carry a person's words.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str) and _CODE.fullmatch(value):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(name, item) for item in value]
    raise ValueError(f"journal detail {name!r}: codes, numbers and dates only, not {type(value).__name__}")


def _campaign_id(about, seat):
    """The campaign a line belongs to: the thing's own, else that of the seat that acts."""
    if about._meta.label == "ccr_programme.Campaign":
        return about.pk
    return getattr(about, "campaign_id", None) or getattr(seat, "campaign_id", None)


def record(by, verb: str, about, *, campaign=None, **details):
    """Write one line in the journal of the app ``about`` belongs to, in the caller's transaction.

    by: a Seat, a Person, or None for the machine. verb: a code that ``Journal.verbs`` of that app names in French.
    details: codes, numbers, dates or keys, never free text.
    Raises ValueError for an undeclared verb or a detail that is text.
    """
    return record_in(about._meta.app_label, by, verb, about, campaign=campaign, **details)


def record_in(app_label: str, by, verb: str, about, *, campaign=None, **details):
    """The same, in the journal of another app than that of ``about``."""
    journal = _journal(app_label, verb)
    line = _line(journal, by, verb, about, campaign, details)
    line.save(force_insert=True)
    return line


def record_all(by, verb: str, things, details=None):
    """One line for each thing, all of one app, in as few statements as there are thousands.

    details: as many as things, none by default. Raises ValueError as ``record`` does.
    """
    things = list(things)
    if not things:
        return
    journal = _journal(things[0]._meta.app_label, verb)
    lines = [
        _line(journal, by, verb, about, None, said)
        for about, said in zip(things, details or [{}] * len(things), strict=True)
    ]
    journal.objects.system().bulk_create(lines, 500)


def _journal(app_label, verb):
    journal = apps.get_model(app_label, "Journal")
    if journal.verbs and verb not in journal.verbs:
        raise ValueError(f"{journal._meta.label}.verbs does not name {verb!r}")
    return journal


def _line(journal, by, verb, about, campaign, details):
    from django.contrib.auth.base_user import AbstractBaseUser  # a model: not before the apps are loaded

    person = by if isinstance(by, AbstractBaseUser) else None
    seat = None if by is None or person else by
    return journal(
        verb=verb,
        by_person_id=person.pk if person else getattr(seat, "person_id", None),
        by_seat=seat,
        about_type=about._meta.label_lower,
        about_id=about.pk,
        campaign_id=campaign.pk if campaign else _campaign_id(about, seat),
        details={name: _plain(name, value) for name, value in details.items()},
    )


def record_reading(seat, about):
    """Note that the holder of the seat read this: first time, last time, how many times.

    Writes in ``<app of about>.Reading``, in the reader's own pass.
    """
    readings = apps.get_model(about._meta.app_label, "Reading").objects.system()
    now = clock.now()
    mine = readings.filter(about_id=about.pk, reader=seat)
    # Two tabs may arrive in another order than their clocks.
    latest = Greatest(F("last_at"), Value(now, output_field=DateTimeField()))
    again = {"last_at": latest, "count": F("count") + 1}
    if mine.update(**again):
        return
    try:
        with transaction.atomic():
            readings.create(
                about_type=about._meta.label_lower, about_id=about.pk, reader=seat, first_at=now, last_at=now, count=1
            )
    except IntegrityError:  # another tab was first
        mine.update(**again)
