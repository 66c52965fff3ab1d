"""What the tests of the candidates' room share: an open call, on a stopped clock."""

import pytest

from ccr import clock, registry
from ccr.programme.roles import Role
from ccr.registry import Cell, Column
from ccr.wall.sides import Lane, Side
from ccr.workflow import Badge
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory, make_campaign, make_seat


@pytest.fixture
def campaign(db, freeze):
    """The call of the scenarios, open, 23 days before its deadline (15/12/2011)."""
    freeze(make.OPEN_DAY)
    return make_campaign()


@pytest.fixture
def application(campaign):
    """An application just begun."""
    return make.begin(campaign)


@pytest.fixture
def ready(campaign):
    """An application that only waits for its deposit."""
    return make.ready(campaign)


@pytest.fixture
def deposited(campaign):
    """A deposited application."""
    return make.deposited(campaign)


@pytest.fixture
def coordinator(campaign):
    """The seat of a coordinator of Regain."""
    return make_seat(campaign, Role.COORDINATOR)


@pytest.fixture
def president(campaign):
    """The seat of the committee's president."""
    return make_seat(campaign, Role.COMMITTEE_PRESIDENT)


@pytest.fixture
def as_representative(sign_in):
    """``as_representative(application)``: the client of who represents the structure."""
    return lambda application: sign_in(make.representative(application).person)


@pytest.fixture
def office(coordinator, sign_in):
    """The coordinator's client."""
    return sign_in(coordinator.person)


@pytest.fixture
def columns(monkeypatch):
    """``columns((key, label, lane), …)``: what other rooms would offer, each in one query."""

    def offer(*wanted):
        from django.db.models.functions import Left, Lower

        from candidates.models import Application

        def column(key, label, lane):
            return Column(
                key,
                label,
                lane,
                [("a", "première lettre A")],
                lambda seat: Lower(Left("organisation__name", 1)),
                lambda seat, ids: {
                    row.pk: Cell(badge=Badge(f"{label} dit", "ok"), text="oui", date=clock.today())
                    for row in Application.objects.visible_to(seat).filter(pk__in=ids)
                },
            )

        monkeypatch.setitem(
            registry._providers,
            ("columns", Side.COORDINATION),
            [lambda seat: [column(*one) for one in wanted]],
        )

    return offer


@pytest.fixture
def three(campaign, columns):
    """An association that deposited, a company that began, a SCOP that withdrew."""
    columns(("diag", "Diagnostic", Lane.SUPPORT), ("file", "Dossier", Lane.INSTRUCTION))
    return (
        make.deposited(campaign, OrganisationFactory(name="Atelier Recyclé")),
        make.begin(campaign, OrganisationFactory(name="Bio Panisse", company=True)),
        make.withdrawn(campaign, OrganisationFactory(name="Couture Commune", scop=True)),
    )
