"""What only the coordination does of a call: open the next one, move its deadline, type a paper file.

Each page as it is first shown is checked by ``test_every_page.py``; here, those that a click leads to.
"""

import pytest

from candidates.models import Application, Draft
from ccr.programme.models import Campaign
from ccr.programme.roles import Role
from ccr.programme.seats import holders, seat_of
from tests.candidates.reading import plain
from tests.factories import candidates
from tests.factories.core import OrganisationFactory, make_campaign, make_seat
from tests.journeys import sections


@pytest.fixture
def coordinator(transactional_db, freeze):
    """22 November 2011: the call of 2011 is open; who sits elsewhere is not taken over."""
    freeze("2011-11-22 10:00", tick=True)
    campaign = make_campaign()
    make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    return holders(campaign, Role.COORDINATOR)[0]


def test_a_coordinator_opens_a_call_extends_it_and_types_a_paper_file(coordinator, open_page, axe, freeze, mailoutbox):
    page = open_page(coordinator)
    page.goto("/2011/coordination/appel/")
    prepare(page)
    publish(page)
    read_as_a_visitor(open_page(width=375), axe)

    freeze("2012-11-22 10:00", tick=True)
    campaign = Campaign.objects.get(slug="2012")
    begun = candidates.begin(campaign, OrganisationFactory(name="Café des Quais"))
    OrganisationFactory(name="Les Aînés du Panier")
    page = open_page(coordinator)  # she signs in again: a year has passed
    give_time_to_one(page, begun)
    move_the_deadline(page, axe)
    assert Campaign.objects.get(slug="2012").deadline_on == candidates.day("2013-01-10")
    told = [mail.body for mail in mailoutbox if mail.to == [candidates.representative(begun).person.email]]
    assert "La grève des transports." in told[-1] and "10\xa0janvier\xa02013" in told[-1]
    type_a_paper_file(page, campaign, seat_of(coordinator, campaign))
    axe(page)


def prepare(page):
    """From the call of the year, step by step."""
    page.click("text=Préparer un autre appel")
    assert "décalé de 1 an" in plain(page.inner_text("main"))
    page.fill("#id_deadline_on", "2012-12-20")
    page.click("text=Créer l’appel et continuer")

    # The sites: what each offers.
    for name, surface in (("Friche", "1600"), ("mk2", "900")):
        page.click(f"a:has-text('Modifier le site {name}')")
        page.fill("#id_offered_m2", surface)
        page.click("text=Enregistrer le site")
    assert "Surface proposée : 1 600 m²" in plain(page.inner_text("main"))
    page.click("text=Étape suivante : Pièces")

    # The pieces: one more, asked of associations.
    page.click("text=Demander une pièce")
    page.fill("#id_label", "Composition du bureau")
    page.select_option("#id_only_for", "associations")
    page.click("text=Enregistrer la pièce")
    page.click("button:has-text('Monter : Composition du bureau')")
    page.click("text=Étape suivante : Grille et nombres")
    page.click("text=Enregistrer et continuer")

    # The calendar: an information day.
    page.click("text=Ajouter une réunion")
    page.select_option("#id_kind", "information")
    page.fill("#id_day", "2012-10-18")
    page.fill("#id_hour", "10:00")
    page.click("text=Ajouter au calendrier")
    page.click("text=Enregistrer et continuer")


def publish(page):
    """What is still to do is said, and does not block; the call as a candidate sees it; then the act."""
    assert "Appel 2012 peut être publié" in plain(page.inner_text("h1"))
    assert "Personne ne préside encore le comité" in page.inner_text("main")
    page.click("text=Voir comme un candidat")
    assert "Il vous reste 99 jours pour candidater" in plain(page.inner_text("h1"))
    page.click("nav[aria-label='Pages de l’aperçu'] >> text=Le projet")
    assert page.is_disabled("#id_project")
    page.click("text=Préparer l’appel")

    page.click("text=Publier l’appel")
    page.click("button:has-text('Publier l’appel')")
    assert "Les candidatures ouvrent le 12 septembre 2012" in plain(page.inner_text("main"))
    assert Campaign.objects.get(slug="2012").is_public


