"""Rows written from several pages at once: each writes what it changed, and puts nothing of the others back."""


class OwnChanges:
    """A model whose ``save()`` writes the columns changed on this copy since it was read, and no other.

    ``update_fields`` given by hand is obeyed. For rows that code which is not ours saves whole::

        class Person(OwnChanges, UuidModel, AbstractBaseUser): ...
    """

    _as_read = None

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._as_read = row._columns()
        return row

    def refresh_from_db(self, *args, **kwargs):
        super().refresh_from_db(*args, **kwargs)
        self._as_read = self._columns()

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None and self._as_read is not None and not self._state.adding:
            update_fields = [name for name, value in self._columns().items() if self._as_read.get(name) != value]
        super().save(*args, update_fields=update_fields, **kwargs)
        written = self._columns()
        if update_fields is not None and self._as_read is not None:
            written = {**self._as_read, **{name: value for name, value in written.items() if name in update_fields}}
        self._as_read = written

    def _columns(self) -> dict:
        """The values this copy holds, by column; what was not read is left out."""
        return {f.attname: self.__dict__[f.attname] for f in self._meta.concrete_fields if f.attname in self.__dict__}
