"""The application's sections, one form each: every answer saves itself, and no condition makes one required."""

import copy
import re

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from candidates import contents
from candidates.contents.questions import CONDITIONS, SECTION_OF, capital
from candidates.models import (
    CONTACTS,
    Branch,
    Contact,
    ContactKind,
    Content,
    SectionKey,
    SiteAnswer,
    YearFigures,
)
from candidates.services import Slot
from ccr import clock
from ccr.programme.models import SiteStatus
from ccr.ui import french
from ccr.ui.forms import EurosField, NumberField, SentenceField, ShownForm, TextField

HELP = {
    "summary": "Comme vous la présenteriez à quelqu’un qui ne la connaît pas.",
    "created_year": "L’année de la déclaration, ou de l’immatriculation.",
    "website": "Par exemple www.exemple.fr.",
    "activity": "Ce que vous faites, pour qui, depuis quand.",
    "branches": "Une ou plusieurs.",
    "other_branch": "Si vous avez coché « autre ».",
    "project": "Ce que vous vendriez, proposeriez ou animeriez à la Cité, et comment votre activité en serait changée.",
    "reasons": "Ce que la Cité vous apporterait, et ce que vous apporteriez aux autres résidents.",
    "space_m2": "Une estimation suffit. Inutile pour une permanence ponctuelle.",
    "pole": "Les espaces de la Cité sont groupés par pôles : choisissez le plus proche de votre activité.",
    "headcount": "Les personnes salariées aujourd’hui, à temps plein ou partiel. Écrivez 0 si vous n’en avez pas.",
    "employees": "Le total en équivalents temps plein, par exemple 3,5.",
    "permanent_jobs": "Parmi les salariés, ceux qui sont en CDI.",
    "aided_contracts": "Parmi les salariés, ceux dont le contrat est aidé (parcours emploi compétences, insertion…).",
    "volunteers": "Ceux qui viennent au moins une fois par mois.",
    "cooperates": "Acheter, livrer, produire, animer ou partager des moyens avec d’autres résidents de la Cité.",
    "cooperation_with": "Les structures, ou les métiers, avec qui vous coopérez ou coopéreriez.",
    "cooperation_shared": "Locaux, caisse, véhicule, achats, clients, compétences, événements…",
    "ess_answer": "Votre structure remplit-elle les trois critères de l’article 1 de la loi du 31 juillet 2014 ?",
    "ess_purpose": "La structure poursuit un but autre que le seul partage des bénéfices.",
    "ess_governance": "Ses statuts organisent l’information et la participation des associés et des salariés ; les "
    "voix ne dépendent pas seulement du capital.",
    "ess_profits": "Les bénéfices vont en majorité au maintien ou au développement de l’activité ; les réserves "
    "obligatoires ne sont pas distribuées.",
}
EXAMPLES = {
    "summary": "« Une épicerie associative de quartier, tenue par ses adhérents, qui vend en vrac les produits de "
    "vingt producteurs à moins de cent kilomètres. »",
    "activity": "« Depuis 2014, nous collectons et réparons des vélos. 900 vélos remis en circulation l’an dernier, "
    "1 300 adhérents, trois ateliers ouverts le mercredi et le samedi. »",
    "project": "« Une boutique-atelier de 85 m² : l’établi est face à la rue, chacun répare avec nous le samedi ; le "
    "reste de la semaine, la vente finance l’atelier. La vente passerait de 30 à 55 % de nos produits. »",
    "reasons": "« Notre local est sans passage. Nous apporterions aux autres résidents un camion et une caisse à "
    "partager. »",
    "cooperation_shared": "« Le camion le lundi et le jeudi ; une vendeuse commune avec l’épicerie ; un compte commun "
    "pour les emballages. »",
}
ROWS = {"activity": 5, "project": 8, "reasons": 6, "cooperation_with": 3, "cooperation_shared": 4}
RADIOS = frozenset({"cooperates", "ess_answer"})
OPTIONAL = frozenset({"website"})
FIRST_YEAR = 1800


class LongField(TextField):
    """A long answer, whose signs are counted from the first one."""

    def __init__(self, *, rows, **options):
        super().__init__(**options, widget=forms.Textarea(attrs={"rows": rows, "data-counted": ""}))


