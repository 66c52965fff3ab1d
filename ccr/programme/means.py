"""« Moyens complémentaires de la Région »: what the coordination envisages, asks for and is granted (A013)."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from ccr import clock, journal
from ccr.once import key_about, make_once
from ccr.programme import rules, seats
from ccr.programme.models import UNSURE, ComplementaryMeans, Journal, MeansState
from ccr.programme.states import MEANS
from ccr.seen import refuse_unseen
from ccr.ui import french
from ccr.wall.errors import DomainError, refuse
from ccr.workflow import Badge

FIELDS = ("label", "state", "amount", "since")


@dataclass(frozen=True)
class Summary:
    """The lines of a call, each with its badge, and what they add up to. granted, awaited: euros."""

    lines: list[tuple[ComplementaryMeans, Badge]]
    granted: Decimal
    awaited: Decimal

    @property
    def sentence(self) -> str:
        """« 12 000 € accordés. 8 000 € envisagés ou demandés, qui ne comptent pas encore. »."""
        said = f"{french.euros(self.granted)} accordés." if self.granted else "Rien n’est accordé pour le moment."
        if self.awaited:
            said += f" {french.euros(self.awaited)} envisagés ou demandés, qui ne comptent pas encore."
        return said


def summary(seat) -> Summary:
    """What the call of this seat may count on; no line and no query for who does not read it."""
    reads = seat.sides & ComplementaryMeans.readers
    rows = list(ComplementaryMeans.objects.visible_to(seat)) if reads else []

    def total(*states):
        return sum((row.amount or 0 for row in rows if row.state in states), Decimal(0))

    return Summary([(row, MEANS.badge(row.state)) for row in rows], total(MeansState.GRANTED), total(*UNSURE))


@dataclass(frozen=True)
class Former:
    """What a line said at a moment. amount: euros, or None. renamed_from: its name before, when that changed then."""

    badge: Badge
    amount: Decimal | None
    since: datetime.date
    entry: Journal
    renamed_from: str = ""


def history(seat, means) -> list[Former]:
    """What a line said, the latest first, for who reads the journal."""
    rows = Journal.objects.visible_to(seat).filter(about_id=means.pk).select_related("by_person").order_by("-at", "id")
    names = list(means.former_labels)
    return [
        Former(
            MEANS.badge(row.details["state"]),
            Decimal(row.details["amount"]) if row.details["amount"] else None,
            datetime.date.fromisoformat(row.details["since"]),
            row,
            names.pop() if names and row.details.get("renamed") else "",
        )
        for row in rows
    ]


def _refuse_same_label(campaign, label, *, but=None):
    others = ComplementaryMeans.objects.system().filter(campaign=campaign).exclude(pk=but)
    if label.casefold() in {other.casefold() for other in others.values_list("label", flat=True)}:
        raise DomainError("Une ligne de cet appel porte déjà cet intitulé : modifiez-la, ou nommez celle-ci autrement.")


def _record(by, verb, means, **more):
    said = {"state": means.state, "amount": means.amount, "since": means.since}
    journal.record(by, verb, means, **said, **more)


@transaction.atomic
def add(campaign, *, label, state, amount, since, by, key=None) -> ComplementaryMeans:
    """Note what the Région may bring, or brings. key: of the form it comes from.

    amount: euros, None while it is not known. since: the day of that state, today at the latest.
    Raises DomainError: no amount for what is asked or granted, a day to come, a label of another line.
    """
    campaign, by = seats.lock(campaign), seats.acting(by)
    rows, key = ComplementaryMeans.objects.system().filter(campaign=campaign), key_about(key, campaign)
    if key and (found := rows.filter(form_key=key).first()):
        return found
    refuse(rules.why_not_means(None, state, amount, since))
    _refuse_same_label(campaign, label)
    means, is_new = make_once(rows, key, campaign=campaign, label=label, state=state, amount=amount, since=since)
    if is_new:
        _record(by, "means_added", means)
    return means


@transaction.atomic
def change(means, values: dict, *, seen: dict | None = None, by) -> ComplementaryMeans:
    """Say where it stands now, how much it is, how it is called.

    values: {name among FIELDS: value}; another state without its day begins today, and what is stored already is no
    change. seen: as ``refuse_unseen`` takes it. Raises Conflict when a colleague changed one of them since, DomainError
    as ``add`` does, or when the state does not come after the present one.
    """
    if unknown := values.keys() - set(FIELDS):
        raise ValueError(f"{sorted(unknown)} do not change")
    seats.lock(means.campaign)
    means, by = ComplementaryMeans.objects.system().get(pk=means.pk), seats.acting(by)
    refuse_unseen(values, seen, {name: getattr(means, name) for name in values})
    if values.get("state", means.state) != means.state:
        values = {"since": clock.today(), **values}
    values = {name: value for name, value in values.items() if value != getattr(means, name)}
    if not values:
        return means
    former, label = means.state, means.label
    for name, value in values.items():
        setattr(means, name, value)
    refuse(rules.why_not_means(former, means.state, means.amount, means.since))
    if "label" in values:
        _refuse_same_label(means.campaign_id, means.label, but=means.pk)
    renamed = {"renamed": True} if "label" in values else {}
    if renamed:
        means.former_labels.append(label)
    means.save(update_fields=[*values, "former_labels"])
    _record(by, "means_changed", means, **renamed)
    return means
