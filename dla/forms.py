"""Forms of the DLA: a session and its days, an allocation, a needs sheet, a plan."""

from crispy_forms.layout import HTML, Div, Fieldset, Layout, Submit
from django import forms
from django.db.models import Prefetch

from ccr.programme.models import Mandate, Seat, SeatState
from ccr.programme.roles import Role
from ccr.ui.forms import (
    DateField,
    NumberField,
    OnceForm,
    SentenceField,
    ShownForm,
    StandardHelper,
    TextField,
    conditional,
)
from dla.models import Format, Module, Priority, Theme
from dla.services.sessions import PlannedDay
from dla.states import Progress

SEND = "send"
"""The button of a needs sheet that sends what it saves."""


def consultant_mandates(path="consultant__mandates"):
    """With what names the consultant's firm: ``session.provider`` asks nothing more."""
    held = Mandate.objects.filter(role=Role.CONSULTANT, ended_at__isnull=True).select_related("organisation")
    return Prefetch(path, held)


def consultants(campaign):
    """Seats of the consultants of a campaign whose account is open, by name."""
    held = Mandate.objects.filter(role=Role.CONSULTANT, ended_at__isnull=True)
    rows = Seat.objects.filter(
        campaign=campaign, state=SeatState.ACTIVE, person__is_active=True, pk__in=held.values("seat")
    )
    return (
        rows.select_related("person")
        .prefetch_related(consultant_mandates("mandates"))
        .order_by("person__last_name", "pk")
    )


class SessionForm(OnceForm):
    """A session: title, consultant, and as many dated days as the campaign wants."""

    title = SentenceField(label="Intitulé", max_length=120)
    consultant = forms.ChoiceField(label="Consultant", required=False)

    def __init__(self, *args, campaign, session=None, begun=(), submit="Enregistrer", cancel="", **kwargs):
        """session: the one that is changed, with its days. begun: those of them that no longer change."""
        if session is not None:
            kwargs["initial"] = self._initial_of(session)
        super().__init__(*args, **kwargs)
        self.number_of_days = campaign.session_days if session is None else len(session.days.all())
        self.begun = len(begun)
        seats = list(consultants(campaign))
        self.seats = {str(seat.pk): seat for seat in seats}
        self.fields["consultant"].choices = [
            ("", "À choisir plus tard"),
            *((str(s.pk), f"{s.person.full_name}, {s.mandates.all()[0].organisation.name}") for s in seats),
        ]
        self.helper = StandardHelper(submit, cancel=cancel)
        self.helper.layout = Layout("title", "consultant", Fieldset("Les jours", *self._day_rows()))

    def _day_rows(self):
        rows = []
        for number in range(1, self.number_of_days + 1):
            module = list(Module)[(number - 1) % len(Module)]
            self.fields[f"day_{number}"] = DateField(label=f"Jour {number}")
            self.fields[f"module_{number}"] = forms.ChoiceField(
                label=f"Module du jour {number}", choices=Module.choices, initial=module
            )
            self.fields[f"place_{number}"] = SentenceField(
                label=f"Lieu du jour {number}", max_length=200, required=False
            )
            for name in ("day", "module", "place"):
                self.fields[f"{name}_{number}"].disabled = number <= self.begun
            rows.append(
                Div(
                    Div(f"day_{number}", css_class="col-md-3"),
                    Div(f"module_{number}", css_class="col-md-5"),
                    Div(f"place_{number}", css_class="col-md-4"),
                    css_class="row",
                )
            )
        return rows

    @staticmethod
    def _initial_of(session) -> dict:
        """What the form shows of a session that exists."""
        initial = {"title": session.title, "consultant": str(session.consultant_id or "")}
        for number, day in enumerate(session.days.all(), start=1):
            initial |= {f"day_{number}": day.day, f"module_{number}": day.module, f"place_{number}": day.place}
        return initial

    def values(self) -> dict:
        """The arguments of the service."""
        data = self.cleaned_data
        days = [
            PlannedDay(data[f"day_{n}"], data[f"module_{n}"], data[f"place_{n}"])
            for n in range(1, self.number_of_days + 1)
        ]
        return {"title": data["title"], "consultant": self.seats.get(data["consultant"]), "days": days}