class LineField(SentenceField):
    """A line of text; what is too long is refused with a sentence, never cut."""

    def widget_attrs(self, widget):
        is_long = self.max_length and self.max_length >= 120
        return {"data-limit": self.max_length, "data-counted": ""} if is_long else {}


class ContactField(LineField):
    """A short line: nobody counts its signs."""

    def widget_attrs(self, widget):
        return {}


class WholeField(NumberField):
    """A whole number: « 1 234 »."""

    default_error_messages = {
        "invalid": "Écrivez un nombre entier, par exemple 12.",
        "max_decimal_places": "Écrivez un nombre entier, par exemple 12.",
    }

    def __init__(self, **options):
        super().__init__(**{"max_digits": 9, "decimal_places": 0, "min_value": 0, "max_value": 1_000_000, **options})

    def clean(self, value):
        value = super().clean(value)
        return None if value is None else int(value)


class YearField(WholeField):
    """A year, never in the future; written without a space."""

    def __init__(self, **options):
        super().__init__(**options, min_value=None, max_value=None)

    def run_validators(self, value):
        last = clock.today().year
        message = f"Écrivez une année entre {FIRST_YEAR} et {last}."
        self.validators = [MinValueValidator(FIRST_YEAR, message), MaxValueValidator(last, message)]
        super().run_validators(value)

    def prepare_value(self, value):
        return value if value in (None, "") or isinstance(value, str) else str(value)


class BranchesField(forms.MultipleChoiceField):
    """Boxes of a closed list, kept in the list's order."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        chosen = super().clean(value)
        return [code for code in Branch.values if code in chosen]


class AmountField(EurosField):
    """An amount that may be negative, where it makes sense."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "num amount"})


def _label(field) -> str:
    return capital(field.verbose_name)


def _typed_field(name: str) -> forms.Field:
    """The form's field of one of ``Content.TYPED_FIELDS``."""
    column = Content._meta.get_field(name)
    options = {"label": _label(column), "help_text": HELP.get(name, ""), "required": name not in OPTIONAL}
    if name == "branches":
        return BranchesField(**options, choices=Branch.choices)
    if name == "created_year":
        return YearField(**options)
    if name in RADIOS:
        return forms.ChoiceField(**options, choices=_capitals(column.choices), widget=forms.RadioSelect)
    if column.choices:
        return forms.ChoiceField(**options, choices=[("", "Choisir…"), *column.choices])
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(**options)
    if isinstance(column, models.DecimalField):
        least = 1 if name == "space_m2" else 0
        digits = {"max_digits": column.max_digits, "decimal_places": column.decimal_places}
        return NumberField(**options, **digits, min_value=least)
    if isinstance(column, models.IntegerField):
        return WholeField(**options)
    if isinstance(column, models.URLField):
        widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"})
        wrong = {"invalid": "Écrivez une adresse de site, par exemple www.exemple.fr."}
        return forms.URLField(
            **options, max_length=column.max_length, assume_scheme="https", widget=widget, error_messages=wrong
        )
    options["max_length"] = column.max_length
    options["error_messages"] = _too_long(column.max_length)
    if isinstance(column, models.TextField):
        options["help_text"] += f" {french.number(column.max_length)} caractères au plus."
        return LongField(**options, rows=ROWS[name])
    return LineField(**options)


def _capitals(choices):
    return [(value, capital(label)) for value, label in choices]


def _too_long(limit) -> dict:
    return {
        "max_length": f"Ce texte dépasse {french.number(limit)} caractères (%(show_value)d) : raccourcissez-le. "
        "Il reste dans la page, il n’est pas enregistré."
    }


TYPED = {name: _typed_field(name) for name in Content.TYPED_FIELDS}