def read_as_a_visitor(visitor, axe):
    """On a telephone, before it opens."""
    visitor.goto("/")
    assert "Les candidatures ouvrent le 12 septembre 2012" in plain(visitor.inner_text("main"))
    axe(visitor)
    visitor.click("text=Se préparer")
    assert "clôture le jeudi 20 décembre 2012 à 23 h 59" in plain(visitor.inner_text("main"))
    assert "Composition du bureau (pour les associations)" in plain(visitor.inner_text("main"))
    axe(visitor)


def give_time_to_one(page, begun):
    page.goto("/2012/coordination/structures/")
    page.click("main >> text=Café des Quais")
    page.click("text=Accorder un délai")
    page.fill("#id_until", "2012-12-27")
    page.fill("#id_reason", "La coordinatrice est hospitalisée.")
    page.click("button:has-text('Accorder ce délai')")
    assert "27 décembre 2012" in plain(page.inner_text("main"))
    assert begun.extensions.count() == 1


def move_the_deadline(page, axe):
    """For all: the consequences first, then the act."""
    page.goto("/2012/coordination/appel/")
    page.click("text=Changer le calendrier")
    page.fill("#id_deadline_on", "2013-01-10")
    page.fill("#id_reason", "La grève des transports.")
    page.click("main form button[type=submit]")
    shown = plain(page.inner_text("main"))
    assert "10 janvier 2013 au lieu du 20 décembre 2012" in shown
    assert "1 candidature en cours de saisie" in shown and "21 jours de plus." in shown
    assert "Motif : La grève des transports." in shown
    assert Campaign.objects.get(slug="2012").deadline_on == candidates.day("2012-12-20")
    axe(page)
    page.click("text=Changer le calendrier et prévenir")
    page.get_by_text("Le calendrier est changé.").wait_for()


def type_a_paper_file(page, campaign, clerk):
    """Its first sections and the piece that this call asks; the others by the service; its deposit."""
    page.goto("/2012/coordination/structures/")
    page.click("text=Saisir un dossier papier")
    page.fill("#id_q", "aînés")
    page.click("button:has-text('Chercher')")
    page.click("text=Saisir son dossier")
    page.fill("#id_received_on", "2012-11-18")
    page.fill("#id_representative", "Odette Maurin")
    page.fill("#id_address", "12 rue de la Fourmi, 13002 Marseille")
    page.select_option("#id_sent_by", "alone")
    page.click("button:has-text('Commencer la saisie')")
    page.click("main >> text=La structure")
    typed = sections.answers(campaign)
    sections.type_in(page, {section: typed[section] for section in ("structure", "activite", "projet")})
    page.wait_for_url("**/sites/")

    paper = Application.objects.system().get(organisation__name="Les Aînés du Panier")
    draft = Draft.objects.system().get(application=paper)
    assert (draft.activity, draft.project) == ("Boulangerie.", "Un comptoir de vrac.")
    names = ("summary", "created_year", "activity", "branches", "project", "reasons")
    candidates.fill(paper, by=clerk, **{name: getattr(draft, name) for name in names})
    page.goto(f"/2012/candidature/{paper.pk}/pieces/")
    piece = page.locator("[id^='piece-']", has_text="Composition du bureau")
    file = {"name": "bureau.pdf", "mimeType": "application/pdf", "buffer": candidates.small_pdf("Bureau")}
    piece.locator("input[type=file]").set_input_files(file)
    piece.get_by_text("bureau.pdf est joint").wait_for()
    page.goto(f"/2012/coordination/structures/{paper.pk}/")
    page.click("text=Relire et déposer")
    shown = plain(page.inner_text("main"))
    assert "au nom de Odette Maurin" in shown and "Partager les caisses." in shown
    page.click("button:has-text('Déposer la candidature')")
    assert "L’attestation à imprimer" in plain(page.inner_text("main"))
