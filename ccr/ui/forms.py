"""How forms look and what they accept: one helper, and inputs that take what French people type."""

import datetime
import re
import unicodedata
import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from ccr import clock
from ccr.documents.uploads import ACCEPTED
from ccr.seen import same
from ccr.ui import french
from ccr.wall.errors import Conflict


class StandardHelper(FormHelper):
    """Labels above, help before the field, optional fields marked « facultatif » (boxes, and
    what is ``conditional``, are not), errors summed up first.

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


def conditional(form, *names):
    """Fields that are wanted in some cases, which their help says: they are not marked « facultatif »."""
    for name in names:
        form.fields[name].is_conditional = True


class OnceForm(forms.Form):
    """A form that makes one row, sent twice or not (``ccr.once``).

    ``key``, once valid: of this showing of the form and of what was typed in it. A page that comes back from the
    browser's memory with other words makes another row.
    """

    form_key = forms.UUIDField(
        required=False,
        initial=uuid.uuid4,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Ce formulaire n’est plus valable : rechargez la page."},
    )
    key = None

    def clean(self):
        typed = super().clean()
        shown = typed.pop("form_key", None)
        self.key = uuid.uuid5(shown, repr(typed)) if shown else None
        return typed

    @property
    def page_key(self) -> uuid.UUID | None:
        """Of this showing of the form, whatever is typed in it, one field saved by itself included."""
        try:
            return forms.UUIDField(required=False).clean(self.data.get(self.add_prefix("form_key")))
        except ValidationError:
            return None


class ShownForm(forms.BaseForm):
    """A form that many fill in: sent whole, it writes what was changed on this page, and nothing else.

    The values the page was made from travel with it (hidden initial values): a page opened before a colleague wrote
    does not put the old words back. Call ``keep_shown`` once all the fields are there. Where two people changed the
    same field, the service is given ``seen`` and refuses (``ccr.seen.refuse_unseen``); ``accepted`` then shows both
    texts::

        accepted(form, services.write, draft, form.changed_values(), seen=form.seen(), by=request.seat)
    """

    def keep_shown(self):
        for field in self.fields.values():
            field.show_hidden_initial = True
            if issubclass(field.hidden_widget, forms.MultipleHiddenInput):
                field.hidden_widget = ShownChoices

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self._errors:
            self._know_sent()

    def seen(self) -> dict:
        """For each field, the values this page knows of: the one it was made from, and those it sent without an answer.

        A field whose page does not say it is left out.
        """
        known = {}
        for name, field in self.fields.items():
            if self.add_initial_prefix(name) in self.data and not field.disabled:
                raw = self._widget_data_value(field.hidden_widget(), self.add_initial_prefix(name))
                known[name] = [_read(field, value) for value in (raw, *self._sent(name))]
        return known

    def shown_choices(self, name) -> set[str] | None:
        """The boxes that were ticked when the page was made; None when the page does not say.

        A page without the field at all showed none of them and changes none.
        """
        told = self.add_initial_prefix(name)
        if told in self.data:
            return {value for value in self.data.getlist(told) if value}
        return None if self.add_prefix(name) in self.data else set()

    def catch_up(self, theirs: dict):
        """The page now shows the others' words: sent again, it replaces them knowingly.

        theirs: what is stored, by field. A field this person did not touch simply shows it.
        """
        touched = set(self.changed_data)
        self._know_sent()
        choose = "Relisez les deux réponses, puis enregistrez celle qui reste."
        for name, value in theirs.items():
            if name not in self.fields:
                continue
            field = self.fields[name]
            raw = field.prepare_value(value)
            raw = "" if raw is None else str(raw)
            self._put(self.add_initial_prefix(name), raw)
            if name in touched:
                field.their_words = said(field, value)
                self.add_error(name, forms.ValidationError(choose, Conflict.code))
            else:
                self._put(self.add_prefix(name), raw)

    def keep_stored(self):
        """Shown again once what it says is stored: the page starts from there."""
        for name in self.fields:
            if self.add_initial_prefix(name) in self.data:
                self._put(self.add_initial_prefix(name), self.data.get(self.add_prefix(name), ""))

    def _sent(self, name) -> list[str]:
        return self.data.getlist(f"sent-{self.add_prefix(name)}") if hasattr(self.data, "getlist") else []

    def _know_sent(self):
        """Shown again, the page starts from what it sent by itself, where that is what is stored."""
        for name in self.fields:
            stored = self.get_initial_for_field(self.fields[name], name)
            for value in self._sent(name):
                if same(_read(self.fields[name], value), stored):
                    self._put(self.add_initial_prefix(name), value)

    def _put(self, name, value):
        if not getattr(self.data, "_mutable", True):
            self.data = self.data.copy()
        self.data[name] = value

    def changed_values(self) -> dict:
        """What this person changed on the page, by field name."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}

    def with_stored(self, typed: dict) -> dict:
        """What a model form saves: what was changed on the page, and as it is stored what was not."""
        return {name: typed[name] if name in self.changed_data else getattr(self.instance, name) for name in typed}


