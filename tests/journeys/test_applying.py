"""From the public home to the receipt of the deposit, on a telephone, by somebody who has no account."""

import io

from playwright.sync_api import expect
from pypdf import PdfReader

from candidates.models import Version
from ccr.accounts.models import Person
from tests.accounts.conftest import CODE
from tests.candidates.reading import plain
from tests.factories import candidates
from tests.factories.core import PASSWORD
from tests.journeys import sections


def test_a_candidate_from_the_home_page_to_the_receipt_on_a_telephone(call, open_page, mailoutbox):
    page = open_page(width=375, height=700)
    page.goto("/")
    page.get_by_role("link", name="Candidater").first.click()
    page.get_by_role("link", name="Créer mon compte").first.click()
    sign_up(page, mailoutbox)
    name_her_organisation(page)
    type_every_section(page, call)
    page.get_by_role("link", name="Relire et déposer").first.click()
    page.get_by_role("button", name="Déposer la candidature").first.click()
    page.get_by_text("L’attestation part par e-mail.").wait_for()

    version = Version.objects.system().with_parts().get()
    number = version.application.receipt_number
    assert f"Votre candidature est déposée sous le numéro {number}" in plain(page.inner_text("main"))
    assert (version.structure_name, version.project) == ("Le Fournil partagé", "Un comptoir de vrac.")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Attestation de dépôt").click()
    paper = PdfReader(io.BytesIO(downloading.value.path().read_bytes()))
    assert number in plain("".join(sheet.extract_text() for sheet in paper.pages))


def test_a_newcomer_signs_up_and_applies_without_a_script(call, open_page, mailoutbox):
    """What the other sides do without a script: ``test_without_a_script.py``."""
    page = open_page(javascript=False, width=375, height=700)
    page.goto("/ouvert/candidater/organisation/")
    page.get_by_role("link", name="Créer un compte").click()
    sign_up(page, mailoutbox)
    name_her_organisation(page)

    person = Person.objects.get(email="nour@exemple.fr")
    assert person.memberships.get().organisation.siren == "732829320"
    type_every_section(page, call, scripts=False)
    page.get_by_role("link", name="Relire et déposer").first.click()
    page.get_by_role("button", name="Déposer la candidature").first.click()
    page.get_by_text("L’attestation part par e-mail.").wait_for()
    version = Version.objects.system().with_parts().get()
    assert (version.structure_name, version.activity) == ("Le Fournil partagé", "Boulangerie.")
    assert version.application.receipt_number in plain(page.inner_text("main"))


def sign_up(page, mailoutbox):
    """An account, with the code that its address receives."""
    page.get_by_label("Prénom").fill("Nour")
    page.get_by_label("Nom", exact=True).fill("Arrivé")
    page.get_by_label("Adresse e-mail").fill("nour@exemple.fr")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte").click()
    page.get_by_label("Code reçu par e-mail").fill(CODE.search(mailoutbox[-1].body).group())
    page.get_by_role("button", name="Confirmer mon adresse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trouvez votre organisation")


def name_her_organisation(page):
    """One that nobody has named yet; her application begins with it."""
    page.get_by_label("Nom, SIREN, SIRET ou RNA").fill("732 829 320")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_label("Nom de l’organisation").fill("Le Fournil partagé")
    page.get_by_label("Forme juridique").select_option(label="SARL")
    page.get_by_label("Qui vous a orienté vers la CCR").select_option("alone")
    page.get_by_role("button", name="Créer et commencer la candidature").click()
    page.wait_for_url("**/candidature/*/structure/")


def type_every_section(page, call, scripts=True):
    """From one section to the next by its own button. A file leaves when it is chosen or, without a script, pressed."""
    sections.type_in(page, sections.answers(call) | {"ess": {"ess_answer_1": True}})
    page.get_by_role("button", name="Signer la charte").click()
    page.get_by_role("link", name="Rubrique suivante").click()
    for kind in ("statutes", "accounts"):
        file = {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": candidates.small_pdf(kind)}
        page.set_input_files(f"#fichier-{kind}", file)
        if scripts:
            page.wait_for_selector(f"#piece-{kind} .piece-said.is-saved")
        else:
            page.click(f"#piece-{kind} button")
    page.get_by_role("link", name="Rubrique suivante").click()
    page.locator("[id='id_contact-1-kind']").select_option("elected")
    page.get_by_role("button", name="Enregistrer et tout revoir").click()
