"""The same thread as a browser without JavaScript walks it: links followed, the forms of each page sent as they stand.

No htmx header, no script: a form is found by its button, sent where it says with every field it holds and its own token
against forged requests; only what a person types or chooses is added, in fields and choices that the page offers.
"""

import datetime
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import candidates
from tests.factories.candidates import FIGURES
from tests.journeys.conftest import INFORMATION_DAY, NAME, seat_everybody
from tests.wall.page_forms import TOKEN, TYPED, forms_on


def plain(markup: str) -> str:
    """What a person reads of it."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\u00a0", " ").replace("\u202f", " ")
    return " ".join(text.split())


BUTTON = re.compile(r"<button\b(?P<attributes>[^>]*)>(?P<label>.*?)</button>", re.S)


def attribute(name: str, attributes: str) -> str:
    """An attribute of a tag, empty when it has none."""
    found = re.search(rf'(?<![\w-]){name}="([^"]*)"', attributes)
    return html.unescape(found[1]) if found else ""


class Desk:
    """Somebody who has just signed in, in a browser without JavaScript."""

    def __init__(self, seat):
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(getattr(seat, "person", seat))

    def go(self, address):
        self.answer = self.client.get(address, follow=True)
        assert self.answer.status_code == 200, address
        return self

    @property
    def page(self) -> str:
        return re.search(r"<main\b.*?</main>", self.answer.content.decode(), re.S).group()

    @property
    def text(self) -> str:
        return plain(self.page)

    def follow(self, name):
        """The first link of that name."""
        for attributes, label in re.findall(r"<a\b([^>]*)>(.*?)</a>", self.page, re.S):
            if name in plain(attribute("aria-label", attributes) or label):
                return self.go(attribute("href", attributes).partition("#")[0])
        raise AssertionError(f"no link {name!r} in: {self.text}")

    def press(self, button, within="", files=None, **typed):
        """Send the form of that button, with what is typed, by the names of its fields.

        within: what stands before it in the page.
        """
        page = self.page[self.page.index(within) :]
        forms = re.findall(r"<form\b.*?</form>", page, re.S)
        found = [(chunk, b) for chunk in forms for b in BUTTON.finditer(chunk) if button in plain(b["label"])]
        assert found, f"no button {button!r} in: {self.text}"
        chunk, pressed = found[0]
        (form,) = forms_on(chunk, self.answer.request["PATH_INFO"])
        data = {name: field.values for name, field in form.fields.items() if field.values}
        for other in BUTTON.finditer(chunk):  # only the one that is pressed is sent
            data.pop(attribute("name", other["attributes"]), None)
        if name := attribute("name", pressed["attributes"]):
            data[name] = attribute("value", pressed["attributes"])
        for name, value in typed.items():
            field = form.fields.get(name)
            assert field, f"no field {name!r} among {list(form.fields)}"
            chosen = value if isinstance(value, list) else [value]
            assert field.kind in TYPED or set(chosen) <= set(field.choices), f"{name}: {value!r} of {field.choices}"
        for name in files or {}:
            assert 'enctype="multipart/form-data"' in chunk and f'name="{name}"' in chunk
        data |= typed | {TOKEN: form.token} | (files or {})
        self.answer = self.client.post(form.action, data, follow=True)
        assert self.answer.status_code == 200, f"{form.action}: {self.answer.status_code}"
        return self


@pytest.fixture
def people(db, freeze):
    freeze(INFORMATION_DAY)
    return seat_everybody()


def test_a_structure_walks_through_the_programme_without_a_script(people, freeze):
    apply(people)
    be_diagnosed(people, freeze)
    freeze("2011-12-14 10:00")
    deposit(people)
    be_decided_on(people, freeze)
    freeze("2012-02-02 10:00")
    pass_the_note_on(people)
    join_a_session(people)
    state_a_need(people)


def apply(people):
    page = Desk(people.candidate).go("/2011/candidater/").follow(f"Candidater pour {NAME}")
    page.press("Commencer la candidature", sent_by="alone").follow("Le projet")
    page.press("Enregistrer", project="Un comptoir de vrac.")

    assert "Brouillon enregistré." in page.text


def be_diagnosed(people, freeze):
    structure = Desk(people.candidate).go("/2011/appui/diagnostics/mon-diagnostic/")
    structure.press("Demander un diagnostic", when="before")
    assert "RAMSESS va désigner votre diagnostiqueur" in structure.text

    ramsess = Desk(people.ramsess).go("/2011/").follow("Attribuer").follow(f"Attribuer : {NAME}")
    (network,) = people.diagnostician.organisations
    ramsess.press("Attribuer", who=f"{network}:{people.diagnostician.pk}")
    assert "Aucune demande ne vous attend" in ramsess.text

    freeze("2011-11-14 10:00")
    page = Desk(people.diagnostician).go("/2011/appui/diagnostics/").follow(NAME)
    page.press("Commencer le diagnostic").follow("10. Avis d’opportunité")
    page.press("Enregistrer", opinion="timely", reasons="Un projet mûr.")
    page.follow("Relire et remettre la note").press("Relue : remettre la note")

    structure = Desk(people.candidate).go("/2011/").follow("Lire la note")
    assert "Un projet mûr." in structure.text
    structure.press("Valider la note")
    assert "La note est validée." in structure.text

    freeze("2011-12-01 18:00")
    page = Desk(people.diagnostician).go("/2011/appui/diagnostics/").follow(NAME).follow("Enregistrer la restitution")
    page.press("Enregistrer", day="2011-12-01", place="Dans ses locaux", people="7", roles="présidente, trésorier")
    assert "le fil rouge est ouvert" in page.text


def deposit(people):
    site = people.campaign.sites.get(site__name="mk2").pk.hex
    page = Desk(people.candidate).go("/2011/candidature/").follow("La structure")
    for answers in (
        {"summary": "Une épicerie associative.", "created_year": "2005"},
        {"activity": "Épicerie de produits locaux.", "branches": ["food", "reuse"]},
        {"reasons": "Partager les caisses."},
        {f"chosen-{site}": "on", f"answer-{site}": "Nous savons faire."},
        {"space_kind": "corner", "space_m2": "42", "pole": "food"},
        {"headcount": "4", "employees": "3,5", "permanent_jobs": "3", "aided_contracts": "0", "volunteers": "12"},
        {f"{part}-{year}": typed for year in (2008, 2009, 2010) for part, typed in FIGURES.items()},
        {"cooperates": "no"},
        {},
    ):
        page.press("Enregistrer et continuer", **answers)
    page.press("Signer la charte").follow("Les pièces")
    for kind in ("statutes", "accounts"):
        file = SimpleUploadedFile(f"{kind}.pdf", candidates.small_pdf(kind), content_type="application/pdf")
        page.press("Joindre", within=f'id="piece-{kind}"', files={"file": file})
    page.follow("Les contacts")
    page.press(
        "Enregistrer et tout revoir", **{f"contact-1-{part}": typed for part, typed in candidates.CONTACT.items()}
    )
    page.follow("Relire et déposer").press("Déposer la candidature")
    assert "CCR-2011-0001" in page.text


def be_decided_on(people, freeze):
    freeze("2011-12-20 10:00")
    declare_no_link(people.instructor)
    page = Desk(people.instructor).go("/2011/instruction/").follow(NAME)
    page.press("Enregistrer la vérification", complete="yes")
    page.press("Rendre l’avis", value="favourable", text="Projet solide.")
    assert "Avis rendu" in page.text

    freeze("2012-01-10 10:00")
    for seat in (people.member, people.president):
        declare_no_link(seat)
        page = Desk(seat).go("/2011/instruction/").follow(NAME)
        page.press("Remettre mes notes", **marks_on(page))
        assert "Notes remises" in page.text

    freeze("2012-01-31 14:00")
    page = Desk(people.president).go("/2011/instruction/comite/").press("Préparer la séance")
    committee = page.answer.request["PATH_INFO"]
    page.follow(f"Proposer : {NAME}").press("Enregistrer la proposition", value="retained")
    page.go(committee).follow("Présences")
    page.press("Enregistrer les présences", members=[str(seat.pk) for seat in (people.member, people.president)])
    page.go(committee).follow("Publier").press("Publier 1 décision")
    assert "Les décisions sont publiées" in page.text


def declare_no_link(seat):
    page = Desk(seat).go("/2011/instruction/liens/")
    page.press("Déclarer", none_elsewhere="on")


def marks_on(page) -> dict:
    """A mark of 4 on each line."""
    fields = {n: f for form in forms_on(page.page, "/") for n, f in form.fields.items() if f.kind == "radio"}
    return {name: "4" for name, field in fields.items() if "4" in field.choices}


def pass_the_note_on(people):
    structure = Desk(people.candidate).go("/2011/candidature/parcours/")
    assert "retenue" in structure.text.lower()
    structure.go("/2011/appui/diagnostics/mon-diagnostic/").follow("note")
    structure.press("Transmettre", consultant=str(people.consultant.pk), consent="on")
    assert "La note est transmise" in structure.text

    consultant = Desk(people.consultant).go("/2011/appui/diagnostics/notes-transmises/").follow(NAME)
    assert "Un projet mûr." in consultant.text


def join_a_session(people):
    officer = Desk(people.dla_officer).go("/2011/appui/sessions/planifier/")
    days = {}
    for number in range(1, people.campaign.session_days + 1):
        days[f"day_{number}"] = f"{datetime.date(2012, 3, 1) + datetime.timedelta(weeks=2 * number)}"
        days[f"place_{number}"] = "Cité des Associations"
    officer.press("Planifier la session", title="Stratégie et ventes", consultant=str(people.consultant.pk), **days)
    assert "La session 1 est planifiée." in officer.text
    officer.press(f"Inscrire {NAME}")
    assert f"{NAME} est inscrite" in officer.text

    structure = Desk(people.candidate).go("/2011/appui/sessions/ma-session/")
    assert "Vous êtes inscrits à la session 1" in structure.text


def state_a_need(people):
    structure = Desk(people.candidate).go("/2011/appui/financement/mes-besoins/")
    structure.press("Ajouter ce besoin", need_type="moving", month="2012-03", amount="2500", certainty="certain")
    assert "2 500 € de déménagement à réunir d’ici mars 2012" in structure.text
