"""The information day of a call: its places, who comes, what is handed out (A020, A171, A172).

The day itself is public. Who comes is read by the coordination, by the structure for its own people, and by whoever
holds the secret link, for the one registration it opens: never by instruction nor support, because having come must
not weigh. A visitor only inserts; places are counted on the machine's side.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from candidates.states import ATTENDANCE, REGISTRATION, Attendance, RegistrationState
from ccr import clock
from ccr.collation import FRENCH
from ccr.documents.models import Document as AbstractDocument
from ccr.documents.models import JoinedFile
from ccr.documents.storage import private_path
from ccr.once import MadeOnce
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet, UuidModel
from ccr.wall.sides import Side
from ccr.workflow import Badge


class InformationDay(UuidModel):
    """What a meeting of kind « information » offers: places, until when one registers, how to come. Open, like calls.

    ``seats_taken`` counts people, not registrations: its row is locked by whoever changes it.
    """

    meeting = models.OneToOneField("ccr_programme.Meeting", on_delete=models.PROTECT, related_name="+")
    seats_max = models.PositiveSmallIntegerField("nombre de places")
    seats_taken = models.PositiveSmallIntegerField("places prises", default=0, editable=False)
    registration_until = models.DateField("dernier jour pour s’inscrire", help_text="Jusqu’à 23\u00a0h\u00a059.")
    practical_notes = models.TextField("informations pratiques", max_length=3000, blank=True)
    documents_sent_at = models.DateTimeField("documents envoyés le", null=True, blank=True, editable=False)

    readers = {Side.ANONYMOUS, Side.LINK, Side.CANDIDATE, Side.COORDINATION, Side.MACHINE}
    writers = {Side.COORDINATION, Side.MACHINE}

    class Meta:
        db_table = "candidates_information_day"
        verbose_name = "journée d’information"
        verbose_name_plural = "journées d’information"
        ordering = ["meeting__starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="information_day_seats_taken_at_most",
                condition=Q(seats_taken__lte=F("seats_max")),
                violation_error_message="Il n’y a plus assez de places à cette journée d’information.",
            ),
        ]

    def __str__(self):
        return f"information day {self.pk}"

    @property
    def seats_left(self) -> int:
        """Places nobody has, whoever waits for them."""
        return self.seats_max - self.seats_taken

    @property
    def starts_on(self):
        """The day itself."""
        return clock.in_paris(self.meeting.starts_at).date()

    @property
    def has_begun(self) -> bool:
        """Whether its day has come: attendance is taken from the morning on."""
        return clock.today() >= self.starts_on


class AttendeeKind(models.TextChoices):
    """In what capacity somebody comes for a structure (A181)."""

    ELECTED = "elected", "élu"
    VOLUNTEER = "volunteer", "bénévole"
    STAFF = "staff", "salarié"


MOST_PEOPLE = 3
"""How many people of one structure may come with one registration."""


class RegistrationQuerySet(SealedQuerySet):
    def named(self, text: str):
        """Those whose name, structure or address holds the text."""
        text = text.replace("\x00", "").strip()
        return self.filter(Q(name__icontains=text) | Q(organisation__icontains=text) | Q(email__icontains=text))

    def for_coordination(self, seat):
        return Q(day__meeting__campaign=seat.campaign_id)

    def for_candidate(self, seat):
        """Her own, found by the address she signs in with, made before her account or since."""
        return Q(day__meeting__campaign=seat.campaign_id, email=seat.person.email)

    def with_day(self):
        """With the day, its meeting and its call."""
        return self.select_related("day__meeting__campaign")


class Registration(MadeOnce, SealedModel):
    """Somebody, with one or two colleagues perhaps, comes to an information day. No account is needed.

    A new row always waits: the service gives it places in its turn, under the lock of the day's row.
    """

    day = models.ForeignKey(InformationDay, on_delete=models.PROTECT, related_name="registrations")
    name = models.CharField("nom", max_length=120, db_collation=FRENCH)
    email = models.EmailField("adresse e-mail", blank=True)
    organisation = models.CharField("structure", max_length=150, blank=True, db_collation=FRENCH)
    people = models.PositiveSmallIntegerField("nombre de personnes", default=1)
    kind = models.CharField("vous venez en tant que", max_length=10, choices=AttendeeKind)
    consented_at = models.DateTimeField("accord donné le")
    is_typed = models.BooleanField("saisie par la coordination", default=False)
    state = models.CharField("état", max_length=10, choices=RegistrationState, default=RegistrationState.WAITING)
    asked_at = models.DateTimeField("demandée le", help_text="L’ordre de la liste d’attente.")
    registered_at = models.DateTimeField("place obtenue le", null=True, blank=True)
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)
    attendance = models.CharField("présence", max_length=8, choices=Attendance, default=Attendance.UNKNOWN)
    erased_at = models.DateTimeField("effacée le", null=True, blank=True, help_text="Un an après la journée.")

    opens_as = "les inscriptions à la journée d’information"
    readers = {Side.CANDIDATE, Side.COORDINATION, Side.LINK, Side.MACHINE}
    writers = {Side.ANONYMOUS, Side.COORDINATION, Side.LINK, Side.MACHINE}
    objects = SealedManager.from_queryset(RegistrationQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "inscription à une journée d’information"
        verbose_name_plural = "inscriptions à une journée d’information"
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="registration_once_per_address",
                fields=["day", "email"],
                condition=~Q(email=""),
                violation_error_message="Cette adresse est déjà inscrite à cette journée.",
            ),
            models.CheckConstraint(
                name="registration_address_in_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message="L’adresse d’une inscription s’écrit en minuscules.",
            ),
            models.CheckConstraint(
                name="registration_one_to_three_people",
                condition=Q(people__gte=1, people__lte=MOST_PEOPLE),
                violation_error_message="Une inscription vaut pour une à trois personnes.",
            ),
            models.CheckConstraint(
                name="registration_place_dated",
                condition=Q(state=RegistrationState.REGISTERED, registered_at__isnull=False)
                | Q(state=RegistrationState.WAITING, registered_at__isnull=True)
                | Q(state=RegistrationState.CANCELLED),
                violation_error_message="Une place obtenue a une date, une attente n’en a pas.",
            ),
            models.CheckConstraint(
                name="registration_cancellation_dated",
                condition=Q(state=RegistrationState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=RegistrationState.CANCELLED) & Q(cancelled_at__isnull=True)),
                violation_error_message="Une annulation a une date.",
            ),
            models.CheckConstraint(
                name="registration_attendance_of_the_registered",
                condition=Q(attendance=Attendance.UNKNOWN) | Q(state=RegistrationState.REGISTERED),
                violation_error_message="Seules les personnes inscrites ont une présence.",
            ),
            models.CheckConstraint(
                name="registration_erased_whole",
                condition=Q(erased_at__isnull=True) | Q(name="", email="", organisation=""),
                violation_error_message="Une inscription effacée ne dit plus qui c’était.",
            ),
        ]

    def __str__(self):
        return f"registration {self.pk}"

    @property
    def who(self) -> str:
        """The person, as long as her name is kept."""
        return self.name or "Nom effacé"

    @property
    def badge(self) -> Badge:
        return REGISTRATION.badge(self.state)

    @property
    def attendance_badge(self) -> Badge:
        return ATTENDANCE.badge(self.attendance)

    @property
    def is_registered(self) -> bool:
        return self.state == RegistrationState.REGISTERED

    @property
    def is_waiting(self) -> bool:
        return self.state == RegistrationState.WAITING

    @property
    def is_cancelled(self) -> bool:
        return self.state == RegistrationState.CANCELLED


class InformationDocumentQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(day__meeting__campaign=seat.campaign_id)

    def live(self):
        """Those that were not taken back."""
        return self.filter(retired_at__isnull=True)


class InformationDocument(JoinedFile, SealedModel):
    """A file for those who come: to read before, shown by the link at once (A172); or of the day, once sent (A171)."""

    day = models.ForeignKey(InformationDay, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField("titre", max_length=150)
    is_before = models.BooleanField("à lire avant la journée", default=False)
    file = models.FileField("fichier", upload_to=private_path, max_length=120)
    sha256 = models.CharField("SHA-256", max_length=64)
    retired_at = models.DateTimeField("retiré le", null=True, blank=True)

    readers = {Side.COORDINATION, Side.LINK}
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(InformationDocumentQuerySet)()

    class Meta(SealedModel.Meta):
        db_table = "candidates_information_document"
        verbose_name = "document d’une journée d’information"
        verbose_name_plural = "documents d’une journée d’information"
        ordering = ["-is_before", "added_at", "id"]

    def __str__(self):
        return f"information document {self.pk}"


class AttendanceSheetQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class AttendanceSheet(AbstractDocument):
    """The list to sign at the door, as a PDF: the coordination's, in no table that a candidate reads."""

    url_name = "attendance_sheet"
    readers = {Side.COORDINATION, Side.MACHINE}
    writers = {Side.COORDINATION, Side.MACHINE}
    objects = SealedManager.from_queryset(AttendanceSheetQuerySet)()

    class Meta(AbstractDocument.Meta):
        verbose_name = "liste d’émargement"
        verbose_name_plural = "listes d’émargement"
