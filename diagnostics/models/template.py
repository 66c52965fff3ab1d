"""The diagnostic template that all diagnosing organisations share (A042, B5)."""

from django.db import models
from django.db.models import Q

from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side
from diagnostics.states import RATINGS, TERNARIES, Level, QuestionKind

BUILDERS = {Side.DIAGNOSIS, Side.COORDINATION}
"""RAMSESS and Regain build it together."""


class SharedQuerySet(SealedQuerySet):
    """One template for all: no campaign, no structure in it."""

    def for_diagnosis(self, seat):
        return Q(pk__isnull=False)

    def for_coordination(self, seat):
        return Q(pk__isnull=False)


class Template(SealedModel):
    """A version of the template. A published one never changes: diagnostics keep theirs."""

    version = models.PositiveSmallIntegerField("version", unique=True)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    readers = BUILDERS
    writers = BUILDERS
    objects = SealedManager.from_queryset(SharedQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "trame"
        verbose_name_plural = "trames"
        ordering = ["version"]

    def __str__(self):
        return f"template version {self.version}"


class Section(SealedModel):
    """One of the ten sections of B5."""

    shared_template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="sections")
    number = models.PositiveSmallIntegerField("numéro")
    title = models.CharField("intitulé", max_length=120)
    help = models.TextField("aide", blank=True)
    is_light = models.BooleanField("dans le diagnostic léger", default=False)
    is_note = models.BooleanField("est la note elle-même", default=False)

    readers = BUILDERS
    writers = BUILDERS
    objects = SealedManager.from_queryset(SharedQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "rubrique de la trame"
        verbose_name_plural = "rubriques de la trame"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="section_number_once", fields=["shared_template", "number"])]

    def __str__(self):
        return f"section {self.number}"

    def belongs_to(self, level) -> bool:
        """Whether a diagnostic of this level has the section."""
        return level == Level.COMPLETE or self.is_light


class Question(SealedModel):
    """A question of a section. ``in_note``: its answer is copied into the note when this one is handed over."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField("ordre")
    code = models.SlugField("code", max_length=40)
    kind = models.CharField("réponse", max_length=12, choices=QuestionKind)
    label = models.CharField("question", max_length=200)
    help = models.CharField("aide", max_length=300, blank=True)
    is_light = models.BooleanField("dans le diagnostic léger", default=False)
    in_note = models.BooleanField("reprise dans la note", default=True)

    readers = BUILDERS
    writers = BUILDERS
    objects = SealedManager.from_queryset(SharedQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "question de la trame"
        verbose_name_plural = "questions de la trame"
        ordering = ["section__number", "position"]
        constraints = [
            models.UniqueConstraint(name="question_code_once", fields=["section", "code"]),
            models.CheckConstraint(
                name="question_comment_stays",
                condition=~Q(kind=QuestionKind.COMMENT) | Q(in_note=False),
                violation_error_message="Un commentaire interne n’est jamais repris dans la note.",
            ),
        ]

    def __str__(self):
        return f"question {self.code}"

    def belongs_to(self, level) -> bool:
        """Whether a diagnostic of this level asks it."""
        return level == Level.COMPLETE or self.is_light

    @property
    def choices(self):
        """The closed answers, none for a text."""
        return {QuestionKind.RATING: RATINGS, QuestionKind.TERNARY: TERNARIES}.get(self.kind, ())