class ShownChoices(forms.MultipleHiddenInput):
    """The boxes a page was made with: told even when none was ticked."""

    def get_context(self, name, value, attrs):
        return super().get_context(name, value or [""], attrs)

    def value_from_datadict(self, data, files, name):
        return [value for value in super().value_from_datadict(data, files, name) or [] if value]


class StampedForm(forms.BaseForm):
    """A form written by several whose answers make one whole: ``seen`` is the stamp of what the page was made from.

    The service raises Conflict when the stamp is another one: the page shows what the other person saved
    (``is_behind``) beside what was typed.
    """

    def clean_seen(self):
        """None when the page does not say: nothing is looked at."""
        return self.cleaned_data["seen"] if self.add_prefix("seen") in self.data else None

    @property
    def is_behind(self) -> bool:
        """Whether somebody else wrote since the page was made."""
        return self.is_bound and self.has_error(NON_FIELD_ERRORS, Conflict.code)

    def follow(self, stamp):
        """The page now shows the other's words: what is sent next replaces them knowingly."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = stamp


def seen_field():
    """The hidden stamp of a ``StampedForm``."""
    return forms.CharField(widget=forms.HiddenInput, required=False)


def _read(field, raw):
    """A value as its field reads it; as it came when it cannot."""
    try:
        return field.to_python(raw)
    except forms.ValidationError:
        return raw


def said(field, value) -> str:
    """A value of a field in words: its label when it is one of several choices."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime.date):
        return french.long_date(value)
    values = value if isinstance(value, list | tuple | set) else [value]
    labels = {}
    for key, label in getattr(field, "choices", ()):
        labels |= dict(label) if isinstance(label, list | tuple) else {key: label}
    labels = {str(key): str(label) for key, label in labels.items()}
    words = ("" if one is None else str(field.prepare_value(one)) for one in values)
    return ", ".join(labels.get(word, word) for word in words if word)


class DateInput(forms.DateInput):
    """The browser's own date field; what is typed without one is read in French."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class UploadField(forms.FileField):
    """A file that somebody joins, looked at by ``documents.check_upload`` afterwards."""

    default_error_messages = {
        "required": "Choisissez un fichier avant de l’envoyer.",
        "missing": "Choisissez un fichier avant de l’envoyer.",
        "empty": "Ce fichier est vide. Choisissez-en un autre.",
        "invalid": "L’envoi n’a pas abouti. Choisissez le fichier de nouveau.",
    }

    def __init__(self, **options):
        told = {"label": "Fichier", "help_text": "PDF, image, Word, Excel ou OpenDocument, 20\u00a0Mo au plus."}
        super().__init__(**{**told, **options})

    def widget_attrs(self, widget):
        """What fits is shown first, and a telephone turns its own pictures into JPEG."""
        return {**super().widget_attrs(widget), "accept": ACCEPTED}


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


class NameField(forms.CharField):
    """A name, on one line: no sign that cannot be seen, that turns the text around, or that breaks a file."""

    def clean(self, value):
        name = super().clean(value)
        if any(unicodedata.category(sign) in INVISIBLE for sign in name):
            raise ValidationError(
                "Ce nom contient un signe invisible ou un retour à la ligne. Effacez-le, puis tapez-le au clavier."
            )
        return name


INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories of what is not written in a name: controls, formats, what is no character, line separators."""


