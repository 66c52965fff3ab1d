"""« Qui vous a orienté vers la CCR ? », asked when an application begins, and put right later (A133)."""

from django import forms

from candidates.models import Came, Referral
from ccr.directory.models import Organisation
from ccr.ui.forms import NameField, StandardHelper, conditional

NOBODY, OTHER = "alone", "other"


class ReferralForm(forms.Form):
    """Who sent the structure: nobody, an organisation of the networks, or another one, by its name.

    referral: what was answered, to put it right; None when it is asked first.
    """

    sent_by = forms.ChoiceField(
        label="Qui vous a orienté vers la CCR ?",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choisissez une réponse, même « Personne »."),
    )
    prescriber = NameField(
        label="Son nom",
        required=False,
        max_length=Referral._meta.get_field("prescriber").max_length,
        help_text="Si la liste ne le donne pas : l’organisation, ou la personne.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, referral=None, **kwargs):
        networks = Organisation.objects.kept().filter(is_ramsess=True).order_by("name").values_list("name", flat=True)
        if referral is not None:
            kwargs["initial"] = _answered(referral, networks)
        super().__init__(*args, **kwargs)
        self.fields["sent_by"].choices = [
            ("", "Choisir…"),
            (NOBODY, "Personne, nous venons de nous-mêmes"),
            *((name, name) for name in networks),
            (OTHER, "Une autre organisation, ou une personne"),
        ]
        conditional(self, "prescriber")
        self.helper = StandardHelper("", tag=False)

    def clean(self):
        typed = super().clean()
        if typed.get("sent_by") == OTHER and not typed.get("prescriber"):
            self.add_error("prescriber", "Écrivez le nom de l’organisation ou de la personne qui vous a orienté.")
        return typed

    def referral(self) -> dict:
        """What ``services.begin_application``, ``begin_on_paper`` and ``change_referral`` take."""
        said = self.cleaned_data["sent_by"]
        if said == NOBODY:
            return {"came": Came.ALONE, "prescriber": ""}
        return {"came": Came.SENT, "prescriber": self.cleaned_data["prescriber"] if said == OTHER else said}


def _answered(referral, networks) -> dict:
    if referral.came == Came.ALONE:
        return {"sent_by": NOBODY}
    if referral.prescriber in networks:
        return {"sent_by": referral.prescriber}
    return {"sent_by": OTHER, "prescriber": referral.prescriber}
