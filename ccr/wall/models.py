"""The abstract models everything stands on, and the journal of breaches."""

import uuid

from django.db import models
from django.db.models import Q

from .sides import Side


class UuidModel(models.Model):
    """A model whose key tells nothing: neither order nor number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class SealedError(RuntimeError):
    """Rows of a sealed model were asked for without saying for whom. A bug, never shown."""


class SealedQuerySet(models.QuerySet):
    """A queryset that knows who sees what.

    A subclass has one method ``for_<side>(seat) -> Q`` for each seated side that reads the model. The Q must not cross
    a multi-valued relation (use ``Exists`` or ``pk__in``), or rows would come twice.
    """

    def visible_to(self, seat):
        """The rows this seat may see: nothing, plus what each of its sides may see (DESIGN 2.2)."""
        if seat is None:
            return self.none()
        allowed = [getattr(self, f"for_{side}")(seat) for side in sorted(seat.sides) if hasattr(self, f"for_{side}")]
        if not allowed:
            return self.none()
        union = Q(pk__in=[])
        for condition in allowed:
            union |= condition
        return self.filter(union)


class SealedManager(models.Manager.from_queryset(SealedQuerySet)):
    """Gives rows through ``visible_to(seat)`` or ``system()``; anything else raises SealedError."""

    use_in_migrations = False

    def _open(self):
        return self._queryset_class(model=self.model, using=self._db, hints=self._hints)

    def get_queryset(self):
        raise SealedError(f"{self.model.__name__}.objects: say visible_to(seat) or system().")

    def visible_to(self, seat):
        """The rows a seat may see."""
        return self._open().visible_to(seat)

    def system(self):
        """Every row, for services, tasks, providers and commands. The guard still holds."""
        return self._open()


class SealedModel(UuidModel):
    """A model whose rows are given to a seat, never at large."""

    rows = models.Manager()  # Django's own use: forms, constraints, relations
    objects = SealedManager()

    class Meta:
        abstract = True
        default_manager_name = "rows"


class Breach(SealedModel):
    """A request that tried a closed door: which view, which tables (none when the page itself is of another lane).

    Never a parameter (DESIGN 2.3).
    """

    at = models.DateTimeField("quand")
    person = models.UUIDField("personne", null=True, help_text="Identifiant du compte, sans lien.")
    sides = models.CharField("côtés", max_length=200)
    view = models.CharField("vue", max_length=200)
    verb = models.CharField("verbe", max_length=20)
    tables = models.CharField("tables", max_length=500)

    readers = {Side.AUDIT}
    writers = {Side.THRESHOLD, Side.MACHINE}

    class Meta(SealedModel.Meta):
        verbose_name = "tentative refusée"
        verbose_name_plural = "tentatives refusées"

    def __str__(self):
        return f"breach {self.pk}"
