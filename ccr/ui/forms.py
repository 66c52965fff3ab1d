"""How forms look and what they accept: one helper, and inputs that take what French people type."""

import re
import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from ccr import clock
from ccr.ui import french


class StandardHelper(FormHelper):
    """Labels above, help before the field, optional fields marked « facultatif », errors summed up first.

    submit: the button's verb; cancel: address of « Annuler »; tag: False leaves the <form> to the page;
    autosave: address that saves one field (see ``ccr.ui.autosave``); attrs: more attributes of the <form>.

    Example::

        class ReasonForm(forms.Form):
            reason = forms.CharField(label="Motif")
            helper = StandardHelper("Retirer")

    A layout of sections is crispy's own: ``helper.layout = Layout(Fieldset("Votre structure", "name", …))``.
    """

    def __init__(self, submit: str = "Enregistrer", *, cancel: str = "", tag: bool = True, autosave: str = "", **attrs):
        super().__init__()
        self.form_method = "post"
        self.form_tag = tag
        self.form_class = "form"
        self.render_hidden_fields = True
        self.cancel_url = cancel
        # novalidate: the server's French sentences show, not the browser's.
        self.attrs = {"novalidate": "novalidate", **attrs}
        if autosave:
            self.attrs["data-autosave"] = autosave
        if submit:
            self.add_input(Submit("", submit, css_class="btn-main"))


class OnceForm(forms.Form):
    """A form that makes one row, sent twice or not (``ccr.once``).

    ``key``, once valid: of this showing of the form and of what was typed in it. A page that comes back from the
    browser's memory with other words makes another row.
    """

    form_key = forms.UUIDField(
        required=False,
        initial=uuid.uuid4,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Ce formulaire n’est plus valable : rechargez la page."},
    )
    key = None

    def clean(self):
        typed = super().clean()
        shown = typed.pop("form_key", None)
        self.key = uuid.uuid5(shown, repr(typed)) if shown else None
        return typed


class ShownForm(forms.BaseForm):
    """A form that many fill in: sent whole, it writes what was changed on this page, and nothing else.

    The values the page was made from travel with it (hidden initial values): a page opened before a colleague wrote
    does not put the old words back. Call ``keep_shown`` once all the fields are there.
    """

    def keep_shown(self):
        for field in self.fields.values():
            field.show_hidden_initial = True

    def changed_values(self) -> dict:
        """What this person changed on the page, by field name."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}

    def with_stored(self, typed: dict) -> dict:
        """What a model form saves: what was changed on the page, and as it is stored what was not."""
        return {name: typed[name] if name in self.changed_data else getattr(self.instance, name) for name in typed}


class DateInput(forms.DateInput):
    """The browser's own date field; what is typed without one is read in French."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own hour field."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class DateField(forms.DateField):
    """A day of the programme. first, last: other limits, both included.

    A slip of the keyboard (« 0226 », « 9999 ») is told here: no rule, chart or deadline has to survive it.
    """

    widget = DateInput

    def __init__(self, *, first=clock.FIRST_DAY, last=clock.LAST_DAY, **options):
        super().__init__(**options)
        limits = f"entre le {french.long_date(first)} et le {french.long_date(last)}"
        message = f"Vérifiez l’année : cette date doit être comprise {limits}."
        self.validators += [MinValueValidator(first, message), MaxValueValidator(last, message)]


class NumberField(forms.DecimalField):
    """A number typed as one writes it: « 1 234,50 »."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "num"})
    default_error_messages = {"invalid": "Écrivez un nombre, par exemple 1 234,50."}

    def to_python(self, value):
        if isinstance(value, str):
            value = re.sub(r"[\s\u00a0\u202f€]", "", value).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value):
        if value in (None, "") or isinstance(value, str):
            return value
        return french.number(value)


class EurosField(NumberField):
    """An amount in euros, to the cent."""

    default_error_messages = {"invalid": "Écrivez un montant en euros, par exemple 1 234,50."}

    def __init__(self, **options):
        super().__init__(**{"max_digits": 12, "decimal_places": 2, "min_value": 0, **options})

    def prepare_value(self, value):
        if value in (None, "") or isinstance(value, str):
            return value
        return french.euros(value).removesuffix(f"{french.NBSP}€")
