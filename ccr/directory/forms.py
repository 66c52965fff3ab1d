"""Finding, recording and joining an organisation."""

import datetime
import re

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.forms.utils import ErrorDict

from ccr.directory import company_search, contacts, identifiers, rules
from ccr.directory.models import ASSOCIATION_FORMS, SAID, HeadcountBand, LegalForm, MemberKind, Organisation
from ccr.ui.forms import (
    DateField,
    LinklessField,
    NameField,
    OnceForm,
    PersonNameField,
    SentenceField,
    ShownForm,
    StandardHelper,
    TextField,
    conditional,
)

FLAGS = {
    "is_scop": "SCOP",
    "is_scic": "SCIC",
    "is_cae": "CAE (coopérative d’activité et d’emploi)",
    "is_esus": "Agrément ESUS",
    "is_siae": "SIAE (insertion par l’activité économique)",
    "is_ess": "Entreprise de l’ESS, selon le répertoire public",
}
RAMSESS = {
    "": "Non membre",
    "member": "Membre",
    "able": "Membre habilité à réaliser des diagnostics",
}


def _legal_forms():
    groups = {"Associations": [], "Coopératives": [], "Autres": []}
    for form in LegalForm:
        group = (
            "Associations"
            if form in ASSOCIATION_FORMS
            else "Coopératives"
            if "oopérati" in form.label or "SCOP" in form.label
            else "Autres"
        )
        groups[group].append((form.value, form.label))
    return [("", "Choisir…"), *groups.items()]


class SearchForm(forms.Form):
    """Find an organisation by its name or one of its numbers."""

    q = forms.CharField(
        label="Nom, SIREN, SIRET ou RNA",
        min_length=3,
        max_length=100,
        error_messages={"min_length": "Donnez au moins trois lettres ou chiffres."},
    )


class KindForm(forms.Form):
    """In what capacity one belongs to an organisation."""

    kind = forms.ChoiceField(
        label="Vous y êtes", choices=MemberKind.choices, initial=MemberKind.STAFF, widget=forms.RadioSelect
    )


