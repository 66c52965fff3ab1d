"""What a structure types of a need."""

import datetime
import re

from crispy_forms.layout import Div, Layout
from django import forms

from ccr.ui import french
from ccr.ui.forms import EurosField, OnceForm, StandardHelper, TextField
from financing.models import LARGEST, Certainty, NeedType
from financing.rules import why_not_month
from financing.services import Need

WORDS = 1000


class MonthInput(forms.DateInput):
    """The browser's own month field where there is one; a text elsewhere."""

    input_type = "month"

    def __init__(self, attrs=None):
        super().__init__({"placeholder": "AAAA-MM", **(attrs or {})}, format="%Y-%m")


class MonthField(forms.DateField):
    """A month: « 2027-03 » as browsers send it, « 03/2027 » or « mars 2027 » as people type it."""

    widget = MonthInput
    default_error_messages = {"invalid": "Écrivez un mois, par exemple mars 2027 ou 03/2027."}

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.date):
            return value.replace(day=1)
        text = re.sub(r"\s+", " ", str(value).replace(french.NBSP, " ")).strip().lower()
        if match := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
            year, month = int(match[1]), int(match[2])
        elif match := re.fullmatch(r"(\d{1,2})[/. ](\d{4})", text):
            year, month = int(match[2]), int(match[1])
        elif (match := re.fullmatch(r"(\D+) (\d{4})", text)) and match[1] in french.MONTHS:
            year, month = int(match[2]), french.MONTHS.index(match[1]) + 1
        else:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return datetime.date(year, month, 1)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class NeedForm(OnceForm):
    """One need, laid out as a line of a table."""

    need_type = forms.ChoiceField(
        label="Type de besoin",
        choices=[("", "Choisir…"), *NeedType.choices],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choisissez un type de besoin dans la liste."),
    )
    month = MonthField(label="Mois", error_messages={"required": "Dites pour quel mois, par exemple mars 2027."})
    amount = EurosField(
        label="Montant (€)",
        min_value=None,
        max_digits=None,
        error_messages={"required": "Écrivez un montant en euros, par exemple 1 234,50."},
    )
    certainty = forms.ChoiceField(
        label="Certitude",
        choices=[("", "Choisir…"), *Certainty.choices],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Dites si ce besoin est certain, probable ou à confirmer."
        ),
    )
    words = TextField(label="Précisions", required=False, max_length=WORDS, widget=forms.Textarea(attrs={"rows": 1}))

    def __init__(self, *args, campaign, line=None, submit="Ajouter ce besoin", cancel="", **kwargs):
        if line is not None:
            kwargs["initial"] = {
                "need_type": line.need_type,
                "month": line.month,
                "amount": line.amount,
                "certainty": line.certainty,
                "words": line.said.words,
            }
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.helper = StandardHelper(submit, cancel=cancel)
        self.helper.layout = Layout(Div("need_type", "month", "amount", "certainty", "words", css_class="need-fields"))

    def clean_month(self):
        month = self.cleaned_data["month"]
        if reason := why_not_month(self.campaign, month):
            raise forms.ValidationError(reason)
        return month

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if not 0 < amount <= LARGEST:
            raise forms.ValidationError("Écrivez un montant supérieur à 0 € et d’au plus 10 000 000 €.")
        return amount

    @property
    def need(self) -> Need:
        """What was typed, for the services."""
        return Need(**self.cleaned_data)
