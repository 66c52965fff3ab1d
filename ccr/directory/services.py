"""Verbs of the directory: record an organisation, ask to join one, answer, hand over to the coordination."""

import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from ccr import clock, journal
from ccr.directory import rules
from ccr.directory.models import (
    JoinRequest,
    JoinState,
    LegalForm,
    MemberKind,
    Membership,
    Organisation,
)
from ccr.directory.states import JOIN_REQUEST
from ccr.notifications import outbox
from ccr.programme import events, seats
from ccr.programme import rules as programme
from ccr.programme.models import Campaign, CampaignState, EventKind
from ccr.programme.roles import Function, Role
from ccr.seen import refuse_unseen
from ccr.wall.errors import DomainError, refuse

SCOP_FORMS = frozenset(form for form in LegalForm if "SCOP" in form.label)


class AlreadyKnown(DomainError):
    """The identifier is already in the directory: one record per organisation. ``organisation`` is that record."""

    def __init__(self, organisation: Organisation):
        self.organisation = organisation
        super().__init__(
            f"{organisation.name} est déjà dans l’annuaire, avec ce numéro : il n’y a qu’une fiche par organisation. "
            "Demandez à la rejoindre."
        )


def known(siren: str | None, rna: str | None) -> Organisation | None:
    """The organisation that bears one of these numbers, or None; in place of a merged record, the one kept."""
    wanted = Q(pk__in=[])
    if siren:
        wanted |= Q(siren=siren)
    if rna:
        wanted |= Q(rna=rna)
    found = Organisation.objects.filter(wanted).select_related("merged_into").order_by("created_at").first()
    return found and found.kept


def _record(values: dict) -> Organisation:
    """Write an organisation once.

    values: fields of Organisation; ``siren`` and ``rna`` already cleaned, None when absent.
    Raises DomainError when the identifiers do not suffice, AlreadyKnown when somebody recorded it before, or just now.
    """
    values = {**values, "siren": values.get("siren") or None, "rna": values.get("rna") or None}
    refuse(
        rules.why_not_identified(
            siren=values["siren"],
            rna=values["rna"],
            legal_form=values["legal_form"],
            declared_on=values.get("declared_on"),
        )
    )
    if found := known(values["siren"], values["rna"]):
        raise AlreadyKnown(found)
    if values["legal_form"] in SCOP_FORMS:
        values["is_scop"] = True
    try:
        with transaction.atomic():
            return Organisation.objects.create(**values)
    except IntegrityError as error:
        if found := known(values["siren"], values["rna"]):
            raise AlreadyKnown(found) from error
        raise


@transaction.atomic
def create_organisation(values: dict, *, person, kind=MemberKind.STAFF, campaign=None) -> Organisation:
    """Record an organisation and make the person its first member, who represents it.

    Two people who record the same number together get one organisation, and one of them a clear sentence.
    Raises DomainError, AlreadyKnown.
    """
    seats.lock_calls()
    organisation = _record(values)
    journal.record(person, "created", organisation, campaign=campaign)
    seats.join_organisation(person, organisation, kind=kind, is_representative=True, by=person)
    return organisation


@transaction.atomic
def add_organisation(values: dict, *, by) -> Organisation:
    """Record an organisation for the directory, without a member: the coordination's verb.

    Raises DomainError, AlreadyKnown.
    """
    organisation = _record(values)
    journal.record(by, "created", organisation)
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, values: dict, *, seen: dict | None = None, by) -> Organisation:
    """Correct an organisation's record.

    seen: as ``refuse_unseen`` takes it; raises Conflict when somebody else changed one of these values since.
    Raises DomainError when its identifiers would not suffice any more, or when it would lose its habilitation while it
    stands on a diagnosing list; AlreadyKnown when its identifiers are another's, even given just now.
    """
    seats.lock_calls()
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.kept_id)
    refuse_unseen(values, seen, {name: getattr(organisation, name) for name in values})
    changed = [name for name, value in values.items() if getattr(organisation, name) != value]
    was_association = organisation.is_association
    for name in changed:
        setattr(organisation, name, values[name])
    if {"siren", "rna", "legal_form", "declared_on"} & set(changed):
        refuse(
            rules.why_not_identified(
                siren=organisation.siren,
                rna=organisation.rna,
                legal_form=organisation.legal_form,
                declared_on=organisation.declared_on,
            )
        )
        other = known(organisation.siren, organisation.rna)
        if other and other.pk != organisation.pk:
            raise AlreadyKnown(other)
    if "may_diagnose" in changed and not organisation.may_diagnose:
        refuse(programme.why_not_disable(organisation))
    if changed:
        try:
            with transaction.atomic():
                organisation.save(update_fields=changed)
        except IntegrityError as error:
            other = known(organisation.siren, organisation.rna)
            if other and other.pk != organisation.pk:
                raise AlreadyKnown(other) from error
            raise
        mirror(organisation)
        journal.record(by, "changed", organisation, fields=changed)
        tell_form(organisation, was_association=was_association, by=by)
    return organisation


