"""Why an organisation may not be recorded, joined or left so: None, or the French reason."""

import datetime

from ccr import clock
from ccr.accounts.models import Person
from ccr.directory.models import ASSOCIATION_FORMS, RNA_ALONE_MONTHS, JoinRequest, JoinState, Membership
from ccr.programme.models import Mandate, Seat
from ccr.programme.roles import CANDIDATE_ROLES, Role
from ccr.wall.sides import Lane

OPEN_STATES = (JoinState.WAITING, JoinState.ESCALATED)


def why_not_identified(*, siren, rna, legal_form, declared_on) -> str | None:
    """None when the identifiers suffice: a SIREN, or the RNA of a young association (B7)."""
    association = legal_form in ASSOCIATION_FORMS
    if rna and not association:
        return "Seule une association a un numéro RNA. Corrigez la forme juridique, ou retirez le RNA."
    if siren:
        return None
    if not rna:
        if association:
            return "Indiquez le SIREN ou le SIRET ; une association toute récente peut donner son seul numéro RNA."
        return "Indiquez le SIREN ou le SIRET de votre organisation."
    return why_not_rna_alone(declared_on)


def why_not_rna_alone(declared_on: datetime.date | None) -> str | None:
    """An association goes without a SIREN for 24 months after its declaration, no longer (B7)."""
    if declared_on is None:
        return (
            "Sans SIREN, indiquez la date de déclaration de l’association : le RNA seul ne vaut que pour une jeune "
            "association."
        )
    if declared_on > clock.today():
        return "La date de déclaration est dans l’avenir. Vérifiez-la."
    if clock.today() >= clock.months_after(declared_on, RNA_ALONE_MONTHS):
        return (
            f"Cette association a plus de {RNA_ALONE_MONTHS} mois : indiquez aussi son SIREN. Il se demande "
            "gratuitement à l’Insee."
        )
    return None


def is_member(person, organisation) -> bool:
    """Whether the person belongs to the organisation today."""
    return person.memberships.current(clock.today()).filter(organisation=organisation).exists()


def members_who_answer(organisation) -> list[Person]:
    """The members who can answer a request: those of today whose account is open."""
    memberships = organisation.memberships.current(clock.today()).filter(person__is_active=True)
    return [membership.person for membership in memberships.select_related("person").order_by("starts_on", "id")]


def why_not_join(person, organisation) -> str | None:
    """None when the person may ask to join."""
    if is_member(person, organisation):
        return f"Vous faites déjà partie de {organisation.name}."
    return None


def why_not_applicant(seat: Seat | None) -> str | None:
    """Who already sits elsewhere in a call does not apply in it: one person, one lane (DESIGN 2.1)."""
    if seat is None or seat.lane == Lane.CANDIDATE:
        return None
    return (
        f"Vous tenez déjà le rôle « {seat.role_labels} » dans cet appel, et une personne ne tient qu’un couloir par "
        "appel. Une autre personne de votre organisation peut candidater."
    )


def why_not_open_call(campaign) -> str | None:
    """None while the call takes applications."""
    if campaign.accepts_applications:
        return None
    if clock.today() < campaign.opens_on:
        return f"Les candidatures ouvrent le {campaign.opens_on:%d/%m/%Y}. Revenez ce jour-là."
    return f"Les candidatures sont closes depuis le {campaign.deadline_on:%d/%m/%Y} à minuit."


def why_not_answer(request: JoinRequest, by) -> str | None:
    """None when ``by`` (a Person, or a Seat of coordination) may answer the request."""
    if request.state not in OPEN_STATES:
        return "Cette demande a déjà reçu une réponse. Rechargez la page."
    if isinstance(by, Seat):
        if not by.has_role(Role.COORDINATOR) or by.campaign_id != request.campaign_id:
            return "Seule la coordination de cet appel répond à cette demande."
        if request.state != JoinState.ESCALATED:
            return "Cette demande attend encore la réponse de l’organisation."
        return None
    if by.pk == request.person_id or not is_member(by, request.organisation):
        return "Seul un membre de l’organisation répond à cette demande."
    return None


def why_not_end_membership(membership: Membership, by) -> str | None:
    """One leaves by oneself; a representative ends the membership of others, save whom the coordination seated."""
    if membership.ends_on is not None:
        return "Cette personne a déjà quitté l’organisation."
    if membership.person_id == by.pk:
        return None
    represents = by.memberships.current(clock.today()).filter(
        organisation=membership.organisation_id, is_representative=True
    )
    if not represents.exists():
        return "Seule une personne qui représente l’organisation peut en retirer une autre."
    return _why_not_unseat(membership)


def _why_not_unseat(membership: Membership) -> str | None:
    """A role the coordination gave for the organisation is the coordination's to take back."""
    given = (
        Mandate.objects.filter(
            seat__person=membership.person_id, organisation=membership.organisation_id, ended_at__isnull=True
        )
        .exclude(role__in=CANDIDATE_ROLES)
        .select_related("seat__campaign")
        .order_by("started_at", "pk")
        .first()
    )
    if given is None:
        return None
    return (
        f"{membership.person.full_name} tient, au nom de l’organisation, un rôle donné par la coordination de "
        f"{given.seat.campaign.title}. Demandez à cette coordination de le lui retirer d’abord."
    )
