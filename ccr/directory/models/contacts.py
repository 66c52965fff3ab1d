"""Whom to ask for at an organisation, shown to others only with that person's consent (A211)."""

from django.db import models
from django.db.models import Q

from ccr import clock
from ccr.collation import FRENCH
from ccr.once import MadeOnce
from ccr.wall.models import UuidModel
from ccr.wall.sides import Side

from .organisations import Organisation

SAID = ("name", "position", "email", "phone")
"""What is said of a contact."""


class ContactQuerySet(models.QuerySet):
    def live(self):
        """Those that were not withdrawn: for the organisation's members and the coordination."""
        return self.filter(withdrawn_at__isnull=True)

    def shown(self):
        """Those who agreed to be shown to others."""
        return self.live().filter(consented_at__isnull=False)

    def of(self, organisation):
        """Those of an organisation, in the order in which they were given."""
        return self.filter(organisation=organisation.kept_id).order_by("added_at", "pk")


class Contact(MadeOnce, UuidModel):
    """A person to ask for at an organisation. Withdrawn, it keeps its dates and nothing of the person.

    consented_at: when she agreed to be shown, or when somebody noted it. refused_at: when she refused, herself.
    refusals: traces, which nobody reads back, of the addresses this row bore whose owner refused, or had it erased.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField("nom", max_length=120, db_collation=FRENCH, blank=True)
    position = models.CharField("fonction", max_length=120, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    added_at = models.DateTimeField("ajouté le", default=clock.now, editable=False)
    consented_at = models.DateTimeField("accord donné le", null=True, blank=True, editable=False)
    refused_at = models.DateTimeField("refus donné le", null=True, blank=True, editable=False)
    refusals = models.JSONField("empreintes des adresses qui ont refusé", default=list, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True, editable=False)

    readers = {Side.THRESHOLD, Side.NEWCOMER, Side.CANDIDATE, Side.COORDINATION, Side.LINK, Side.MACHINE}
    writers = {Side.NEWCOMER, Side.CANDIDATE, Side.COORDINATION, Side.LINK}

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact d’une organisation"
        verbose_name_plural = "contacts des organisations"
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="contact_named_and_reached",
                condition=Q(withdrawn_at__isnull=False) | (~Q(name="") & (~Q(email="") | ~Q(phone=""))),
                violation_error_message="Un contact a un nom, et une adresse e-mail ou un téléphone.",
            ),
            models.CheckConstraint(
                name="contact_withdrawn_is_empty",
                condition=Q(withdrawn_at__isnull=True)
                | Q(name="", position="", email="", phone="", consented_at__isnull=True, refused_at__isnull=True),
                violation_error_message="D’un contact retiré, rien ne reste.",
            ),
            models.CheckConstraint(
                name="contact_consents_knowing",
                condition=Q(consented_at__isnull=True) | (~Q(email="") & Q(refused_at__isnull=True)),
                violation_error_message="Un accord se note avec une adresse e-mail, et jamais après un refus.",
            ),
        ]

    def __str__(self):
        return f"contact {self.pk}"

    @property
    def consents(self) -> bool:
        return self.consented_at is not None

    @property
    def ways(self) -> str:
        """What the person does, and how she is reached: « présidente, ana@exemple.fr, 04 91 00 00 00 »."""
        return ", ".join(filter(None, (self.position, self.email, self.phone)))

    @property
    def said(self) -> str:
        """« Ana Delmas (présidente, ana@exemple.fr) »."""
        return f"{self.name} ({self.ways})"
