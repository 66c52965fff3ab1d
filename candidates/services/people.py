"""The verbs about who works on an application, and what one takes from an earlier call."""

from django.db import transaction

from candidates import rules
from candidates.models import Application, Contact, Draft, HandOver, Version, YearFigures
from candidates.states import HAND_OVER, HandOverState
from ccr import clock, journal
from ccr.accounts import services as accounts
from ccr.notifications import outbox
from ccr.programme import seats
from ccr.programme.models import Mandate, Seat, SiteStatus
from ccr.programme.roles import CANDIDATE_ROLES, Role
from ccr.wall.errors import refuse
from ccr.wall.sides import Lane

from .drafts import fresh, locked_draft, write_draft


def mandates_of(application) -> list[Mandate]:
    """Who works on the application now, the representative first."""
    held = Mandate.objects.filter(
        seat__campaign=application.campaign_id,
        organisation=application.organisation.kept_id,
        role__in=CANDIDATE_ROLES,
        ended_at__isnull=True,
    )
    return list(held.select_related("seat__person").order_by("-role", "started_at", "pk"))


# Colleagues


def invite_colleague(application, email: str, *, by):
    """Send a colleague a link that makes her a member of the organisation and a contributor of its application.

    Raises DomainError.
    """
    refuse(rules.why_not_invite_colleague(by, application, email))
    return accounts.invite(application.campaign, email, Role.CONTRIBUTOR, application.organisation, by=by)


@transaction.atomic
def remove_contributor(application, mandate, *, by) -> Mandate:
    """Take a contributor off the application; she stays a member of the organisation.

    Raises DomainError.
    """
    seats.lock(application.campaign)
    mandate = Mandate.objects.select_related("seat__campaign", "seat__person").get(pk=mandate.pk)
    by = seats.acting(by)
    refuse(rules.why_not_remove(by, application, mandate))
    journal.record(by, "contributor_removed", application)
    return seats.withdraw_mandate(mandate, by=by)


# Hand-over of the representation


def _hand_overs():
    return HandOver.objects.system().select_related(
        "application__campaign", "application__organisation", "asked_by__person", "asked_by__campaign", "to"
    )


def hand_over_for(person, campaign, pk) -> HandOver | None:
    """The hand-over that this person is asked to answer, whether she has a seat in the campaign or not."""
    return _hand_overs().filter(pk=pk, to=person, application__campaign=campaign).first()


@transaction.atomic
def ask_hand_over(application, person, *, by) -> HandOver:
    """Ask a member of the organisation to represent it; nothing changes until she accepts.

    Raises DomainError.
    """
    application = Application.objects.system().select_for_update(of=("self",)).get(pk=application.pk)
    by = seats.acting(by)
    refuse(rules.why_not_ask_hand_over(by, application, person))
    asked = HandOver.objects.system().create(application=application, asked_by=by, to=person, asked_at=clock.now())
    journal.record(by, "hand_over_asked", application)
    outbox.queue("candidates.hand_over", about=asked, to=[person], campaign=application.campaign)
    return asked


def _locked(hand_over) -> HandOver:
    HandOver.objects.system().select_for_update(of=("self",)).get(pk=hand_over.pk)
    return _hand_overs().get(pk=hand_over.pk)


@transaction.atomic
def accept_hand_over(hand_over, *, by) -> HandOver:
    """Take over: who asked becomes a contributor, and the charter stays signed by who signed it.

    by: the person who was asked. Raises DomainError with the rule that refuses, the wall's among them.
    """
    seats.lock_calls()
    hand_over = _locked(hand_over)
    refuse(rules.why_not_accept_hand_over(hand_over, by))
    application = hand_over.application
    seats.hand_representation(application.campaign, application.organisation, hand_over.asked_by.person, by, by=by)
    HAND_OVER.move(hand_over, HandOverState.ACCEPTED, accepted_at=clock.now())
    return _answered(hand_over, "hand_over_accepted", by)


@transaction.atomic
def refuse_hand_over(hand_over, *, by) -> HandOver:
    """Say no. by: the person who was asked."""
    hand_over = _locked(hand_over)
    refuse(rules.why_not_answer_hand_over(hand_over, by))
    HAND_OVER.move(hand_over, HandOverState.REFUSED, refused_at=clock.now())
    return _answered(hand_over, "hand_over_refused", by)


