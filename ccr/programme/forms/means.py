"""What the Région may bring to a call."""

from django import forms
from django.core.exceptions import ValidationError

from ccr import clock
from ccr.programme.models import MOST_EUROS, ComplementaryMeans, MeansState
from ccr.ui import french
from ccr.ui.forms import DateField, EurosField, NameField, OnceForm, ShownForm, StandardHelper


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
