"""When a diagnostic asked on a day would be handed back, against the committee (A039, C12). Pure arithmetic."""

import datetime
from dataclasses import dataclass

from ccr import clock
from ccr.programme.models import Campaign
from ccr.programme.rules import last_restitution
from ccr.ui import french
from ccr.workflow import Badge
from diagnostics.states import OUTLOOK_TONES, Outlook


@dataclass(frozen=True)
class Window:
    """The expected restitution, two to three months (parameters) after the request or the selection."""

    outlook: Outlook
    first: datetime.date
    last: datetime.date
    limit: datetime.date
    sentence: str

    @property
    def badge(self) -> Badge:
        return Badge(self.outlook.label, OUTLOOK_TONES[self.outlook])

    @property
    def is_green(self) -> bool:
        return self.outlook == Outlook.GREEN

    @property
    def is_red(self) -> bool:
        return self.outlook == Outlook.RED


def limit_of(campaign: Campaign) -> datetime.date:
    """The first day that is too late: the first committee's, else the one after the last possible restitution."""
    return campaign.first_committee_day or campaign.diagnostics_until + datetime.timedelta(days=1)


def colour(campaign: Campaign, asked_on: datetime.date) -> Outlook:
    """Green until three months before the committee, orange until two, red afterwards (D5)."""
    limit = limit_of(campaign)
    if asked_on <= clock.months_after(limit, -campaign.diagnostic_delay_max_months):
        return Outlook.GREEN
    if asked_on <= clock.months_after(limit, -campaign.diagnostic_delay_min_months):
        return Outlook.ORANGE
    return Outlook.RED


def before_selection(campaign: Campaign, asked_on: datetime.date) -> Window:
    """The window of a request made on that day and to be handed back before the committee."""
    limit, found = limit_of(campaign), colour(campaign, asked_on)
    day = french.long_date(limit)
    sentences = {
        Outlook.GREEN: f"La note vous sera restituée avant le comité du {day}.",
        Outlook.ORANGE: (
            f"La restitution risque de tomber trop près du comité du {day} : RAMSESS doit confirmer qu’elle est "
            "possible."
        ),
        Outlook.RED: (
            f"Il est trop tard pour une restitution avant le comité du {day}. Vous pouvez demander un diagnostic "
            "complet "
            "après la sélection, ou une dérogation à RAMSESS, qui doit alors promettre une date avant le comité."
        ),
    }
    return _window(campaign, found, asked_on, limit, sentences[found])


def after_selection(campaign: Campaign, asked_on: datetime.date) -> Window:
    """The window of a diagnostic done once the selection is over: counted from the committee, or from the request."""
    limit = limit_of(campaign)
    sentence = (
        "Ce diagnostic se fait après la sélection, quelle que soit la décision : restitution au plus tard "
        f"le {french.long_date(last_restitution(campaign))}."
    )
    return _window(campaign, Outlook.FREE, max(asked_on, limit), limit, sentence)


def window(campaign: Campaign, asked_on: datetime.date, *, before: bool) -> Window:
    """One or the other."""
    return (before_selection if before else after_selection)(campaign, asked_on)


def _window(campaign, found, start, limit, sentence):
    return Window(
        outlook=found,
        first=clock.months_after(start, campaign.diagnostic_delay_min_months),
        last=clock.months_after(start, campaign.diagnostic_delay_max_months),
        limit=limit,
        sentence=sentence,
    )
