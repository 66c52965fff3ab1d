"""How the needs of all structures are narrowed."""

import django_filters

from financing.models import Certainty, NeedLine, NeedType


class NeedFilter(django_filters.FilterSet):
    """By type and by certainty; the picture, the totals and the list follow."""

    type = django_filters.ChoiceFilter(
        label="Type de besoin", field_name="need_type", choices=NeedType.choices, empty_label="Tous"
    )
    certitude = django_filters.ChoiceFilter(
        label="Certitude", field_name="certainty", choices=Certainty.choices, empty_label="Toutes"
    )

    class Meta:
        model = NeedLine
        fields = []
