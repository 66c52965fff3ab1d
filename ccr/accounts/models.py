"""People, their invitations, their sign-in mails. What a person may see is on her seats, never here (DESIGN 2.1)."""

import json
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from ccr import clock
from ccr.accounts import cipher
from ccr.changes import OwnChanges
from ccr.collation import FRENCH
from ccr.documents.models import Document
from ccr.journal.models import JournalEntry, JournalQuerySet
from ccr.notifications.models import Outgoing
from ccr.notifications.states import MailPace
from ccr.programme.roles import Role
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet, UuidModel
from ccr.wall.sides import SIGNED_IN, Side
from ccr.workflow import Badge


class PersonManager(BaseUserManager):
    """Makes people, e-mail addresses always in lower case."""

    def get_by_natural_key(self, username):
        return self.get(email=username.strip().lower())

    def create_user(self, email, password=None, **fields):
        """Create a person whose address is known to be hers; without a password she signs in by code only.

        For commands, the demo and tests: people sign up by themselves, and confirm their address.
        """
        from allauth.account.models import EmailAddress

        if not email:
            raise ValueError("A person needs an e-mail address.")
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        with transaction.atomic(using=self._db):
            person.save(using=self._db)
            EmailAddress.objects.using(self._db).create(user=person, email=person.email, verified=True, primary=True)
        return person

    def known(self, email):
        """The person whose confirmed address this is, or None.

        Whoever signs up may type anybody's address: until it is confirmed, nobody knows whose account that is.
        """
        return self.filter(email=email.strip().lower(), emailaddress__verified=True).first()

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{**fields, "is_admin": True})


class Person(OwnChanges, UuidModel, AbstractBaseUser):
    """Somebody who signs in, with one account for every call and every role (DESIGN 2.1).

    Her row is written from many places, some of them not ours (password, address, admin): each writes its own change.
    """

    email = models.EmailField("adresse e-mail", unique=True)
    first_name = models.CharField("prénom", max_length=80, db_collation=FRENCH)
    last_name = models.CharField("nom", max_length=80, db_collation=FRENCH)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    is_active = models.BooleanField(
        "compte actif", default=True, help_text="Décocher pour fermer l’accès sans rien effacer."
    )
    is_admin = models.BooleanField(
        "administration", default=False, help_text="Gère les comptes et les réglages ; n’ouvre aucun contenu."
    )
    mail_pace = models.CharField(
        "courriers de la plateforme", max_length=10, choices=MailPace, default=MailPace.EACH, editable=False
    )
    date_joined = models.DateTimeField("créé le", default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]

    readers = SIGNED_IN
    writers = frozenset({Side.THRESHOLD, Side.NEWCOMER, Side.LINK, Side.ADMIN, Side.COORDINATION})

    objects = PersonManager()

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_unique_in_any_case",
                violation_error_message="Cette adresse e-mail a déjà un compte.",
            ),
        ]

    def __str__(self):
        return f"person {self.pk}"  # no personal data: this ends up in logs

    def clean(self):
        self.email = (self.email or "").strip().lower()

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.first_name

    @property
    def is_staff(self) -> bool:
        """Whether the Django admin opens: accounts and settings only."""
        return self.is_admin

    def has_perm(self, perm, obj=None):
        return self.is_active and self.is_admin

    def has_module_perms(self, app_label):
        return self.is_active and self.is_admin


def full_name(person) -> str:
    """What allauth calls a person."""
    return person.full_name


class InvitationQuerySet(SealedQuerySet):
    """Coordination follows the invitations of its campaign, a structure those of its colleagues; a secret link opens
    its own, found by its hash.
    """

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_candidate(self, seat):
        return Q(
            campaign=seat.campaign_id,
            role=Role.CONTRIBUTOR,
            organisation__in=seat.organisations_as(Side.CANDIDATE),
        )

    def pending(self):
        """Those that may still be accepted."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=clock.now())


class Invitation(SealedModel):
    """A single-use link, bound to an address, that gives one mandate (issue 2, section 2).

    Only the hash of the token is kept; the token itself is in the mail, and nowhere else.
    """

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField("adresse e-mail")
    role = models.CharField("rôle", max_length=20, choices=Role)
    organisation = models.ForeignKey("ccr_directory.Organisation", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField("empreinte du lien", max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")
    mail = models.ForeignKey("AccountMail", on_delete=models.PROTECT, related_name="+", null=True, editable=False)
    created_at = models.DateTimeField("envoyée le", default=clock.now)
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    revoked_at = models.DateTimeField("annulée le", null=True, blank=True)

    opens_as = "les invitations en cours"
    readers = frozenset({Side.COORDINATION, Side.CANDIDATE, Side.LINK})
    writers = frozenset({Side.COORDINATION, Side.CANDIDATE, Side.LINK})

    objects = SealedManager.from_queryset(InvitationQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "invitation"
        verbose_name_plural = "invitations"
        ordering = ("-created_at", "id")
        constraints = [
            models.UniqueConstraint(
                name="invitation_once_open",
                fields=["campaign", "email", "role", "organisation"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                violation_error_message="Cette personne a déjà une invitation en cours pour ce rôle.",
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                violation_error_message="Une invitation acceptée l’est par quelqu’un, à une date.",
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_revoked",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                violation_error_message="Une invitation acceptée ne s’annule plus.",
            ),
            models.CheckConstraint(
                name="invitation_address_in_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message="L’adresse d’une invitation s’écrit en minuscules.",
            ),
        ]

    def __str__(self):
        return f"invitation {self.pk}"

    @property
    def is_pending(self) -> bool:
        """Whether it may still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and clock.now() < self.expires_at

    @property
    def badge(self) -> Badge:
        """Where it stands, as a dot and a word."""
        if self.accepted_at:
            return Badge("acceptée", "ok")
        if self.revoked_at:
            return Badge("annulée")
        return Badge("en attente") if self.is_pending else Badge("expirée", "warn")


