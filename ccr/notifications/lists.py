"""The mails of a campaign, over all the tables that coordination follows, in one statement per question."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from django.db.models import BooleanField, CharField, Count, ExpressionWrapper, Q, Value

from ccr.workflow import Badge

from . import kinds
from .models import Digest
from .outbox import mail_models
from .states import MAIL, TO_CHECK, MailState

COLUMNS = ("label", "gathered", "pk", "kind", "state", "created_at", "sent_at", "due_at", "attempts", "error")


@dataclass(frozen=True)
class Line:
    """One mail as the coordinator sees it: no body, no subject, no name. gathered: whether a digest carries it."""

    label: str
    gathered: bool
    pk: str
    kind: str
    state: str
    created_at: datetime
    sent_at: datetime | None
    due_at: datetime
    attempts: int
    error: str

    @property
    def kind_label(self) -> str:
        return kinds.label(self.kind)

    @property
    def badge(self) -> Badge:
        return MAIL.badge(self.state)

    @property
    def reference(self) -> str:
        """What two people on the phone can read to each other."""
        return str(self.pk)[:8]

    @property
    def can_resend(self) -> bool:
        return MAIL.allows(self.state, MailState.WAITING) and self.state in TO_CHECK

    @property
    def can_return(self) -> bool:
        return MAIL.allows(self.state, MailState.RETURNED) and not self.gathered

    @property
    def can_consider_sent(self) -> bool:
        return self.state == MailState.UNCERTAIN


def _union(querysets):
    return reduce(lambda one, other: one.union(other, all=True), querysets)


def _visible(seat):
    return [model.objects.visible_to(seat).order_by() for model in mail_models()]


def mails(seat, **filters):
    """The lines of the seat's campaign, newest first: a queryset of tuples in the order of COLUMNS."""
    return _lines(rows.filter(**filters) for rows in _visible(seat))


def sent_to(seat) -> list[Line]:
    """The mails to the seat's holder about its call, newest first. On the machine's side."""
    to_her = {"recipient": seat.person_id, "campaign": seat.campaign_id}
    rows = _lines(model.objects.system().filter(**to_her).order_by() for model in mail_models())
    return [Line(*row) for row in rows]


def _lines(querysets):
    tables = [
        rows.annotate(
            label=Value(rows.model._meta.label_lower, output_field=CharField()), gathered=_gathered(rows.model)
        ).values_list(*COLUMNS)
        for rows in querysets
    ]
    return _union(tables).order_by("-created_at", "pk")


def _gathered(model):
    if model is Digest:
        return Value(False, output_field=BooleanField())
    return ExpressionWrapper(Q(digest__isnull=False), output_field=BooleanField())


def counts(seat, **filters) -> dict[str, int]:
    """How many mails in each state."""
    tables = [rows.filter(**filters).values_list("state").annotate(number=Count("pk")) for rows in _visible(seat)]
    found = dict.fromkeys(MailState.values, 0)
    for state, number in _union(tables):
        found[state] += number
    return found


def kinds_of(seat) -> list[tuple[str, str]]:
    """The kinds present, as choices in French order."""
    tables = [rows.values_list("kind").distinct() for rows in _visible(seat)]
    present = {kind for (kind,) in _union(tables)}
    return sorted(((kind, kinds.label(kind)) for kind in present), key=lambda choice: choice[1].casefold())
