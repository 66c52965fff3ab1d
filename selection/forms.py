"""What people of instruction type: links, completeness, opinion, marks, grid, agenda, attendance, proposals."""

from django import forms

from candidates import charter
from candidates.states import OutcomeValue
from ccr.directory.models import Organisation
from ccr.programme.models import Engagement
from ccr.programme.roles import Function
from ccr.ui.forms import SentenceField, ShownForm, StampedForm, StandardHelper, TextField, conditional, seen_field
from selection.models.marking import WIDEST_SCALE
from selection.services.examining import axes_to_recommend
from selection.services.marking import TOTAL
from selection.states import Link, OpinionValue

CHOOSE = {"required": "Choisissez une réponse."}
WRITE = {"required": "Écrivez une réponse."}


def area(rows: int, **attrs):
    return forms.Textarea({"rows": rows, **attrs})


class AxesField(forms.ModelMultipleChoiceField):
    """The open axes of support, as closed choices."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        super().__init__(queryset=axes_to_recommend(), required=False, **options)

    def label_from_instance(self, axis):
        return f"Axe {axis.number} : {axis.label}"


class LinkForm(forms.Form):
    """One structure: has the person a link with it?"""

    link = forms.ChoiceField(
        label="Votre lien avec la structure", choices=Link.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    helper = StandardHelper("Déclarer")


class LinksForm(forms.Form):
    """Structures not declared yet, one choice each, and one box for all the others of the page."""

    def __init__(self, files, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.files = list(files)
        for file in self.files:
            self.fields[self.name_of(file)] = forms.ChoiceField(
                label=file.structure, choices=[("", "à déclarer"), *Link.choices], required=False
            )
        self.fields["none_elsewhere"] = forms.BooleanField(
            label="Je n’ai aucun lien avec les structures laissées « à déclarer »",
            required=False,
            widget=forms.CheckboxInput({"class": "form-check-input"}),
        )

    @staticmethod
    def name_of(file):
        return f"link_{file.pk.hex}"

    def rows(self):
        """(file, bound field) pairs, for the table."""
        return [(file, self[self.name_of(file)]) for file in self.files]

    def links(self) -> dict:
        """{file: link} of what was declared."""
        rest = Link.NONE if self.cleaned_data["none_elsewhere"] else ""
        said = {file: self.cleaned_data[self.name_of(file)] or rest for file in self.files}
        return {file: link for file, link in said.items() if link}

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.links():
            raise forms.ValidationError("Déclarez au moins un lien, ou cochez la case sous le tableau.")
        return cleaned


class CompletenessForm(StampedForm, forms.Form):
    """Is the file complete?"""

    seen = seen_field()
    complete = forms.TypedChoiceField(
        label="Le dossier est",
        choices=[("yes", "complet"), ("no", "incomplet")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    missing = TextField(
        label="Ce qui manque", widget=area(3), max_length=2000, required=False, help_text="Si le dossier est incomplet."
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("complete") is False and not cleaned.get("missing"):
            self.add_error("missing", "Écrivez ce qui manque au dossier.")
        return cleaned


class OpinionForm(StampedForm, forms.Form):
    """The instructors' opinion, which saves itself until it is given. draft: nothing is required yet."""

    seen = seen_field()
    value = forms.ChoiceField(
        label="Avis", choices=OpinionValue.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    text = TextField(label="Motivation", widget=area(7), max_length=4000, error_messages=WRITE)
    axes = AxesField(
        label="Accompagnement complémentaire suggéré",
        help_text="Une suggestion au comité, à partir du dossier déposé.",
    )

    def __init__(self, *args, draft=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.draft = draft

    def full_clean(self):
        """A draft may lack anything; the page still marks what the opinion needs."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = not self.draft
        super().full_clean()
        for field in needed:
            field.required = True


class MarksForm(ShownForm, forms.Form):
    """A mark and a comment by criterion, and a general comment. Each field saves itself.

    A member may have two windows: the one she left behind erases nothing, and hands nothing over unseen.
    """

    def __init__(self, criteria, scale, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.scale = scale
        self.criteria = {criterion.pk.hex: criterion for criterion in criteria}
        for key, criterion in self.criteria.items():
            self.fields[f"value_{key}"] = forms.TypedChoiceField(
                label=criterion.label,
                choices=[(str(value), str(value)) for value in range(scale + 1)],
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"comment_{key}"] = TextField(
                label=f"Commentaire : {criterion.label}", widget=area(2), max_length=1000, required=False
            )
        self.fields["comment"] = TextField(
            label="Appréciation générale", widget=area(4), max_length=3000, required=False
        )
        self.keep_shown()

    @staticmethod
    def initial_of(sheet, marks) -> dict:
        """The form's initial values. marks: those of the sheet."""
        initial = {"comment": sheet.comment if sheet else ""}
        for mark in marks:
            initial[f"value_{mark.criterion_id.hex}"] = "" if mark.value is None else str(mark.value)
            initial[f"comment_{mark.criterion_id.hex}"] = mark.comment
        return initial

    def rows(self):
        """What the template lays out: the criterion, its mark, its comment."""
        return [
            {"criterion": criterion, "value": self[f"value_{key}"], "comment": self[f"comment_{key}"]}
            for key, criterion in self.criteria.items()
        ]

    def changes(self) -> dict:
        """The arguments of ``save_sheet``: what was changed on the page."""
        return self.arguments(self.changed_values())

    def everything(self) -> dict:
        """The arguments of ``submit_marks``: all that the page shows, since it is handed over for good."""
        told = {*self.seen(), *self.changed_data}
        return self.arguments({name: value for name, value in self.cleaned_data.items() if name in told})

    def arguments(self, values: dict) -> dict:
        """Named values as ``save_sheet`` takes them, with what the page was made from."""
        given = {"marks": {}, "seen": self.seen()}
        for name, value in values.items():
            part, _, key = name.partition("_")
            if key:
                given["marks"].setdefault(self.criteria[key], {})[part] = value
            else:
                given["comment"] = value
        return given


class CriterionForm(forms.Form):
    """A line of the grid; an empty label takes the line out."""

    pk = forms.UUIDField(widget=forms.HiddenInput, required=False)
    label = SentenceField(label="Critère", max_length=150, required=False)
    charter_article = forms.ChoiceField(
        label="Article de la charte",
        required=False,
        error_messages={"invalid_choice": "Choisissez un article de la charte."},
    )
    weight = forms.IntegerField(
        label="Poids",
        min_value=1,
        max_value=TOTAL,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "num"}),
        error_messages={"invalid": "Écrivez un nombre entier."},
    )

    minimum = forms.IntegerField(
        label="Note minimale",
        min_value=1,
        max_value=WIDEST_SCALE,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "num"}),
        error_messages={"invalid": "Écrivez un nombre entier, ou laissez vide."},
    )

    def __init__(self, *args, former=(), **kwargs):
        """former: what the grid says already, which an article of an earlier charter or free words may be."""
        super().__init__(*args, **kwargs)
        articles = charter.references(charter.CURRENT)
        others = [said for said in sorted(former) if said and said not in articles]
        kept = [(said, f"{charter.in_words(said)} (hors de la charte en vigueur)") for said in others]
        self.fields["charter_article"].choices = [("", "aucun"), *articles.items(), *kept]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("label") and not cleaned.get("weight") and "weight" not in self.errors:
            self.add_error("weight", "Indiquez le poids de ce critère.")
        return cleaned


