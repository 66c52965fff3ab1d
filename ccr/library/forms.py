"""Describing, joining, retiring and finding documents."""

import datetime

import django_filters
from django import forms

from ccr import clock
from ccr.library import keywords
from ccr.library.models import Entry, PublicDocument, Theme, plain
from ccr.library.states import DocumentKind, EntryState
from ccr.programme.models import Campaign, CampaignState, Meeting, MeetingKind
from ccr.ui import french
from ccr.ui.forms import (
    DateField,
    NameField,
    OnceForm,
    SentenceField,
    ShownForm,
    StandardHelper,
    UploadField,
    seen_field,
    visible,
)


class ThemeField(forms.ModelChoiceField):
    def label_from_instance(self, theme):
        return theme.name


class CampaignField(forms.ModelChoiceField):
    def label_from_instance(self, campaign):
        return campaign.title


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        kind = meeting.get_kind_display().capitalize()
        return f"{kind} du {french.long_date(clock.in_paris(meeting.starts_at))}"


class HeldMeetingField(MeetingField):
    """A meeting of any call, named with it."""

    def label_from_instance(self, meeting):
        return f"{super().label_from_instance(meeting)}, {meeting.campaign.title}"


class KeywordsField(forms.CharField):
    """Keywords, parted by commas; kept tidy, each once."""

    def to_python(self, value):
        return keywords.tidy(visible(super().to_python(value)))

    def validate(self, value):
        super().validate(value)
        words = keywords.listed(value)
        if len(words) > keywords.MOST:
            raise forms.ValidationError(f"Gardez {keywords.MOST} mots-clés au plus\u00a0: vous en avez {len(words)}.")
        if long := next((word for word in words if len(word) > keywords.LONGEST), None):
            raise forms.ValidationError(
                f"«\u00a0{long[: keywords.LONGEST]}…\u00a0» est trop long\u00a0: "
                f"{keywords.LONGEST} caractères au plus, et une virgule entre deux mots-clés."
            )