class OrganisationForm(ShownForm, forms.ModelForm):
    """An organisation's record, which its members and the coordination may have open at once."""

    number = forms.CharField(
        label="SIREN ou SIRET",
        max_length=20,
        required=False,
        help_text="Neuf ou quatorze chiffres. Une jeune association qui n’en a pas donne son RNA.",
    )
    rna = forms.CharField(
        label="RNA",
        max_length=14,
        required=False,
        help_text="Pour une association : W suivi de neuf chiffres. Il n’y en a pas en Alsace-Moselle.",
    )
    legal_form = forms.ChoiceField(label="Forme juridique", choices=_legal_forms)
    declared_on = DateField(
        first=datetime.date(1800, 1, 1),  # mutual societies are that old
        label="Date de création ou de déclaration",
        required=False,
        help_text="Nécessaire si vous ne donnez que le RNA.",
    )

    flags = forms.MultipleChoiceField(
        label="Statuts et agréments",
        choices=list(FLAGS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tous ceux qui valent pour elle.",
    )
    naf_code = forms.CharField(
        label="Code NAF",
        max_length=8,
        required=False,
        help_text="Celui que l’Insee a donné : quatre chiffres et une lettre, par exemple 56.10A.",
    )
    website = forms.URLField(label="Site internet", required=False, max_length=200, assume_scheme="https")
    found = None
    """What the public search service said, once it was asked (``ccr.directory.filling``)."""

    class Meta:
        model = Organisation
        fields = ["name", "legal_form", "declared_on", "headcount_band", "address", "postcode", "city", "website"]
        labels = {"name": "Nom de l’organisation", "headcount_band": "Effectif salarié"}
        field_classes = {"name": NameField, "city": NameField, "address": SentenceField}

    def __init__(self, *args, submit="Créer l’organisation", cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.submit = submit
        self.fields["headcount_band"].choices = [("", "Choisir…"), *HeadcountBand.choices]
        if not self.instance._state.adding:
            self.initial["number"] = self.instance.siret or self.instance.siren or ""
            self.initial["rna"] = self.instance.rna or ""
            self.initial["naf_code"] = self.instance.naf_code
            self.initial["flags"] = [name for name in FLAGS if getattr(self.instance, name)]
            self.keep_shown()
        self.fields["postcode"].widget.attrs["inputmode"] = "numeric"
        conditional(self, "number", "rna", "declared_on")
        self.helper = StandardHelper(submit, cancel=cancel)
        self.helper.layout = Layout(*self.sections())

    def sections(self):
        # Enter sends the form: its own button comes first, unseen, before the one that fills.
        first = [HTML(f'<button class="visually-hidden" tabindex="-1" aria-hidden="true">{self.submit}</button>')]
        lookup = [HTML('{% include "directory/fragments/lookup.html" %}')]
        if not company_search.is_on():
            first, lookup = [], []
        return [
            *first,
            Fieldset("Numéro", "number", *lookup, "rna"),
            Fieldset("L’organisation", "name", "legal_form", "declared_on", "flags", "naf_code", "headcount_band"),
            Fieldset("Coordonnées", "address", "postcode", "city", "website"),
        ]

    def keep_errors(self, *names):
        """Forget the errors of all other fields: the form is shown again before it is sent."""
        kept = {name: self.errors[name] for name in names if name in self.errors}
        self._errors = ErrorDict(kept)
        return self

    def clean_number(self):
        typed = self.cleaned_data["number"]
        if not typed:
            return ""
        compact = identifiers.compact(typed)
        return identifiers.clean_siret(compact) if len(compact) > 9 else identifiers.clean_siren(compact)

    def clean_rna(self):
        typed = self.cleaned_data["rna"]
        return identifiers.clean_rna(typed) if typed else None

    def clean_naf_code(self):
        typed = self.cleaned_data["naf_code"]
        return identifiers.clean_naf(typed) if typed else ""

    def clean_postcode(self):
        code = identifiers.compact(self.cleaned_data["postcode"])
        if code and not re.fullmatch("[0-9]{5}", code):
            raise forms.ValidationError("Un code postal compte cinq chiffres, par exemple 13001.")
        return code

    def clean(self):
        cleaned = super().clean()
        if not {"number", "rna", "legal_form", "declared_on"} & set(self.errors):
            number = cleaned["number"]
            cleaned["siren"], cleaned["siret"] = number[:9] or None, number if len(number) == 14 else ""
            reason = rules.why_not_identified(
                siren=cleaned["siren"],
                rna=cleaned["rna"],
                legal_form=cleaned["legal_form"],
                declared_on=cleaned.get("declared_on"),
            )
            if reason:
                self.add_error("number", reason)
        return cleaned

    def _get_validation_exclusions(self):
        """The form only reads; the service writes, and says who bears the number already."""
        return super()._get_validation_exclusions() | {"siren", "rna"}

    def validate_constraints(self):
        """Left to the service, whose sentences say what to do."""

    @property
    def values(self) -> dict:
        """The fields of an Organisation, as the services take them: all of a new one, else those changed here."""
        adding = self.instance._state.adding
        values = dict(self.cleaned_data) if adding else self.changed_values()
        if "number" in values:
            values |= {name: self.cleaned_data[name] for name in ("siren", "siret")}
        held = set(self.cleaned_data["flags"])
        shown = set() if adding else self.shown_choices("flags") or set()
        values |= {name: name in held for name in FLAGS if adding or (name in held) != (name in shown)}
        return {name: value for name, value in values.items() if name not in ("number", "kind", "flags")}


class NewOrganisationForm(OrganisationForm):
    """The record, and in what capacity its first member belongs to it. Strangers are written to in its name."""

    class Meta(OrganisationForm.Meta):
        field_classes = {**OrganisationForm.Meta.field_classes, "name": LinklessField}

    kind = KindForm.base_fields["kind"]

    def sections(self):
        return [
            *super().sections(),
            Fieldset("Vous", "kind"),
            HTML('{% include "directory/fragments/beginning.html" %}'),
        ]


class CoordinationOrganisationForm(OrganisationForm):
    """The record as the coordination keeps it, RAMSESS included."""

    ramsess = forms.ChoiceField(
        label="RAMSESS",
        choices=list(RAMSESS.items()),
        required=False,
        widget=forms.RadioSelect,
        help_text="L’habilitation se donne avec l’accord de RAMSESS ; elle permet d’inscrire la structure sur la liste "
        "des diagnostics d’un appel.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            held = "able" if self.instance.may_diagnose else "member" if self.instance.is_ramsess else ""
            self.initial["ramsess"] = held

    def sections(self):
        return [*super().sections(), Fieldset("Réseau", "ramsess")]

    @property
    def values(self):
        values = super().values
        if "ramsess" not in values:
            return values
        held = values.pop("ramsess")
        return values | {"is_ramsess": bool(held), "may_diagnose": held == "able"}


class ContactForm(ShownForm, forms.Form):
    """Whom to ask for at an organisation."""

    name = PersonNameField(label="Nom", max_length=120)
    position = LinklessField(
        label="Fonction", max_length=120, required=False, help_text="Par exemple\u00a0: présidente, chargé d’accueil."
    )
    email = forms.EmailField(
        label="Adresse e-mail",
        max_length=254,
        required=False,
        help_text="Cette personne reçoit un message qui le lui dit, avec un lien pour répondre ou se retirer.",
    )
    phone = forms.RegexField(
        r"^[0-9+.()\-\s]*$",
        label="Téléphone",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages={"invalid": "Écrivez le numéro en chiffres, par exemple 04 91 00 00 00."},
    )
    consents = forms.BooleanField(
        label="Cette personne est d’accord pour que ses coordonnées soient publiées",
        required=False,
        help_text="Montrées à qui a un compte et, si l’organisation diagnostique, à tous sur la liste de l’appel. Sans "
        "son accord, seuls ses membres et la coordination les lisent. Un message le lui dit à son adresse\u00a0: elle "
        "peut le retirer à tout moment, vous aussi.",
    )

    refusal = ""
    """Why nobody but the person may note that she agrees; empty when others may."""

    @classmethod
    def of(cls, contact, data=None):
        """The form of a contact that exists: several people may have it open."""
        form = cls(data, initial={name: getattr(contact, name) for name in (*SAID, "consents")})
        consents = form.fields["consents"]
        form.refusal = contacts.why_not_publish(contact) or ""
        if form.refusal:
            consents.disabled, consents.help_text = True, form.refusal
        elif contact.consents:
            consents.help_text = (
                "Son accord vaut pour ce qui est écrit ici\u00a0: corriger un mot y met fin, jusqu’à ce qu’elle le "
                "redonne par son lien, ou que vous le notiez de nouveau. Décocher y met fin aussi."
            )
        form.keep_shown()
        return form

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        typed = super().clean()
        if self.refusal and self.add_prefix("consents") in self.data:  # she refused after the page was opened
            self.add_error("consents", self.refusal)
        if not self.errors and not typed["email"] and (typed["consents"] or not typed["phone"]):
            self.add_error(
                "email",
                "Donnez son adresse e-mail\u00a0: c’est là qu’on lui dit que ses coordonnées sont publiées."
                if typed["consents"]
                else "Donnez une adresse e-mail ou un téléphone\u00a0: c’est par là qu’on la joindra.",
            )
        return typed


class NewContactForm(OnceForm, ContactForm):
    """A new contact, sent twice or not."""


class ImportForm(OnceForm):
    """A CSV file for the directory."""

    file = forms.FileField(
        label="Fichier CSV",
        allow_empty_file=True,
        help_text="Enregistré en CSV par votre tableur, 10 000 lignes au plus. Les colonnes se reconnaissent à leur "
        "titre, dans n’importe quel ordre.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={"required": "Choisissez un fichier."},
    )

    def __init__(self, *args, cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = StandardHelper("Lire le fichier", cancel=cancel)


class MergeForm(forms.Form):
    """Why two records are one organisation."""

    reason = TextField(
        label="Motif",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Par exemple : l’association a reçu son SIREN, la première fiche n’avait que son RNA.",
        error_messages={"required": "Dites pourquoi ces deux fiches sont la même organisation."},
    )

    def __init__(self, *args, cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = StandardHelper("Fusionner", cancel=cancel)
