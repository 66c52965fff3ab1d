"""A file of instruction, who declared what of it, who read it, and the instructor's opinion."""

import datetime

from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, Subquery, Value, When

from candidates.models import Application, Version
from candidates.states import ApplicationState
from ccr.journal.models import Reading as AbstractReading
from ccr.programme.roles import Role
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side
from ccr.workflow import Badge
from selection.states import (
    FILE,
    MY_WORK_TONES,
    OPEN,
    OPINION_TONES,
    FileState,
    Link,
    MyWork,
    OpinionValue,
    SheetState,
)

COMMITTEE = (Role.COMMITTEE_MEMBER, Role.COMMITTEE_PRESIDENT)
"""Roles that read, mark and deliberate. The instructor prepares, and does not mark (A006)."""

INSTRUCTION = {Side.INSTRUCTION}


def unlinked_files(seat):
    """Ids of the files with whose structure the seat's holder declared no link: the ones she may read (A094)."""
    return LinkDeclaration.objects.system().filter(seat=seat, link=Link.NONE).values("file")


def about_file(seat, path="file"):
    """What hangs on a file: of the campaign, and of a file that the seat may read."""
    return Q(**{f"{path}__campaign": seat.campaign_id, f"{path}__in": unlinked_files(seat)})


class FileQuerySet(SealedQuerySet):
    """Instruction sees the files of what stands deposited; coordination, the state of each."""

    def for_instruction(self, seat):
        return Q(campaign=seat.campaign_id, application__state=ApplicationState.DEPOSITED) & ~Q(
            state=FileState.WITHDRAWN
        )

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)

    def with_my_work(self, seat):
        """What this seat did of each file: ``my_link``, ``my_sheet``, ``my_score``, ``was_read``, ``my_work``."""
        from selection.models.marking import MarkSheet

        links = LinkDeclaration.objects.system().filter(file=OuterRef("pk"), seat=seat)
        sheets = MarkSheet.objects.system().filter(file=OuterRef("pk"), seat=seat)
        readings = Reading.objects.system().filter(about_id=OuterRef("pk"), reader=seat)
        return self.annotate(
            my_link=Subquery(links.values("link")[:1]),
            my_sheet=Subquery(sheets.values("state")[:1]),
            my_score=Subquery(sheets.values("score")[:1]),
            was_read=Exists(readings),
        ).annotate(
            my_work=Case(
                When(my_link__isnull=True, then=Value(MyWork.TO_DECLARE)),
                When(~Q(my_link=Link.NONE), then=Value(MyWork.WITHDRAWN)),
                When(my_sheet=SheetState.SUBMITTED, then=Value(MyWork.MARKED)),
                When(my_sheet__isnull=False, then=Value(MyWork.MARKING)),
                When(was_read=True, then=Value(MyWork.READ)),
                default=Value(MyWork.TO_READ),
                output_field=CharField(),
            )
        )

    def with_list_data(self):
        """What a list shows, in one query: structure, surface, charter; the sites are prefetched by the view."""
        current = Version.objects.system().filter(application=OuterRef("application"), is_current=True)
        return self.select_related("application__organisation").annotate(
            space_m2=Subquery(current.values("space_m2")[:1]),
            charter_signed_at=Subquery(current.values("charter_signed_at")[:1]),
        )

    def by_name(self):
        """In the order of the structures' names."""
        return self.order_by("application__organisation__name", "pk")


class File(SealedModel):
    """What instruction does with a deposited application: a state and dates. Nothing that support does touches it."""

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("état", max_length=12, choices=FileState, default=FileState.TO_EXAMINE)
    created_at = models.DateTimeField("reçu le")
    checked_version = models.PositiveSmallIntegerField("version vérifiée", null=True, blank=True)
    checked_at = models.DateTimeField("vérifié le", null=True, blank=True)
    examined_at = models.DateTimeField("examiné le", null=True, blank=True)
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    opens_as = "l’état des dossiers d’instruction"
    readers = {Side.INSTRUCTION, Side.COORDINATION}
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(FileQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "dossier d’instruction"
        verbose_name_plural = "dossiers d’instruction"
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="file_check_dated",
                condition=Q(state__in=[FileState.TO_EXAMINE, FileState.WITHDRAWN])
                | Q(checked_at__isnull=False, checked_version__isnull=False),
                violation_error_message="Un dossier vérifié a la date et la version de sa vérification.",
            ),
            models.CheckConstraint(
                name="file_examination_dated",
                condition=~Q(state=FileState.EXAMINED) | Q(examined_at__isnull=False),
                violation_error_message="Un dossier examiné a une date d’avis.",
            ),
            models.CheckConstraint(
                name="file_decision_dated",
                condition=Q(state=FileState.DECIDED, decided_at__isnull=False)
                | (~Q(state=FileState.DECIDED) & Q(decided_at__isnull=True)),
                violation_error_message="Un dossier décidé a une date de décision, les autres n’en ont pas.",
            ),
            models.CheckConstraint(
                name="file_withdrawal_dated",
                condition=Q(state=FileState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=FileState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                violation_error_message="Un dossier retiré a une date de retrait, les autres n’en ont pas.",
            ),
        ]

    def __str__(self):
        return f"file {self.pk}"

    @property
    def check_stamp(self) -> str:
        """Which check of its completeness this is, empty before the first."""
        return self.checked_at.astimezone(datetime.UTC).isoformat() if self.checked_at else ""

    @property
    def badge(self) -> Badge:
        return FILE.badge(self.state)

    @property
    def is_open(self) -> bool:
        """Whether the committee still works on it."""
        return self.state in OPEN

    @property
    def is_settled(self) -> bool:
        """Whether a decision is proposed, or published."""
        return self.state in (FileState.PROPOSED, FileState.DECIDED)

    @property
    def my_work_badge(self) -> Badge:
        """« Ma lecture », on a file that came through ``with_my_work``."""
        work = MyWork(self.my_work)
        return Badge(work.label, MY_WORK_TONES[work])

    @property
    def structure(self) -> str:
        return self.application.organisation.name


