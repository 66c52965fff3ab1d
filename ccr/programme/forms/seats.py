"""Who sits in a campaign, and what its organisations do there."""

from django import forms
from django.core.exceptions import ValidationError

from ccr.directory.models import Organisation
from ccr.programme.roles import CANDIDATE_ROLES, Function, Role
from ccr.ui.forms import StandardHelper

LONGEST_EMAIL = 254
"""Of an account, and of an invitation."""


class OrganisationField(forms.CharField):
    """An organisation by its name or its SIREN, as one types it; gives the Organisation."""

    def __init__(self, **options):
        options.setdefault("label", "Organisation")
        options.setdefault("help_text", "Son nom tel qu’il figure dans l’annuaire, ou son numéro SIREN.")
        super().__init__(max_length=200, **options)

    def clean(self, value):
        text = super().clean(value)
        found = list(Organisation.objects.called(text)[:3]) or list(Organisation.objects.named(text)[:3])
        if not found:
            raise ValidationError(
                "Aucune organisation de l’annuaire ne porte ce nom ni ce SIREN. Vérifiez l’orthographe, ou ajoutez-la "
                "à l’annuaire."
            )
        if len(found) > 1:
            names = ", ".join(f"« {o.name} », {o.identifier}" for o in found)
            raise ValidationError(f"Plusieurs organisations correspondent : {names}. Donnez le nom entier ou le SIREN.")
        return found[0]


class MandateForm(forms.Form):
    """Give a role to somebody, known or not yet."""

    email = forms.EmailField(
        label="Adresse e-mail de la personne",
        max_length=LONGEST_EMAIL,
        help_text="Si elle a déjà un compte, le rôle lui est donné tout de suite ; sinon elle reçoit une invitation.",
    )
    role = forms.ChoiceField(
        label="Rôle", choices=[("", "Choisir…")] + [(r.value, r.label) for r in Role if r not in CANDIDATE_ROLES]
    )
    organisation = OrganisationField(help_text="L’organisation au titre de laquelle elle siège : nom ou SIREN.")
    helper = StandardHelper("Donner le rôle")


class EngagementForm(forms.Form):
    """Give an organisation a function in the campaign."""

    organisation = OrganisationField()
    function = forms.ChoiceField(
        label="Fonction",
        choices=[("", "Choisir…")] + [(f.value, f.label) for f in Function if f != Function.CANDIDACY],
    )
    helper = StandardHelper("Engager l’organisation")

    def __init__(self, *args, auto_id="id_engagement_%s", **kwargs):
        super().__init__(*args, auto_id=auto_id, **kwargs)  # its page has another form, with an organisation too