class SecondFactorReset(SealedModel):
    """A lost second factor, removed by two people who are neither its owner nor each other."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="personne")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="demandée par")
    asked_at = models.DateTimeField("demandée le", default=clock.real_now)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="confirmée par", null=True, blank=True
    )
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)

    readers = frozenset({Side.THRESHOLD})
    writers = frozenset({Side.THRESHOLD})

    class Meta(SealedModel.Meta):
        db_table = "ccr_accounts_second_factor_reset"
        verbose_name = "réinitialisation d’un second facteur"
        verbose_name_plural = "réinitialisations de seconds facteurs"
        ordering = ("-asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                name="second_factor_reset_once_open",
                fields=["person"],
                condition=Q(confirmed_at__isnull=True, cancelled_at__isnull=True),
                violation_error_message="Une réinitialisation est déjà demandée pour cette personne.",
            ),
            models.CheckConstraint(
                name="second_factor_reset_not_by_oneself",
                condition=~Q(asked_by=F("person")) & (Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("person"))),
                violation_error_message="On ne réinitialise pas son propre second facteur.",
            ),
            models.CheckConstraint(
                name="second_factor_reset_by_two",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                violation_error_message="Deux personnes différentes réinitialisent un second facteur.",
            ),
            models.CheckConstraint(
                name="second_factor_reset_confirmation_dated",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, cancelled_at__isnull=True),
                violation_error_message="Une confirmation a un auteur et une date, et ne s’annule plus.",
            ),
        ]

    def __str__(self):
        return f"second factor reset {self.pk}"


class AccountMail(Outgoing):
    """A mail of the account: code, notice or invitation. Encrypted whole, address included; erased once sent.

    ``expires_at`` is real time: a mail that carries a code is worth nothing once the code has expired.
    """

    kind = models.CharField("courrier", max_length=60, editable=False)
    body = models.TextField("contenu chiffré", blank=True, editable=False)
    expires_at = models.DateTimeField("valable jusqu’au", editable=False)

    is_prompt = True
    readers = frozenset({Side.MACHINE})
    writers = frozenset({Side.MACHINE, Side.THRESHOLD, Side.COORDINATION, Side.CANDIDATE})

    class Meta(Outgoing.Meta):
        db_table = "ccr_accounts_mail"
        verbose_name = "courrier de compte"
        verbose_name_plural = "courriers de compte"

    def __str__(self):
        return f"account mail {self.pk}"

    def compose(self):
        if not self.body or clock.real_now() >= self.expires_at:
            return None
        try:
            parts = json.loads(cipher.decrypt(self.body))
        except cipher.Unreadable:
            return None
        message = EmailMultiAlternatives(
            parts["subject"],
            parts["text"],
            to=parts["to"],
            headers=self.headers,
        )
        message.attach_alternative(parts["html"], "text/html")
        return message

    def settled_fields(self):
        return {"body": ""}


class DataExport(Document):
    """What the platform holds on a person, as a PDF: of her account, or of one of her seats, in that seat's own pass.

    It hangs on the account, which no seat reads: nobody of any side learns that somebody asked.
    """

    url_name = "data_document"
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="personne"
    )
    campaign = models.ForeignKey(
        "ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+", editable=False, null=True
    )
    owner_seat = models.ForeignKey(
        "ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", editable=False, null=True
    )

    readers = frozenset({Side.THRESHOLD, Side.MACHINE})
    writers = frozenset({Side.THRESHOLD, Side.MACHINE})

    class Meta(Document.Meta):
        db_table = "ccr_accounts_data_export"
        verbose_name = "export de données personnelles"
        verbose_name_plural = "exports de données personnelles"

    @property
    def sides(self):
        return self.owner_seat.sides if self.owner_seat else frozenset({Side.THRESHOLD})

    def address(self, act=""):
        return reverse(f"accounts:{self.url_name}{act}", args=[self.pk])


class JournalOfAccountsQuerySet(JournalQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Journal(JournalEntry):
    """What was done to accounts and invitations."""

    verbs = {
        "invited": "Invitation envoyée",
        "invitation_accepted": "Invitation acceptée",
        "invitation_revoked": "Invitation annulée",
        "factor_reset_asked": "Réinitialisation d’un second facteur demandée",
        "factor_reset_confirmed": "Second facteur réinitialisé",
        "factor_reset_cancelled": "Réinitialisation d’un second facteur annulée",
        "account_changed": "Compte modifié par l’administration",
        "data_exported": "Données personnelles emportées",
    }
    readers = frozenset({Side.COORDINATION, Side.MACHINE})
    writers = frozenset({Side.COORDINATION, Side.CANDIDATE, Side.THRESHOLD, Side.LINK, Side.ADMIN})

    objects = SealedManager.from_queryset(JournalOfAccountsQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal des comptes"
        verbose_name_plural = "journal des comptes"