class LinkDeclarationQuerySet(SealedQuerySet):
    """One's own; the committee knows who withdraws from what, without reasons in words."""

    def for_instruction(self, seat):
        mine = Q(seat=seat)
        return Q(file__campaign=seat.campaign_id) if seat.has_role(*COMMITTEE) else mine

    def withdrawals(self):
        """Those that withdraw their member."""
        return self.exclude(link=Link.NONE)


class LinkDeclaration(SealedModel):
    """What a person of instruction declares before she opens a file; a link withdraws her from it (A094, D11)."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="declarations")
    seat = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")
    link = models.CharField("lien avec la structure", max_length=12, choices=Link)
    declared_at = models.DateTimeField("déclaré le")

    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(LinkDeclarationQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "déclaration de lien"
        verbose_name_plural = "déclarations de lien"
        constraints = [
            models.UniqueConstraint(
                name="link_declared_once",
                fields=["file", "seat"],
                violation_error_message="Cette personne a déjà déclaré ses liens sur ce dossier.",
            ),
        ]

    def __str__(self):
        return f"link declaration {self.pk}"


class ReadingQuerySet(SealedQuerySet):
    def for_instruction(self, seat):
        return Q(reader=seat)


class Reading(AbstractReading):
    """Who of instruction read a file, and when first: the column « Ma lecture »."""

    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(ReadingQuerySet)()

    class Meta(AbstractReading.Meta):
        verbose_name = "lecture d’un dossier"
        verbose_name_plural = "lectures de dossiers"


class OpinionQuerySet(SealedQuerySet):
    """The instructors share it; the committee reads it once given; whoever declared no link (A094)."""

    def for_instruction(self, seat):
        given = Q() if seat.has_role(Role.INSTRUCTOR) else Q(given_at__isnull=False)
        return about_file(seat) & given


class Opinion(SealedModel):
    """The instructor's check and opinion on a file; never seen by the structure nor by support (A006, A096)."""

    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="opinion")
    missing = models.TextField("ce qui manque au dossier", blank=True, max_length=2000)
    value = models.CharField("avis", max_length=12, choices=OpinionValue, blank=True)
    text = models.TextField("motivation de l’avis", blank=True, max_length=4000)
    saved_at = models.DateTimeField("enregistré le")
    by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", verbose_name="par")
    others_saved_at = models.DateTimeField(
        "dernier enregistrement d’une autre personne", null=True, blank=True, help_text="Que celle nommée par « par »."
    )
    given_at = models.DateTimeField("rendu le", null=True, blank=True)

    opens_as = "les avis des instructeurs"
    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(OpinionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "avis de l’instructeur"
        verbose_name_plural = "avis de l’instructeur"
        constraints = [
            models.CheckConstraint(
                name="opinion_given_has_value",
                condition=Q(given_at__isnull=True) | ~Q(value=""),
                violation_error_message="Un avis rendu est favorable, réservé ou défavorable.",
            ),
        ]

    def __str__(self):
        return f"opinion {self.pk}"

    @property
    def stamp(self) -> str:
        """Which writing of the opinion this is: another one as soon as somebody writes again."""
        return self.saved_at.astimezone(datetime.UTC).isoformat()

    def written_unseen(self, stamp: str, reader) -> bool:
        """Whether somebody else than the reader, a seat, wrote after the writing that bears this stamp."""
        written_at = self.others_saved_at if self.by_id == reader.pk else self.saved_at
        try:
            seen_at = datetime.datetime.fromisoformat(stamp)
            return written_at is not None and seen_at < written_at
        except (TypeError, ValueError):  # no stamp, or not one of ours
            return written_at is not None

    @property
    def badge(self) -> Badge | None:
        return Badge(self.get_value_display(), OPINION_TONES[OpinionValue(self.value)]) if self.value else None


class OpinionAxisQuerySet(SealedQuerySet):
    def for_instruction(self, seat):
        return about_file(seat, "opinion__file")


class OpinionAxis(SealedModel):
    """An axis of support the instructor suggests, as the seed allows, without reading any note (A096)."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="axes")
    axis = models.ForeignKey("ccr_programme.Axis", on_delete=models.PROTECT, related_name="+")
    is_suggested = models.BooleanField("suggéré", default=True)

    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(OpinionAxisQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "axe suggéré par l’instructeur"
        verbose_name_plural = "axes suggérés par l’instructeur"
        ordering = ["axis__number"]
        constraints = [models.UniqueConstraint(name="opinion_axis_once", fields=["opinion", "axis"])]

    def __str__(self):
        return f"opinion axis {self.pk}"