class AllocationForm(OnceForm):
    """Individual days for a structure."""

    days = NumberField(
        label="Jours",
        help_text="Par demi-journées : 0,5, 1, 1,5…",
        min_value=0,
        max_digits=5,
        decimal_places=2,
    )
    reason = SentenceField(label="Motif", max_length=300, help_text="Le besoin auquel ces jours répondent.")
    helper = StandardHelper("Attribuer")

    def clean_days(self):
        half_days = self.cleaned_data["days"] * 2
        if half_days != int(half_days) or half_days < 1:
            raise forms.ValidationError("Donnez un nombre de demi-journées entier : 0,5, 1, 1,5…")
        return int(half_days)


def _by_theme(values) -> dict:
    """{theme: {name: value}} of fields named ``<theme>_<name>``."""
    themes = {}
    for field, value in values.items():
        theme, _, name = field.rpartition("_")
        themes.setdefault(Theme(theme), {})[name] = value
    return themes


class SheetForm(ShownForm, forms.Form):
    """The five themes of a needs sheet, each with its priority, its form and some words."""

    def __init__(self, *args, autosave="", **kwargs):
        super().__init__(*args, **kwargs)
        for theme in Theme:
            self.fields[f"{theme}_priority"] = forms.ChoiceField(
                label="Priorité", choices=[("", "Choisir…"), *Priority.choices], required=False
            )
            self.fields[f"{theme}_format"] = forms.ChoiceField(
                label="Forme souhaitée", choices=[("", "Sans préférence"), *Format.choices], required=False
            )
            self.fields[f"{theme}_words"] = TextField(
                label="Votre besoin",
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=2000,
                required=False,
                help_text="Ce que vous voudriez savoir faire, décider ou mettre en place.",
            )
            conditional(self, f"{theme}_priority")
            for name in ("priority", "format", "words"):
                field = self.fields[f"{theme}_{name}"]
                field.full_label = f"{theme.label}, {field.label[:1].lower()}{field.label[1:]}"
        self.keep_shown()
        self.helper = StandardHelper("", autosave=autosave)
        self.helper.add_input(Submit("save", "Enregistrer", css_class="btn-quiet"))
        self.helper.add_input(Submit(SEND, "Envoyer la fiche", css_class="btn-main"))
        self.helper.layout = Layout(
            *(
                Fieldset(
                    theme.label,
                    Div(
                        Div(f"{theme}_priority", css_class="col-md-6"),
                        Div(f"{theme}_format", css_class="col-md-6"),
                        css_class="row",
                    ),
                    f"{theme}_words",
                )
                for theme in Theme
            )
        )

    @classmethod
    def initial_of(cls, themes) -> dict:
        """What the form shows of the rows that exist."""
        initial = {}
        for row in themes:
            initial |= {f"{row.theme}_{name}": getattr(row, name) for name in ("priority", "format", "words")}
        return initial

    def by_theme(self) -> dict:
        """{theme: {priority, format, words}}: what this person changed on the page."""
        return _by_theme(self.changed_values())


ALREADY = "Ce que vous avez coché est déjà dans ce thème. Cochez d’autres lignes, ou choisissez un autre thème."


