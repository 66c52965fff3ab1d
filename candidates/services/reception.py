"""The verbs of the record of receptions (A132, A133)."""

from django.db import transaction

from candidates import rules
from candidates.models import Came, Reception, ReceptionOutcome, Referral
from ccr import clock, journal
from ccr.directory.models import Organisation
from ccr.once import key_about, make_once
from ccr.wall.errors import refuse

TYPED = ("on", "channel", "name", "reach", "structure", "question", "outcome", "partner", "came", "prescriber")
"""What somebody types of a reception."""
LINKS = {"structure": "organisation", "partner": "partner_organisation", "prescriber": "prescriber_organisation"}
"""A name that is typed → the record of the directory that it names."""


def _settled(typed: dict) -> dict:
    """What the row holds: no partner nor prescriber where there is none, and each name with the record it names.

    One query per name. A name that two records bear names neither.
    """
    typed = {**typed, "question": typed["question"].strip()}
    if typed["outcome"] != ReceptionOutcome.ORIENTED:
        typed["partner"] = ""
    if typed["came"] != Came.SENT:
        typed["prescriber"] = ""
    for name, link in LINKS.items():
        typed[name], typed[link] = _named(typed[name])
    return typed


def _named(name: str) -> tuple:
    """The name and the record that it names, None when it names none or two. One query."""
    found = list(Organisation.objects.called(name)[:2]) if name.strip() else []
    return (found[0].name, found[0]) if len(found) == 1 else (name, None)


def note_referral(application, referral: dict | None):
    """Keep who sent the structure. referral: {"came", "prescriber"}; None when nobody was asked."""
    if referral is None:
        return
    Referral.objects.system().create(application=application, **_answer(referral))


def _answer(referral: dict) -> dict:
    """What the row holds of {"came", "prescriber"}."""
    name, record = _named(referral["prescriber"] if referral["came"] == Came.SENT else "")
    return {"came": referral["came"], "prescriber": name, "prescriber_organisation": record}


@transaction.atomic
def change_referral(referral: Referral, answer: dict, *, by) -> Referral:
    """Put right who sent the structure (A133).

    answer: {"came", "prescriber"}. Raises DomainError to the structure once it deposited; the coordination always may.
    """
    rows = Referral.objects.system().select_for_update(of=("self",)).select_related("application__campaign")
    row = rows.get(pk=referral.pk)
    refuse(rules.why_not_change_referral(by, row.application))
    said = _answer(answer)
    if any(getattr(row, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(row, name, value)
        row.save(update_fields=said)
        journal.record(by, "referral_changed", row.application)
    return row


@transaction.atomic
def receive(campaign, typed: dict, *, by, key=None) -> Reception:
    """Note that somebody came, wrote or rang.

    typed: {name in ``TYPED``: value}. key: of the form; sent twice, it is one line.
    """
    made, is_new = make_once(
        Reception.objects.system().filter(campaign=campaign, by=by.person_id),
        key_about(key, by),
        campaign=campaign,
        by=by.person,
        noted_at=clock.now(),
        **_settled(typed),
    )
    if is_new:
        journal.record(by, "received", made, channel=made.channel)
    return made


@transaction.atomic
def change_reception(reception, typed: dict, *, by) -> Reception:
    """Correct a line: what was changed on the page, and nothing over what a colleague wrote meanwhile."""
    row = Reception.objects.system().select_for_update(of=("self",)).get(pk=reception.pk)
    shown = {name: getattr(row, name) for name in TYPED}
    settled = _settled({**shown, **typed})
    changed = [name for name, value in settled.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, settled[name])
    if changed:
        row.save(update_fields=changed)
        journal.record(by, "reception_changed", row, fields=changed)
    return row
