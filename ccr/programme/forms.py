"""Forms of the coordinator's pages on the campaign and its seats."""

import copy

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from ccr import clock
from ccr.directory.models import Organisation
from ccr.programme import rules
from ccr.programme.models import (
    MOST_EUROS,
    Campaign,
    CampaignPiece,
    CampaignSite,
    ComplementaryMeans,
    MeansState,
    Meeting,
    MeetingKind,
    SiteStatus,
)
from ccr.programme.models.calls import LIMITS
from ccr.programme.models.sites import MOST_M2
from ccr.programme.roles import CANDIDATE_ROLES, Function, Role
from ccr.programme.states import SITE
from ccr.ui import french
from ccr.ui.forms import (
    DateField,
    EurosField,
    NameField,
    NumberField,
    OnceForm,
    ShownForm,
    StandardHelper,
    TextField,
    TimeInput,
    UploadField,
)

LONGEST_EMAIL = 254
"""Of an account, and of an invitation."""


class OrganisationField(forms.CharField):
    """An organisation by its name or its SIREN, as one types it; gives the Organisation."""

    def __init__(self, **options):
        options.setdefault("label", "Organisation")
        options.setdefault("help_text", "Son nom tel qu’il figure dans l’annuaire, ou son numéro SIREN.")
        super().__init__(max_length=200, **options)

    def clean(self, value):
        text = super().clean(value)
        found = list(Organisation.objects.called(text)[:3]) or list(Organisation.objects.named(text)[:3])
        if not found:
            raise ValidationError(
                "Aucune organisation de l’annuaire ne porte ce nom ni ce SIREN. Vérifiez l’orthographe, ou ajoutez-la "
                "à l’annuaire."
            )
        if len(found) > 1:
            names = ", ".join(f"« {o.name} », {o.identifier}" for o in found)
            raise ValidationError(f"Plusieurs organisations correspondent : {names}. Donnez le nom entier ou le SIREN.")
        return found[0]


class MandateForm(forms.Form):
    """Give a role to somebody, known or not yet."""

    email = forms.EmailField(
        label="Adresse e-mail de la personne",
        max_length=LONGEST_EMAIL,
        help_text="Si elle a déjà un compte, le rôle lui est donné tout de suite ; sinon elle reçoit une invitation.",
    )
    role = forms.ChoiceField(
        label="Rôle", choices=[("", "Choisir…")] + [(r.value, r.label) for r in Role if r not in CANDIDATE_ROLES]
    )
    organisation = OrganisationField(help_text="L’organisation au titre de laquelle elle siège : nom ou SIREN.")
    helper = StandardHelper("Donner le rôle")


class EngagementForm(forms.Form):
    """Give an organisation a function in the campaign."""

    organisation = OrganisationField()
    function = forms.ChoiceField(
        label="Fonction",
        choices=[("", "Choisir…")] + [(f.value, f.label) for f in Function if f != Function.CANDIDACY],
    )
    helper = StandardHelper("Engager l’organisation")

    def __init__(self, *args, auto_id="id_engagement_%s", **kwargs):
        super().__init__(*args, auto_id=auto_id, **kwargs)  # its page has another form, with an organisation too


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


def reason_field(**options):
    """Why the calendar changes: told on both sides of the wall, so it names no structure and no diagnostic."""
    return TextField(
        label="Motif",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=(
            "Écrit dans l’e-mail à toutes les personnes concernées, du côté de l’appui comme de l’instruction : ne "
            "nommez ni structure, ni diagnostic, ni dossier."
        ),
        error_messages={"required": "Dites pourquoi le calendrier change."},
        **options,
    )


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
        field_classes = dict.fromkeys(CALENDAR_FIELDS, DateField)
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
        field_classes = {"opens_on": DateField, "deadline_on": DateField}

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


class PieceForm(ShownForm, forms.ModelForm):
    """A piece that the call asks for."""

    class Meta:
        model = CampaignPiece
        fields = ["label", "help", "only_for", "is_required"]
        help_texts = {
            "label": "Tel que la structure le lira, par exemple « Statuts à jour, signés ».",
            "help": "Une phrase : laquelle, de quelle date, à défaut quoi.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_required"].required = False
        self.keep_shown()
        self.helper = StandardHelper("Enregistrer la pièce")


class ExampleForm(forms.Form):
    """The file that shows what a piece is."""

    file = UploadField(
        help_text="PDF, image, Word, Excel ou OpenDocument, 20 Mo au plus. Qui lit l’appel pourra le télécharger."
    )
    helper = StandardHelper("Joindre le modèle", enctype="multipart/form-data")


class SurfaceField(NumberField):
    """A surface in whole m²."""

    default_error_messages = {
        "invalid": "Écrivez un nombre entier de m², par exemple 450.",
        "max_decimal_places": "Écrivez un nombre entier de m², par exemple 450.",
    }

    def __init__(self, **options):
        limits = {"max_digits": 9, "decimal_places": 0, "min_value": 1, "max_value": MOST_M2}
        super().__init__(**{**limits, **options})

    def clean(self, value):
        value = super().clean(value)
        return None if value is None else int(value)


class SiteChoiceField(forms.ModelChoiceField):
    """Another site of the call, by its name."""

    def __init__(self, sites):
        super().__init__(
            sites,
            label="Proposé à la place",
            required=False,
            empty_label="Aucun",
            help_text="Pour un site abandonné. Les structures choisissent ; rien n’est changé pour elles.",
        )

    def label_from_instance(self, campaign_site):
        return campaign_site.site.name


