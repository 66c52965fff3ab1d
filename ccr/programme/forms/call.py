"""The call itself: its days, its numbers, its beginning."""

import copy

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from ccr.programme import rules
from ccr.programme.models import Campaign
from ccr.programme.models.calls import LIMITS
from ccr.ui import french
from ccr.ui.forms import DateField, SentenceField, ShownForm, StandardHelper

from .reasons import reason_field

CALENDAR_FIELDS = [
    "opens_on",
    "deadline_on",
    "diagnostics_from",
    "diagnostics_until",
    "sessions_from",
    "sessions_until",
]
WITH_THE_BAR = "Diagnostics et fil rouge"
WHAT_BARS = {"diagnostics_until", "sessions_until", "diagnosis_bar_months"}
"""What the last day of the bar is counted from."""
HELP = "Besoin d’aide ?"
PARAMETER_FIELDS = {
    WITH_THE_BAR: [
        "diagnostics_min",
        "diagnostics_max",
        "diagnostic_delay_min_months",
        "diagnostic_delay_max_months",
        "fil_rouge_min_months",
        "fil_rouge_max_months",
        "diagnosis_bar_months",
    ],
    "Sessions DLA et jours individuels": [
        "sessions_count",
        "session_days",
        "session_seats_min",
        "session_seats_max",
        "session_association_percent",
        "session_cost",
        "pool_half_days",
        "day_rate",
        "fiscal_years",
    ],
    "Comité et rattachements": ["observer_allowed", "eligibility_threshold", "join_request_days"],
    HELP: ["help_email", "help_phone"],
}


STEP_FIELDS = {
    "identite": ["title", "opens_on", "deadline_on", *PARAMETER_FIELDS[HELP]],
    "nombres": [name for title, names in PARAMETER_FIELDS.items() if title != HELP for name in names],
    "calendrier": ["diagnostics_from", "diagnostics_until", "sessions_from", "sessions_until"],
}
"""What each step of a call's preparation asks; a period begins and ends in the same one."""


KEPT_BY_SESSIONS = "Les sessions déjà planifiées gardent le leur."


class CalendarForm(ShownForm, forms.ModelForm):
    """The days of a published call, and why they move."""

    reason = reason_field()

    class Meta:
        model = Campaign
        fields = [*CALENDAR_FIELDS]
        field_classes = dict.fromkeys(CALENDAR_FIELDS, DateField)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.keep_shown()
        self.fields["reason"].show_hidden_initial = False
        self.helper = StandardHelper("Voir les conséquences")

    def moved(self) -> dict:
        """The days changed on this page."""
        return {name: day for name, day in self.changed_values().items() if name in CALENDAR_FIELDS}

    def clean(self):
        typed = super().clean()
        if not self.errors and not self.moved():
            raise ValidationError("Aucune date ne change. Changez-en une, ou revenez à l’appel.")
        days = {name: typed[name] if name in self.changed_data else getattr(self.instance, name) for name in typed}
        return {**days, "reason": typed.get("reason", "")}


