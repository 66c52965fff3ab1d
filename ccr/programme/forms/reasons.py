"""Why the calendar changes, asked wherever a day does."""

from django import forms

from ccr.ui.forms import TextField


def reason_field(**options):
    """Why the calendar changes: told on both sides of the wall, so it names no structure and no diagnostic."""
    return TextField(
        label="Motif",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=(
            "Écrit dans l’e-mail à toutes les personnes concernées, du côté de l’appui comme de l’instruction : ne "
            "nommez ni structure, ni diagnostic, ni dossier."
        ),
        error_messages={"required": "Dites pourquoi le calendrier change."},
        **options,
    )
