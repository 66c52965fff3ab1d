"""The days of a call, which people count on once they are announced (A040, A051)."""

import copy
import datetime

from ccr import clock
from ccr.programme.models import (
    Campaign,
    MeetingKind,
)
from ccr.ui import french

from .calls import why_not_closed
from .lists import bar_ends_on, own_lines
from .sites import why_not_sites


def why_not_publish(campaign) -> list[str]:
    """What a call that is public, or becomes so, cannot do without, one French sentence each."""
    return [*why_not_sites(campaign), *why_not_committee(campaign)]


def why_not_committee(campaign) -> list[str]:
    """Deadline, last restitution, committee, sessions: in this order (A040); a period's own ends are a constraint."""
    committees = campaign.meetings
    committee = campaign.first_committee_day
    checks = (
        (
            not committees.filter(kind=MeetingKind.COMMITTEE).exists(),
            "Ajoutez au calendrier la date du comité de sélection.",
        ),
        (committee and committee <= campaign.deadline_on, "Le comité doit se tenir après la clôture des candidatures."),
        (
            committee and committee <= campaign.diagnostics_until,
            "Le comité doit se tenir après la dernière restitution de diagnostic.",
        ),
        (committee and campaign.sessions_from <= committee, "Les sessions DLA commencent après le comité."),
    )
    return [sentence for wrong, sentence in checks if wrong]


def has_opened(campaign) -> bool:
    """Whether the call is public and its opening day has come: from then on people count on its list."""
    return campaign.is_public and clock.today() >= campaign.opens_on


def why_not_open_anew(was: Campaign, wanted: Campaign) -> str | None:
    """A call that has opened keeps its opening day."""
    if not has_opened(was) or wanted.opens_on == was.opens_on:
        return None
    return f"{was.title} a ouvert le {french.long_date(was.opens_on)} : la date d’ouverture ne change plus."


def is_counted_on(campaign) -> bool:
    """Whether structures stand on the list of a call that has opened: they, and other calls, count on its last day."""
    return has_opened(campaign) and own_lines().filter(campaign=campaign).exists()


def announced_bar(campaign) -> datetime.date:
    """The day under which the bar does not go: its last, or what it was this morning when it was lengthened today."""
    if campaign.bar_lengthened_on == clock.today():
        return min(campaign.bar_ended_on, bar_ends_on(campaign))
    return bar_ends_on(campaign)


def why_not_calendar(campaign: Campaign, moved: dict) -> str | None:
    """None when these days of a call that people count on may move. moved: {field: day}."""
    wanted = copy.copy(campaign)
    for name, day in moved.items():
        setattr(wanted, name, day)
    return (
        why_not_closed(campaign)
        or why_not_open_anew(campaign, wanted)
        or why_not_shorten_bar(campaign, wanted)
        or " ".join(why_not_publish(wanted))
        or None
    )


def why_not_unsaid(campaign, moved, reason: str) -> str | None:
    """The calendar of a published call moves for a reason, which is told with it."""
    if not moved or not campaign.is_public or reason.strip():
        return None
    return "Dites pourquoi le calendrier change : le motif est écrit aux personnes concernées."


def why_not_short_bar(wanted: Campaign) -> str | None:
    """No fil rouge outlives the bar of its call: whoever follows a structure selects nobody meanwhile (C09)."""
    if wanted.diagnosis_bar_months >= wanted.fil_rouge_max_months:
        return None
    return (
        "L’exclusion du comité des structures qui diagnostiquent dure au moins autant que le plus long fil "
        "rouge : allongez-la, ou raccourcissez le fil rouge."
    )


def why_not_shorten_bar(was: Campaign, wanted: Campaign) -> str | None:
    """Once the call has opened, nobody of its list is let go before the day that was announced (A051).

    A slip of the keyboard is put right the same day.
    """
    until = announced_bar(was)
    if bar_ends_on(wanted) >= until or not is_counted_on(was):
        return None
    return (
        f"Les structures de la liste publique des diagnostics y restent jusqu’au {french.long_date(until)} : ni la fin "
        "des diagnostics et des sessions, ni la durée de l’exclusion ne peuvent plus avancer ce jour. Gardez-les, ou "
        "repoussez-le."
    )
