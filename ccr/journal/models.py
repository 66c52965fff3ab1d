"""Abstract journal and readings. Each app has its own tables, with its own door plate (DESIGN 2.3)."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from ccr import clock
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet


class Immutable(RuntimeError):
    """A line of the journal was about to be changed or erased. A bug, never shown."""


class JournalQuerySet(SealedQuerySet):
    """Lines are added, never changed. An app adds its ``for_<side>`` methods in a subclass."""

    def update(self, **kwargs):
        raise Immutable(self.model._meta.label)

    def bulk_update(self, *args, **kwargs):
        raise Immutable(self.model._meta.label)

    def delete(self):
        raise Immutable(self.model._meta.label)


class JournalEntry(SealedModel):
    """One line: who did what to what, when. Codes and numbers only, so that no text crosses with it."""

    verbs: ClassVar[dict[str, str]] = {}
    """What each verb of the app says in French: ``{"deposited": "Candidature déposée"}``."""

    at = models.DateTimeField("quand", default=clock.now)
    verb = models.CharField("verbe", max_length=60)
    by_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="par"
    )
    by_seat = models.ForeignKey(
        "ccr_programme.Seat", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="au titre de"
    )
    about_type = models.CharField("objet", max_length=100)
    about_id = models.UUIDField("identifiant de l’objet")
    campaign = models.ForeignKey(
        "ccr_programme.Campaign", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="appel"
    )
    details = models.JSONField("détails", default=dict, encoder=DjangoJSONEncoder)

    objects = SealedManager.from_queryset(JournalQuerySet)()

    class Meta(SealedModel.Meta):
        abstract = True
        verbose_name = "ligne de journal"
        verbose_name_plural = "journal"
        ordering = ("at", "id")
        indexes = [models.Index(fields=["about_id", "at"])]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_seat_has_person",
                condition=Q(by_seat__isnull=True) | Q(by_person__isnull=False),
                violation_error_message="Une ligne écrite au titre d’un siège nomme la personne.",
            ),
        ]

    def __str__(self):
        return f"{self.verb} {self.about_type} {self.about_id}"

    @property
    def verb_label(self) -> str:
        """The verb in French, for the pages that show the journal."""
        return self.verbs.get(self.verb, self.verb)

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Immutable(self._meta.label)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Immutable(self._meta.label)


class Reading(SealedModel):
    """Who read a thing, when first, when last and how often: one row per thing and reader."""

    about_type = models.CharField("objet", max_length=100)
    about_id = models.UUIDField("identifiant de l’objet")
    reader = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", verbose_name="lu par")
    first_at = models.DateTimeField("première lecture")
    last_at = models.DateTimeField("dernière lecture")
    count = models.PositiveIntegerField("lectures", default=1)

    class Meta(SealedModel.Meta):
        abstract = True
        verbose_name = "lecture"
        verbose_name_plural = "lectures"
        ordering = ("-last_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["about_id", "reader"],
                name="%(app_label)s_%(class)s_once_per_reader",
                violation_error_message="Cette lecture est déjà notée.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_last_after_first",
                condition=Q(last_at__gte=F("first_at")) & Q(count__gte=1),
                violation_error_message="La dernière lecture ne peut pas précéder la première.",
            ),
        ]

    def __str__(self):
        return f"reading {self.pk}"
