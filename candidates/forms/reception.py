"""The record of receptions: what the coordination types, and how it finds it again."""

import django_filters
from django import forms

from candidates.models import Came, Channel, Reception, ReceptionOutcome
from candidates.services.reception import TYPED
from ccr import clock
from ccr.ui.forms import DateField, DateInput, NameField, OnceForm, SentenceField, ShownForm, StandardHelper, TextField

NAMES = "noms-connus"
"""The id of the page's list of names to choose from."""


def _name(label, help_text="", *, known=False):
    attrs = {"list": NAMES, "autocomplete": "off"} if known else {"autocomplete": "off"}
    return NameField(
        label=label,
        required=False,
        max_length=120 if not known else 200,
        help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
    )


def _choice(label, choices, **options):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse."},
        **options,
    )


class ReceptionForm(ShownForm, OnceForm):
    """Who came, how, what for, what was answered, who sent them."""

    on = DateField(label="Date")
    channel = _choice("Comment", Channel.choices)
    name = _name("Personne", "Laissez vide si elle n’a pas dit son nom.")
    reach = SentenceField(
        label="Téléphone ou e-mail",
        required=False,
        max_length=200,
        help_text="Seulement s’il faut la rappeler.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    structure = _name("Structure", "Même si elle n’existe pas encore, ou n’est pas dans l’annuaire.", known=True)
    question = TextField(
        label="Sa question",
        max_length=Reception._meta.get_field("question").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Écrivez la question, même en deux mots."},
    )
    outcome = _choice("Suite donnée", ReceptionOutcome.choices)
    partner = _name("Vers quel partenaire", "Pour une orientation.", known=True)
    came = _choice("Venue", Came.choices)
    prescriber = _name("Prescripteur", "L’organisation ou la personne qui l’a envoyée.", known=True)

    def __init__(self, *args, reception=None, cancel="", **kwargs):
        if reception is None:
            kwargs["initial"] = {"on": clock.today(), **kwargs.get("initial", {})}
        else:
            kwargs["initial"] = {name: getattr(reception, name) for name in TYPED}
        super().__init__(*args, **kwargs)
        if reception is not None:
            del self.fields["form_key"]  # the row is made already
            self.keep_shown()
        self.helper = StandardHelper("Enregistrer", cancel=cancel)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError("Cette date est à venir : notez l’accueil une fois qu’il a eu lieu.")
        return on

    def clean(self):
        typed = super().clean()
        if typed.get("outcome") == ReceptionOutcome.ORIENTED and not typed.get("partner"):
            self.add_error("partner", "Nommez le partenaire vers qui la personne est orientée.")
        if typed.get("came") == Came.SENT and not typed.get("prescriber"):
            self.add_error("prescriber", "Nommez le prescripteur, ou dites que la personne est venue d’elle-même.")
        return typed

    def typed(self) -> dict:
        """What ``services.receive`` and ``services.change_reception`` take."""
        return {name: self.cleaned_data[name] for name in TYPED}


class ReceptionFilter(django_filters.FilterSet):
    """How the record is narrowed. In the address of the page."""

    q = django_filters.CharFilter(label="Nom, structure, prescripteur ou question", method="holding")
    canal = django_filters.ChoiceFilter(
        label="Canal", field_name="channel", choices=Channel.choices, empty_label="Tous"
    )
    suite = django_filters.ChoiceFilter(
        label="Suite", field_name="outcome", choices=ReceptionOutcome.choices, empty_label="Toutes"
    )
    venue = django_filters.ChoiceFilter(label="Venue", field_name="came", choices=Came.choices, empty_label="Toutes")
    depuis = django_filters.DateFilter(label="Depuis le", field_name="on", lookup_expr="gte", widget=DateInput)
    jusque = django_filters.DateFilter(label="Jusqu’au", field_name="on", lookup_expr="lte", widget=DateInput)

    class Meta:
        model = Reception
        fields = []

    def holding(self, queryset, name, value):
        return queryset.holding(value)
