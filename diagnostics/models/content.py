"""What diagnostics say."""

from django.db import models
from django.db.models import F, Prefetch, Q

from ccr.once import MadeOnce
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side
from ccr.workflow import Badge
from diagnostics.models.passing import live_notes_of
from diagnostics.models.status import Diagnostic, FilRouge
from diagnostics.states import (
    NOTE,
    OPINION_TONES,
    READABLE,
    TERNARIES,
    ContactKind,
    NoteState,
    Opinion,
    QuestionKind,
    Scope,
)


class AnswerQuerySet(SealedQuerySet):
    """The organisation that does the diagnostic, nobody else."""

    def for_diagnosis(self, seat):
        return Q(
            diagnostic__campaign=seat.campaign_id, diagnostic__organisation__in=seat.organisations_as(Side.DIAGNOSIS)
        )


class Answer(SealedModel):
    """An answer to a question of the template; saves itself. A rating is « 1 » to « 4 »."""

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey("diagnostics.Question", on_delete=models.PROTECT, related_name="+")
    value = models.TextField("réponse", blank=True, max_length=4000)
    saved_at = models.DateTimeField("enregistrée le")
    saved_by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")

    becomes = "diagnostics.NoteLine"
    """What the template marks « reprise dans la note » is copied there when the note is handed over."""
    opens_as = "les réponses à la trame, en cours de rédaction"
    readers = {Side.DIAGNOSIS}
    writers = {Side.DIAGNOSIS}
    objects = SealedManager.from_queryset(AnswerQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "réponse à la trame"
        verbose_name_plural = "réponses à la trame"
        constraints = [models.UniqueConstraint(name="answer_once", fields=["diagnostic", "question"])]

    def __str__(self):
        return f"answer {self.pk}"


class NoteQuerySet(SealedQuerySet):
    """The diagnosing organisation, the structure once it was handed over, a consultant while the transfer lives."""

    def for_diagnosis(self, seat):
        return Q(application__campaign=seat.campaign_id, organisation__in=seat.organisations_as(Side.DIAGNOSIS))

    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id,
            application__organisation__in=seat.organisations_as(Side.CANDIDATE),
            state__in=READABLE,
        )

    def for_consultant(self, seat):
        return Q(application__campaign=seat.campaign_id, pk__in=live_notes_of(seat))

    def with_page_data(self, lines=None):
        """What its page shows. Reads nothing of the diagnostic's status, which consultants do not see.

        lines: those that may be quoted, all of them unless it is said.
        """
        lines = (NoteLine.objects.system() if lines is None else lines).filter(version=F("note__version"))
        advice = Recommendation.objects.system().exclude(text="").select_related("axis")
        return self.select_related("application__organisation", "organisation", "author__person").prefetch_related(
            Prefetch("lines", lines, to_attr="quoted"), Prefetch("recommendations", advice, to_attr="advised")
        )


