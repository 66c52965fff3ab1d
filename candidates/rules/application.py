"""Why something may not be done to an application. Each function gives None or the French reason."""

from candidates import charter, contents
from candidates.models import Outcome
from candidates.rules.paper import types, why_not_taken_over, why_not_type
from ccr import clock
from ccr.programme.models import CampaignState
from ccr.programme.roles import CANDIDATE_ROLES, Role
from ccr.ui import french
from ccr.wall.sides import Side


def represents(seat, application) -> bool:
    """Whether the seat's holder represents the structure that applies."""
    return _holds(seat, application, {Role.REPRESENTATIVE})


def acts_for(seat, application) -> bool:
    """Whether the seat's holder works on this structure's application."""
    return _holds(seat, application, CANDIDATE_ROLES)


def _holds(seat, application, roles) -> bool:
    return seat is not None and any(
        mandate.role in roles and mandate.covers(application.organisation_id) for mandate in seat.active_mandates
    )


def why_not_open(campaign, last_day=None) -> str | None:
    """None while the campaign takes applications (A021: to the last second of the last day).

    last_day: the file's own, the campaign's deadline unless said.
    """
    if campaign.state == CampaignState.DRAFT:
        return "Cet appel n’est pas encore publié."
    if clock.now() < clock.start_of(campaign.opens_on):
        return f"Les candidatures ouvrent le {french.day_in_words(campaign.opens_on)}."
    if clock.now() >= clock.end_of(last_day or campaign.deadline_on):
        if last_day and last_day > campaign.deadline_on:
            return f"Le délai accordé à votre structure est passé depuis le {french.binding_date(last_day)}."
        return f"L’appel est clos depuis le {french.binding_date(campaign.deadline_on)}."
    if campaign.state == CampaignState.CLOSED:
        return "L’appel est clos."
    return None


def why_not_begin(campaign, organisation, person, application) -> str | None:
    """None when the person may begin, or join, the structure's application.

    application: the structure's in this campaign, None when there is none yet.
    """
    if not person.memberships.current(clock.today()).filter(organisation=organisation.kept_id).exists():
        return (
            f"Vous n’appartenez pas à {organisation.name}. Demandez d’abord votre rattachement à cette structure ; "
            "vous pourrez ensuite travailler à sa candidature."
        )
    return why_not_open(campaign) if application is None else None


def why_not_edit(application) -> str | None:
    """None while the draft may be changed."""
    if application.is_withdrawn:
        return "Cette candidature est retirée. Reprenez-la pour la modifier."
    return why_not_open(application.campaign, application.last_day)


def why_not_write(seat, application) -> str | None:
    """None while this seat may write in the draft: the structure in its own, the coordination in what came on paper."""
    if Side.COORDINATION in seat.sides:
        return why_not_type(application)
    return why_not_edit(application)


def why_not_change_referral(seat, application) -> str | None:
    """None while who sent the structure may be put right: by itself until it deposits, by the coordination always.

    application: with its campaign.
    """
    if Side.COORDINATION in seat.sides:
        return None
    if application.is_deposited:
        return "La candidature est déposée : dites à la coordination qui vous a orientés, elle le corrigera."
    return why_not_edit(application)


def why_not_sign(seat, application) -> str | None:
    """None when the person may sign the charter for the structure."""
    return why_not_represent(seat, application, "signe la charte") or why_not_write(seat, application)


def why_not_represent(seat, application, act: str) -> str | None:
    """Only the representative commits the structure; on paper she did, and the coordination types it."""
    if represents(seat, application) or types(seat, application):
        return None
    if seat is not None and Side.COORDINATION in seat.sides and (reason := why_not_taken_over(application)):
        return reason
    return (
        f"Seul le représentant de {application.organisation.name} {act}. Vous pouvez préparer la candidature avec lui."
    )


def why_not_deposit(seat, application, draft, version) -> str | None:
    """None when the draft may be deposited now. draft: with its parts; version: the one in force, None before."""
    return (
        why_not_represent(seat, application, "dépose la candidature")
        or why_not_write(seat, application)
        or why_not_complete(draft)
        or why_not_again(application, draft, version)
    )


def why_not_complete(draft) -> str | None:
    """None when nothing is missing."""
    lacking = [part.title for part in contents.sections(draft) if part.missing]
    if not lacking:
        return None
    return f"La candidature n’est pas complète. Rubriques à terminer : {', '.join(lacking)}."


def why_not_again(application, draft, version) -> str | None:
    """None when the draft says something else than the version in force."""
    if version is None or not application.is_deposited or contents.differs(draft, version):
        return None
    return (
        f"Votre candidature est déjà déposée, et rien n’a changé depuis la version {version.number}. "
        "Il n’y a rien à déposer de nouveau."
    )


def why_not_withdraw(seat, application, *, decided: bool | None = None) -> str | None:
    """None when the structure may still take its application back. decided: as in ``why_not_decided``."""
    if application.is_withdrawn:
        return "Cette candidature est déjà retirée."
    return why_not_represent(seat, application, "retire la candidature") or why_not_decided(application, decided)


def why_not_decided(application, decided: bool | None = None) -> str | None:
    """After the decision, a withdrawal is no longer a click.

    decided: whether it is published, for a page that has read it already; asked of the database unless said.
    """
    if decided is None:
        decided = Outcome.objects.system().filter(application=application).exists()
    if decided:
        return (
            "La décision du comité est publiée : la candidature ne se retire plus ici. "
            "Pour renoncer à la suite, écrivez à la coordination."
        )
    return None


def why_not_resume(seat, application) -> str | None:
    """None when a withdrawn application may be taken up again, before the deadline."""
    if not application.is_withdrawn:
        return "Cette candidature n’est pas retirée."
    return why_not_represent(seat, application, "reprend la candidature") or why_not_open(
        application.campaign, application.last_day
    )


def why_not_copy(application, version) -> str | None:
    """None when the draft may be filled from this version of an earlier call. version: None when there is none."""
    if version is None:
        return "Vous n’avez déposé aucune candidature de cette structure dans un appel précédent."
    return why_not_edit(application)


def needs_signature(draft) -> bool:
    """Whether the charter in force is still to sign."""
    return draft.charter_version != charter.CURRENT.version
