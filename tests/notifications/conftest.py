import pytest

from candidates.models import Application, Mail
from ccr import clock
from ccr.notifications import outbox
from ccr.programme.roles import Role
from tests.factories.core import make_campaign, make_seat
from tests.notifications import kinds


@pytest.fixture(autouse=True)
def _kinds():
    kinds.register()


@pytest.fixture
def campaign(db):
    return make_campaign()


@pytest.fixture
def representative(campaign):
    """Amina's seat."""
    return make_seat(campaign, Role.REPRESENTATIVE)


@pytest.fixture
def coordinator(campaign):
    return make_seat(campaign, Role.COORDINATOR)


@pytest.fixture
def application(campaign, representative):
    (organisation,) = representative.organisations
    return Application.objects.system().create(campaign=campaign, organisation_id=organisation, begun_at=clock.now())


@pytest.fixture
def queue(campaign, representative, application):
    """``queue(kind, occurrence)``: one mail to the representative about her application."""

    def one(kind="tests.seated", occurrence=""):
        to = [representative.person]
        (mail,) = outbox.queue(kind, about=application, to=to, campaign=campaign, occurrence=occurrence)
        return mail

    return one


@pytest.fixture
def fresh():
    """``fresh(mail)``: the row as it is now."""
    return lambda mail: Mail.objects.system().get(pk=mail.pk)
