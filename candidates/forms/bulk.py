"""A mail to several structures, as the coordination types it."""

import uuid

from django import forms

from candidates.models import BulkMail, BulkTo
from ccr.ui.forms import NameField, OnceForm, StandardHelper, TextField


class BulkForm(OnceForm):
    """Title, words, and who of each structure; the structures themselves travel with the page.

    left_out: how many withdrawn ones the list holds that are not written to.
    """

    structures = forms.CharField(widget=forms.HiddenInput)
    left_out = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=99999)
    to = forms.ChoiceField(
        label="À qui", choices=BulkTo.choices, initial=BulkTo.REPRESENTATIVES, widget=forms.RadioSelect
    )
    title = NameField(
        label="Objet",
        max_length=BulkMail._meta.get_field("title").max_length,
        help_text="C’est le titre du message. L’objet de l’e-mail est « Un message de la coordination » : il "
        "se lit sur un téléphone posé sur une table.",
    )
    text = TextField(
        label="Message",
        max_length=BulkMail._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Le même pour tous, sans formule de politesse à compléter : « Bonjour, » est déjà écrit.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = StandardHelper("", tag=False)

    def clean_structures(self):
        try:
            return ",".join(uuid.UUID(key).hex for key in self.cleaned_data["structures"].split(","))
        except ValueError:
            raise forms.ValidationError("La liste des structures est perdue : revenez à la liste.") from None

    def keys(self) -> list[uuid.UUID]:
        """The structures of a valid form."""
        return [uuid.UUID(key) for key in self.cleaned_data["structures"].split(",")]

    def typed(self) -> dict:
        """What ``services.send_bulk`` takes."""
        return {name: self.cleaned_data[name] for name in ("title", "text", "to")}
