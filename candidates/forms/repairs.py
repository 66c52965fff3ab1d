"""Why something is put right, and what."""

from django import forms

from candidates.models import Repair
from ccr.directory.models import LegalForm
from ccr.ui.forms import TextField
from ccr.wall.audience import audience
from ccr.wall.sides import Side


class RepairForm(forms.Form):
    """A reason, which the structure reads."""

    reason = TextField(
        label="Motif",
        max_length=Repair._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Il est écrit à la structure. {audience(Repair, to=Side.COORDINATION)}",
        error_messages={"required": "Dites pourquoi : le motif est écrit à la structure."},
    )


class LegalFormForm(RepairForm):
    """The right form, and why."""

    legal_form = forms.ChoiceField(label="Forme juridique", choices=LegalForm.choices)

    field_order = ("legal_form", "reason")
