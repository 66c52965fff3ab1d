"""How the coordination narrows and sorts the table of structures."""

import django_filters
from django.db.models import F, Q

from candidates.models import Application
from candidates.states import ApplicationState, OutcomeValue
from ccr.directory.models import ASSOCIATION_FORMS, Organisation

SORTS = {
    "nom": ("Nom", [F("organisation__name").asc()]),
    "debut": ("Début, du plus récent", [F("begun_at").desc()]),
    "depot": ("Dépôt, du plus récent", [F("deposited_at").desc(nulls_last=True)]),
    "depot-ancien": ("Dépôt, du plus ancien", [F("deposited_at").asc(nulls_last=True)]),
}
PENDING = "pending"


class StructureFilter(django_filters.FilterSet):
    """Own columns, then one choice per column that the other rooms offer (``registry.Column``)."""

    q = django_filters.CharFilter(label="Nom, SIREN ou numéro de dépôt", method="named")
    forme = django_filters.ChoiceFilter(
        label="Forme",
        choices=[("association", "associations"), ("societe", "autres formes")],
        empty_label="Toutes",
        method="of_form",
    )
    candidature = django_filters.ChoiceFilter(
        label="Candidature", field_name="state", choices=ApplicationState.choices, empty_label="Toutes"
    )
    decision = django_filters.ChoiceFilter(
        label="Décision",
        choices=[*OutcomeValue.choices, (PENDING, "pas encore publiée")],
        empty_label="Toutes",
        method="decided",
    )
    tri = django_filters.ChoiceFilter(
        label="Trier par",
        choices=[(key, label) for key, (label, _) in SORTS.items()],
        empty_label=None,
        method="unchanged",
    )

    class Meta:
        model = Application
        fields = []

    def __init__(self, *args, seat, columns, **kwargs):
        super().__init__(*args, **kwargs)
        self.seat = seat
        self.columns = {column.key: column for column in columns}
        sort = self.filters.pop("tri")
        for column in columns:
            choice = django_filters.ChoiceFilter(
                label=column.label, choices=column.choices, empty_label="Tous", method=self.by_column(column)
            )
            choice.parent, choice.model = self, Application
            self.filters[column.key] = choice
        self.filters["tri"] = sort

    def by_column(self, column):
        """Keeps the applications that a column's room says have this value."""

        def keep(queryset, name, value):
            return queryset.filter(pk__in=column.ids(self.seat, value))

        return keep

    def named(self, queryset, name, value):
        found = Organisation.objects.named(value).values("pk")
        organisations = Q(organisation__in=found) | Q(organisation__merged_into__in=found)
        return queryset.filter(organisations | Q(receipt_number__icontains=value.strip()))

    def of_form(self, queryset, name, value):
        condition = Q(organisation__legal_form__in=ASSOCIATION_FORMS)
        return queryset.filter(condition if value == "association" else ~condition)

    def decided(self, queryset, name, value):
        return queryset.filter(outcome__isnull=True) if value == PENDING else queryset.filter(outcome__value=value)

    def unchanged(self, queryset, name, value):
        """Sorting is done once everything is kept: see ``ordered``."""
        return queryset

    def ordered(self):
        """The structures kept, sorted; equal ones always come in the same order."""
        chosen = self.form.cleaned_data.get("tri") if self.form.is_valid() else ""
        _, order = SORTS.get(chosen, SORTS["nom"])
        return self.qs.order_by(*order, "organisation__name", "pk")
