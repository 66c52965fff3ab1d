import pytest
from django.utils.html import escape

from ccr.directory.models import LegalForm, Organisation
from ccr.programme import seats
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign


@pytest.fixture
def campaign(db, freeze):
    """A published call that takes applications; it is 3 October 2011, 10 in the morning."""
    freeze("2011-10-03 10:00")
    return make_campaign()


@pytest.fixture
def coordinator(campaign):
    """The seat of its coordinator."""
    return seats.seat_of(campaign.seats.get().person, campaign)


@pytest.fixture
def newcomer(campaign):
    """Somebody with an account and nothing else."""
    return PersonFactory(first_name="Nour", last_name="Arrivé", email="nour@exemple.fr")


@pytest.fixture
def association(campaign):
    """An association of the directory, with nobody in it."""
    return OrganisationFactory(name="Les Paniers du Vallon", siren="732829320", association=True)


@pytest.fixture
def member(association):
    """Its one member, who represents it."""
    person = PersonFactory(email="membre@exemple.fr")
    seats.join_organisation(person, association, is_representative=True)
    return person


@pytest.fixture
def typed():
    """What one types to record an organisation."""

    def values(**changes):
        return {
            "name": "Le Fournil partagé",
            "legal_form": LegalForm.SARL,
            "number": "",
            "rna": "",
            "declared_on": "",
            "kind": "staff",
            "sent_by": "alone",
        } | changes

    return values


@pytest.fixture
def values():
    """What the service takes."""

    def cleaned(**changes):
        return {"name": "Le Fournil partagé", "legal_form": LegalForm.SARL, "siren": "732829320", "rna": None} | changes

    return cleaned


@pytest.fixture
def says():
    """Whether a page says a sentence, whatever its apostrophes became."""

    def check(response, *sentences):
        text = response.content.decode().replace("\u00a0", " ")
        for sentence in sentences:
            assert sentence in text or escape(sentence) in text, f"« {sentence} » is not on the page"
        return True

    return check


@pytest.fixture
def only():
    """The one organisation of a name."""
    return lambda name: Organisation.objects.get(name=name)
