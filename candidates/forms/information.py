"""Registering to an information day, and what the coordination types about it."""

import django_filters
from django import forms

from candidates.models import MOST_PEOPLE, AttendeeKind, InformationDay, Registration
from candidates.states import Attendance, RegistrationState
from ccr.ui import french
from ccr.ui.forms import (
    DateField,
    LinklessField,
    NameField,
    OnceForm,
    PersonNameField,
    ShownForm,
    StandardHelper,
    TextField,
    UploadField,
)

PEOPLE = [(number, french.counted(number, "personne")) for number in range(1, MOST_PEOPLE + 1)]
PEOPLE_HELP = "Vous compris : trois personnes au plus par inscription."
CONSENT = "J’accepte que Regain garde ces informations pour organiser la journée"
TRAP = "site"
"""The honeypot: a field that nobody sees, and that only a machine fills in."""


def _people() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="Combien serez-vous ?", help_text=PEOPLE_HELP, choices=PEOPLE, coerce=int, initial=1
    )


def _kind(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", "Choisir…"), *AttendeeKind.choices],
        error_messages={"required": "Choisissez une réponse."},
    )


class RegistrationForm(forms.Form):
    """Open to anybody. person: who is signed in; her name and address are known, and her click is her consent."""

    name = PersonNameField(label="Votre nom", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="Votre adresse e-mail",
        help_text="Nous y envoyons votre confirmation, avec le lien pour modifier ou annuler.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        max_length=254,
    )
    organisation = LinklessField(
        label="Votre structure",
        max_length=150,
        required=False,
        help_text="Même si elle n’existe pas encore.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kind = _kind("Vous venez en tant que")
    people = _people()
    consent = forms.BooleanField(
        label=CONSENT,
        help_text="Elles sont lues par la coordination seule, et effacées un an après la journée. "
        "Venir ou non ne compte pas dans la sélection.",
        error_messages={"required": "Cochez cette case pour vous inscrire : sans elle, nous ne pouvons rien garder."},
    )

    def __init__(self, *args, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = StandardHelper("", tag=False)
        if person is not None:
            for name in ("name", "email", "consent"):
                del self.fields[name]

    def typed(self, person=None) -> dict:
        """What ``services.register`` takes."""
        known = {"name": person.full_name, "email": person.email} if person is not None else {}
        return {name: value for name, value in (self.cleaned_data | known).items() if name != "consent"}


class PeopleForm(forms.Form):
    """Coming in larger or smaller numbers."""

    people = _people()

    helper = StandardHelper("Enregistrer")


class TypedRegistrationForm(OnceForm):
    """Somebody on the telephone, or at the door."""

    name = PersonNameField(label="Nom", max_length=120)
    email = forms.EmailField(
        label="Adresse e-mail",
        required=False,
        max_length=254,
        help_text="Sans adresse, aucun message ne part : dites-lui vous-même si elle a une place.",
    )
    organisation = LinklessField(label="Structure", max_length=150, required=False)
    kind = _kind("Vient en tant que")
    people = _people()
    consent = forms.BooleanField(
        label="La personne est d’accord pour que ces informations soient gardées",
        error_messages={"required": "Demandez-lui son accord : sans lui, rien ne peut être gardé."},
    )
    helper = StandardHelper("Inscrire")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].help_text = "Trois personnes au plus par inscription."

    def typed(self) -> dict:
        """What ``services.register_by_telephone`` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "consent"}


class CallOffForm(forms.Form):
    """Why the day is cancelled."""

    reason = TextField(
        label="Motif",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tout le monde le lit : sur la page publique, et dans le message aux inscrits. N’y nommez personne.",
        error_messages={"required": "Donnez le motif : il est écrit à chaque personne inscrite."},
    )
    helper = StandardHelper("", tag=False)


class InformationDayForm(ShownForm, forms.Form):
    """Places, last day, how to come."""

    NAMES = ("seats_max", "registration_until", "practical_notes")

    seats_max = forms.IntegerField(
        label="Nombre de places",
        min_value=1,
        max_value=2000,
        help_text="En personnes. Quand il n’en reste plus, les suivants entrent sur la liste d’attente.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
        error_messages={"invalid": "Écrivez un nombre entier, par exemple 60."},
    )
    registration_until = DateField(label="Dernier jour pour s’inscrire", help_text="Jusqu’à 23\u00a0h\u00a059.")
    practical_notes = TextField(
        label="Informations pratiques",
        required=False,
        max_length=InformationDay._meta.get_field("practical_notes").max_length,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Programme, accès, accueil des personnes à mobilité réduite. Lu par tout le monde.",
    )

    @classmethod
    def of(cls, day, data=None):
        """The form of a day, None when its registrations are not open yet; several people may have it open."""
        form = cls(data, initial={name: getattr(day, name) for name in cls.NAMES} if day else None)
        form.keep_shown()
        return form


class InformationDocumentForm(forms.Form):
    """A file, its title, when it is read."""

    title = NameField(label="Titre", max_length=150)
    file = UploadField()
    is_before = forms.BooleanField(
        label="À lire avant la journée",
        required=False,
        help_text="Les inscrits le trouvent aussitôt par leur lien. Sinon, il leur est envoyé après la journée.",
    )
    helper = StandardHelper("Ajouter le document", enctype="multipart/form-data")


class DoorFilter(django_filters.FilterSet):
    """How somebody is found at the door."""

    q = django_filters.CharFilter(label="Nom, structure ou adresse", method="named")
    attendance = django_filters.ChoiceFilter(label="Présence", choices=Attendance.choices, empty_label="Toutes")

    class Meta:
        model = Registration
        fields = []

    def named(self, queryset, name, value):
        return queryset.named(value)


class RegistrationFilter(DoorFilter):
    """How the coordination narrows the list of those who come."""

    state = django_filters.ChoiceFilter(label="Inscription", choices=RegistrationState.choices, empty_label="Toutes")
