"""The sites that a call proposes."""

from django import forms

from ccr.programme.models import CampaignSite, SiteStatus
from ccr.programme.models.sites import MOST_M2
from ccr.programme.states import SITE
from ccr.ui.forms import NameField, NumberField, ShownForm, StandardHelper, TextField


class SurfaceField(NumberField):
    """A surface in whole m²."""

    default_error_messages = {
        "invalid": "Écrivez un nombre entier de m², par exemple 450.",
        "max_decimal_places": "Écrivez un nombre entier de m², par exemple 450.",
    }

    def __init__(self, **options):
        limits = {"max_digits": 9, "decimal_places": 0, "min_value": 1, "max_value": MOST_M2}
        super().__init__(**{**limits, **options})

    def clean(self, value):
        value = super().clean(value)
        return None if value is None else int(value)


class SiteChoiceField(forms.ModelChoiceField):
    """Another site of the call, by its name."""

    def __init__(self, sites):
        super().__init__(
            sites,
            label="Proposé à la place",
            required=False,
            empty_label="Aucun",
            help_text="Pour un site abandonné. Les structures choisissent ; rien n’est changé pour elles.",
        )

    def label_from_instance(self, campaign_site):
        return campaign_site.site.name


class SiteForm(ShownForm, forms.Form):
    """A site proposed by the campaign, with its stake."""

    SAID = ("stake", "offered_m2", "status")

    name = NameField(label="Nom du site", max_length=100)
    stake = TextField(
        label="Enjeu",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text="Ce à quoi la structure devra répondre, par exemple « apprendre à gérer des flux importants ».",
    )
    offered_m2 = SurfaceField(
        label="Surface proposée (m²)",
        required=False,
        help_text="Ce que les structures se partageraient, si vous le savez. « Le point sur l’appel » y compare la "
        "surface demandée.",
    )
    status = forms.ChoiceField(label="État", choices=SiteStatus.choices)
    helper = StandardHelper("Enregistrer le site")

    @classmethod
    def of(cls, campaign_site: CampaignSite, data=None):
        """The form of a site that exists: its name does not change, and several people may have it open."""
        said = {name: getattr(campaign_site, name) for name in cls.SAID}
        form = cls(data, initial={"name": campaign_site.site.name, **said})
        form.keep_shown()
        form.fields["name"].disabled = True
        form.fields["status"].choices = [
            choice
            for choice in SiteStatus.choices
            if choice[0] == campaign_site.status or SITE.allows(campaign_site.status, choice[0])
        ]
        if campaign_site.campaign.is_public:
            others = campaign_site.campaign.sites.exclude(status=SiteStatus.ABANDONED).exclude(pk=campaign_site.pk)
            form.fields["replaced_by"] = SiteChoiceField(others.select_related("site"))
            form.fields["reason"] = TextField(
                label="Motif",
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=1000,
                required=False,
                help_text="Si l’état change : il est écrit aux structures qui ont choisi ce site.",
            )
        return form
