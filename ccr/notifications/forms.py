"""The filter of the coordinator's list of mails."""

from django import forms

from .states import MailState


class MailFilter(forms.Form):
    """By state and by kind, in the address of the page."""

    state = forms.ChoiceField(label="État", required=False)
    kind = forms.ChoiceField(label="Courrier", required=False)

    def __init__(self, data, *, kinds):
        super().__init__(data)
        everything = ("", "Tous")
        self.fields["state"].choices = [everything, *((s.value, s.label.capitalize()) for s in MailState)]
        self.fields["kind"].choices = [everything, *kinds]

    @property
    def form(self):
        """``{% filter_bar %}`` takes a filter set; this is its own form."""
        return self

    def chosen(self) -> dict:
        """The filters to apply; a value that is no choice is ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
