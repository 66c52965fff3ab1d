"""One record per organisation, and what identifies it."""

import pytest
from django.urls import reverse

from candidates.forms import ReferralForm
from candidates.models import Application, Referral
from ccr import registry
from ccr.directory import services
from ccr.directory.models import LegalForm, Organisation
from ccr.wall.errors import DomainError, refuse
from ccr.wall.sides import Side
from tests.factories.core import PersonFactory


@pytest.fixture
def create(sign_in, newcomer, typed):
    """Post the form of creation."""
    client = sign_in(newcomer)
    address = reverse("directory:create", args=["2011"])
    return lambda **changes: client.post(address, typed(**changes))


def test_a_newcomer_creates_her_organisation_and_goes_on(create, newcomer, only):
    response = create(number="732 829 320 00074", website="fournil.exemple")

    organisation = only("Le Fournil partagé")
    application = Application.objects.system().get(organisation=organisation)
    assert response.url == f"{reverse('candidates:application', args=['2011', application.pk])}?debut"
    assert Referral.objects.system().get(application=application).came == "alone"
    assert (organisation.siren, organisation.siret) == ("732829320", "73282932000074")
    assert organisation.website == "https://fournil.exemple"
    membership = newcomer.memberships.get()
    assert (membership.organisation, membership.is_representative) == (organisation, True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": "732829321"}, "clé de contrôle est fausse"),
        ({"number": ""}, "Indiquez le SIREN ou le SIRET de votre organisation."),
        ({"number": "732829320", "rna": "W133012345"}, "Seule une association a un numéro RNA."),
        ({"legal_form": LegalForm.ASSOCIATION}, "une association toute récente peut donner son seul numéro RNA"),
        ({"legal_form": LegalForm.ASSOCIATION, "rna": "W133012345"}, "indiquez la date de déclaration"),
        (
            {"legal_form": LegalForm.ASSOCIATION, "rna": "W133012345", "declared_on": "2009-10-03"},
            "plus de 24 mois",
        ),
        (
            {"legal_form": LegalForm.ASSOCIATION, "rna": "W133012345", "declared_on": "2011-10-04"},
            "dans l’avenir",
        ),
        ({"number": "732829320", "postcode": "1300"}, "cinq chiffres"),
        ({"number": "732829320", "postcode": "１３００１"}, "cinq chiffres"),
        ({"number": "732829320", "postcode": "²²²²²"}, "cinq chiffres"),
        ({"number": "732829320", "city": "Marseille\uffff"}, "signe invisible"),
        ({"number": "732829320", "sent_by": ""}, "Choisissez une réponse"),
    ],
)
def test_what_does_not_identify_is_refused_and_nothing_is_lost(create, changes, sentence, says):
    response = create(**changes)

    assert response.status_code == 422
    assert says(response, sentence, 'value="Le Fournil partagé"', "à corriger")
    assert not Organisation.objects.filter(name="Le Fournil partagé").exists()


def test_a_young_association_goes_without_siren(create, only):
    create(legal_form=LegalForm.ASSOCIATION, rna="W133012345", declared_on="2009-10-04")

    assert only("Le Fournil partagé").rna == "W133012345"


def test_what_bars_the_application_is_said_and_the_record_stays(create, monkeypatch, only, says):
    refused = registry.Beginning(
        ReferralForm({"sent_by": "alone"}), "", lambda *args, **kwargs: refuse("Siège suspendu.")
    )
    monkeypatch.setitem(registry._providers, ("beginning", Side.NEWCOMER), [lambda data: refused])

    response = create(number="732829320")

    assert response.url == reverse("candidates:begin", args=["2011", only("Le Fournil partagé").pk])
    assert says(response.client.get(response.url), "est dans l’annuaire. Siège suspendu.")


def test_a_known_number_leads_to_asking(create, association, says, sign_in, newcomer):
    response = create(number="732829320")

    assert response.url == reverse("directory:join", args=["2011", association.pk])
    assert says(sign_in(newcomer).get(response.url), "Demander à rejoindre Les Paniers du Vallon")
    assert Organisation.objects.filter(siren="732829320").count() == 1


def test_the_form_of_a_scop_says_that_it_is_one(create, only):
    create(number="732829320", legal_form=LegalForm.SARL_COOPERATIVE_SCOP)

    assert only("Le Fournil partagé").is_scop


def test_two_people_who_create_together_give_one_organisation(race, values, freeze):
    freeze("2011-10-03 10:00")
    first, second = PersonFactory(), PersonFactory()

    outcomes = race(
        lambda: services.create_organisation(values(), person=first),
        lambda: services.create_organisation(values(name="Le fournil"), person=second),
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyKnown", "Organisation"]
    [known] = [outcome for outcome in outcomes if isinstance(outcome, services.AlreadyKnown)]
    assert "Demandez à la rejoindre" in known.sentence
    assert Organisation.objects.filter(siren="732829320").get() == known.organisation


def test_the_service_refuses_what_the_form_would(values, newcomer):
    with pytest.raises(DomainError, match="Indiquez le SIREN"):
        services.create_organisation(values(siren=None), person=newcomer)


def test_changing_to_the_number_of_another_is_refused(association, values, newcomer):
    other = services.create_organisation(values(siren="404833048"), person=newcomer)

    with pytest.raises(services.AlreadyKnown):
        services.change_organisation(other, {"siren": "732829320"}, by=newcomer)
