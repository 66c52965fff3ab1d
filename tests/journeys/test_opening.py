"""What only the coordination does of a call: open the next one, give one file more time, type a paper one."""

import pytest

from candidates.models import Application
from ccr.programme.models import Campaign
from ccr.programme.roles import Role
from ccr.programme.seats import holders, seat_of
from tests.candidates.reading import plain
from tests.factories import candidates
from tests.factories.core import OrganisationFactory, make_campaign, make_seat


@pytest.fixture
def coordinator(transactional_db, freeze):
    """22 November 2011: the call of 2011 is open; who sits elsewhere is not taken over."""
    freeze("2011-11-22 10:00", tick=True)
    campaign = make_campaign()
    make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    return holders(campaign, Role.COORDINATOR)[0]


def test_a_coordinator_opens_a_call(coordinator, open_page, axe):
    page = open_page(coordinator)
    page.goto("/2011/coordination/appel/")
    page.click("text=Préparer un autre appel")
    assert "décalé de 1 an" in plain(page.inner_text("main"))
    axe(page)
    page.fill("#id_deadline_on", "2012-12-20")
    page.click("text=Créer l’appel et continuer")

    # The sites: what each offers.
    for name, surface in (("Friche", "1600"), ("mk2", "900")):
        page.click(f"a:has-text('Modifier le site {name}')")
        page.fill("#id_offered_m2", surface)
        page.click("text=Enregistrer le site")
    assert "Surface proposée : 1 600 m²" in plain(page.inner_text("main"))
    axe(page)
    page.click("text=Étape suivante : Pièces")

    # The pieces: one more, asked of associations.
    page.click("text=Demander une pièce")
    page.fill("#id_label", "Composition du bureau")
    page.select_option("#id_only_for", "associations")
    page.click("text=Enregistrer la pièce")
    page.click("button:has-text('Monter : Composition du bureau')")
    axe(page)
    page.click("text=Étape suivante : Grille et nombres")
    axe(page)
    page.click("text=Enregistrer et continuer")

    # The calendar: an information day.
    page.click("text=Ajouter une réunion")
    page.select_option("#id_kind", "information")
    page.fill("#id_day", "2012-10-18")
    page.fill("#id_hour", "10:00")
    page.click("text=Ajouter au calendrier")
    axe(page)
    page.click("text=Enregistrer et continuer")

    # Before opening: said, not blocking; then as a candidate sees it.
    assert "Appel 2012 peut être publié" in plain(page.inner_text("h1"))
    assert "Personne ne préside encore le comité" in page.inner_text("main")
    axe(page)
    page.click("text=Voir comme un candidat")
    assert "Il vous reste 99 jours pour candidater" in plain(page.inner_text("h1"))
    axe(page)
    page.click("nav[aria-label='Pages de l’aperçu'] >> text=Le projet")
    assert page.is_disabled("#id_project")
    axe(page)
    page.click("text=Préparer l’appel")

    page.click("text=Publier l’appel")
    axe(page)
    page.click("button:has-text('Publier l’appel')")
    assert "Les candidatures ouvrent le 12 septembre 2012" in plain(page.inner_text("main"))
    assert Campaign.objects.get(slug="2012").is_public

    visitor = open_page(width=375)
    visitor.goto("/")
    assert "Les candidatures ouvrent le 12 septembre 2012" in plain(visitor.inner_text("main"))
    axe(visitor)
    visitor.click("text=Se préparer")
    assert "clôture le jeudi 20 décembre 2012 à 23 h 59" in plain(visitor.inner_text("main"))
    assert "Composition du bureau (pour les associations)" in plain(visitor.inner_text("main"))
    axe(visitor)


def test_a_coordinator_gives_time_and_types_a_paper_file(coordinator, open_page, axe):
    campaign = Campaign.objects.get()
    begun = candidates.begin(campaign, OrganisationFactory(name="Café des Quais"))
    OrganisationFactory(name="Les Aînés du Panier")
    page = open_page(coordinator)
    page.goto("/2011/coordination/structures/")

    page.click("main >> text=Café des Quais")
    page.click("text=Accorder un délai")
    axe(page)
    page.fill("#id_until", "2011-12-22")
    page.fill("#id_reason", "La coordinatrice est hospitalisée.")
    page.click("button:has-text('Accorder ce délai')")
    assert "22 décembre 2011" in plain(page.inner_text("main"))
    assert Application.objects.system().get(pk=begun.pk).extensions.count() == 1

    page.goto("/2011/coordination/structures/")
    page.click("text=Saisir un dossier papier")
    page.fill("#id_q", "aînés")
    page.click("button:has-text('Chercher')")
    page.click("text=Saisir son dossier")
    page.fill("#id_received_on", "2011-11-18")
    page.fill("#id_representative", "Odette Maurin")
    page.fill("#id_address", "12 rue de la Fourmi, 13002 Marseille")
    page.click("button:has-text('Commencer la saisie')")
    axe(page)
    page.click("main >> text=Le projet")
    page.fill("#id_project", "Des ateliers de cuisine entre générations.")
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    page.get_by_text("Brouillon enregistré.").wait_for()

    paper = Application.objects.system().get(organisation__name="Les Aînés du Panier")
    clerk = seat_of(coordinator, campaign)
    candidates.fill(paper, by=clerk, project="Des ateliers de cuisine entre générations.")
    page.goto(f"/2011/coordination/structures/{paper.pk}/")
    page.click("text=Relire et déposer")
    assert "au nom de Odette Maurin" in plain(page.inner_text("main"))
    page.click("button:has-text('Déposer la candidature')")
    assert "L’attestation à imprimer" in plain(page.inner_text("main"))
    axe(page)
