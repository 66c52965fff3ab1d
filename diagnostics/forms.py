"""Forms of diagnostics. What they check is the shape; whether it is allowed is asked of the rules."""

from django import forms

from ccr import clock
from ccr.programme.models import Axis
from ccr.ui.forms import DateField, OnceForm, SentenceField, ShownForm, StandardHelper, TextField, conditional
from diagnostics.models import Note
from diagnostics.states import ContactKind, Opinion, QuestionKind, Scope

LONG = {"rows": 5}


class AskForm(forms.Form):
    """When: before the selection, after it, or before it by a waiver."""

    when = forms.ChoiceField(label="Quand souhaitez-vous ce diagnostic ?", widget=forms.RadioSelect)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["when"].choices = choices
        self.fields["when"].error_messages["required"] = "Choisissez quand le diagnostic doit avoir lieu."
        if len(choices) == 1:
            self.fields["when"].initial = choices[0][0]
        self.helper = StandardHelper("Demander un diagnostic")


class PromiseForm(forms.Form):
    """RAMSESS confirms a request, with a date when it is late."""

    promised_on = DateField(label="Restitution promise pour le", required=False)

    def __init__(self, *args, needed: bool, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["promised_on"]
        field.required = needed
        field.help_text = "Avant le jour du comité."
        field.error_messages["required"] = "Pour une demande hors délai, promettez une date avant le comité."


class AssignForm(forms.Form):
    """An organisation of the public list and one of its diagnosticians, told with what it carries."""

    who = forms.ChoiceField(label="Diagnostiqueur", widget=forms.RadioSelect)

    def __init__(self, *args, loads, current=None, only=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.seats = {}
        groups = []
        for load in loads:
            if only is not None and load.organisation.pk != only:
                continue
            options = []
            for seat in load.diagnosticians:
                if seat.pk == current:
                    continue
                key = f"{load.organisation.pk}:{seat.pk}"
                self.seats[key] = (load.organisation, seat)
                options.append((key, seat.person.full_name))
            if options:
                full = ", capacité atteinte" if load.is_full else ""
                groups.append((f"{load.organisation.name} ({load.sentence}{full})", options))
        self.fields["who"].choices = groups
        self.fields["who"].error_messages["required"] = "Choisissez un diagnostiqueur."

    @property
    def has_choices(self) -> bool:
        return bool(self.seats)

    @property
    def chosen(self):
        """(organisation, seat)."""
        return self.seats[self.cleaned_data["who"]]


class CapacityForm(forms.Form):
    """How many diagnostics at once."""

    simultaneous = forms.IntegerField(
        label="Diagnostics menés de front, au plus",
        min_value=0,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
    )


class Expecting:
    """A draft's form: what is expected in the end is not marked « facultatif », and may yet be left empty."""

    expected: tuple = ()

    def full_clean(self):
        self._expect(False)
        super().full_clean()
        self._expect(True)

    def _expect(self, required):
        for name in self.expected:
            if name in self.fields:
                self.fields[name].required = required


class SectionForm(Expecting, ShownForm, forms.Form):
    """The questions of a section of the shared template, one field each, named by the question's code."""

    def __init__(self, *args, questions, answers, autosave="", submit="Enregistrer", **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {question.code: question for question in questions}
        for code, question in self.questions.items():
            self.fields[code] = self._field(question)
            self.initial[code] = answers.get(question.pk, "")
        self.expected = tuple(code for code, q in self.questions.items() if q.kind != QuestionKind.COMMENT)
        self._expect(True)
        self.keep_shown()
        self.helper = StandardHelper(submit, autosave=autosave)

    @staticmethod
    def _field(question):
        common = {"label": question.label, "help_text": question.help, "required": False}
        if question.choices:
            return forms.ChoiceField(widget=forms.RadioSelect, choices=question.choices, **common)
        rows = 3 if question.kind in (QuestionKind.COMMENT, QuestionKind.TEXT) else 4
        return TextField(widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, **common)


class NoteForm(Expecting, ShownForm, forms.ModelForm):
    """The note's draft: the opinion, then the support recommended on each axis."""

    expected = ("opinion", "reasons")

    opinion = forms.ChoiceField(
        label="Avis sur l’entrée à la Cité", choices=Opinion.choices, widget=forms.RadioSelect, required=False
    )

    class Meta:
        model = Note
        fields = ("opinion", "reasons", "conditions", "risks", "support_format")
        field_classes = dict.fromkeys(fields[1:], TextField)
        help_texts = {
            "conditions": "Obligatoire si l’avis est « opportun sous conditions ».",
            "support_format": "Durée, rythme, individuel ou collectif.",
        }
        widgets = {
            "reasons": forms.Textarea(attrs={"rows": 7}),
            "conditions": forms.Textarea(attrs=LONG),
            "risks": forms.Textarea(attrs=LONG),
            "support_format": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, advice=None, autosave="", **kwargs):
        super().__init__(*args, **kwargs)
        for axis in Axis.objects.order_by("number"):
            self.fields[f"axis_{axis.number}"] = TextField(
                label=f"Axe {axis.number} : {axis.label}",
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=2000,
                required=False,
            )
            self.initial[f"axis_{axis.number}"] = (advice or {}).get(axis.number, "")
        conditional(self, "conditions")
        self._expect(True)
        self.keep_shown()
        self.helper = StandardHelper("Enregistrer le brouillon", autosave=autosave)


class ReturnForm(forms.Form):
    """What the structure wants corrected."""

    remark = TextField(
        label="Ce qui doit être corrigé",
        widget=forms.Textarea(attrs=LONG),
        max_length=3000,
        error_messages={"required": "Dites ce qui doit être corrigé."},
    )


class ValidateForm(forms.Form):
    """The day the governing body validated."""

    on = DateField(
        label="Validée le",
        help_text="Le jour où votre instance (conseil d’administration, gérance) l’a validée.",
        error_messages={"required": "Indiquez le jour de la validation."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today


class PlanForm(forms.Form):
    """A day and a place for the restitution."""

    day = DateField(label="Date de la restitution", error_messages={"required": "Choisissez une date."})
    place = SentenceField(label="Lieu", max_length=200, error_messages={"required": "Indiquez le lieu."})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = StandardHelper("Prévoir cette date")


class HeldForm(forms.Form):
    """The restitution as it took place."""

    day = DateField(label="Tenue le", error_messages={"required": "Indiquez la date."})
    place = SentenceField(label="Lieu", max_length=200, error_messages={"required": "Indiquez le lieu."})
    people = forms.IntegerField(
        label="Personnes de la structure présentes",
        min_value=1,
        max_value=999,
        help_text="La restitution s’adresse au collectif, pas seulement à la direction.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
        error_messages={
            "required": "Indiquez combien de personnes étaient présentes.",
            "invalid": "Écrivez un nombre.",
        },
    )
    roles = SentenceField(
        label="Leurs qualités",
        max_length=400,
        help_text="Par exemple « présidente, trésorier, trois salariés, deux bénévoles ».",
        error_messages={"required": "Indiquez les qualités des personnes présentes."},
    )
    remarks = TextField(
        label="Ce que la structure a dit de la note", widget=forms.Textarea(attrs=LONG), max_length=4000, required=False
    )
    validated_in_session = forms.BooleanField(label="La structure a validé la note en séance", required=False)

    def __init__(self, *args, note_validated: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if note_validated:
            del self.fields["validated_in_session"]
        self.helper = StandardHelper("Enregistrer la restitution")


class ContactForm(OnceForm):
    """A line of the fil rouge."""

    on = DateField(label="Date du contact", error_messages={"required": "Indiquez la date."})
    kind = forms.ChoiceField(
        label="Contact", choices=[choice for choice in ContactKind.choices if choice[0] != ContactKind.CLOSING]
    )
    text = TextField(
        label="Compte rendu",
        widget=forms.Textarea(attrs=LONG),
        max_length=4000,
        error_messages={"required": "Écrivez un compte rendu, même bref."},
    )
    shared = forms.BooleanField(label="Partager avec la structure", required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today
        self.helper = StandardHelper("Ajouter au fil rouge")


class DurationForm(forms.Form):
    """The end agreed with the structure."""

    ends_on = DateField(label="Fin du fil rouge", error_messages={"required": "Choisissez une date."})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = StandardHelper("Convenir de cette fin")


class ReportForm(forms.Form):
    """The closing report, read by the structure."""

    report = TextField(
        label="Bilan de clôture",
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=4000,
        help_text="Lu par la structure.",
        error_messages={"required": "Écrivez un bilan, même bref."},
    )


class TermsForm(forms.Form):
    """What is read of the note, until when, and the consent."""

    scope = forms.ChoiceField(
        label="Ce qui est transmis",
        choices=Scope.choices,
        initial=Scope.WHOLE,
        error_messages={"required": "Choisissez ce que cette personne peut lire."},
    )
    until = DateField(
        label="Jusqu’au",
        help_text="Ce jour compris. Ensuite, la note ne s’ouvre plus, sauf si vous renouvelez.",
        error_messages={"required": "Choisissez jusqu’à quand."},
    )
    consent = forms.BooleanField(
        label="Au nom de ma structure, j’accepte que cette personne lise ce que j’ai choisi, jusqu’à cette date.",
        error_messages={"required": "Sans votre accord, la note n’est transmise à personne."},
    )

    def terms(self) -> dict:
        """The arguments of the service."""
        return {name: self.cleaned_data[name] for name in ("scope", "until")}


class TransferForm(TermsForm):
    """To whom, and the terms."""

    consultant = forms.ChoiceField(label="Consultant", error_messages={"required": "Choisissez un consultant."})
    field_order = ("consultant", "scope", "until", "consent")

    def __init__(self, *args, mandates, already=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.seats = {str(m.seat_id): m.seat for m in mandates if m.seat_id not in already}
        labels = {
            str(m.seat_id): f"{m.seat.person.full_name} ({m.organisation.name})"
            for m in mandates
            if m.seat_id not in already
        }
        self.fields["consultant"].choices = [("", "Choisir…"), *labels.items()]
        self.helper = StandardHelper("Transmettre la note")

    @property
    def chosen(self):
        return self.seats[self.cleaned_data["consultant"]]
