"""How the officer narrows the needs sheets."""

import django_filters

from ccr.wall.sides import Side
from dla.models import NeedsSheet
from dla.states import SHEET, SheetState


class SheetFilter(django_filters.FilterSet):
    """By state, in the officer's words."""

    etat = django_filters.ChoiceFilter(
        label="État",
        field_name="state",
        choices=[(state.value, SHEET.label(state, Side.DLA).capitalize()) for state in SheetState],
        empty_label="Tous",
    )

    class Meta:
        model = NeedsSheet
        fields = []
