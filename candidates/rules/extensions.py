"""Why a structure may not be given more time than the others."""

import datetime

from candidates.models import Application
from ccr import clock
from ccr.programme.models import CampaignState, MeetingKind
from ccr.ui import french


def last_committee_day(campaign) -> datetime.date | None:
    """The day of the last committee still to come, which has to read what is deposited; None without any."""
    coming = campaign.meetings.filter(kind=MeetingKind.COMMITTEE, starts_at__gt=clock.now()).order_by("starts_at")
    last = coming.last()
    return clock.in_paris(last.starts_at).date() if last else None


def why_not_extend(application: Application) -> str | None:
    """None when this file may be given more time: public call, not deposited yet, a committee to come."""
    if application.campaign.state != CampaignState.PUBLISHED:
        return "Un délai s’accorde dans un appel publié, et tant qu’il n’est pas clos."
    if application.is_withdrawn:
        return "Cette candidature est retirée : la structure la reprend d’abord, puis vous lui accordez un délai."
    if application.is_deposited:
        return "Cette candidature est déposée : un délai ne sert qu’à déposer, il n’a plus d’objet."
    if last_committee_day(application.campaign) is None:
        return "Aucun comité n’est à venir : personne ne lirait ce qui serait déposé. Ajoutez d’abord un comité."
    return None


def why_not_until(application: Application, until: datetime.date) -> str | None:
    """None when that day may be the file's last one."""
    if reason := why_not_extend(application):
        return reason
    if until <= application.last_day:
        return (
            f"Cette structure peut déjà déposer jusqu’au {french.long_date(application.last_day)} : choisissez un jour "
            "plus tardif."
        )
    if until < clock.today():
        return "Ce jour est passé : choisissez un jour à venir."
    committee = last_committee_day(application.campaign)
    if until >= committee:
        return (
            f"Le comité se tient le {french.long_date(committee)} et doit avoir le temps de lire : choisissez un jour "
            "plus tôt."
        )
    return None
