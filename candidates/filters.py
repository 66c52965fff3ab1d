"""How the coordination narrows and sorts the table of structures, with how many there are behind each choice."""

from collections import Counter
from dataclasses import dataclass

import django_filters
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

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
ASSOCIATION, COMPANY = "association", "societe"
ONLINE, PAPER = "en-ligne", "papier"
OWN_VALUES = {
    "forme": Case(
        When(organisation__legal_form__in=ASSOCIATION_FORMS, then=Value(ASSOCIATION)), default=Value(COMPANY)
    ),
    "candidature": F("state"),
    "saisie": Case(When(paper__isnull=True, then=Value(ONLINE)), default=Value(PAPER)),
    "decision": Coalesce("outcome__value", Value(PENDING)),
}
"""The expression of each of the candidates' own choices."""


@dataclass(frozen=True)
class Counts:
    """How many structures there are, how many deposited, how many the filters keep, and how many of these withdrew."""

    total: int
    deposited: int
    kept: int
    withdrawn: int


class StructureFilter(django_filters.FilterSet):
    """Own columns, then one choice per column that the other rooms offer (``registry.Column``)."""

    q = django_filters.CharFilter(label="Nom, SIREN ou n° de dépôt", method="found")
    forme = django_filters.ChoiceFilter(
        label="Forme",
        choices=[(ASSOCIATION, "associations"), (COMPANY, "autres formes")],
        empty_label="Toutes",
        method="kept_by",
    )
    candidature = django_filters.ChoiceFilter(
        label="Candidature", choices=ApplicationState.choices, empty_label="Toutes", method="kept_by"
    )
    saisie = django_filters.ChoiceFilter(
        label="Saisie",
        choices=[(ONLINE, "en ligne"), (PAPER, "d’après un dossier papier")],
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

    OWN = frozenset({"q", *OWN_VALUES})
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

    def value(self, name: str):
        """The expression of the choice that an application falls under; for the text, the text where it is found."""
        if name == "q":
            text = self.chosen()["q"]
            return Case(When(self.names(text), then=Value(text)), default=Value(""))
        return self.columns[name].value(self.seat) if name in self.columns else OWN_VALUES[name]

    def found(self, queryset, name, text):
        return queryset.filter(self.names(text))

    def names(self, text: str) -> Q:
        """Whether the structure's name or number, or that of its deposit, holds the text."""
        named = Organisation.objects.named(text).values("pk")
        organisations = Q(organisation__in=named) | Q(organisation__merged_into__in=named)
        return organisations | Q(receipt_number__icontains=text.strip())

    def kept_by(self, queryset, name, value):
        return queryset.alias(**{f"in_{name}": self.value(name)}).filter(**{f"in_{name}": value})

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

    def count(self) -> Counts:
        """Count the structures, and write beside each choice how many it would keep, the other filters staying.

        One query: the choices that each structure falls under. The text is one more.
        """
        chosen = self.chosen()
        names = [name for name in self.filters if name != "tri" and (name != "q" or "q" in chosen)]
        rows = self.queryset.order_by().annotate(**{f"in_{name}": self.value(name) for name in names})
        combinations = Counter(rows.values_list(*(f"in_{name}" for name in names)))
        everything, kept, behind = Counter(), Counter(), {name: Counter() for name in names}
        for values, number in combinations.items():
            values = dict(zip(names, values, strict=True))
            left_out_by = {name for name, value in values.items() if chosen.get(name, value) != value}
            everything[values["candidature"]] += number
            if not left_out_by:
                kept[values["candidature"]] += number
            for name, value in values.items():
                if left_out_by <= {name}:
                    behind[name][value] += number
        for name in set(names) - {"q"}:
            field = self.form.fields[name]
            field.choices = [(value, f"{label} ({behind[name][value]})") for value, label in field.choices if value]
        return Counts(
            total=everything.total(),
            deposited=everything[ApplicationState.DEPOSITED],
            kept=kept.total(),
            withdrawn=kept[ApplicationState.WITHDRAWN],
        )

    def ordered(self):
        """The structures kept, sorted; equal ones always come in the same order."""
        chosen = self.form.cleaned_data.get("tri") if self.form.is_valid() else ""
        _, order = SORTS.get(chosen, SORTS["nom"])
        return self.qs.order_by(*order, "organisation__name", "pk")