class GridFormSet(forms.BaseFormSet):
    """The whole grid; its weights make 100."""

    def lines(self) -> list[dict]:
        """The lines that have a label, in order."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("label")]

    def clean(self):
        if any(self.errors):
            return
        total = sum(line["weight"] for line in self.lines())
        if total != TOTAL:
            raise forms.ValidationError(f"Les poids des critères doivent faire {TOTAL} en tout : ils font {total}.")


GridForms = forms.formset_factory(CriterionForm, formset=GridFormSet, extra=2, max_num=12)


class ScaleForm(StampedForm, forms.Form):
    """The scale of the grid, and which grid the page was made from."""

    seen = seen_field()
    scale = forms.IntegerField(
        label="Note maximale",
        min_value=2,
        max_value=10,
        widget=forms.TextInput({"inputmode": "numeric", "class": "num"}),
        help_text="Chaque critère est noté de 0 à ce nombre.",
        error_messages={"invalid": "Écrivez un nombre entier."},
    )


class FilesField(forms.ModelMultipleChoiceField):
    """Files by the names of their structures."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, file):
        return f"{file.structure} ({file.application.organisation.form_label})"


class AgendaForm(ShownForm, forms.Form):
    """Which files the session decides on, and its quorum. What two secretaries change at once adds up."""

    files = FilesField(queryset=None, label="Dossiers à l’ordre du jour", required=False)
    quorum_percent = forms.IntegerField(
        label="Quorum (% des membres)",
        min_value=0,
        max_value=100,
        widget=forms.TextInput({"inputmode": "numeric", "class": "num"}),
        help_text="Part des membres qui doivent être présents ; l’observateur ne compte pas.",
        error_messages={"invalid": "Écrivez un nombre entier."},
    )
    helper = StandardHelper("Enregistrer l’ordre du jour")

    def __init__(self, files, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].queryset = files
        self.keep_shown()