class LinesForm(forms.Form):
    """Which lines of the note, for which theme of the sheet.

    lines: those of ``transfer.lines_of``. standing: {theme: its words}; a line that stands there already is left out.
    """

    theme = forms.ChoiceField(
        label="Thème de la fiche",
        choices=[("", "Choisir…"), *Theme.choices],
        error_messages={"required": "Choisissez le thème où ces lignes vont."},
    )
    lines = forms.MultipleChoiceField(
        label="Lignes de la note",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une ligne."},
    )

    def __init__(self, *args, lines, standing=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.standing = standing or {}
        self.texts = {line.key: line.text for line in lines}
        parts = {}
        for line in lines:
            parts.setdefault(line.where, []).append((line.key, line.text))
        self.fields["lines"].choices = list(parts.items())

    def clean(self):
        typed = super().clean()
        if "lines" in typed:
            there = {said.strip() for said in self.standing.get(typed.get("theme"), "").splitlines()}
            typed["lines"] = [key for key in typed["lines"] if self.texts[key] not in there]
            if not typed["lines"]:
                self.add_error("lines", ALREADY)
        return typed

    def chosen(self) -> str:
        """The lines that were ticked, one a line, in the note's order."""
        keys = set(self.cleaned_data["lines"])
        return "\n".join(text for key, text in self.texts.items() if key in keys)


class AdoptForm(LinesForm):
    """The words of the theme with the lines in them, to be edited, and the consent. before: what the theme said."""

    before = TextField(widget=forms.HiddenInput, required=False)
    words = TextField(
        label="Votre besoin",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=2000,
        help_text="Les lignes choisies suivent ce que vous aviez écrit.",
        error_messages={"required": "Écrivez votre besoin, ou revenez à la fiche."},
    )
    consent = forms.BooleanField(
        label="Au nom de ma structure, j’accepte que ces lignes soient lues comme nos propres mots.",
        error_messages={"required": "Sans votre accord, rien de la note n’est repris."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].widget = forms.HiddenInput()
        self.fields["lines"].widget = forms.MultipleHiddenInput()

    def seen(self) -> dict:
        """What ``save_sheet`` compares with what is stored now."""
        return {f"{self.cleaned_data['theme']}_words": [self.cleaned_data["before"]]}

    def catch_up(self, theirs):
        """The page now shows the others' words: sent again, it replaces them knowingly."""
        self.data = self.data.copy()
        self.data["before"] = self.fields["words"].their_words = next(iter(theirs.values()))


class PlanForm(ShownForm, forms.Form):
    """The five themes of a strategic development plan: the aim, what is decided, how far it is.

    The page gives ``before``: {theme: what its needs sheet said, and when the theme was last written}.
    """

    def __init__(self, *args, autosave="", **kwargs):
        super().__init__(*args, **kwargs)
        for theme in Theme:
            self.fields[f"{theme}_aim"] = TextField(
                label="Ce que vous visez",
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=2000,
                required=False,
                help_text="Où vous voulez en être une fois installés, avec vos mots.",
            )
            self.fields[f"{theme}_decided"] = TextField(
                label="Ce qui est décidé",
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=2000,
                required=False,
                help_text="Les actions retenues, qui s’en charge, pour quand.",
            )
            self.fields[f"{theme}_progress"] = forms.TypedChoiceField(
                label="Avancement",
                choices=Progress.choices,
                coerce=Progress,
                initial=Progress.NOT_STARTED,
                empty_value=Progress.NOT_STARTED,
                required=False,
            )
            for name in ("aim", "decided", "progress"):
                field = self.fields[f"{theme}_{name}"]
                field.full_label = f"{theme.label}, {field.label[:1].lower()}{field.label[1:]}"
        self.keep_shown()
        self.helper = StandardHelper("Enregistrer le plan", autosave=autosave)
        self.helper.layout = Layout(
            *(
                Fieldset(
                    theme.label,
                    HTML(f'{{% include "dla/fragments/plan_before.html" with before=before.{theme} %}}'),
                    f"{theme}_aim",
                    f"{theme}_decided",
                    Div(Div(f"{theme}_progress", css_class="col-md-6"), css_class="row"),
                )
                for theme in Theme
            )
        )

    @classmethod
    def initial_of(cls, rows) -> dict:
        """What the form shows of the themes that were written."""
        return {f"{row.theme}_{name}": getattr(row, name) for row in rows for name in ("aim", "decided", "progress")}

    def by_theme(self) -> dict:
        """{theme: {aim, decided, progress}}: what this person changed on the page."""
        return _by_theme(self.changed_values())
