"""Verbs of accounts: invite, accept, revoke; ask, confirm or cancel the reset of a second factor."""

import datetime
import hashlib
import secrets
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.urls import reverse

from ccr import clock, journal, own
from ccr.accounts import documents, mail, rules
from ccr.accounts.models import AccountMail, DataExport, Invitation, Person, SecondFactorReset
from ccr.accounts.own import of_account
from ccr.after_commit import start_after_commit
from ccr.directory.models import Membership
from ccr.documents import kinds
from ccr.documents.tasks import render as render_document
from ccr.notifications.models import render_body
from ccr.notifications.states import MAIL, MailPace
from ccr.programme import seats
from ccr.programme.models import Mandate, Seat
from ccr.programme.roles import Role
from ccr.registry import Chapter
from ccr.wall.errors import DomainError, refuse
from ccr.wall.guard import passing, passing_as
from ccr.wall.opened import Opened, opened_by
from ccr.wall.sides import Side

INVITATION_LIFETIME = datetime.timedelta(days=14)
TWO_CLICKS = datetime.timedelta(minutes=1)
"""An invitation asked again so soon is the same one: its link must not be cancelled by the second click."""
NOTICE_LIFETIME = datetime.timedelta(days=7)


def _queue(kind: str, to: str, subject: str, lifetime: datetime.timedelta, **context) -> AccountMail:
    """Render a mail of the house, here and now, and queue it encrypted."""
    text, html = render_body(
        f"accounts/mail/{kind}", {"subject": subject, "base_url": settings.CCR_BASE_URL, **context}
    )
    message = EmailMultiAlternatives(subject, text, to=[to])
    message.attach_alternative(html, "text/html")
    return mail.queue_message(kind, message, lifetime=lifetime)


@transaction.atomic
def choose_pace(person: Person, pace) -> Person:
    """Keep which mails a person wishes for. What is held for the next digest stays in it."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    person.mail_pace = MailPace(pace)
    person.save(update_fields=["mail_pace"])
    return person


# Invitations


def hash_of(token: str) -> str:
    """What is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_of(token: str) -> Invitation | None:
    """The invitation a secret link carries, or None."""
    return _with_names().filter(token_hash=hash_of(token)).first()


def invitation_kept(key) -> Invitation | None:
    """The invitation whose link this session opened, or None."""
    return _with_names().filter(pk=key).first() if key else None


def _with_names():
    return Invitation.objects.system().select_related("campaign", "organisation", "invited_by__person")


@transaction.atomic
def invite(campaign, email: str, role, organisation, *, by: Seat, on_paper=False) -> Invitation:
    """Send a single-use link, valid 14 days and bound to the address, that gives one mandate.

    A former invitation of the same address to the same role is revoked: only the last link opens. Sent twice within a
    minute by the same seat, the form gives the invitation it already made.
    on_paper: to represent a structure whose application came on paper: nobody of it came by « Candidater ».
    Raises DomainError with the rule that would refuse the mandate.
    """
    role, email = Role(role), email.strip().lower()
    campaign = seats.lock(campaign)
    refuse(rules.why_not_invite(campaign, email, role, organisation, by, on_paper=on_paper))
    now = clock.now()
    open_ones = Invitation.objects.system().filter(
        campaign=campaign, email=email, role=role, organisation=organisation, accepted_at=None, revoked_at=None
    )
    if just_made := open_ones.filter(invited_by=by, created_at__gt=now - TWO_CLICKS, expires_at__gt=now).first():
        return just_made
    open_ones.update(revoked_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        campaign=campaign,
        email=email,
        role=role,
        organisation=organisation,
        token_hash=hash_of(token),
        invited_by=by,
        created_at=now,
        expires_at=now + INVITATION_LIFETIME,
    )
    invitation.mail = _queue(
        "invitation",
        email,
        "Vous êtes invité à rejoindre un appel de la CCR",
        INVITATION_LIFETIME,
        invitation=invitation,
        host=by.person.full_name,
        link=settings.CCR_BASE_URL + reverse("accounts:open_invitation", args=[token]),
    )
    invitation.save()
    journal.record(by, "invited", invitation, role=str(role))
    return invitation


