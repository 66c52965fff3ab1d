"""People: who signs in. What a person may see is never here but on her seats (DESIGN 2.1)."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from ccr.wall.models import UuidModel
from ccr.wall.sides import Side


class PersonManager(BaseUserManager):
    """Makes people, e-mail addresses always in lower case."""

    def get_by_natural_key(self, username):
        return self.get(email=username.strip().lower())

    def create_user(self, email, password=None, **fields):
        """Create a person; without a password she signs in by code only."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{**fields, "is_admin": True})


class Person(UuidModel, AbstractBaseUser):
    """Somebody who signs in, with one account for every call and every role (DESIGN 2.1)."""

    email = models.EmailField("adresse e-mail", unique=True)
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    is_active = models.BooleanField(
        "compte actif", default=True, help_text="Décocher pour fermer l’accès sans rien effacer."
    )
    is_admin = models.BooleanField(
        "administration", default=False, help_text="Gère les comptes et les réglages ; n’ouvre aucun contenu."
    )
    date_joined = models.DateTimeField("créé le", auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]

    readers = frozenset(Side) - {Side.ANONYMOUS}
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

    @property
    def is_superuser(self) -> bool:
        return self.is_admin

    def has_perm(self, perm, obj=None):
        return self.is_active and self.is_admin

    def has_module_perms(self, app_label):
        return self.is_active and self.is_admin