class SectionForm(ShownForm, forms.Form):
    """A section of the draft. It may be saved with holes: what a deposit needs is asked at the deposit.

    key: which section. draft: with its parts. campaign_sites: the campaign's, with their site, for the sites only. The
    values the page was made from travel with it (hidden initial values), so that sending the whole page writes only
    what this person changed, and nothing over what somebody else has written since.
    """

    use_required_attribute = False

    def __init__(self, *args, key, draft, campaign_sites=(), **kwargs):
        self.key, self.draft = SectionKey(key), draft
        self.slots, self.abandoned, self._site_lines = {}, [], {}
        fields, initial = {}, {}
        self._build = {"fields": fields, "initial": initial}
        for name in contents.SECTION_FIELDS[self.key]:
            if self.key == SectionKey.ESS and draft.structure_ess:
                continue
            self._add(name, Slot("fields", None, name), TYPED[name], getattr(draft, name))
        if self.key == SectionKey.SITES:
            self._add_sites(campaign_sites)
        elif self.key == SectionKey.FIGURES:
            self._add_years()
        elif self.key == SectionKey.CONTACTS:
            self._add_contacts()
        super().__init__(*args, initial=initial, **kwargs)
        self.fields |= {name: copy.deepcopy(field) for name, field in fields.items()}
        self.keep_shown()

    def _add(self, name, slot, field, value):
        self.slots[name] = slot
        self._build["fields"][name] = field
        self._build["initial"][name] = value

    def _add_sites(self, campaign_sites):
        known = {row.campaign_site_id: row for row in self.draft.sites.all()}
        longest = SiteAnswer._meta.get_field("answer").max_length
        for campaign_site in campaign_sites:
            row = known.get(campaign_site.pk)
            if campaign_site.status == SiteStatus.ABANDONED:
                if row and row.is_chosen:
                    self.abandoned.append(campaign_site)
                continue
            chosen, answer = (contents.site_field(campaign_site.pk, part) for part in ("chosen", "answer"))
            box = forms.BooleanField(label=f"Nous souhaitons {campaign_site.site.name}")
            text = LongField(
                label=f"Votre réponse pour {campaign_site.site.name}",
                help_text=f"L’enjeu : {campaign_site.stake.rstrip('.')}. {french.number(longest)} caractères au plus.",
                max_length=longest,
                error_messages=_too_long(longest),
                rows=4,
            )
            self._add(chosen, Slot("sites", campaign_site.pk, "is_chosen"), box, row.is_chosen if row else False)
            self._add(answer, Slot("sites", campaign_site.pk, "answer"), text, row.answer if row else "")
            self._site_lines[campaign_site] = (chosen, answer)

    def _add_years(self):
        known = {row.year: row for row in self.draft.years.all()}
        for year in self.draft.asked_years():
            for part in YearFigures.FIGURES:
                column = _label(YearFigures._meta.get_field(part))
                label = f"{column} {year}"
                least = {} if part in ("equity", "cash") else {"min_value": 0}
                field = AmountField(
                    label=label, required=part not in ("equity", "cash"), **{"min_value": None, **least}
                )
                field.column = column  # beside the box on a telephone, under the year
                value = getattr(known.get(year), part, None)
                self._add(contents.year_field(year, part), Slot("years", year, part), field, value)

    def _add_contacts(self):
        known = {row.rank: row for row in self.draft.contacts.all()}
        for rank in range(1, CONTACTS + 1):
            for part, field in _contact_fields(rank).items():
                field.full_label = f"Personne {rank}, {field.label.lower()}"
                value = getattr(known.get(rank), part, "")
                self._add(contents.contact_field(rank, part), Slot("contacts", rank, part), field, value)
        first = forms.TypedChoiceField(
            label="À joindre en premier",
            choices=[(str(rank), f"Personne {rank}") for rank in range(1, CONTACTS + 1)],
            coerce=int,
            empty_value=1,
            widget=forms.RadioSelect,
        )
        self._add("first_contact", Slot("fields", None, "first_contact"), first, self.draft.first_contact)

    def full_clean(self):
        """Nothing is required of a draft, though the labels say what a deposit will require."""
        required = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, field in self.fields.items():
            field.required = required[name]

    # What the page shows

    @property
    def questions(self) -> list[dict]:
        """The plain questions, each with its condition and its example."""
        return [
            {"field": self[name], "when": CONDITIONS.get(name), "example": EXAMPLES.get(name, "")}
            for name in contents.SECTION_FIELDS[self.key]
            if name in self.fields
        ]

    @property
    def sites(self) -> list[dict]:
        """Each site with its two fields."""
        return [
            {"campaign_site": site, "is_chosen": self[chosen], "answer": self[answer]}
            for site, (chosen, answer) in self._site_lines.items()
        ]

    @property
    def years(self) -> list[dict]:
        """Each year with its six amounts, and whether the structure was there."""
        created = self.draft.created_year
        return [
            {
                "year": year,
                "cells": [self[contents.year_field(year, part)] for part in YearFigures.FIGURES],
                "result": next((row.result for row in self.draft.years.all() if row.year == year), None),
                "before": created is not None and year < created,
            }
            for year in self.draft.asked_years()
        ]

    @property
    def year_columns(self) -> list[str]:
        return [_label(YearFigures._meta.get_field(part)) for part in YearFigures.FIGURES]

    @property
    def people(self) -> list[dict]:
        """Each contact's fields, and whether there is somebody."""
        first = list(self["first_contact"].subwidgets)
        named = {row.rank for row in self.draft.contacts.all() if not row.is_blank}
        shown = max(named, default=0) + 1
        return [
            {
                "rank": rank,
                "fields": [self[contents.contact_field(rank, part)] for part in Contact.PARTS],
                "first": first[rank - 1],
                "is_spare": rank > max(shown, 1)
                and not any(self[contents.contact_field(rank, part)].errors for part in Contact.PARTS),
            }
            for rank in range(1, CONTACTS + 1)
        ]

    # What is written

    def as_written(self, values: dict) -> dict:
        """Named values as ``services.write_draft`` takes them."""
        written = {}
        sites = {site.pk: site for site in self._site_lines}
        for name, value in values.items():
            slot = self.slots[name]
            group = written.setdefault(slot.group, {})
            if slot.group == "fields":
                group[slot.part] = value
            else:
                key = sites[slot.key] if slot.group == "sites" else slot.key
                group.setdefault(key, {})[slot.part] = value
        return written

    def known(self) -> dict:
        """What this page knows of each answer (``ShownForm.seen``), as ``services.write_draft`` compares it."""
        return {self.slots[name]: values for name, values in self.seen().items()}

    def boxes(self) -> dict:
        """The boxes that were ticked when the page was made, where there is a list of them: they add up."""
        lists = (name for name, field in self.fields.items() if isinstance(field, BranchesField))
        return {self.slots[name]: self.shown_choices(name) for name in lists}

    def theirs(self, overtaken) -> dict:
        """What somebody else wrote, by field."""
        names = {slot: name for name, slot in self.slots.items()}
        return {names[one.slot]: one.current for one in overtaken}

    def point_at(self, lacks):
        """Show beside the fields what a deposit lacks."""
        for lack in lacks:
            name = lack.field.removeprefix("id_")
            if name in self.fields:
                self.errors.setdefault(name, self.error_class()).append(lack.text)