def _answered(hand_over, verb, by) -> HandOver:
    journal.record(by, verb, hand_over.application)
    asker = [hand_over.asked_by.person]
    campaign = hand_over.application.campaign
    outbox.queue("candidates.hand_over_answered", about=hand_over, to=asker, campaign=campaign)
    return hand_over


@transaction.atomic
def withdraw_hand_over(hand_over, *, by) -> HandOver:
    """Drop the request before it is answered. by: the seat of who represents the structure."""
    hand_over, by = _locked(hand_over), seats.acting(by)
    refuse(rules.why_not_withdraw_hand_over(by, hand_over))
    HAND_OVER.move(hand_over, HandOverState.WITHDRAWN, withdrawn_at=clock.now())
    journal.record(by, "hand_over_withdrawn", hand_over.application)
    return hand_over


# From an earlier call


def former_version(application, person) -> Version | None:
    """The structure's last deposited version in its latest other call, read through the person's own seat there.

    Without outcome, axes or messages: of that call, nothing else is read.
    """
    elsewhere = Seat.objects.filter(
        person=person, lane=Lane.CANDIDATE, campaign__opens_on__lt=application.campaign.opens_on
    )
    for seat in elsewhere.select_related("campaign").order_by("-campaign__opens_on"):
        there = seats.seat_of(person, seat.campaign)
        versions = Version.objects.visible_to(there).with_parts()
        ours = application.organisation.kept.family
        found = versions.filter(application__organisation__in=ours, is_current=True).first()
        if found is not None:
            return found
    return None


@transaction.atomic
def copy_former(application, *, by) -> Version:
    """Fill what is still empty in the draft, now, with what the structure deposited in an earlier call.

    Texts and choices only: pieces are joined anew and the charter is signed anew. Once a site is chosen the choice is
    made, and only its answer may come along; before, the sites that this call proposes do. Raises DomainError.
    """
    version = former_version(application, by.person)
    draft = locked_draft(application)
    refuse(rules.why_not_copy(fresh(application), version))
    write_draft(
        application,
        _still_blank(draft, {name: getattr(version, name) for name in Draft.TYPED_FIELDS}),
        sites=_former_sites(draft, version),
        years=_former_years(draft, version),
        contacts=_former_contacts(draft, version),
        by=by,
    )
    journal.record(by, "copied", application, version=version.number)
    return version


def is_blank(value) -> bool:
    """Whether nothing was typed there."""
    return value is None or value is False or value in ("", [], {})


def _still_blank(row, values) -> dict:
    """The values that say something where the row says nothing. row: None when nothing was typed of it."""
    return {name: value for name, value in values.items() if not is_blank(value) and is_blank(getattr(row, name, None))}


def _former_sites(draft, version) -> dict:
    former = {site.campaign_site.site_id: site.answer for site in version.chosen_sites()}
    typed = {site.campaign_site_id: site for site in draft.sites.all()}
    is_made, found = bool(draft.chosen_sites()), {}
    for site in draft.application.campaign.sites.exclude(status=SiteStatus.ABANDONED).filter(site__in=former):
        row = typed.get(site.pk)
        if is_made and not (row and row.is_chosen):
            continue
        found[site] = {"is_chosen": True, **_still_blank(row, {"answer": former[site.site_id]})}
    return found


def _former_years(draft, version) -> dict:
    typed = {row.year: row for row in draft.years.all()}
    return {
        row.year: _still_blank(typed.get(row.year), {name: getattr(row, name) for name in YearFigures.FIGURES})
        for row in version.live_years()
        if row.year in draft.asked_years()
    }


def _former_contacts(draft, version) -> dict:
    """Those whom the draft does not name yet, in a line of hers; of one it names there, what is still blank."""
    typed = {contact.rank: contact for contact in draft.live_contacts()}
    names = {contact.name for contact in typed.values()}
    found = {}
    for contact in version.live_contacts():
        known = typed.get(contact.rank)
        if known.name == contact.name if known else contact.name not in names:
            found[contact.rank] = _still_blank(known, {name: getattr(contact, name) for name in Contact.PARTS})
    return found