def mail_badges(invitations) -> dict:
    """Where the mail of each invitation is, by the invitation's id: its state and nothing else.

    Coordination reads no account mail: the machine tells it.
    """
    by_mail = {invitation.mail_id: invitation.pk for invitation in invitations}
    with passing({Side.MACHINE}):
        states = AccountMail.objects.system().filter(pk__in=by_mail).values_list("pk", "state")
        return {by_mail[pk]: MAIL.badge(state) for pk, state in states}


@transaction.atomic
def accept_invitation(invitation: Invitation, person: Person) -> Mandate:
    """Give the person the mandate she is invited to, and with it her membership of the organisation.

    Raises DomainError: used, revoked, expired, another's address, or a rule of the wall.
    """
    seats.lock_calls()
    invitation = _with_names().select_for_update(of=("self",)).get(pk=invitation.pk)
    refuse(rules.why_not_accept(invitation, person))
    mandate = seats.give_mandate(
        invitation.campaign, person, invitation.role, invitation.organisation, by=invitation.invited_by
    )
    invitation.accepted_at, invitation.accepted_by = clock.now(), person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    journal.record(person, "invitation_accepted", invitation)
    return mandate


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Seat) -> Invitation:
    """Cancel an invitation: its link opens nothing any more. Raises DomainError once accepted."""
    invitation = Invitation.objects.system().select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at is not None:
        raise DomainError("Cette invitation est déjà acceptée. Retirez plutôt le mandat qu’elle a donné.")
    if invitation.revoked_at is None:
        invitation.revoked_at = clock.now()
        invitation.save(update_fields=["revoked_at"])
        journal.record(by, "invitation_revoked", invitation)
    return invitation


# Where one sits


@dataclass(frozen=True)
class Place:
    """A seat as its holder reads it: the mandates that hold, those that ended, what the seat opens."""

    seat: Seat
    held: list[Mandate]
    ended: list[Mandate]
    opened: Opened

    @property
    def is_live(self) -> bool:
        """Whether it opens anything."""
        return bool(self.held)

    @property
    def organisations(self) -> list[str]:
        """The names of those one may act for here."""
        return list(dict.fromkeys(mandate.organisation.name for mandate in self.held))


def places_of(person) -> list[Place]:
    """Every seat the person has or had, those that open something first, then the latest call first. Two queries."""
    mandates = Mandate.objects.filter(seat__person=person).select_related("seat__campaign", "organisation", "given_by")
    by_seat = {}
    for mandate in mandates.order_by("-seat__campaign__opens_on", "seat__campaign__slug", "started_at", "pk"):
        by_seat.setdefault(mandate.seat_id, []).append(mandate)
    seats_held = {seat.pk: seat for seat in seats.seats_with_mandates().filter(pk__in=by_seat)}
    places = []
    for pk, mandates in by_seat.items():
        seat = seats_held[pk]
        live = {mandate.pk for mandate in seat.active_mandates}
        held = [mandate for mandate in mandates if mandate.pk in live]
        places.append(Place(seat, held, [m for m in mandates if m.pk not in live], opened_by(seat.sides)))
    return sorted(places, key=lambda place: not place.is_live)


def memberships_of(person) -> list[Membership]:
    """The organisations the person belongs to now, whatever the call."""
    rows = Membership.objects.filter(person=person, ends_on__isnull=True).select_related("organisation")
    return list(rows.order_by("starts_on", "pk"))


# One's own data


def data_of(person, seat=None) -> list[Chapter]:
    """What the platform holds on the account, or through one of its seats, in that seat's own pass.

    Journaled about the person alone: no coordination follows who takes her data away.
    """
    if seat is None:
        chapters = of_account(person)
    else:
        with passing_as(seat):
            chapters = own.of_seat(seat)
    journal.record(person, "data_exported", person, form="json", call=seat.campaign.slug if seat else "")
    return chapters


@transaction.atomic
def ask_data(person, seat=None) -> DataExport:
    """Have the same made as a PDF. Asked twice within the minute, it is the same one."""
    about = seat or person
    export, created = DataExport.objects.system().get_or_create(
        kind=documents.KIND,
        about_id=about.pk,
        source_version=f"{clock.now():%Y%m%d%H%M}",
        lane=seat.lane if seat else "",
        defaults={
            "about_type": about._meta.label_lower,
            "title": kinds.get(documents.KIND).title,
            "person": person,
            "owner_seat": seat,
            "campaign": seat.campaign if seat else None,
        },
    )
    if created:
        journal.record(person, "data_exported", person, form="pdf", call=seat.campaign.slug if seat else "")
        start_after_commit(render_document, export._meta.label, str(export.pk))
    return export