class AttendanceForm(ShownForm, forms.Form):
    """Who is there: members by their seats, observers by their lines. lines: the attendance already recorded.

    Two secretaries may have it open: what each ticked and unticked adds up.
    """

    members = forms.MultipleChoiceField(label="Membres présents", widget=forms.CheckboxSelectMultiple, required=False)
    observers = forms.MultipleChoiceField(
        label="Observateurs présents (sans voix ni note)", widget=forms.CheckboxSelectMultiple, required=False
    )
    helper = StandardHelper("Enregistrer les présences")

    def __init__(self, seats, lines, *args, **kwargs):
        observers = [line for line in lines if line.seat_id is None]
        kwargs["initial"] = {
            "members": [str(line.seat_id) for line in lines if line.seat_id and line.is_present],
            "observers": [str(line.pk) for line in observers if line.is_present],
        }
        super().__init__(*args, **kwargs)
        self._seats = {str(seat.pk): seat for seat in seats}
        self._observers = {str(line.pk): line for line in observers}
        self.fields["members"].choices = [
            (key, f"{seat.person.full_name}, {seat.role_labels}") for key, seat in self._seats.items()
        ]
        self.fields["observers"].choices = [
            (key, f"{line.observer_name}, {line.observer_organisation.name}") for key, line in self._observers.items()
        ]
        if not observers:
            del self.fields["observers"]
        self.keep_shown()

    def present(self) -> list:
        """The seats of the members that are there."""
        return [self._seats[key] for key in self.cleaned_data["members"]]

    def observers_present(self) -> list:
        """The lines of the observers that are there."""
        return [self._observers[key] for key in self.cleaned_data.get("observers", [])]


class MinutesForm(ShownForm, forms.Form):
    """The minutes of a session, which save themselves; several may write, none erases another's words unseen.

    draft: whether they may be empty.
    """

    text = TextField(
        label="Compte rendu",
        widget=area(18),
        max_length=20_000,
        error_messages={"required": "Écrivez le compte rendu avant de le clore."},
        help_text="Présences, ordre du jour, déports et décisions publiées s’y ajoutent d’eux-mêmes dans le PDF.",
    )

    def __init__(self, *args, draft=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.draft = draft
        self.keep_shown()

    def full_clean(self):
        """A draft may be empty; the page still says that the minutes need a text."""
        self.fields["text"].required = not self.draft
        super().full_clean()
        self.fields["text"].required = True


class OrganisationField(forms.ModelChoiceField):
    def label_from_instance(self, organisation):
        return organisation.name


class ObserverForm(forms.Form):
    """The ESIA référent, by name: she gets no seat."""

    name = SentenceField(label="Nom de l’observateur", max_length=160, error_messages=WRITE)
    organisation = OrganisationField(
        label="Organisation", queryset=None, empty_label=None, error_messages={"required": "Choisissez l’organisation."}
    )
    helper = StandardHelper("Inscrire l’observateur")

    def __init__(self, campaign, *args, **kwargs):
        super().__init__(*args, **kwargs)
        operators = Engagement.objects.filter(campaign=campaign, function=Function.DLA, ended_at__isnull=True)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=operators.values("organisation"))


class ProposalForm(StampedForm, forms.Form):
    """What the president proposes for a file."""

    seen = seen_field()
    value = forms.ChoiceField(
        label="Décision proposée", choices=OutcomeValue.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    waiting_rank = forms.IntegerField(
        label="Rang sur la liste d’attente",
        min_value=1,
        max_value=500,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "num"}),
        help_text="Pour la liste d’attente seulement.",
        error_messages={"invalid": "Écrivez un nombre entier."},
    )
    conditions = TextField(
        label="Conditions",
        widget=area(3),
        max_length=2000,
        required=False,
        help_text="Pour une candidature retenue sous condition.",
    )
    motive = TextField(
        label="Motif",
        widget=area(4),
        max_length=3000,
        required=False,
        help_text="Nécessaire pour la liste d’attente et pour une candidature non retenue.",
    )
    axes = AxesField(
        label="Axes d’accompagnement recommandés",
        help_text="Publiés avec la décision, sans commentaire : l’appui les lira.",
    )
    helper = StandardHelper("Enregistrer la proposition")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        conditional(self, "waiting_rank", "conditions", "motive")
