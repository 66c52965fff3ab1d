"""Names come in the order a French reader looks for them, in PostgreSQL and in SQLite alike."""

import random
import sqlite3

import pytest
from django.db import connection
from django.urls import reverse

from ccr import collation
from ccr.accounts.models import Person
from ccr.directory.models import Organisation
from ccr.programme.roles import Role
from tests.factories import candidates
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat

IN_ORDER = [
    "Atelier Recyclé",
    "à la bonne heure",
    "Ecla",
    "Éclat",
    "ÉCLATS",
    "Épices du Sud",
    "L’Établi",
    "l'étable",
    "Œuvre commune",
    "Orange amère",
    "Savon de Marseille",
    "Zeste",
]
IN_ORDER.sort(key=collation.key)


def test_the_order_is_a_french_readers():
    assert IN_ORDER.index("Épices du Sud") < IN_ORDER.index("Savon de Marseille")
    assert IN_ORDER.index("Œuvre commune") < IN_ORDER.index("Orange amère") < IN_ORDER.index("Zeste")
    assert IN_ORDER[0] == "à la bonne heure"


@pytest.fixture
def shuffled():
    names = list(IN_ORDER)
    random.Random(7).shuffle(names)  # always the same disorder
    return names


def test_postgresql_sorts_names_so(postgres, db, shuffled):
    for name in shuffled:
        OrganisationFactory(name=name)

    assert list(Organisation.objects.order_by("name").values_list("name", flat=True)) == IN_ORDER


def test_a_page_of_the_directory_sorts_nothing(postgres, db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")  # a few rows are sorted faster than any index is read
        plan = Organisation.objects.kept().order_by("name", "pk")[:50].explain()

    assert "organisation_in_order" in plan
    assert "Sort" not in plan


def test_sqlite_sorts_names_so(shuffled):
    class Connection:
        vendor = "sqlite"
        connection = sqlite3.connect(":memory:")

    collation.install(Connection)
    rows = Connection.connection
    rows.execute(f"CREATE TABLE named (name text COLLATE {collation.FRENCH})")
    rows.executemany("INSERT INTO named VALUES (?)", [(name,) for name in shuffled])

    assert [name for (name,) in rows.execute("SELECT name FROM named ORDER BY name")] == IN_ORDER
    assert rows.execute("SELECT count(*) FROM named WHERE name = 'Eclat'").fetchone() == (0,)
    rows.close()


def test_people_sort_so_too(db):
    for name in ("Zidane", "Émery", "Durand"):
        PersonFactory(last_name=name)
    names = Person.objects.order_by("last_name").values_list("last_name", flat=True)

    assert list(names) == ["Durand", "Émery", "Zidane"]


def test_the_coordinations_table_sorts_so(db, freeze, sign_in):
    freeze(candidates.OPEN_DAY)
    campaign = make_campaign()
    for name in ("Savon de Marseille", "Épices du Sud", "Zeste"):
        candidates.begin(campaign, OrganisationFactory(name=name))
    page = sign_in(make_seat(campaign, Role.COORDINATOR).person).get(reverse("candidates:structures", args=["2011"]))

    assert [line["application"].organisation.name for line in page.context["lines"]] == [
        "Épices du Sud",
        "Savon de Marseille",
        "Zeste",
    ]


def test_no_index_and_no_constraint_rests_on_the_collation():
    """SQLite's own tools have not the collation, and still copy the file (« make backup »)."""
    from django.apps import apps

    for model in apps.get_models():
        named = {field.name for field in model._meta.local_fields if getattr(field, "db_collation", None)}
        told = [
            field
            for index in (*model._meta.indexes, *model._meta.constraints)
            for field in getattr(index, "fields", ())
        ]
        assert not named & set(told), model._meta.label
        assert not [
            name for name in named if model._meta.get_field(name).unique or model._meta.get_field(name).db_index
        ]
