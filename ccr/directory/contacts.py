"""The contact persons of an organisation (A211): kept by its members and by the coordination.

Others read a contact only once the person agreed, on a day that is kept: who is signed in, where the organisation is
shown, and everybody on the public list of those that diagnose. Whoever is named by an address is written to,
and a secret link lets her agree, change her mind or be taken off, without an account. Taking off empties the row: the
journal says that it was done, and nothing of whom.
"""

import hashlib
import uuid
from collections import defaultdict

from django.core import signing
from django.db import transaction
from django.db.models import TextChoices

from ccr import clock, journal
from ccr.directory.models import SAID, Contact, Organisation
from ccr.notifications import outbox
from ccr.once import already_made, make_once
from ccr.seen import refuse_unseen
from ccr.wall.errors import DomainError, refuse
from ccr.wall.guard import passing
from ccr.wall.sides import Side

MOST = 5
"""How many contacts an organisation has at most: each one with an address is written to."""
NAMED = "directory.contact_named"

_signer = signing.Signer(salt="directory.contact", sep=".")


class Answer(TextChoices):
    """What the person named may say."""

    AGREE = "agree", "Je suis d’accord pour les publier"
    DISAGREE = "disagree", "Ne plus les publier"
    WITHDRAW = "withdraw", "Effacer mes coordonnées"


def token_of(contact) -> str:
    """The secret of the link: the row's key and a trace of the address, signed. Another address, another link."""
    return _signer.sign(contact.pk.hex + _trace(contact.email))


def opened_by(token: str) -> Contact | None:
    """The contact that a link opens, while it bears the address the link was sent to; else None."""
    try:
        said = _signer.unsign(token)
        found = live(uuid.UUID(hex=said[:32]))
    except (signing.BadSignature, ValueError):
        return None
    return found if found and _trace(found.email) == said[32:] else None


def _trace(email: str) -> str:
    return hashlib.sha256(email.encode()).hexdigest()[:16]


def live(key) -> Contact | None:
    """The contact of that key, unless it was withdrawn."""
    return Contact.objects.live().select_related("organisation").filter(pk=key).first()


def shown_of(organisation) -> list[str]:
    """The contacts of an organisation that agreed, in words, for who is signed in. One query."""
    return [f"{one.name} ({one.ways})" for one in Contact.objects.shown().of(organisation)]


def public_of(organisations) -> dict:
    """{organisation id: its contacts that agreed, in words}, for a page open to everybody. One query.

    organisations: their ids. Asked on the machine's side: a visitor reads no other contact.
    """
    with passing({Side.MACHINE}):
        rows = Contact.objects.shown().filter(organisation__in=organisations).order_by("added_at", "pk")
        found = defaultdict(list)
        for one in rows:
            found[one.organisation_id].append(f"{one.name} ({one.ways})")
        return dict(found)


def why_not_add(organisation) -> str | None:
    """None when the organisation may have one more contact."""
    if Contact.objects.live().of(organisation).count() >= MOST:
        return f"Cette organisation a déjà {MOST} contacts\u00a0: retirez-en un, ou modifiez-le."
    return None


@transaction.atomic
def add_contact(organisation, values: dict, *, consents: bool, by, key=None) -> Contact:
    """Name a contact. values: the fields of ``SAID``. consents: whether she agreed. key: of the form, sent once.

    by: the Person of the organisation who names her, or the coordination's seat. Raises DomainError for one too many.
    """
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.kept_id)
    rows = Contact.objects.filter(organisation=organisation)
    if found := already_made(rows, key):
        return found
    refuse(why_not_add(organisation))
    consented_at = clock.now() if consents else None
    contact, _ = make_once(rows, key, organisation=organisation, consented_at=consented_at, **values)
    journal.record(by, "contact_added", contact)
    if consents:
        journal.record(by, "contact_consented", contact)
    _tell(contact)
    return contact


def _locked(contact) -> Contact:
    found = Contact.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=contact.pk)
    if found.withdrawn_at:
        raise DomainError("Ce contact a été retiré entre-temps. Rechargez la page.")
    return found


@transaction.atomic
def change_contact(contact, values: dict, *, by, seen=None) -> Contact:
    """Correct a contact, or note that she agrees or does no more.

    values: fields of ``SAID``, and ``consents``. seen: as ``refuse_unseen`` takes it.
    Raises DomainError once it was withdrawn, Conflict when somebody else changed one of these values since.
    """
    contact = _locked(contact)
    refuse_unseen(values, seen, {name: getattr(contact, name) for name in values})
    changed = [name for name in SAID if name in values and getattr(contact, name) != values[name]]
    for name in changed:
        setattr(contact, name, values[name])
    if not contact.email and not contact.phone:
        raise DomainError("Donnez une adresse e-mail ou un téléphone\u00a0: c’est par là qu’on la joindra.")
    if changed:
        contact.save(update_fields=changed)
        journal.record(by, "contact_changed", contact, fields=changed)
    if "consents" in values:
        _consent(contact, values["consents"], by=by)
    if "email" in changed:
        _tell(contact)
    return contact


def _consent(contact, consents: bool, *, by):
    if consents != contact.consents:
        contact.consented_at = clock.now() if consents else None
        contact.save(update_fields=["consented_at"])
        journal.record(by, "contact_consented" if consents else "contact_consent_ended", contact)


@transaction.atomic
def withdraw_contact(contact, *, by):
    """Take a contact off: what was said of her is erased, the dates stay. Done twice, it changes nothing."""
    empty = {**dict.fromkeys(SAID, ""), "consented_at": None, "withdrawn_at": clock.now()}
    if Contact.objects.live().filter(pk=contact.pk).update(**empty):
        journal.record(by, "contact_withdrawn", contact)


@transaction.atomic
def answer_contact(contact, answer: Answer):
    """The person named answers by her link. Raises DomainError once she was taken off."""
    if answer == Answer.WITHDRAW:
        withdraw_contact(contact, by=None)
    else:
        _consent(_locked(contact), answer == Answer.AGREE, by=None)


def _tell(contact):
    """Whoever is named by an address is told, once for each address."""
    if contact.email:
        outbox.queue(NAMED, about=contact, to=[contact.email], occurrence=_trace(contact.email))
