"""How the officer narrows the needs sheets, and finds a structure to enrol or to give days to."""

import django_filters

from candidates.models import Application
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


class ResidentFilter(django_filters.FilterSet):
    """The selected structures, by name: to enrol one, or to give it days."""

    nom = django_filters.CharFilter(
        label="Nom de la structure", field_name="organisation__name", lookup_expr="icontains"
    )

    class Meta:
        model = Application
        fields = []