def exports_of(person) -> dict:
    """The latest PDF that the person asked for, by seat (None: her account)."""
    rows = DataExport.objects.system().filter(person=person).select_related("campaign").order_by("created_at", "pk")
    return {row.owner_seat_id: row for row in rows}


def export_of(person, pk) -> DataExport | None:
    """One of the person's PDFs; none once the seat in whose pass it was written opens nothing, or another lane."""
    rows = DataExport.objects.system().select_related("campaign", "owner_seat")
    export = rows.filter(pk=pk, person=person).first()
    if export is None or export.owner_seat is None:
        return export
    seat = export.owner_seat
    return export if seat.sides and seat.lane == export.lane else None


# Lost second factors


def resets():
    """Every request to reset a second factor, with the people it names."""
    return SecondFactorReset.objects.system().select_related("person", "asked_by")


def waiting_resets():
    """Those that a second person may still confirm, the oldest first."""
    return resets().filter(confirmed_at=None, cancelled_at=None).order_by("asked_at")


@transaction.atomic
def ask_reset(person: Person, *, by: Person) -> SecondFactorReset:
    """Ask that a lost second factor be removed; nothing happens until another person confirms.

    Raises DomainError.
    """
    refuse(rules.why_not_ask_reset(person, by))
    if not Authenticator.objects.filter(user=person).exists():
        raise DomainError("Ce compte n’a pas de second facteur : il n’y a rien à réinitialiser.")
    now = clock.real_now()
    waiting = SecondFactorReset.objects.system().filter(person=person, confirmed_at=None, cancelled_at=None)
    waiting.filter(asked_at__lte=now - datetime.timedelta(days=rules.RESET_DAYS)).update(cancelled_at=now)
    try:
        with transaction.atomic():
            reset = SecondFactorReset.objects.system().create(person=person, asked_by=by, asked_at=now)
    except IntegrityError as error:
        raise DomainError("Une réinitialisation est déjà demandée pour cette personne.") from error
    _queue(
        "factor_reset_asked",
        person.email,
        "Réinitialisation de votre second facteur demandée",
        NOTICE_LIFETIME,
        person=person,
        asked_by=by.full_name,
    )
    journal.record(by, "factor_reset_asked", reset)
    return reset


@transaction.atomic
def confirm_reset(reset: SecondFactorReset, *, by: Person) -> SecondFactorReset:
    """Remove the person's second factor and recovery codes, and end her sessions.

    Raises DomainError: two people are needed, and neither is the owner.
    """
    reset = SecondFactorReset.objects.system().select_for_update(of=("self",)).select_related("person").get(pk=reset.pk)
    refuse(rules.why_not_confirm_reset(reset, by))
    reset.confirmed_by, reset.confirmed_at = by, clock.real_now()
    reset.save(update_fields=["confirmed_by", "confirmed_at"])
    Authenticator.objects.filter(user=reset.person).delete()
    for session in UserSession.objects.filter(user=reset.person):
        session.end()
    _queue(
        "factor_reset_done",
        reset.person.email,
        "Votre second facteur a été réinitialisé",
        NOTICE_LIFETIME,
        person=reset.person,
        login_url=settings.CCR_BASE_URL + reverse("account_login"),
    )
    journal.record(by, "factor_reset_confirmed", reset)
    return reset


@transaction.atomic
def cancel_reset(reset: SecondFactorReset, *, by: Person) -> SecondFactorReset:
    """Drop a request for a reset. Raises DomainError once it is done."""
    refuse(rules.why_not_resetter(by))
    reset = SecondFactorReset.objects.system().select_for_update(of=("self",)).get(pk=reset.pk)
    if reset.confirmed_at is not None:
        raise DomainError("Cette réinitialisation est déjà faite.")
    if reset.cancelled_at is None:
        reset.cancelled_at = clock.real_now()
        reset.save(update_fields=["cancelled_at"])
        journal.record(by, "factor_reset_cancelled", reset)
    return reset
