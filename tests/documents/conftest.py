import pytest

from candidates.models import Application, Document
from ccr import clock, documents
from ccr.programme.roles import Role
from tests.documents import kinds
from tests.factories.core import make_campaign, make_seat

TEMPLATES = {
    "tests/letter.html": """<!DOCTYPE html><html lang="fr"><head><title>{{ document.title }}</title></head>
<body><h1>Lettre</h1><p>Appel {{ campaign.slug }}, candidature {{ application.pk }}.</p></body></html>""",
    "tests/fetching.html": """<!DOCTYPE html><html lang="fr"><head><title>Essai</title></head>
<body><h1>Essai</h1><img src="{{ address }}" alt="essai"></body></html>""",
}


@pytest.fixture(autouse=True)
def _kinds(settings):
    """The kinds of the tests, their templates beside those of the house."""
    kinds.register()
    kinds.failing.clear()
    engine = settings.TEMPLATES[0]
    options = {key: value for key, value in engine["OPTIONS"].items() if key != "loaders"}
    loaders = [
        ("django.template.loaders.locmem.Loader", TEMPLATES),
        ("django.template.loaders.filesystem.Loader", engine["DIRS"]),
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": {**options, "loaders": loaders}}]


@pytest.fixture
def campaign(db):
    return make_campaign()


@pytest.fixture
def representative(campaign):
    return make_seat(campaign, Role.REPRESENTATIVE)


@pytest.fixture
def application(campaign, representative):
    (organisation,) = representative.organisations
    return Application.objects.system().create(campaign=campaign, organisation_id=organisation, begun_at=clock.now())


@pytest.fixture
def ask(representative, application):
    """``ask(kind, version)``: the document, waiting."""

    def one(kind="tests.letter", version="1", owner=representative):
        return documents.request(kind, about=application, owner=owner, source_version=version)

    return one


@pytest.fixture
def fresh():
    return lambda document: Document.objects.system().get(pk=document.pk)
