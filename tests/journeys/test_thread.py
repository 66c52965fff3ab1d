"""One structure through the whole programme, in a browser, by the people it takes; the structure has a telephone.

12 September 2011, the information day, to February 2012: it applies, asks for a diagnostic, receives its note, is
decided on, passes its note on, joins a session, states a need in money; the coordinator and the pilot look on.
``test_without_a_script.py`` walks the same way without JavaScript.
"""

import datetime

import pytest

from candidates.models import Application
from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.programme.tasks import daily
from tests.factories import candidates
from tests.factories.core import OrganisationFactory
from tests.journeys.conftest import NAME


def text_of(page) -> str:
    return page.inner_text("main").replace("\u00a0", " ").replace("\u202f", " ")


def heading(page) -> str:
    return page.inner_text("h1").replace("\u00a0", " ")


@pytest.mark.browser
@pytest.mark.long
def test_a_structure_walks_through_the_programme(people, freeze, open_page, sign_in, settings):
    desks = {}

    def at_her_desk(person):
        """Everybody has one browser, and signs in again each time she comes back to it: weeks have passed."""
        person = getattr(person, "person", person)
        if person not in desks:
            wide = {"width": 375, "height": 700} if person == people.candidate else {}
            desks[person] = page = open_page(**wide)
            # What one types saves itself when one leaves the field for the button: too late once the button won.
            page.expected_errors.append("409")
        cookie = sign_in(person).cookies[settings.SESSION_COOKIE_NAME]
        desks[person].context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": settings.CCR_BASE_URL}])
        return desks[person]

    for _ in range(4):  # the pilot is shown nothing under 3
        candidates.begin(people.campaign, OrganisationFactory())
    apply(at_her_desk(people.candidate))
    be_diagnosed(people, freeze, at_her_desk)
    deposit(people, freeze, at_her_desk)
    be_decided_on(people, freeze, at_her_desk)
    freeze("2012-02-02 10:00", tick=True)
    pass_the_note_on(people, at_her_desk)
    join_a_session(people, at_her_desk)
    state_a_need(people, at_her_desk)
    look_on(people, at_her_desk)


def apply(page):
    """From the public home to the first draft."""
    page.goto("/")
    page.get_by_role("link", name="Candidater").first.click()
    page.click(f"main >> text=Candidater pour {NAME}")
    page.get_by_label("Qui vous a orienté vers la CCR").select_option("alone")
    page.get_by_role("button", name="Commencer la candidature").click()
    page.get_by_role("link", name="Le projet", exact=True).first.click()
    page.fill("#id_project", "Un comptoir de vrac.")
    page.fill("#id_reasons", "Partager les caisses.")
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    page.get_by_text("Brouillon enregistré.").wait_for()


def be_diagnosed(people, freeze, at_her_desk):
    """Asked, assigned, written, validated, given back on 1 December."""
    structure = at_her_desk(people.candidate)
    structure.goto("/2011/appui/diagnostics/mon-diagnostic/")
    structure.get_by_label("Avant la sélection").check()
    structure.get_by_role("button", name="Demander un diagnostic").click()
    assert heading(structure) == "RAMSESS va désigner votre diagnostiqueur"

    ramsess = at_her_desk(people.ramsess)
    ramsess.goto("/2011/")
    ramsess.get_by_role("link", name="Attribuer").click()
    ramsess.get_by_role("link", name=f"Attribuer : {NAME}").click()
    ramsess.get_by_label(people.diagnostician.person.full_name, exact=True).check()
    ramsess.get_by_role("button", name="Attribuer").click()
    assert heading(ramsess) == "Aucune demande ne vous attend"

    freeze("2011-11-14 10:00", tick=True)
    diagnostician = at_her_desk(people.diagnostician)
    diagnostician.goto("/2011/appui/diagnostics/")
    diagnostician.get_by_role("link", name=NAME).click()
    diagnostician.get_by_role("button", name="Commencer le diagnostic").click()
    diagnostician.get_by_role("link", name="10. Avis d’opportunité").click()
    diagnostician.get_by_label("opportun", exact=True).check()
    diagnostician.get_by_label("Raisons de l’avis").fill("Un projet mûr.")
    diagnostician.get_by_role("button", name="Enregistrer", exact=False).first.click()
    diagnostician.get_by_text("Le brouillon est enregistré.").wait_for()
    diagnostician.goto(diagnostician.url.split("/note/")[0] + "/note/remettre/")
    diagnostician.get_by_role("button", name="Relue : remettre la note").click()

    structure = at_her_desk(people.candidate)
    structure.goto("/2011/")
    structure.get_by_role("link", name="Lire la note").click()
    assert "Un projet mûr." in text_of(structure)
    structure.get_by_role("button", name="Valider la note").click()
    structure.get_by_text("La note est validée.").wait_for()

    freeze("2011-12-01 18:00", tick=True)
    diagnostician = at_her_desk(people.diagnostician)
    diagnostician.goto("/2011/appui/diagnostics/")
    diagnostician.get_by_role("link", name=NAME).click()
    diagnostician.get_by_role("link", name="Enregistrer la restitution").click()
    diagnostician.get_by_label("Tenue le").fill("2011-12-01")
    diagnostician.get_by_label("Lieu").fill("Dans ses locaux")
    diagnostician.get_by_label("Personnes de la structure présentes").fill("7")
    diagnostician.get_by_label("Leurs qualités").fill("présidente, trésorier, cinq salariés")
    diagnostician.get_by_role("button", name="Enregistrer", exact=False).first.click()
    diagnostician.get_by_text("le fil rouge est ouvert").first.wait_for()


