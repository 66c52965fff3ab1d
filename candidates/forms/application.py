"""The application's one page, and the files joined to it."""

import re

from django import forms

from candidates import contents
from candidates.models import Content, SpaceKind
from ccr.programme.models import SiteStatus
from ccr.ui.forms import NumberField, ShownForm

TYPED = {name: Content._meta.get_field(name) for name in Content.TYPED_FIELDS}
HELP = {
    "activity": "Ce que vous faites, pour qui, depuis quand.",
    "employees": "Salariés en équivalents temps plein, par exemple 3,5. Écrivez 0 si vous n’en avez pas.",
    "project": "Ce que vous vendriez, proposeriez ou animeriez à la Cité, et comment votre activité en serait changée.",
    "reasons": "Ce que la Cité vous apporterait, et ce que vous apporteriez aux autres résidents.",
    "space_m2": "Une estimation suffit. Inutile pour une permanence ponctuelle.",
    "contact_name": "La personne que la coordination appellera à propos de la candidature.",
}
ROWS = {"activity": 5, "project": 8, "reasons": 6}


class TextField(forms.CharField):
    """A text whose lines end in one way, whether the page was sent whole or field by field."""

    def to_python(self, value):
        return re.sub(r"\r\n?", "\n", super().to_python(value))


def _long(name: str) -> TextField:
    field = TYPED[name]
    limit = f"{field.max_length:,}".replace(",", "\u00a0")
    return TextField(
        label=_label(name),
        help_text=f"{HELP[name]} {limit} caractères au plus.",
        max_length=field.max_length,
        widget=forms.Textarea(attrs={"rows": ROWS[name]}),
    )


def _label(name: str) -> str:
    text = contents.LABELS[name]
    return text[:1].upper() + text[1:]


def _number(name: str, **limits) -> NumberField:
    field = TYPED[name]
    return NumberField(
        label=_label(name),
        help_text=HELP[name],
        max_digits=field.max_digits,
        decimal_places=field.decimal_places,
        **limits,
    )


class DraftForm(ShownForm, forms.Form):
    """Everything that is typed. A draft may be saved with holes: what a deposit needs is asked at the deposit.

    draft: with its parts. campaign_sites: the campaign's, with their site. The values the page was made from travel
    with it (hidden initial values), so that sending the whole page writes only what this person changed.
    """

    use_required_attribute = False

    activity = _long("activity")
    employees = _number("employees", min_value=0)
    project = _long("project")
    reasons = _long("reasons")
    space_kind = forms.ChoiceField(label=_label("space_kind"), choices=[("", "Choisissez"), *SpaceKind.choices])
    space_m2 = _number("space_m2", min_value=1)
    contact_name = forms.CharField(
        label=_label("contact_name"), help_text=HELP["contact_name"], max_length=TYPED["contact_name"].max_length
    )
    contact_phone = forms.CharField(
        label=_label("contact_phone"),
        max_length=TYPED["contact_phone"].max_length,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )

    def __init__(self, *args, draft, campaign_sites, **kwargs):
        answers = {site.campaign_site_id: site for site in draft.sites.all()}
        self.site_fields, self.abandoned = {}, []
        initial = {name: getattr(draft, name) for name in Content.TYPED_FIELDS}
        dynamic = {}
        for campaign_site in campaign_sites:
            known = answers.get(campaign_site.pk)
            if campaign_site.status == SiteStatus.ABANDONED:
                if known and known.is_chosen:
                    self.abandoned.append(campaign_site.site.name)
                continue
            chosen, answer = (contents.site_field(campaign_site.pk, part) for part in ("chosen", "answer"))
            initial |= {chosen: known.is_chosen if known else False, answer: known.answer if known else ""}
            dynamic[chosen] = forms.BooleanField(label=f"Nous souhaitons {campaign_site.site.name}")
            dynamic[answer] = TextField(
                label=f"Votre réponse pour {campaign_site.site.name}",
                help_text=f"L’enjeu : {campaign_site.stake.rstrip('.')}. 3\u00a0000 caractères au plus.",
                max_length=3000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
            self.site_fields |= {chosen: (campaign_site, "is_chosen"), answer: (campaign_site, "answer")}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields |= dynamic
        self.keep_shown()

    def full_clean(self):
        """Nothing is required of a draft, though the labels say what a deposit will require."""
        required = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, field in self.fields.items():
            field.required = required[name]

    @property
    def sites(self) -> list[dict]:
        """Each site with its two fields, for the page."""
        rows = {}
        for name, (campaign_site, part) in self.site_fields.items():
            rows.setdefault(campaign_site.pk, {"campaign_site": campaign_site})[part] = self[name]
        return list(rows.values())

    def as_written(self, values: dict) -> tuple[dict, dict]:
        """Named values as ``services.write_draft`` takes them."""
        fields, sites = {}, {}
        for name, value in values.items():
            if name in self.site_fields:
                campaign_site, part = self.site_fields[name]
                sites.setdefault(campaign_site, {})[part] = value
            else:
                fields[name] = value
        return fields, sites

    def point_at(self, lacks):
        """Show beside the fields what a deposit lacks."""
        for lack in lacks:
            name = lack.field.removeprefix("id_")
            if name in self.fields:
                self.errors.setdefault(name, self.error_class()).append(lack.text)
