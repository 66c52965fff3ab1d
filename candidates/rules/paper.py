"""Why a paper application may not be typed. Each function gives None or the French reason."""

import datetime

from candidates.models import PaperFile
from candidates.rules.extensions import last_committee_day
from ccr import clock
from ccr.programme import seats
from ccr.programme.models import CampaignState
from ccr.programme.roles import Role
from ccr.ui import french
from ccr.wall.sides import Side


def paper_of(application) -> PaperFile | None:
    """The paper that this application came on; None when the structure types it itself."""
    return getattr(application, "paper", None)


def types(seat, application) -> bool:
    """Whether the seat's holder types this application for the structure: the coordination, what came on paper.

    No longer once somebody represents the structure online.
    """
    if seat is None or Side.COORDINATION not in seat.sides or paper_of(application) is None:
        return False
    return why_not_taken_over(application) is None


def why_not_taken_over(application) -> str | None:
    """None while nobody of the structure took over online what came on paper, else who writes now.

    A paper typed after the close is the coordination's until its deposit: nobody else could write in it. One query,
    asked once of a row.
    """
    paper = paper_of(application)
    if paper is None or (application.is_begun and clock.now() >= clock.end_of(application.last_day)):
        return None
    if not hasattr(paper, "online"):
        paper.online = seats.holders(application.campaign, Role.REPRESENTATIVE, organisation=application.organisation)
    if not paper.online:
        return None
    names = french.listed([person.full_name for person in paper.online])
    return f"La structure tient désormais elle-même sa candidature en ligne, représentée par {names} : vous la lisez."


def why_not_received(campaign, last_day, received_on: datetime.date, late_reason: str) -> str | None:
    """None when a paper that came on that day counts, and, once the call is over, somebody says why it is typed late.

    last_day: of the file.
    """
    if received_on > clock.today():
        return "Cette date est à venir : un dossier papier se saisit une fois reçu."
    if received_on < campaign.opens_on:
        return f"Les candidatures ouvraient le {french.long_date(campaign.opens_on)} : vérifiez la date de réception."
    if received_on > last_day:
        return (
            f"L’appel était clos depuis le {french.binding_date(last_day)} : un dossier reçu après n’est pas recevable."
        )
    if clock.now() >= clock.end_of(last_day) and not late_reason.strip():
        return "L’appel est clos : dites pourquoi ce dossier, reçu à temps, n’est saisi que maintenant."
    return None


def why_not_corrected_on(application, paper, received_on: datetime.date) -> str | None:
    """None when what corrects a paper, deposited again, may have come that day."""
    if received_on < paper.received_on:
        return (
            f"Le dossier lui-même est arrivé le {french.long_date(paper.received_on)} : sa correction ne peut pas être "
            "arrivée avant."
        )
    return why_not_received(application.campaign, application.last_day, received_on, paper.late_reason)


def why_not_change_paper(application, paper, changed) -> str | None:
    """None when what is noted of the paper may become this. changed: names of fields.

    Once it is deposited, its address is corrected at any time: only another day, or another reason, is looked at.
    """
    if not application.is_begun and not {"received_on", "late_reason"} & set(changed):
        return None
    return why_not_received(application.campaign, application.last_day, paper.received_on, paper.late_reason)


def what_deposit_keeps(application) -> str:
    """What correcting the signer or the day leaves as it is, and what to do; empty while nothing is deposited."""
    if not application.is_deposited:
        return ""
    kept = "La version déposée garde le signataire et la date écrits le jour du dépôt"
    if why_not_type(application):
        return f"{kept}."
    return f"{kept}, jusqu’à un nouveau dépôt : après une correction, déposez de nouveau."


def why_not_begin_on_paper(campaign, application, received_on, late_reason: str) -> str | None:
    """None when a paper may be typed for a structure. application: what it has in the call, None when nothing."""
    if application is not None:
        if paper_of(application):
            return "Le dossier papier de cette structure est déjà saisi, ou en cours de saisie."
        return (
            "Cette structure a déjà sa candidature en ligne : elle y travaille elle-même. Écrivez-lui, ou "
            "téléphonez-lui pour l’aider à la terminer."
        )
    return (
        _why_not_in(campaign)
        or why_not_received(campaign, campaign.deadline_on, received_on, late_reason)
        or _why_not_late(campaign, campaign.deadline_on)
    )


def _why_not_in(campaign) -> str | None:
    if campaign.state == CampaignState.DRAFT:
        return "Cet appel n’est pas encore publié."
    if campaign.state == CampaignState.CLOSED:
        return "L’appel est clos."
    return None


def _why_not_late(campaign, last_day) -> str | None:
    """Once the call is over, a committee still has to come, which would read it."""
    if clock.now() < clock.end_of(last_day) or last_committee_day(campaign) is not None:
        return None
    return "Aucun comité n’est à venir : personne ne lirait ce qui serait déposé."


def why_not_type(application) -> str | None:
    """None while the coordination may type what came on paper: until the close, or once late, until it is deposited.

    And as long as nobody of the structure took it over online.
    """
    paper = paper_of(application)
    if paper is None:
        return "La structure écrit elle-même sa candidature : vous la lisez."
    if application.is_withdrawn:
        return "Cette candidature est retirée."
    if reason := why_not_taken_over(application):
        return reason
    campaign, last_day = application.campaign, application.last_day
    if clock.now() >= clock.end_of(last_day) and application.is_deposited:
        return f"Ce dossier est déposé, et l’appel est clos depuis le {french.binding_date(last_day)}."
    return (
        _why_not_in(campaign)
        or why_not_received(campaign, last_day, paper.received_on, paper.late_reason)
        or _why_not_late(campaign, last_day)
    )
