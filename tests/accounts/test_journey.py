"""From « Candidater » to the organisation, in a browser, with and without JavaScript."""

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ccr import clock
from ccr.accounts.models import Person
from tests.factories.core import PASSWORD, make_campaign


@pytest.fixture
def open_call(transactional_db):
    """A call that takes applications today, on the real clock: a browser has no other."""
    today = clock.today()

    def day(days):
        return today + datetime.timedelta(days=days)

    return make_campaign(
        "ouvert",
        published=False,
        opens_on=day(-10),
        deadline_on=day(30),
        diagnostics_from=day(-10),
        diagnostics_until=day(60),
        sessions_from=day(120),
        sessions_until=day(500),
    )


@pytest.mark.parametrize("javascript", [True, False])
def test_a_newcomer_signs_up_and_names_her_organisation(open_call, open_page, axe, mailoutbox, code_in, javascript):
    type(open_call).objects.update(state="published")
    page = open_page(javascript=javascript, width=375, height=700)

    page.goto(reverse("directory:choose", args=["ouvert"]))
    page.get_by_role("link", name="Créer un compte").click()
    page.get_by_label("Prénom").fill("Nour")
    page.get_by_label("Nom", exact=True).fill("Arrivé")
    page.get_by_label("Adresse e-mail").fill("nour@exemple.fr")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte").click()
    page.get_by_label("Code reçu par e-mail").fill(code_in(mailoutbox[-1]))
    page.get_by_role("button", name="Confirmer mon adresse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trouvez votre organisation")
    page.get_by_label("Nom, SIREN, SIRET ou RNA").fill("732 829 320")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Créer sa fiche").click()
    page.get_by_label("Nom de l’organisation").fill("Le Fournil partagé")
    page.get_by_label("Forme juridique").select_option(label="SARL")
    if javascript:
        axe(page)
    page.get_by_role("button", name="Créer l’organisation").click()

    page.wait_for_url("**/ouvert/candidater/*/**")
    person = Person.objects.get(email="nour@exemple.fr")
    assert person.memberships.get().organisation.siren == "732829320"
