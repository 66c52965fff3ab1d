"""What a structure and the coordination write to each other about an application; nobody else knows of it."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from candidates.states import MESSAGE, MessageState
from ccr.documents.models import JoinedFile
from ccr.once import MadeOnce
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from .application import Application
from .doors import OWN


class Writer(models.TextChoices):
    """The side a message was written from: a person may change hers from one call to the next."""

    CANDIDATE = Side.CANDIDATE.value, "la structure"
    COORDINATION = Side.COORDINATION.value, "la coordination"

    @property
    def other(self) -> "Writer":
        """Whom a message goes to."""
        return Writer.COORDINATION if self is Writer.CANDIDATE else Writer.CANDIDATE


class MessageQuerySet(SealedQuerySet):
    """The messages of one's applications, one's own drafts among them and nobody else's."""

    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        ) & self._written(seat)

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id) & self._written(seat)

    def _written(self, seat):
        return ~Q(state=MessageState.DRAFT) | Q(author=seat.person_id)

    def said(self):
        """Those that stand: sent, and not taken back."""
        return self.filter(state=MessageState.SENT)

    def unread_by(self, seat, writer: Writer):
        """What the other side wrote and this person has not read, or set aside to read again."""
        read = MessageReading.objects.system().filter(
            message=OuterRef("pk"), person=seat.person_id, set_aside_at__isnull=True
        )
        return self.said().filter(~Exists(read), side=writer.other)


class Message(MadeOnce, SealedModel):
    """A message of a thread: one thread per application. Written as a draft, sent, taken back within five minutes."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    side = models.CharField("écrit par", max_length=12, choices=Writer)
    state = models.CharField("état", max_length=10, choices=MessageState, default=MessageState.DRAFT)
    text = models.TextField("message", blank=True, max_length=5000)
    written_at = models.DateTimeField("envoyé le", null=True, blank=True)
    taken_back_at = models.DateTimeField("repris le", null=True, blank=True)
    sent_from = models.UUIDField("page qui l’a envoyé", null=True, blank=True, editable=False)

    opens_as = "les messages entre une structure et la coordination"
    readers = OWN
    writers = OWN
    objects = SealedManager.from_queryset(MessageQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "message"
        verbose_name_plural = "messages"
        indexes = [models.Index(name="message_thread", fields=["application", "written_at"])]
        constraints = [
            models.UniqueConstraint(
                name="message_one_draft",
                fields=["application", "author"],
                condition=Q(state=MessageState.DRAFT),
                violation_error_message="Un message est déjà en cours d’écriture.",
            ),
            models.CheckConstraint(
                name="message_dates_agree",
                condition=Q(state=MessageState.DRAFT, written_at__isnull=True, taken_back_at__isnull=True)
                | Q(state=MessageState.SENT, written_at__isnull=False, taken_back_at__isnull=True)
                | Q(
                    state=MessageState.TAKEN_BACK,
                    written_at__isnull=False,
                    taken_back_at__isnull=False,
                    taken_back_at__gte=F("written_at"),
                ),
                violation_error_message="Un message envoyé a une date, un message repris en a deux.",
            ),
        ]

    def __str__(self):
        return f"message {self.pk}"

    @property
    def is_taken_back(self) -> bool:
        return self.state == MessageState.TAKEN_BACK

    @property
    def badge(self):
        return MESSAGE.badge(self.state)


class MessageFileQuerySet(SealedQuerySet):
    """Files follow their message; those of a draft, or of a message taken back, are their author's alone."""

    def for_candidate(self, seat):
        return Q(
            message__application__campaign=seat.campaign_id,
            message__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
        ) & self._shown(seat)

    def for_coordination(self, seat):
        return Q(message__application__campaign=seat.campaign_id) & self._shown(seat)

    def _shown(self, seat):
        return Q(message__state=MessageState.SENT) | Q(message__author=seat.person_id)


class MessageFile(JoinedFile, SealedModel):
    """A file joined to a message; taken out of a draft, it stays, retired."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="files")
    retired_at = models.DateTimeField("retiré le", null=True, blank=True)

    readers = OWN
    writers = OWN
    objects = SealedManager.from_queryset(MessageFileQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "fichier d’un message"
        verbose_name_plural = "fichiers des messages"
        ordering = ["added_at", "id"]

    def __str__(self):
        return f"message file {self.pk}"


class MessageReadingQuerySet(SealedQuerySet):
    """Readings follow their message: each side sees that the other has read."""

    def for_candidate(self, seat):
        return Q(
            message__application__campaign=seat.campaign_id,
            message__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
        )

    def for_coordination(self, seat):
        return Q(message__application__campaign=seat.campaign_id)


class MessageReading(SealedModel):
    """Somebody of the other side read a message. Marked unread again, the first reading stays: it was read."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField("lu le")
    set_aside_at = models.DateTimeField("marqué non lu le", null=True, blank=True)

    readers = OWN
    writers = OWN
    objects = SealedManager.from_queryset(MessageReadingQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "lecture d’un message"
        verbose_name_plural = "lectures des messages"
        constraints = [
            models.UniqueConstraint(name="message_reading_once", fields=["message", "person"]),
            models.CheckConstraint(
                name="message_reading_in_order",
                condition=Q(set_aside_at__isnull=True) | Q(set_aside_at__gte=F("read_at")),
                violation_error_message="Un message est marqué non lu après avoir été lu.",
            ),
        ]

    def __str__(self):
        return f"message reading {self.pk}"
