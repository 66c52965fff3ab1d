"""The filter of the list of diagnostics."""

import django_filters

from diagnostics.models import Diagnostic
from diagnostics.states import DiagnosticState, Level


class DiagnosticFilter(django_filters.FilterSet):
    """By structure, state and level."""

    q = django_filters.CharFilter(
        field_name="application__organisation__name", lookup_expr="icontains", label="Structure"
    )
    state = django_filters.ChoiceFilter(
        label="État", choices=[(s.value, s.label.capitalize()) for s in DiagnosticState], empty_label="Tous"
    )
    level = django_filters.ChoiceFilter(
        label="Niveau", choices=[(level.value, level.label.capitalize()) for level in Level], empty_label="Tous"
    )

    class Meta:
        model = Diagnostic
        fields = ("q", "state", "level")