class Note(SealedModel):
    """The note: opinion on joining the CCR, reasons, conditions, risks, recommended support (A032, A033, A045)."""

    diagnostic = models.OneToOneField(Diagnostic, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("candidates.Application", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("ccr_directory.Organisation", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("état", max_length=12, choices=NoteState, default=NoteState.DRAFT)
    version = models.PositiveSmallIntegerField("version", default=0)
    opinion = models.CharField("avis", max_length=12, choices=Opinion, blank=True)
    reasons = models.TextField("raisons de l’avis", blank=True, max_length=6000)
    conditions = models.TextField("conditions", blank=True, max_length=4000)
    risks = models.TextField("risques", blank=True, max_length=4000)
    support_format = models.TextField("forme d’accompagnement conseillée", blank=True, max_length=2000)
    proofread_by = models.ForeignKey(
        "ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    shared_at = models.DateTimeField("remise à la structure le", null=True, blank=True)
    validated_on = models.DateField("validée par la structure le", null=True, blank=True)
    validated_by = models.ForeignKey(
        "ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    restituted_on = models.DateField("restituée le", null=True, blank=True)

    opens_as = "les notes de diagnostic"
    readers = {Side.DIAGNOSIS, Side.CANDIDATE, Side.CONSULTANT}
    draft_readers = {Side.DIAGNOSIS}
    writers = {Side.DIAGNOSIS, Side.CANDIDATE}
    objects = SealedManager.from_queryset(NoteQuerySet)()

    TEXTS = ("opinion", "reasons", "conditions", "risks", "support_format")

    class Meta(SealedModel.Meta):
        verbose_name = "note de diagnostic"
        verbose_name_plural = "notes de diagnostic"
        constraints = [
            models.CheckConstraint(
                name="note_shared_complete",
                condition=Q(state=NoteState.DRAFT)
                | (
                    ~Q(opinion="")
                    & ~Q(reasons="")
                    & Q(shared_at__isnull=False, proofread_by__isnull=False, version__gte=1)
                ),
                violation_error_message="Une note remise à la structure a un avis, ses raisons et une relecture.",
            ),
            models.CheckConstraint(
                name="note_conditions_said",
                condition=Q(state=NoteState.DRAFT) | ~Q(opinion=Opinion.CONDITIONAL) | ~Q(conditions=""),
                violation_error_message="Un avis « opportun sous conditions » dit ses conditions.",
            ),
            models.CheckConstraint(
                name="note_validation_dated",
                condition=Q(state__in=[NoteState.VALIDATED, NoteState.RESTITUTED], validated_on__isnull=False)
                | Q(state__in=[NoteState.DRAFT, NoteState.SHARED], validated_on__isnull=True),
                violation_error_message="Une note validée a une date de validation.",
            ),
            models.CheckConstraint(
                name="note_restitution_dated",
                condition=Q(state=NoteState.RESTITUTED, restituted_on__isnull=False)
                | (~Q(state=NoteState.RESTITUTED) & Q(restituted_on__isnull=True)),
                violation_error_message="Une note restituée a une date de restitution.",
            ),
        ]

    def __str__(self):
        return f"note {self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.state == NoteState.DRAFT

    @property
    def badge(self) -> Badge:
        return NOTE.badge(self.state)

    @property
    def badge_for_candidate(self) -> Badge:
        return NOTE.badge(self.state, Side.CANDIDATE)

    @property
    def opinion_badge(self) -> Badge | None:
        return Badge(self.get_opinion_display(), OPINION_TONES[Opinion(self.opinion)]) if self.opinion else None

    @property
    def source_version(self) -> str:
        """Which text a PDF was made from."""
        return f"{self.version}-r" if self.state == NoteState.RESTITUTED else str(self.version)


class NotePartQuerySet(SealedQuerySet):
    """Parts of a note follow it."""

    def for_diagnosis(self, seat):
        return Q(
            note__application__campaign=seat.campaign_id, note__organisation__in=seat.organisations_as(Side.DIAGNOSIS)
        )

    def for_candidate(self, seat):
        return Q(
            note__application__campaign=seat.campaign_id,
            note__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
            note__state__in=READABLE,
        )

    def for_consultant(self, seat):
        return Q(note__application__campaign=seat.campaign_id, note__in=live_notes_of(seat))


class NoteLineQuerySet(NotePartQuerySet):
    """What the diagnostic showed: a consultant reads it where the whole note was passed on."""

    def for_consultant(self, seat):
        return Q(note__application__campaign=seat.campaign_id, note__in=live_notes_of(seat, scope=Scope.WHOLE))


class NoteLine(SealedModel):
    """An answer of the template as the note quotes it, copied when the note was handed over."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="lines")
    version = models.PositiveSmallIntegerField("version de la note")
    position = models.PositiveSmallIntegerField("ordre")
    section = models.CharField("rubrique", max_length=120)
    label = models.CharField("question", max_length=200)
    kind = models.CharField("réponse", max_length=12, choices=QuestionKind)
    value = models.TextField("réponse")

    readers = {Side.DIAGNOSIS, Side.CANDIDATE, Side.CONSULTANT}
    writers = {Side.DIAGNOSIS}
    objects = SealedManager.from_queryset(NoteLineQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "ligne de la note"
        verbose_name_plural = "lignes de la note"
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(name="note_line_once", fields=["note", "version", "position"])]

    def __str__(self):
        return f"note line {self.pk}"

    @property
    def is_rating(self) -> bool:
        return self.kind == QuestionKind.RATING

    @property
    def shown(self) -> str:
        """The answer as people read it."""
        if self.kind == QuestionKind.TERNARY:
            return dict(TERNARIES).get(self.value, self.value)
        return f"{self.value} sur 4" if self.is_rating else self.value


class RemarkQuerySet(SealedQuerySet):
    """Between the structure and its diagnostician: consultants do not read it."""

    def for_diagnosis(self, seat):
        return Q(
            note__application__campaign=seat.campaign_id, note__organisation__in=seat.organisations_as(Side.DIAGNOSIS)
        )

    def for_candidate(self, seat):
        return Q(
            note__application__campaign=seat.campaign_id,
            note__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
        )


class Remark(SealedModel):
    """What the structure wants corrected in a version of its note."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField("version de la note")
    text = models.TextField("correction demandée", max_length=3000)
    by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("demandée le")

    readers = {Side.CANDIDATE, Side.DIAGNOSIS}
    writers = {Side.CANDIDATE}
    objects = SealedManager.from_queryset(RemarkQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "remarque sur la note"
        verbose_name_plural = "remarques sur les notes"
        ordering = ["-at", "id"]

    def __str__(self):
        return f"remark {self.pk}"


class Recommendation(SealedModel):
    """The support the note recommends on one of the six axes (A033)."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="recommendations")
    axis = models.ForeignKey("ccr_programme.Axis", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("accompagnement conseillé", blank=True, max_length=2000)

    readers = {Side.DIAGNOSIS, Side.CANDIDATE, Side.CONSULTANT}
    writers = {Side.DIAGNOSIS}
    objects = SealedManager.from_queryset(NotePartQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "accompagnement conseillé"
        verbose_name_plural = "accompagnements conseillés"
        ordering = ["axis__number"]
        constraints = [models.UniqueConstraint(name="recommendation_once", fields=["note", "axis"])]

    def __str__(self):
        return f"recommendation {self.pk}"


class RestitutionQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            diagnostic__campaign=seat.campaign_id,
            diagnostic__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
        )

    def for_diagnosis(self, seat):
        return Q(
            diagnostic__campaign=seat.campaign_id, diagnostic__organisation__in=seat.organisations_as(Side.DIAGNOSIS)
        )


class Restitution(SealedModel):
    """The note given back to the structure's people, together (A040). Its dates are on the diagnostic."""

    diagnostic = models.OneToOneField(Diagnostic, on_delete=models.PROTECT, related_name="+")
    place = models.CharField("lieu", max_length=200)
    people = models.PositiveSmallIntegerField("personnes présentes", null=True, blank=True)
    roles = models.CharField("qualités des personnes présentes", max_length=400, blank=True)
    remarks = models.TextField("ce que la structure a dit de la note", blank=True, max_length=4000)

    readers = {Side.DIAGNOSIS, Side.CANDIDATE}
    writers = {Side.DIAGNOSIS}
    objects = SealedManager.from_queryset(RestitutionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "restitution"
        verbose_name_plural = "restitutions"
        constraints = [
            models.CheckConstraint(
                name="restitution_to_somebody",
                condition=Q(people__isnull=True) | Q(people__gte=1),
                violation_error_message="Une restitution se fait à au moins une personne.",
            ),
        ]

    def __str__(self):
        return f"restitution {self.pk}"


class ContactEntryQuerySet(SealedQuerySet):
    """The structure reads what the diagnostician chose to share."""

    def for_candidate(self, seat):
        return Q(
            fil_rouge__diagnostic__campaign=seat.campaign_id,
            fil_rouge__diagnostic__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
            shared=True,
        )

    def for_diagnosis(self, seat):
        return Q(
            fil_rouge__diagnostic__campaign=seat.campaign_id,
            fil_rouge__diagnostic__organisation__in=seat.organisations_as(Side.DIAGNOSIS),
        )


class ContactEntry(MadeOnce, SealedModel):
    """A line of the fil rouge's log (A041)."""

    fil_rouge = models.ForeignKey(FilRouge, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("date")
    kind = models.CharField("contact", max_length=10, choices=ContactKind)
    text = models.TextField("compte rendu", max_length=4000)
    shared = models.BooleanField("partagé avec la structure", default=True)
    by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField("écrit le")

    opens_as = "le journal du fil rouge"
    readers = {Side.DIAGNOSIS, Side.CANDIDATE}
    draft_readers = {Side.DIAGNOSIS}
    writers = {Side.DIAGNOSIS}
    objects = SealedManager.from_queryset(ContactEntryQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "contact du fil rouge"
        verbose_name_plural = "contacts du fil rouge"
        ordering = ["-on", "-written_at", "id"]

    def __str__(self):
        return f"contact {self.pk}"
