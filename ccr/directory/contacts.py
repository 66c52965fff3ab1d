"""The contact persons of an organisation (A211): kept by its members and by the coordination.

Others read a contact only once the person agreed, on a day that is kept: who is signed in, where the organisation is
shown, and everybody on the public list of those that diagnose. Her agreement may be noted for her: she is written to,
it holds for what was said of her that day, and what she refused herself nobody else allows, under whatever row her
address is named. A secret link lets her answer without an account. Taking off empties the row and its mails: the
journal says that it was done, and nothing of whom; of an address that refused, a keyed trace stays.
"""

import datetime
import hashlib
import uuid
from collections import defaultdict

from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac

from ccr import clock, journal
from ccr.accounts.models import Person
from ccr.directory.models import SAID, Contact, Journal, Mail, Organisation
from ccr.notifications import outbox
from ccr.once import already_made, key_about, make_once
from ccr.seen import refuse_unseen, stamp_of
from ccr.wall.errors import DomainError, refuse
from ccr.wall.guard import passing
from ccr.wall.sides import Side

MOST = 5
"""How many contacts an organisation has at most: each one with an address is written to."""
MAILS_A_DAY = 10
"""How many mails leave in twenty-four hours to those an organisation names, whatever became of them since; and to those
that one of its members names, in however many organisations."""
NAMED = "directory.contact_named"
ERASED = "efface@efface.invalid"
"""The address of the mails to somebody who was taken off."""

_signer = signing.Signer(salt="directory.contact", sep=".")


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


def _kept_trace(email: str) -> str:
    """What is kept of an address that refused: known again, never read."""
    return salted_hmac("directory.contact.refused", email).hexdigest()[:32]


def live(key) -> Contact | None:
    """The contact of that key, unless it was withdrawn."""
    return Contact.objects.live().select_related("organisation").filter(pk=key).first()


def shown_of(organisation) -> list[str]:
    """The contacts of an organisation that agreed, in words, for who is signed in. One query."""
    return [one.said for one in Contact.objects.shown().of(organisation)]


def public_of(organisations) -> dict:
    """{organisation id: its contacts that agreed, in words}, for a page open to everybody. One query.

    organisations: their ids. Asked on the machine's side: a visitor reads no other contact.
    """
    with passing({Side.MACHINE}):
        rows = Contact.objects.shown().filter(organisation__in=organisations).order_by("added_at", "pk")
        found = defaultdict(list)
        for one in rows:
            found[one.organisation_id].append(one.said)
        return dict(found)


def why_not_add(organisation) -> str | None:
    """None when the organisation may have one more contact."""
    if Contact.objects.live().of(organisation).count() >= MOST:
        return f"Cette organisation a déjà {MOST} contacts\u00a0: retirez-en un, ou modifiez-le."
    return None


def why_not_publish(contact) -> str | None:
    """None when somebody else than the person may note that she agrees: her address refused nowhere here."""
    if contact.refused_at or _refused(contact.organisation_id, contact.email):
        return (
            "Cette personne a refusé que ses coordonnées soient publiées\u00a0: elle seule revient sur ce refus, par "
            "le lien qu’elle a reçu."
        )
    return None


def _refused(organisation, email) -> bool:
    """Whether the owner of this address refused, under another row of the organisation or one that is no more."""
    rows, trace = Contact.objects.filter(organisation=organisation), _kept_trace(email)
    return bool(email) and (
        rows.live().filter(email=email, refused_at__isnull=False).exists()
        or any(trace in kept for kept in rows.exclude(refusals=[]).values_list("refusals", flat=True))
    )


def stamp(contact) -> str:
    """What the person named reads of herself, in short."""
    return stamp_of(*(getattr(contact, name) for name in SAID))


def _locked_record(organisation) -> Organisation:
    """The record that acts for an organisation, locked: a merge that crosses is over."""
    found = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.kept_id)
    return _locked_record(found) if found.merged_into_id else found


@transaction.atomic
def add_contact(organisation, values: dict, *, consents: bool, by, key=None) -> Contact:
    """Name a contact. values: the fields of ``SAID``. consents: whether she agreed. key: of the form, sent once.

    by: the Person of the organisation who names her, or the coordination's seat. Raises DomainError for one too many,
    for an agreement without an address or that she refused, for too many mails in a day, for a form whose contact was
    taken off since.
    """
    organisation = _locked_record(organisation)
    rows, key = Contact.objects.filter(organisation=organisation), key_about(key, organisation)
    if found := already_made(rows, key):
        if found.withdrawn_at:
            raise DomainError("Ce contact a été retiré depuis. Rechargez la page.")
        return found
    refuse(why_not_add(organisation))
    contact, _ = make_once(rows, key, organisation=organisation, **values)
    journal.record(by, "contact_added", contact)
    if consents:
        _consent(contact, True, by=by)
        contact.save()
    _tell(contact, by=by)
    return contact


def _locked(contact) -> Contact:
    """The contact, locked after its organisation, as a merge does."""
    _locked_record(contact.organisation)
    found = Contact.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=contact.pk)
    if found.withdrawn_at:
        raise DomainError("Ce contact a été retiré entre-temps. Rechargez la page.")
    return found