class EntryForm(ShownForm, forms.Form):
    """What is said of a document."""

    title = NameField(label="Titre", max_length=150)
    summary = SentenceField(
        label="Résumé",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Une phrase, 300 caractères au plus\u00a0: ce que l’on y trouve.",
    )
    keywords = KeywordsField(
        label="Mots-clés",
        max_length=400,
        required=False,
        help_text="Séparés par des virgules\u00a0: «\u00a0sélection, charte\u00a0». Chacun peut chercher par eux.",
    )
    dated_on = DateField(
        first=datetime.date(1990, 1, 1),
        label="Date du document",
        help_text="Celle qu’il porte\u00a0: le jour de la réunion pour un compte rendu.",
    )
    theme = ThemeField(label="Thème", queryset=Theme.objects.all(), empty_label="Choisir…")
    kind = forms.ChoiceField(label="Nature", choices=DocumentKind.choices, initial=DocumentKind.DOCUMENT)
    meeting = HeldMeetingField(
        label="Réunion dont c’est le compte rendu",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="Aucune",
        help_text="Publié, le compte rendu part par e-mail à chaque membre de ce groupe, présent ou non.",
    )
    campaign = CampaignField(
        label="Appel",
        queryset=Campaign.objects.exclude(state=CampaignState.DRAFT).order_by("-opens_on", "slug"),
        required=False,
        empty_label="Aucun en particulier",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = Meeting.objects.filter(starts_at__lte=clock.now(), cancelled_at__isnull=True)
        held = held.exclude(campaign__state=CampaignState.DRAFT).exclude(kind=MeetingKind.COMMITTEE)
        self.fields["meeting"].queryset = held.select_related("campaign").order_by("-starts_at", "pk")

    @classmethod
    def of(cls, entry, data=None, **options):
        """The form of a document that exists: several people may have it open."""
        form = cls(data, initial={name: getattr(entry, name) for name in Entry.DESCRIPTION}, **options)
        form.keep_shown()
        return form


class NewEntryForm(OnceForm, EntryForm):
    """A new document, sent twice or not."""


class ThemeForm(forms.Form):
    """The name of a shelf."""

    name = SentenceField(label="Nom du thème", max_length=80)


class FileForm(forms.Form):
    """A file."""

    file = UploadField()
    helper = StandardHelper("Ajouter le fichier", enctype="multipart/form-data")


class PublishForm(forms.Form):
    """What the page that asks showed."""

    seen = seen_field()


class RetireForm(forms.Form):
    """Why a document is taken back."""

    reason = SentenceField(
        label="Motif du retrait", max_length=300, help_text="Par exemple «\u00a0remplacé par…\u00a0»."
    )


class ReadingForm(forms.Form):
    """The meeting before which a document is to be read."""

    meeting = MeetingField(label="Réunion", queryset=Meeting.objects.none(), empty_label="Choisir…")
    helper = StandardHelper("Ajouter aux lectures préalables")

    def __init__(self, *args, campaign, **kwargs):
        super().__init__(*args, **kwargs)
        to_come = Meeting.objects.filter(campaign=campaign, starts_at__gt=clock.now(), cancelled_at__isnull=True)
        self.fields["meeting"].queryset = to_come.order_by("starts_at", "pk")


GROUPS = [(kind.value, kind.label) for kind in MeetingKind if kind != MeetingKind.COMMITTEE]
"""The meetings whose minutes may be published: what a group said is found by it (A176)."""


class DocumentFilter(django_filters.FilterSet):
    """How anybody narrows the public list; kept in the address."""

    q = django_filters.CharFilter(label="Mots cherchés", method="saying", max_length=100)
    theme = django_filters.ModelChoiceFilter(label="Thème", queryset=Theme.objects.all(), empty_label="Tous")
    keyword = django_filters.ChoiceFilter(label="Mot-clé", method="about", empty_label="Tous")
    year = django_filters.ChoiceFilter(label="Année", method="of_year", empty_label="Toutes")
    kind = django_filters.ChoiceFilter(label="Nature", choices=DocumentKind.choices, empty_label="Toutes")
    group = django_filters.ChoiceFilter(
        label="Compte rendu de", field_name="meeting__kind", choices=GROUPS, empty_label="Tous les groupes"
    )

    class Meta:
        model = PublicDocument
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = self.queryset.order_by().dates("dated_on", "year", order="DESC")
        self.filters["year"].extra["choices"] = [(str(day.year), str(day.year)) for day in years]
        self.filters["theme"].field.label_from_instance = _name
        if known := self.queryset.keyword_choices():
            self.filters["keyword"].extra["choices"] = known
        else:
            del self.filters["keyword"]

    def saying(self, queryset, name, value):
        return queryset.saying(value)

    def about(self, queryset, name, value):
        return queryset.about(value)

    def of_year(self, queryset, name, value):
        return queryset.filter(dated_on__year=int(value))


class EntryFilter(django_filters.FilterSet):
    """How the coordination narrows its own list."""

    q = django_filters.CharFilter(label="Mots cherchés", method="saying", max_length=100)
    state = django_filters.ChoiceFilter(label="État", choices=EntryState.choices, empty_label="Tous")
    theme = django_filters.ModelChoiceFilter(label="Thème", queryset=Theme.objects.all(), empty_label="Tous")

    class Meta:
        model = Entry
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["theme"].field.label_from_instance = _name

    def saying(self, queryset, name, value):
        """Accents and capitals aside: the coordination's own library is small enough to be read here."""
        words = plain(value).split()
        rows = queryset.order_by().values_list("pk", "title", "summary", "keywords")
        return queryset.filter(
            pk__in=[pk for pk, *said in rows if all(word in plain(" ".join(said)) for word in words)]
        )


def _name(theme) -> str:
    return theme.name