def _contact_fields(rank: int) -> dict[str, forms.Field]:
    labels = {part: f"{_label(Contact._meta.get_field(part))}" for part in Contact.PARTS}
    longest = {part: Contact._meta.get_field(part).max_length for part in Contact.PARTS}
    telephone = forms.TextInput(attrs={"type": "tel"})
    wrong = {"invalid": "Écrivez une adresse e-mail complète, par exemple camille@exemple.fr."}
    fields = {
        "name": ContactField(label="Prénom et nom", max_length=longest["name"], required=rank == 1),
        "function": ContactField(
            label=labels["function"],
            help_text="Par exemple présidente, trésorier, chargé de projet.",
            max_length=longest["function"],
            required=False,
        ),
        "kind": forms.ChoiceField(
            label=labels["kind"],
            choices=[("", "Choisir…"), *ContactKind.choices],
            required=rank == 1,
        ),
        "email": forms.EmailField(
            label=labels["email"], max_length=longest["email"], required=False, error_messages=wrong
        ),
        "phone": ContactField(label=labels["phone"], max_length=longest["phone"], required=False, widget=telephone),
    }
    for field in fields.values():
        field.is_conditional = rank > 1  # the heading of the person says it once
    return fields


def section_of(posted: str) -> SectionKey | None:
    """The section of a posted field's name; None when no section has it."""
    if posted in SECTION_OF:
        return SECTION_OF[posted]
    if posted == "first_contact" or re.fullmatch(r"contact-[1-5]-[a-z]+", posted):
        return SectionKey.CONTACTS
    if re.fullmatch(r"(chosen|answer)-[0-9a-f]{32}", posted):
        return SectionKey.SITES
    if re.fullmatch(r"[a-z]+-\d{4}", posted):
        return SectionKey.FIGURES
    return None
