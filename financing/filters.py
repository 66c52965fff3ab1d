"""How the needs of all structures are narrowed."""

import django_filters

from candidates.states import SELECTED
from financing.models import Certainty, NeedLine, NeedType

RETAINED = "retenues"


class NeedFilter(django_filters.FilterSet):
    """By type, by certainty, by published decision; the picture, the totals and the list follow."""

    type = django_filters.ChoiceFilter(
        label="Type de besoin", field_name="need_type", choices=NeedType.choices, empty_label="Tous"
    )
    certitude = django_filters.ChoiceFilter(
        label="Certitude", field_name="certainty", choices=Certainty.choices, empty_label="Toutes"
    )
    structures = django_filters.ChoiceFilter(
        label="Structures",
        choices=[(RETAINED, "retenues par le comité")],
        empty_label="Toutes",
        method="of_future_residents",
    )

    class Meta:
        model = NeedLine
        fields = []

    def of_future_residents(self, queryset, name, value):
        """Those whose published decision makes them future residents."""
        return queryset.filter(application__outcome__value__in=SELECTED)
