"""Filters of the list « Candidatures à lire »."""

import django_filters
from django import forms

from candidates.models import SiteChoice
from ccr.programme.models import CampaignSite
from selection.models import File
from selection.states import FileState, MyWork


class SiteChoiceField(forms.ModelChoiceField):
    """A site by its name."""

    def label_from_instance(self, campaign_site):
        return campaign_site.site.name


class SiteFilter(django_filters.ModelChoiceFilter):
    field_class = SiteChoiceField


def _sites(request):
    return CampaignSite.objects.filter(campaign=request.campaign).select_related("site")


class FileFilter(django_filters.FilterSet):
    """By name, site, own work and state."""

    name = django_filters.CharFilter(
        field_name="application__organisation__name", lookup_expr="icontains", label="Structure"
    )
    site = SiteFilter(queryset=_sites, method="at_site", label="Site souhaité", empty_label="Tous")
    work = django_filters.ChoiceFilter(
        field_name="my_work", choices=MyWork.choices, label="Ma lecture", empty_label="Toutes"
    )
    state = django_filters.ChoiceFilter(
        choices=[choice for choice in FileState.choices if choice[0] != FileState.WITHDRAWN],
        label="État du dossier",
        empty_label="Tous",
    )

    class Meta:
        model = File
        fields = ("name", "site", "work", "state")

    def at_site(self, queryset, name, campaign_site):
        chosen = SiteChoice.objects.visible_to(self.request.seat).filter(campaign_site=campaign_site, is_current=True)
        return queryset.filter(application__in=chosen.values("application"))