class CampaignForm(ShownForm, forms.ModelForm):
    """Calendar and numbers of a campaign. What another page changed meanwhile is kept, and checked with the rest.

    only: the names of a step of a call's preparation, with the button that goes on; all of them otherwise.
    """

    confirm_bar = forms.BooleanField(
        label="Oui, allonger l’exclusion",
        initial=False,
        required=False,
        help_text="Passé aujourd’hui, ce jour ne pourra plus être avancé.",
    )

    class Meta:
        model = Campaign
        fields = ["title", *CALENDAR_FIELDS, *(name for names in PARAMETER_FIELDS.values() for name in names)]
        field_classes = dict.fromkeys(CALENDAR_FIELDS, DateField) | {
            "title": SentenceField,
            "help_phone": SentenceField,
        }
        help_texts = {
            "session_days": "Les sessions déjà planifiées gardent leurs jours.",
            "session_seats_min": KEPT_BY_SESSIONS,
            "session_seats_max": KEPT_BY_SESSIONS,
            "session_association_percent": KEPT_BY_SESSIONS,
            "pool_half_days": "60 = 30 jours. La réserve ne descend pas au-dessous de ce qui est déjà attribué.",
        }

    def __init__(self, *args, only=None, **kwargs):
        super().__init__(*args, **kwargs)
        kept = set(only or self.fields)
        if self.instance.is_public:  # its days change on a page of their own, with their consequences
            kept -= set(CALENDAR_FIELDS)
        for name in set(self.fields) - kept - {"confirm_bar"}:
            del self.fields[name]
        self.keep_shown()
        self.fields["confirm_bar"].show_hidden_initial = False
        self.helper = StandardHelper("Enregistrer et continuer" if only else "Enregistrer")
        groups = {"L’appel": ["title"], "Calendrier": CALENDAR_FIELDS, **PARAMETER_FIELDS}
        shown = {title: [name for name in names if name in self.fields] for title, names in groups.items()}
        self.groups = {title: Fieldset(title, *names) for title, names in shown.items() if names}
        self.helper.layout = Layout(*self.groups.values())

    def clean(self):
        typed = super().clean()
        confirmed = typed.pop("confirm_bar", False)
        typed = self.with_stored(typed)
        wanted = copy.copy(self.instance)
        for name in WHAT_BARS & typed.keys():
            setattr(wanted, name, typed[name])
        if not WHAT_BARS & self.errors.keys():
            self.ask_about_the_bar(wanted, confirmed)
        return typed

    def _get_validation_exclusions(self):
        """A step checks its names with what is stored of the others: a constraint may join both."""
        return super()._get_validation_exclusions() - set(self.Meta.fields)

    def add_error(self, field, error):
        """What is wrong with a day that this step does not show is said of the step."""
        if field is None and hasattr(error, "error_dict"):
            for name, wrong in error.error_dict.items():
                super().add_error(name if name in self.fields else None, ValidationError(wrong))
            return
        super().add_error(field, error)

    def ask_about_the_bar(self, wanted, confirmed):
        """A longer bar is confirmed, on the same page: the structures of the list, and other calls, count on it."""
        if wanted.diagnosis_bar_months > LIMITS["diagnosis_bar_months"][1] or not rules.is_counted_on(self.instance):
            return  # a number out of its limits is told beside its field
        until, ends = rules.bar_ends_on(wanted), rules.bar_ends_on(self.instance)
        if until <= ends:
            return
        self.groups[WITH_THE_BAR].fields.append("confirm_bar")
        if not confirmed:
            self.add_error(
                "confirm_bar",
                "Les structures de la liste publique des diagnostics seraient exclues des comités jusqu’au "
                f"{french.long_date(until)}, au lieu du {french.long_date(ends)}. Cochez la case pour confirmer.",
            )


class NewCallForm(forms.ModelForm):
    """A call begun: its address, its title, its first and last day. The steps ask the rest.

    bases: the calls one may take over from. proposal: what it is filled with (``taking_over.proposal``).
    """

    base = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "Choisissez un appel que vous coordonnez, ou les réglages habituels."},
    )

    class Meta:
        model = Campaign
        fields = ["slug", "title", "opens_on", "deadline_on"]
        field_classes = {"title": SentenceField, "opens_on": DateField, "deadline_on": DateField}

    def __init__(self, *args, bases, base, proposal, **kwargs):
        initial = {"slug": proposal.slug, "title": proposal.title, **proposal.days}
        super().__init__(*args, initial={**initial, "base": base.slug if base else ""}, **kwargs)
        self.fields["base"].choices = [("", ""), *((one.slug, one.title) for one in bases)]
        self.helper = StandardHelper("Créer l’appel et continuer")

    def clean(self):
        typed = super().clean()
        first, last = typed.get("opens_on"), typed.get("deadline_on")
        if first and last and last < first:
            self.add_error("deadline_on", "La clôture ne peut pas précéder l’ouverture.")
        return typed
