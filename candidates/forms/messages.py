"""Writing a message, and finding a thread."""

from django import forms

from candidates.models import Message
from ccr.ui.forms import OnceForm, ShownForm, TextField

LENGTH = Message._meta.get_field("text").max_length


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class MessageForm(ShownForm, OnceForm):
    """What is typed, in one window or more. Files are looked at one by one by the service, each with its sentence."""

    use_required_attribute = False

    text = TextField(
        label="Votre message",
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="5 000 caractères au plus. Ce que vous tapez est gardé, même si vous n’envoyez pas tout de suite.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].show_hidden_initial = True

    @classmethod
    def of(cls, draft, data=None):
        """The form of what this person is writing, None when nothing is."""
        return cls(data, initial={"text": draft.text if draft else ""})

    def full_clean(self):
        """A file alone is a message: whether something is said is asked by the service."""
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, field in self.fields.items():
            field.required = name == "text"


class ThreadFilter(forms.Form):
    """The coordination's list: which threads, of which structure. In the address of the page."""

    ALL, UNREAD, UNANSWERED = "tous", "a-lire", "sans-reponse"

    fil = forms.ChoiceField(
        label="Fils",
        required=False,
        choices=[(ALL, "Tous"), (UNREAD, "À lire"), (UNANSWERED, "Sans réponse de la coordination")],
    )
    q = forms.CharField(label="Structure", required=False, max_length=100)

    @property
    def form(self):
        """``{% filter_bar %}`` takes a filter set; this is its own form."""
        return self

    def chosen(self) -> dict:
        """The filters to apply; a value that is no choice is ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