class SiteForm(ShownForm, forms.Form):
    """A site proposed by the campaign, with its stake."""

    SAID = ("stake", "offered_m2", "status")

    name = NameField(label="Nom du site", max_length=100)
    stake = TextField(
        label="Enjeu",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text="Ce à quoi la structure devra répondre, par exemple « apprendre à gérer des flux importants ».",
    )
    offered_m2 = SurfaceField(
        label="Surface proposée (m²)",
        required=False,
        help_text="Ce que les structures se partageraient, si vous le savez. « Le point sur l’appel » y compare la "
        "surface demandée.",
    )
    status = forms.ChoiceField(label="État", choices=SiteStatus.choices)
    helper = StandardHelper("Enregistrer le site")

    @classmethod
    def of(cls, campaign_site: CampaignSite, data=None):
        """The form of a site that exists: its name does not change, and several people may have it open."""
        said = {name: getattr(campaign_site, name) for name in cls.SAID}
        form = cls(data, initial={"name": campaign_site.site.name, **said})
        form.keep_shown()
        form.fields["name"].disabled = True
        form.fields["status"].choices = [
            choice
            for choice in SiteStatus.choices
            if choice[0] == campaign_site.status or SITE.allows(campaign_site.status, choice[0])
        ]
        if campaign_site.campaign.is_public:
            others = campaign_site.campaign.sites.exclude(status=SiteStatus.ABANDONED).exclude(pk=campaign_site.pk)
            form.fields["replaced_by"] = SiteChoiceField(others.select_related("site"))
            form.fields["reason"] = TextField(
                label="Motif",
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=1000,
                required=False,
                help_text="Si l’état change : il est écrit aux structures qui ont choisi ce site.",
            )
        return form


class MeetingForm(forms.ModelForm):
    """Kind, day, hour and place of a meeting; why, once the call is published."""

    day = DateField(label="Jour")
    hour = forms.TimeField(label="Heure", widget=TimeInput())
    reason = reason_field()

    class Meta:
        model = Meeting
        fields = ["kind", "place"]

    field_order = ["kind", "day", "hour", "place", "reason"]

    def __init__(self, *args, campaign=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.campaign = campaign
        if "kind" in self.fields:
            self.fields["kind"].choices = [("", "Choisir…"), *MeetingKind.choices]
        if not campaign.is_public:  # nobody counts on it yet
            del self.fields["reason"]
        self.helper = StandardHelper("Voir ce que cela entraîne" if campaign.is_public else "Ajouter au calendrier")

    def clean(self):
        data = super().clean()
        if data.get("day") and data.get("hour"):
            start = clock.start_of(data["day"])
            data["starts_at"] = start.replace(hour=data["hour"].hour, minute=data["hour"].minute)
            self.instance.starts_at = data["starts_at"]
        return data


class MeetingChangeForm(MeetingForm):
    """Another day, hour or place for a meeting: its kind does not change."""

    reason = reason_field(required=False)  # another room for a committee is told to nobody

    class Meta(MeetingForm.Meta):
        fields = ["place"]

    field_order = ["day", "hour", "place", "reason"]

    @classmethod
    def of(cls, meeting: Meeting, data=None, change=None):
        """The form of a meeting, or of the change that waits for it."""
        shown = change or meeting
        moment = clock.in_paris(shown.starts_at)
        initial = {
            "day": moment.date(),
            "hour": moment.time(),
            "place": shown.place,
            "reason": getattr(change, "reason", ""),
        }
        form = cls(data, campaign=meeting.campaign, initial=initial)
        form.helper = StandardHelper(
            "Voir ce que cela entraîne" if meeting.campaign.is_public else "Modifier la réunion"
        )
        return form


class MeansFields(forms.Form):
    """What the Région may bring to the call: called how, how sure, how much, since when."""

    label = NameField(
        label="Intitulé",
        max_length=ComplementaryMeans._meta.get_field("label").max_length,
        help_text="Une ligne par service ou dispositif de la Région, par exemple « Région, économie sociale ».",
    )
    state = forms.ChoiceField(label="État", choices=MeansState.choices)
    amount = EurosField(
        label="Montant (€)",
        required=False,
        max_digits=None,
        min_value=None,
        help_text="Tel que la Région l’écrit. Si elle accorde moins que demandé, ce qu’elle accorde.",
    )
    since = DateField(label="Depuis le", help_text="Le jour de la demande, ou de la réponse de la Région.")

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is not None and not 0 < amount <= MOST_EUROS:
            raise ValidationError("Écrivez un montant supérieur à 0 € et d’au plus 10 000 000 €.")
        return amount


class NewMeansForm(OnceForm, MeansFields):
    """One more line."""

    helper = StandardHelper("Ajouter la ligne")

    def __init__(self, *args, **kwargs):
        default = ComplementaryMeans._meta.get_field("label").default
        super().__init__(*args, initial={"label": default, "since": clock.today()}, **kwargs)


class MeansForm(ShownForm, MeansFields):
    """Where a line stands now."""

    def __init__(self, data, means):
        super().__init__(data, initial={name: getattr(means, name) for name in ("label", "state", "amount")})
        since = self.fields["since"]
        since.required = False
        day = french.long_date(means.since)
        since.help_text += f" Laissé vide : aujourd’hui si l’état change, sinon toujours le {day}."
        self.keep_shown()
        self.helper = StandardHelper("Enregistrer la ligne")

    def changed_values(self) -> dict:
        """What changed on the page; a day left empty says nothing.

        A day is said of a state: it is written with the one this page shows, and meets whoever changed it since.
        """
        values = super().changed_values()
        if not values.get("since"):
            values.pop("since", None)
        else:
            values["state"] = self.cleaned_data["state"]
        return values

    def seen(self) -> dict:
        """The page shows no day in its field: there is none to compare."""
        return {name: shown for name, shown in super().seen().items() if name != "since"}
