"""The pieces that a call asks for."""

from django import forms

from ccr.programme.models import CampaignPiece
from ccr.ui.forms import SentenceField, ShownForm, StandardHelper, UploadField


class PieceForm(ShownForm, forms.ModelForm):
    """A piece that the call asks for."""

    class Meta:
        model = CampaignPiece
        fields = ["label", "help", "only_for", "is_required"]
        field_classes = {"label": SentenceField, "help": SentenceField}
        help_texts = {
            "label": "Tel que la structure le lira, par exemple « Statuts à jour, signés ».",
            "help": "Une phrase : laquelle, de quelle date, à défaut quoi.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_required"].required = False
        self.keep_shown()
        self.helper = StandardHelper("Enregistrer la pièce")


class ExampleForm(forms.Form):
    """The file that shows what a piece is."""

    file = UploadField(
        help_text="PDF, image, Word, Excel ou OpenDocument, 20 Mo au plus. Qui lit l’appel pourra le télécharger."
    )
    helper = StandardHelper("Joindre le modèle", enctype="multipart/form-data")
