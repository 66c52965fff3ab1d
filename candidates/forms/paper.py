"""What is noted of an application that came on paper."""

from django import forms

from candidates.forms.referral import ReferralForm
from candidates.models import PaperFile
from candidates.services.paper import FIELDS
from ccr.ui.forms import DateField, NameField, SentenceField, ShownForm, StandardHelper, TextField


def _length(name: str) -> int:
    return PaperFile._meta.get_field(name).max_length


class CorrectionForm(forms.Form):
    """When what corrects a paper came, to deposit it again. paper: what is noted of it."""

    received_on = DateField(
        label="Correction reçue le",
        help_text="Le dépôt est daté de ce jour. Une faute de saisie ? Laissez celui du dossier. Un courrier de la "
        "structure ? Celui où il est arrivé.",
    )

    def __init__(self, *args, paper, **kwargs):
        super().__init__(*args, initial={"received_on": paper.received_on}, **kwargs)
        self.helper = StandardHelper("", tag=False)


class PaperForm(ShownForm, ReferralForm):
    """When it came, who signed it, where she is answered; of a new one, who sent the structure.

    paper: the one that is corrected, None for a new one.
    """

    received_on = DateField(
        label="Dossier reçu le", help_text="La date du cachet de la poste, ou de la remise en main propre."
    )
    representative = NameField(
        label="Qui représente la structure",
        max_length=_length("representative"),
        help_text="Prénom et nom de la personne qui a signé le dossier et la charte.",
    )
    address = TextField(
        label="Adresse postale",
        max_length=_length("address"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="L’attestation de dépôt s’y envoie.",
    )
    phone = SentenceField(label="Téléphone", required=False, max_length=_length("phone"))
    email = forms.EmailField(
        label="Adresse e-mail",
        required=False,
        max_length=_length("email"),
        help_text="Si elle en a une, elle y reçoit un lien pour suivre sa candidature. Sinon, tout passe par la poste.",
    )
    late_reason = TextField(
        label="Pourquoi ce dossier n’est saisi que maintenant",
        required=False,
        max_length=_length("late_reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="À dire seulement si l’appel est clos : le dossier doit être arrivé avant.",
    )

    def __init__(self, *args, paper=None, cancel="", **kwargs):
        if paper is not None:
            kwargs["initial"] = {name: getattr(paper, name) for name in FIELDS}
        super().__init__(*args, **kwargs)
        sent = {name: self.fields.pop(name) for name in ReferralForm.base_fields}
        if paper is not None:
            self.keep_shown()
        else:
            sent["sent_by"].label = "Qui l’a orientée vers la CCR"
            self.fields |= sent
        self.helper = StandardHelper("Enregistrer" if paper else "Commencer la saisie", cancel=cancel)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def typed(self) -> dict:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in FIELDS}
