"""Inviting a colleague, passing the representation on, saying why an application is taken back."""

from django import forms

from candidates.models import Withdrawal, WithdrawalReason
from ccr.accounts.models import Invitation
from ccr.ui.forms import StandardHelper, TextField
from ccr.wall.audience import audience
from ccr.wall.sides import Side


class ColleagueForm(forms.Form):
    """One address."""

    email = forms.EmailField(
        label="Adresse e-mail de votre collègue",
        max_length=Invitation._meta.get_field("email").max_length,
        help_text="Un lien valable quatorze jours lui parvient : qui l’accepte rejoint la structure et la candidature.",
    )
    helper = StandardHelper("Inviter")


class HandOverForm(forms.Form):
    """One member of the organisation. members: people who may be asked."""

    person = forms.ChoiceField(label="Qui représentera la structure")
    helper = StandardHelper("Demander la passation")

    def __init__(self, *args, members=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {str(person.pk): person for person in members}
        names = [(key, person.full_name) for key, person in self.members.items()]
        self.fields["person"].choices = [("", "Choisir…"), *names]

    def clean_person(self):
        return self.members[self.cleaned_data["person"]]


class WithdrawalForm(forms.Form):
    """A reason out of a closed list, and a few words if one wishes."""

    reason = forms.ChoiceField(label="Pourquoi", choices=[("", "Choisir…"), *WithdrawalReason.choices])
    words = TextField(
        label="En quelques mots",
        required=False,
        max_length=Withdrawal._meta.get_field("words").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=audience(Withdrawal, to=Side.CANDIDATE, wrote={Side.CANDIDATE}),
    )
