"""The verbs of needs in money: stating one, changing it, withdrawing it. All of them the structure's own."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from ccr import clock, documents, journal
from ccr.once import key_about, make_once
from ccr.programme import seats
from ccr.programme.models import Seat
from ccr.wall.errors import DomainError, refuse
from financing import rules
from financing.documents import STATEMENT
from financing.models import LARGEST, Certainty, NeedLine, NeedType, NeedWords
from financing.states import NEED, NeedState


@dataclass(frozen=True)
class Need:
    """A need as it is typed. month: any day of it."""

    need_type: str
    month: datetime.date
    amount: Decimal
    certainty: str
    words: str = ""

    def fields(self) -> dict:
        """What the line keeps."""
        return {
            "need_type": NeedType(self.need_type),
            "month": self.month.replace(day=1),
            "amount": self.amount,
            "certainty": Certainty(self.certainty),
        }


def _check(campaign, need):
    if not 0 < need.amount <= LARGEST:
        raise DomainError("Un montant est supérieur à 0 € et ne dépasse pas 10 000 000 €.")
    refuse(rules.why_not_month(campaign, need.month.replace(day=1)))


@transaction.atomic
def state_need(application, need: Need, *, by, key=None) -> NeedLine:
    """A structure states a need in money (A120, A121). key: of the form it comes from.

    Raises DomainError: not its people, application withdrawn, amount or month out of bounds.
    """
    by = seats.acting(by)
    refuse(rules.why_not_state(by, application))
    _check(application.campaign, need)
    now = clock.now()
    own = NeedLine.objects.system().filter(application=application)
    key = key_about(key, application)
    line, is_new = make_once(own, key, application=application, stated_at=now, changed_at=now, **need.fields())
    if not is_new:
        return line
    NeedWords.objects.system().create(line=line, words=need.words.strip())
    journal.record(by, "need_stated", line, campaign=application.campaign)
    return line


def _locked(line, by) -> tuple[NeedLine, Seat]:
    """The line, locked, and the seat as it is now. Raises DomainError unless it is hers to change."""
    rows = NeedLine.objects.system().select_for_update(of=("self",)).select_related("application__campaign")
    line, by = rows.get(pk=line.pk), seats.acting(by)
    refuse(rules.why_not_state(by, line.application) or rules.why_not_line(line))
    return line, by


@transaction.atomic
def change_need(line, need: Need, *, by) -> NeedLine:
    """The structure corrects a need. Raises DomainError."""
    line, by = _locked(line, by)
    _check(line.application.campaign, need)
    for name, value in {**need.fields(), "changed_at": clock.now()}.items():
        setattr(line, name, value)
    line.save(update_fields=[*need.fields(), "changed_at"])
    NeedWords.objects.system().filter(line=line).update(words=need.words.strip())
    journal.record(by, "need_changed", line, campaign=line.application.campaign)
    return line


@transaction.atomic
def withdraw_need(line, *, by) -> NeedLine:
    """The need is none any more: it leaves every total. Raises DomainError."""
    line, by = _locked(line, by)
    NEED.move(line, NeedState.WITHDRAWN, withdrawn_at=clock.now())
    journal.record(by, "need_withdrawn", line, campaign=line.application.campaign)
    return line


@transaction.atomic
def make_statement(application, *, by):
    """« État de nos besoins » as a PDF, for the structure alone: the same one until a need changes.

    Raises DomainError: not its people, application withdrawn, no need stated.
    """
    refuse(rules.why_not_state(by, application))
    lines = NeedLine.objects.system().filter(application=application)
    refuse(rules.why_not_statement(lines.live()))
    return documents.request(STATEMENT, about=application, owner=by, source_version=lines.version())
