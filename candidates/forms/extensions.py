"""More time for one file, as the coordination types it."""

from django import forms

from candidates.models import Extension
from ccr.ui.forms import DateField, StandardHelper, TextField


class ExtensionForm(forms.Form):
    """Until when, and why."""

    until = DateField(label="Nouveau dernier jour", help_text="Jusqu’à 23 h 59, heure de Paris.")
    reason = TextField(
        label="Motif",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=Extension._meta.get_field("reason").max_length,
        help_text="Il est écrit dans l’e-mail à la structure, et reste au journal.",
    )
    helper = StandardHelper("Accorder ce délai")
