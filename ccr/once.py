"""What a form makes, it makes once, however often it is sent: two clicks, a page sent again, a slow connection.

The form carries a hidden key made when it is shown (``ccr.ui.forms.OnceForm``); the row it makes keeps the key in a
unique column, so that two sendings that cross meet in the database. The second gives the row of the first, and the same
page. No table of keys: a key is nobody's business but the row's. Sent about something else (``key_about``), the same
page makes another row.
"""

import uuid

from django.db import IntegrityError, models, transaction


class MadeOnce(models.Model):
    """A row that a form makes."""

    form_key = models.UUIDField("clé du formulaire", null=True, blank=True, editable=False, unique=True)

    class Meta:
        abstract = True


def key_about(key, *owners):
    """The form's key for what its row is about, so that it meets no row made about anything else."""
    return None if key is None else uuid.uuid5(key, repr([(owner._meta.label, str(owner.pk)) for owner in owners]))


def already_made(rows, key):
    """The row that this form made among these, None when it made none."""
    return None if key is None else rows.filter(form_key=key).first()


def make_once(rows, key, **fields):
    """(row, whether it is new): the row these fields make, or the one the form already made among these.

    rows: a queryset, of the sender's own. key: of the form, None when the row does not come from one.
    """
    if found := already_made(rows, key):
        return found, False
    try:
        with transaction.atomic():
            return rows.create(form_key=key, **fields), True
    except IntegrityError:
        if found := already_made(rows, key):
            return found, False
        raise