def tell_form(organisation: Organisation, *, was_association: bool, by):
    """Its record counts as an association from now on, or does no more: a neutral fact in each call it applies to.

    Whoever changes a legal form calls it, by the record's page, a file, a merge or a repair: the sessions count their
    associations again (A065, D7). was_association: what the record said before.
    """
    if organisation.is_association == was_association:
        return
    journal.record(by, "association_changed", organisation, is_association=organisation.is_association)
    there = Campaign.objects.filter(
        engagements__organisation__in=organisation.family, engagements__function=Function.CANDIDACY
    )
    for campaign in there.exclude(state=CampaignState.CLOSED).order_by("opens_on", "pk").distinct():
        events.emit(campaign, EventKind.FORM_CORRECTED, organisation=organisation)


def mirror(organisation: Organisation):
    """Make the records merged into this one say what it says: what still points at them is read rightly."""
    if organisation.merged_ids:
        said = {name: getattr(organisation, name) for name in Organisation.mirrored}
        Organisation.objects.filter(merged_into=organisation).update(**said)


# Requests to join


def escalates_on(request: JoinRequest) -> datetime.datetime:
    """When an unanswered request goes to the coordination (parameter of the campaign, 3 days)."""
    return request.asked_at + datetime.timedelta(days=request.campaign.join_request_days)


def open_request(person, organisation) -> JoinRequest | None:
    """The person's request that waits for an answer."""
    return JoinRequest.objects.filter(person=person, organisation=organisation, state__in=rules.OPEN_STATES).first()


@transaction.atomic
def ask_to_join(person, organisation: Organisation, campaign, *, kind=MemberKind.STAFF) -> JoinRequest:
    """Ask the members of an organisation to let the person in; the coordination, when nobody can answer.

    Asking twice changes nothing. Raises DomainError for a member.
    """
    organisation = organisation.kept
    refuse(rules.why_not_join(person, organisation))
    if already := open_request(person, organisation):
        return already
    members = rules.members_who_answer(organisation)
    now = clock.now()
    try:
        with transaction.atomic():
            request = JoinRequest.objects.create(
                person=person,
                organisation=organisation,
                campaign=campaign,
                kind=kind,
                asked_at=now,
                state=JoinState.WAITING if members else JoinState.ESCALATED,
                escalated_at=None if members else now,
            )
    except IntegrityError as error:
        if already := open_request(person, organisation):  # the other tab was first
            return already
        raise DomainError("Cette demande n’a pas pu être enregistrée. Rechargez la page.") from error
    journal.record(person, "join_asked", request)
    if members:
        outbox.queue("directory.join_asked", about=request, to=members, campaign=campaign)
    else:
        _tell_coordination(request)
    return request


def _tell_coordination(request):
    coordinators = seats.holders(request.campaign, Role.COORDINATOR)
    outbox.queue("directory.join_escalated", about=request, to=coordinators, campaign=request.campaign)


@transaction.atomic
def answer_join_request(request: JoinRequest, *, accept: bool, by) -> JoinRequest:
    """Let the person in, or not. ``by``: a Person who is a member, or the coordinator's Seat once it went to her.

    Raises DomainError; also when joining is refused by the wall.
    """
    request = (
        JoinRequest.objects.select_for_update(of=("self",))
        .select_related("person", "organisation", "campaign")
        .get(pk=request.pk)
    )
    refuse(rules.why_not_answer(request, by))
    answering = getattr(by, "person_id", None) or by.pk
    JOIN_REQUEST.move(
        request,
        JoinState.ACCEPTED if accept else JoinState.REFUSED,
        answered_at=clock.now(),
        answered_by_id=answering,
    )
    if accept:
        seats.join_organisation(request.person, request.organisation, kind=request.kind, by=by)
    journal.record(by, "join_accepted" if accept else "join_refused", request)
    outbox.queue("directory.join_answered", about=request, to=[request.person], campaign=request.campaign)
    return request


@transaction.atomic
def escalate_join_requests() -> int:
    """Hand over to the coordination what nobody answered in time, or what nobody can answer. Gives how many.

    Safe to run twice: a request is handed over once.
    """
    today, now = clock.today(), clock.now()
    someone = Membership.objects.current(today).filter(organisation=OuterRef("organisation"), person__is_active=True)
    waiting = (
        JoinRequest.objects.filter(state=JoinState.WAITING)
        .annotate(someone=Exists(someone))
        .select_related("campaign")
        .order_by("asked_at", "pk")
    )
    count = 0
    for candidate in waiting:
        if candidate.someone and now < escalates_on(candidate):
            continue
        request = JoinRequest.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=candidate.pk)
        if request.state != JoinState.WAITING:
            continue
        JOIN_REQUEST.move(request, JoinState.ESCALATED, escalated_at=now)
        journal.record(None, "join_escalated", request)
        _tell_coordination(request)
        count += 1
    return count


@transaction.atomic
def end_membership(membership: Membership, *, by) -> Membership:
    """End a membership, and the mandates held for the organisation. ``by``: the Person who decides.

    Raises DomainError.
    """
    seats.lock_calls()
    membership = Membership.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=membership.pk)
    refuse(rules.why_not_end_membership(membership, by))
    return seats.leave_organisation(membership, by=by)


def link(name: str, *args) -> str:
    """The whole address of a page, for mails."""
    return settings.CCR_BASE_URL + reverse(name, args=args)