def deposit(people, freeze, at_her_desk):
    """14 December: the rest of the application, the charter, two pieces, the deposit."""
    freeze("2011-12-14 10:00", tick=True)
    application = Application.objects.system().get(organisation__name=NAME)
    typed = {"project": "Un comptoir de vrac.", "space_kind": "", "space_m2": None}
    candidates.fill(application, sites=["mk2"], pieces=False, sign=False, **typed)
    page = at_her_desk(people.candidate)
    page.goto("/2011/candidature/")
    page.get_by_role("link", name="L’espace", exact=True).first.click()
    page.select_option("#id_space_kind", "corner")
    page.fill("#id_space_m2", "42")
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    page.get_by_text("Brouillon enregistré.").wait_for()
    page.get_by_role("link", name="La charte", exact=True).first.click()
    page.get_by_role("button", name="Signer la charte").click()
    page.get_by_role("link", name="Les pièces", exact=True).first.click()
    for kind in ("statutes", "accounts"):
        file = {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": candidates.small_pdf(kind)}
        page.set_input_files(f"#fichier-{kind}", file)
        page.wait_for_selector(f"#piece-{kind} .piece-said.is-saved")
    page.get_by_role("link", name="Relire et déposer").first.click()
    page.locator("button:has-text('Déposer la candidature')").first.click()
    assert "CCR-2011-0001" in text_of(page)


def be_decided_on(people, freeze, at_her_desk):
    """Read and checked in December, marked in January, decided and published on 31 January."""
    freeze("2011-12-20 10:00", tick=True)
    declare_no_link(people.instructor, at_her_desk)
    instructor = open_file(people.instructor, at_her_desk)
    assert "iagnostic" not in text_of(instructor)
    instructor.get_by_label("complet", exact=True).check()
    instructor.get_by_role("button", name="Enregistrer la vérification").click()
    instructor.get_by_label("favorable", exact=True).check()
    instructor.get_by_label("Motivation").fill("Projet solide.")
    instructor.get_by_role("button", name="Rendre l’avis").click()
    instructor.get_by_text("Avis rendu").first.wait_for()

    freeze("2012-01-10 10:00", tick=True)
    for seat in (people.member, people.president):
        declare_no_link(seat, at_her_desk)
        page = open_file(seat, at_her_desk)
        for index, value in enumerate((4, 3, 4, 2, 5)):
            page.locator(".mark-line").nth(index).locator(f"label:has(input[value='{value}'])").click()
        page.get_by_role("button", name="Remettre mes notes").click()
        page.get_by_text("Notes remises").first.wait_for()

    freeze("2012-01-31 14:00", tick=True)
    publish(at_her_desk(people.president))


def declare_no_link(seat, at_her_desk):
    page = at_her_desk(seat)
    page.goto("/2011/instruction/liens/")
    page.get_by_label("Je n’ai aucun lien").check()
    page.get_by_role("button", name="Déclarer").click()


def open_file(seat, at_her_desk):
    page = at_her_desk(seat)
    page.goto("/2011/instruction/")
    page.get_by_role("link", name=NAME).first.click()
    return page


def publish(page):
    """The president's day: session, proposal, attendance, publication."""
    page.goto("/2011/instruction/comite/")
    page.get_by_role("button", name="Préparer la séance").click()
    committee = page.url
    page.get_by_role("link", name=f"Proposer : {NAME}").click()
    page.get_by_label("retenue", exact=True).check()
    page.get_by_role("button", name="Enregistrer la proposition").click()
    page.goto(committee)
    page.get_by_role("link", name="Présences").first.click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Enregistrer les présences").click()
    page.goto(committee)
    page.get_by_role("link", name="Publier").first.click()
    page.get_by_role("button", name="Publier 1 décision").click()
    page.get_by_text("Les décisions sont publiées").first.wait_for()


def pass_the_note_on(people, at_her_desk):
    """The structure reads the decision, then lets one consultant read its note."""
    structure = at_her_desk(people.candidate)
    structure.goto("/2011/candidature/parcours/")
    assert "retenue" in text_of(structure).lower()
    structure.goto("/2011/appui/diagnostics/mon-diagnostic/")
    structure.get_by_role("link", name="note", exact=False).first.click()
    structure.get_by_label("Consultant").select_option(index=1)
    structure.get_by_label("Au nom de ma structure").check()
    structure.get_by_role("button", name="Transmettre", exact=False).first.click()
    structure.get_by_text("La note est transmise").first.wait_for()

    consultant = at_her_desk(people.consultant)
    consultant.goto("/2011/appui/diagnostics/notes-transmises/")
    consultant.get_by_role("link", name=NAME).first.click()
    assert "Un projet mûr." in text_of(consultant)

    structure.reload()
    assert people.consultant.person.full_name in text_of(structure)


def join_a_session(people, at_her_desk):
    """ESIA plans session 1 with its consultant, and enrols the structure, on the note it passed on."""
    officer = at_her_desk(people.dla_officer)
    officer.goto("/2011/appui/sessions/planifier/")
    officer.get_by_label("Intitulé").fill("Stratégie et ventes")
    officer.get_by_label("Consultant").select_option(index=1)
    for number in range(1, people.campaign.session_days + 1):
        day = datetime.date(2012, 3, 1) + datetime.timedelta(weeks=2 * number)
        officer.get_by_label(f"Jour {number}", exact=True).fill(f"{day}")
        officer.get_by_label(f"Lieu du jour {number}").fill("Cité des Associations")
    officer.get_by_role("button", name="Planifier la session").click()
    officer.get_by_text("La session 1 est planifiée.").wait_for()
    officer.get_by_role("button", name=f"Inscrire {NAME}").click()
    officer.get_by_text(f"{NAME} est inscrite").first.wait_for()

    structure = at_her_desk(people.candidate)
    structure.goto("/2011/appui/sessions/ma-session/")
    assert heading(structure) == "Vous êtes inscrits à la session 1"


def state_a_need(people, at_her_desk):
    """A need in money, which the DLA's officer reads; alone, the fund's officer is told no sum of it."""
    structure = at_her_desk(people.candidate)
    structure.goto("/2011/appui/financement/mes-besoins/")
    structure.get_by_label("Type de besoin").select_option("Déménagement")
    structure.get_by_label("Mois").fill("2012-03")
    structure.get_by_label("Montant").fill("2500")
    structure.get_by_label("Certitude").select_option("certain")
    structure.get_by_role("button", name="Ajouter ce besoin").click()
    assert heading(structure) == "2 500 € de déménagement à réunir d’ici mars 2012"

    officer = at_her_desk(people.dla_officer)
    officer.goto("/2011/appui/financement/")
    assert "2 500" in text_of(officer)
    fund = at_her_desk(people.fund_officer)
    fund.goto("/2011/appui/financement/")
    assert "2 500" not in text_of(fund)
    assert "elle dirait ce que l’une d’elles exprime" in text_of(fund)


def look_on(people, at_her_desk):
    """The coordinator sees both lanes' statuses and dates, and no word of either; the pilot, figures without names."""
    coordinator = at_her_desk(seats.holders(people.campaign, Role.COORDINATOR)[0])
    coordinator.goto("/2011/coordination/structures/")
    row = coordinator.locator("tr", has_text=NAME).inner_text().lower()
    for status in ("retenue", "restitué", "inscrite"):
        assert status in row
    assert "un projet mûr" not in row

    daily()
    pilot = at_her_desk(people.pilot)
    pilot.goto("/2011/pilotage/")
    assert heading(pilot) == "Le programme en chiffres, février 2012"
    assert pilot.locator("section", has_text="Candidatures commencées").locator(".figure-value").inner_text() == "5"
    assert NAME not in text_of(pilot)
