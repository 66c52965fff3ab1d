"""The account's own forms. Those of allauth are in ``allauth_forms``: it imports this module to make them."""

from django import forms

from ccr.accounts.models import Person
from ccr.notifications.states import MailPace
from ccr.ui.forms import PersonNameField, SentenceField, ShownForm, StandardHelper

NAMES = {"first_name": PersonNameField, "last_name": PersonNameField}


class SignupNames(forms.Form):
    """What we ask at sign-up besides the address and the password."""

    first_name = PersonNameField(
        label="Prénom", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = PersonNameField(
        label="Nom", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    field_order = ["first_name", "last_name", "email", "password1"]

    def signup(self, request, person):
        """allauth saved the names already, from the fields of these very names."""


class PersonForm(ShownForm, forms.ModelForm):
    """What a person changes about herself."""

    helper = StandardHelper("Enregistrer")

    class Meta:
        model = Person
        fields = ["first_name", "last_name", "phone"]
        field_classes = {**NAMES, "phone": SentenceField}
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }
        help_texts = {"phone": "Vu par les personnes qui suivent votre structure."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.keep_shown()

    def clean(self):
        return self.with_stored(super().clean())


class MailPaceForm(forms.Form):
    """Which mails leave at once, together in the morning, or not at all. The page owns the <form>."""

    helper = StandardHelper("", tag=False)

    pace = forms.ChoiceField(
        label="Les autres courriers",
        choices=MailPace.choices,
        widget=forms.RadioSelect,
        help_text="S’applique aux courriers à venir. Tout reste lisible sur la plateforme, quel que soit votre choix.",
        error_messages={
            "required": "Choisissez l’une des trois façons.",
            "invalid_choice": "Choisissez l’une des trois façons.",
        },
    )


class AskResetForm(forms.Form):
    """Whose second factor is lost."""

    helper = StandardHelper("Demander la réinitialisation")

    email = forms.EmailField(
        label="Adresse e-mail de la personne",
        help_text="Assurez-vous d’abord que c’est bien elle qui vous le demande, de vive voix.",
    )
