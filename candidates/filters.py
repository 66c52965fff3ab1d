"""How the coordination narrows and sorts the table of structures, with how many there are behind each choice."""

from functools import reduce
from operator import and_

import django_filters
from django.db.models import Count, F, Q

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

    q = django_filters.CharFilter(label="Nom, SIREN ou numéro de dépôt", method="kept_by")
    forme = django_filters.ChoiceFilter(
        label="Forme",
        choices=[("association", "associations"), ("societe", "autres formes")],
        empty_label="Toutes",
        method="kept_by",
    )
    candidature = django_filters.ChoiceFilter(
        label="Candidature", choices=ApplicationState.choices, empty_label="Toutes", method="kept_by"
    )
    saisie = django_filters.ChoiceFilter(
        label="Saisie",
        choices=[("en-ligne", "en ligne"), ("papier", "d’après un dossier papier")],
        empty_label="Toutes",
        method="kept_by",
    )
    decision = django_filters.ChoiceFilter(
        label="Décision",
        choices=[*OutcomeValue.choices, (PENDING, "pas encore publiée")],
        empty_label="Toutes",
        method="kept_by",
    )
    tri = django_filters.ChoiceFilter(
        label="Trier par",
        choices=[(key, label) for key, (label, _) in SORTS.items()],
        empty_label=None,
        method="unchanged",
    )

    OWN = frozenset({"q", "forme", "candidature", "saisie", "decision"})
    """What these filters ask is the candidates' own; the other ones look into another lane."""

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
                label=column.label, choices=column.choices, empty_label="Tous", method=self.kept_by
            )
            choice.parent, choice.model, choice.field_name = self, Application, column.key
            self.filters[column.key] = choice
        self.filters["tri"] = sort

    def condition(self, name: str, value) -> Q:
        """What a choice keeps; of another room's column, what that room says has the value."""
        if name in self.columns:
            return Q(pk__in=self.columns[name].ids(self.seat, value))
        return getattr(self, f"_{name}")(value)

    def _q(self, value) -> Q:
        found = Organisation.objects.named(value).values("pk")
        organisations = Q(organisation__in=found) | Q(organisation__merged_into__in=found)
        return organisations | Q(receipt_number__icontains=value.strip())

    def _forme(self, value) -> Q:
        condition = Q(organisation__legal_form__in=ASSOCIATION_FORMS)
        return condition if value == "association" else ~condition

    def _candidature(self, value) -> Q:
        return Q(state=value)

    def _saisie(self, value) -> Q:
        return Q(paper__isnull=value == "en-ligne")

    def _decision(self, value) -> Q:
        return Q(outcome__isnull=True) if value == PENDING else Q(outcome__value=value)

    def kept_by(self, queryset, name, value):
        return queryset.filter(self.condition(name, value))

    def unchanged(self, queryset, name, value):
        """Sorting is done once everything is kept: see ``ordered``."""
        return queryset

    def chosen(self) -> dict:
        """The filters in force: {name: value}; a value that is no choice is ignored, as the list ignores it."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value and name != "tri"}

    def of_other_lanes(self) -> list[str]:
        """The labels of the filters in force that look into support or instruction."""
        return [self.filters[name].label for name in self.chosen() if name not in self.OWN]

    def asks_for_withdrawn(self) -> bool:
        """Whether the withdrawn structures that the list keeps are there because somebody asked where each stands."""
        return "candidature" in self.chosen()

    def count_choices(self):
        """Write beside each choice how many structures it would keep, the other filters staying as they are.

        One aggregate for all of them, whatever the number of rows.
        """
        chosen = {name: self.condition(name, value) for name, value in self.chosen().items()}
        text = chosen.pop("q", Q())
        asked, wanted = {}, {}
        for name in self.filters.keys() - {"q", "tri"}:
            others = [condition for other, condition in chosen.items() if other != name]
            for value, _ in self.form.fields[name].choices:
                if value:
                    key = f"n{len(asked)}"
                    kept = reduce(and_, others, self.condition(name, value))
                    asked[key], wanted[name, value] = Count("pk", filter=kept), key
        counted = self.queryset.filter(text).order_by().aggregate(**asked)
        for name in {name for name, _ in wanted}:
            field = self.form.fields[name]
            field.choices = [
                (value, f"{label} ({counted[wanted[name, value]]})") for value, label in field.choices if value
            ]

    def ordered(self):
        """The structures kept, sorted; equal ones always come in the same order."""
        chosen = self.form.cleaned_data.get("tri") if self.form.is_valid() else ""
        _, order = SORTS.get(chosen, SORTS["nom"])
        return self.qs.order_by(*order, "organisation__name", "pk")
