"""The filter of the coordinator's list of mails."""

from django import forms

from .states import MailState


class MailFilter(forms.Form):
    """By state, by kind, and by what a mail that came back says of itself; in the address of the page."""

    q = forms.CharField(label="Référence ou Message-ID", required=False, max_length=200)
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
        found = {name: value for name, value in self.cleaned_data.items() if value}
        if asked := found.pop("q", ""):
            found |= {"message_id": f"<{asked.strip('<>')}>"} if "@" in asked else {"pk__startswith": asked.lower()}
        return found