@transaction.atomic
def change_contact(contact, values: dict, *, by, seen=None) -> Contact:
    """Correct a contact, which ends her agreement unless it is noted anew; note that she agrees or does no more.

    Another address is another person: the refusal of the first one stays with her address, and with it alone.
    values: fields of ``SAID``, and ``consents``. seen: as ``refuse_unseen`` takes it.
    Raises DomainError once it was withdrawn and as ``add_contact`` does, Conflict when somebody else changed one of
    these values since.
    """
    contact = _locked(contact)
    # She agreed to all that the page showed, or to none of it.
    looked = {**dict.fromkeys(SAID), **values} if values.get("consents") else values
    refuse_unseen(looked, seen, {name: getattr(contact, name) for name in looked})
    changed = [name for name in SAID if name in values and getattr(contact, name) != values[name]]
    if "email" in changed:
        _keep_refusal(contact)
    for name in changed:
        setattr(contact, name, values[name])
    if not contact.email and not contact.phone:
        raise DomainError("Donnez une adresse e-mail ou un téléphone\u00a0: c’est par là qu’on la joindra.")
    if changed:
        journal.record(by, "contact_changed", contact, fields=changed)
    consents = values.get("consents", contact.consents and not changed)
    noted = consents and (changed or not contact.consents)
    if noted or consents != contact.consents:
        _consent(contact, consents, by=by)
    contact.save()
    if noted or "email" in changed:
        _tell(contact, by=by)
    return contact


def _keep_refusal(contact, *, erased=False):
    """Set, to be saved, what stays of a refusal once the row bears her address no more. erased: by herself."""
    if contact.email and (contact.refused_at or erased):
        contact.refusals = [*contact.refusals, _kept_trace(contact.email)]
    contact.refused_at = None


def _consent(contact, consents: bool, *, by):
    """Set, to be saved, whether she agrees. by: None when she says so herself, whose refusal is kept."""
    if consents and by is not None:
        refuse(why_not_publish(contact))
    if consents and not contact.email:
        raise DomainError("Donnez son adresse e-mail\u00a0: c’est là qu’on lui dit que ses coordonnées sont publiées.")
    contact.consented_at = clock.now() if consents else None
    if by is None:
        contact.refused_at = None if consents else clock.now()
        if consents:
            _forget_refusals(contact)
    journal.record(by, "contact_consented" if consents else "contact_consent_ended", contact)


def _forget_refusals(contact):
    """She agrees, herself: what her address refused under rows that are no more holds no longer. To be saved."""
    trace = _kept_trace(contact.email)
    for row in Contact.objects.filter(organisation=contact.organisation_id).exclude(refusals=[]):
        if trace in row.refusals:
            kept = [one for one in row.refusals if one != trace]
            Contact.objects.filter(pk=row.pk).update(refusals=kept)
    contact.refusals = [one for one in contact.refusals if one != trace]


@transaction.atomic
def withdraw_contact(contact, *, by):
    """Take a contact off: what was said of her is erased, from her mails too; the dates stay. Twice changes nothing.

    by: None when she does it herself, which is a refusal.
    """
    _locked_record(contact.organisation)
    found = Contact.objects.live().filter(pk=contact.pk).first()
    if found is None:
        return
    _keep_refusal(found, erased=by is None)
    for name in SAID:
        setattr(found, name, "")
    found.consented_at, found.withdrawn_at = None, clock.now()
    found.save()
    with passing({Side.MACHINE}):  # one that has not left yet is void: its contact is no more
        Mail.objects.system().filter(kind=NAMED, about_id=found.pk).update(address=ERASED)
    journal.record(by, "contact_withdrawn", found)


@transaction.atomic
def answer_contact(contact, consents: bool, *, seen: str):
    """The person named answers by her link. seen: the ``stamp`` of what she read.

    Raises DomainError once she was taken off, or when she would agree to something else than what she read.
    """
    contact = _locked(contact)
    if consents and seen != stamp(contact):
        raise DomainError("Vos coordonnées ont changé\u00a0: relisez-les, puis répondez.")
    if not (contact.consents if consents else contact.refused_at):
        _consent(contact, consents, by=None)
        contact.save()


def _tell(contact, *, by):
    """Whoever is named by an address is told: at first, at another address, when her agreement is noted for her.

    by: as ``add_contact`` takes it. Called with the organisation locked.
    """
    if not contact.email:
        return
    since = clock.now() - datetime.timedelta(days=1)
    named = Contact.objects.filter(organisation=contact.organisation_id)
    with passing({Side.MACHINE}):
        mails = Mail.objects.system().filter(kind=NAMED, about_id__in=named.values("pk"))
        told = mails.filter(created_at__gt=since).count()
    if told >= MAILS_A_DAY:
        raise DomainError(
            f"{MAILS_A_DAY} messages sont déjà partis en un jour aux contacts de cette organisation\u00a0: reprenez "
            "demain."
        )
    if isinstance(by, AbstractBaseUser):
        _refuse_many(by, since)
    outbox.queue(NAMED, about=contact, to=[contact.email], occurrence=uuid.uuid4().hex)
    journal.record(by, "contact_told", contact)


def _refuse_many(person, since):
    """Anybody may record organisations: who names is counted too, her account locked."""
    Person.objects.select_for_update().get(pk=person.pk)
    with passing({Side.MACHINE}):
        told = Journal.objects.system().filter(verb="contact_told", by_person_id=person.pk, at__gt=since)
        if told.count() >= MAILS_A_DAY:
            raise DomainError(f"Vous avez déjà fait écrire à {MAILS_A_DAY} contacts en un jour\u00a0: reprenez demain.")
