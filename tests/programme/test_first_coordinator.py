"""The first account of an installation: a command on an empty database, then the person finds her call to finish."""

import pytest
from django.core.management import CommandError, call_command

from ccr.accounts.models import Person
from ccr.directory.models import Organisation
from ccr.programme.models import Campaign, CampaignState

pytestmark = pytest.mark.django_db
SIREN = "732829320"


def run(email="claire@exemple.fr", siren=SIREN, **options):
    call_command("first_coordinator", email, "Claire", "Vidal", siren=siren, **options)


def test_she_finds_a_call_to_finish(freeze, sign_in, capsys):
    freeze("2026-03-02 10:00")
    run("Claire@Exemple.fr")

    assert "/2026/" in capsys.readouterr().out
    campaign = Campaign.objects.get()
    assert (campaign.slug, campaign.state) == ("2026", CampaignState.DRAFT)
    assert Organisation.objects.get().siren == SIREN
    home = sign_in(Person.objects.get(email="claire@exemple.fr")).get("/entree/", follow=True)
    assert home.redirect_chain[-1][0] == "/2026/"
    assert "Finir de préparer l’appel" in home.content.decode()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"siren": "732829321"}, "SIREN"),
        ({"campaign": "compte"}, "déjà l’adresse d’une page"),
        ({"campaign": "deux mots"}, "traits d’union"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_leaves_nothing(freeze, options, sentence):
    freeze("2026-03-02 10:00")
    with pytest.raises(CommandError, match=sentence):
        run(**options)
    assert not Campaign.objects.exists() and not Person.objects.exists()


def test_a_second_run_says_that_the_call_is_there(freeze):
    freeze("2026-03-02 10:00")
    run()
    with pytest.raises(CommandError, match="existe déjà"):
        run()


def test_an_account_that_nobody_confirmed_gets_nothing(db):
    """Whoever signs up may type any address: hers becomes a coordinator's only once she came in by it."""
    person = Person.objects.create_user("claire@exemple.fr", first_name="Mal", last_name="Lory")
    person.emailaddress_set.update(verified=False)

    with pytest.raises(CommandError, match="jamais été confirmé"):
        call_command("first_coordinator", "claire@exemple.fr", "Claire", "Garnier", siren="732829320")

    assert not Campaign.objects.exists()