def visible(text: str) -> str:
    """A pasted text without the signs that a name refuses; blanks and ends of lines stay."""
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) not in INVISIBLE)


_UNDRAWN = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\u202a-\u202e\u2066-\u2069"  # what turns the text around
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # what each font draws its own way, or not
    "\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff]"  # what is no character
)


def drawn(text: str) -> str:
    """A text of some lines without the signs that no font draws; those that join two letters, or two pictures, stay."""
    return _UNDRAWN.sub("", text)


class PersonNameField(NameField):
    """A first or last name: it heads our mails, and carries no address."""

    def clean(self, value):
        name = super().clean(value)
        if re.search(r"[/@<>]|www\.", name, re.IGNORECASE):
            raise ValidationError("Écrivez un prénom ou un nom, sans adresse de site ni de messagerie.")
        return name


_ADDRESS = re.compile(
    r"[<>]|://|www\.|\w@\w[\w-]*[.]|\w[.](com|net|org|info|biz|fr|eu|io|ly|co|me|to|gl|ru|cn|xyz|top|app|site)/",
    re.IGNORECASE,
)


class LinklessField(NameField):
    """A few words that our mails tell to strangers: no address of a page or a mailbox.

    What may be a name stays: « Marcel.le », « salarié.es/bénévoles », « Vallon.fr », « L’@venir ».
    """

    def clean(self, value):
        words = super().clean(value)
        if _ADDRESS.search(words):
            raise ValidationError("Écrivez des mots, sans adresse de site ni de messagerie.")
        return words


class CountedField(forms.CharField):
    """A text whose box cuts nothing that is pasted: what is left is counted, and what is too long refused with its
    sentence.
    """

    def widget_attrs(self, widget):
        if not isinstance(widget, forms.Textarea):
            return super().widget_attrs(widget)
        return {"data-limit": self.max_length} if self.max_length else {}


class SentenceField(CountedField):
    """A few words, on one line whatever was pasted, of signs that are seen: lists, files and feeds print them."""

    def to_python(self, value):
        return " ".join(visible(super().to_python(value)).split())


class TextField(CountedField):
    """Some lines of text, that end in one way: a page sent whole says two signs where the browser counts one.

    So that a text which the page allows is not too long for the server, and reads the same sent field by field.
    """

    widget = forms.Textarea

    def to_python(self, value):
        return drawn(re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", super().to_python(value))).strip()


class NumberField(forms.DecimalField):
    """A number typed as one writes it: « 1 234,50 ».

    too_small: what is said of a negative one, where 0 is the least.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "num"})
    default_error_messages = {
        "invalid": "Écrivez un nombre, par exemple 1 234,50.",
        "max_digits": "Ce nombre compte trop de chiffres : vérifiez-le.",
        "max_whole_digits": "Ce nombre compte trop de chiffres : vérifiez-le.",
        "max_decimal_places": "Trop de chiffres après la virgule : %(max)s au plus.",
    }
    too_small = "Écrivez un nombre positif, ou 0."

    def __init__(self, *, min_value=None, max_value=None, **options):
        super().__init__(min_value=min_value, max_value=max_value, **options)
        if min_value is not None:
            told = self.too_small if min_value == 0 else f"Écrivez {french.number(min_value)} ou plus."
            self.error_messages.setdefault("min_value", told)
        if max_value is not None:
            self.error_messages.setdefault("max_value", f"Écrivez {french.number(max_value)} ou moins.")

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
    too_small = "Écrivez un montant positif, ou 0."

    def __init__(self, **options):
        super().__init__(**{"max_digits": 12, "decimal_places": 2, "min_value": 0, **options})

    def prepare_value(self, value):
        if value in (None, "") or isinstance(value, str):
            return value
        return french.euros(value).removesuffix(f"{french.NBSP}€")
