"""The application in sections: what is asked of whom, two people at once, what is deposited of it, its preview."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from candidates import contents, services
from candidates.models import Document, Draft, Stage, Version, VersionContact, VersionPiece, stage_of
from ccr.directory.models import HeadcountBand, LegalForm
from ccr.programme import pieces
from ccr.wall.errors import DomainError
from tests.candidates.reading import page, pdf_text, text_of
from tests.candidates.test_pages import whole_page
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory, make_campaign


def draft_of(application) -> Draft:
    return Draft.objects.system().with_parts().get(application=application)


def lacks(application) -> list[str]:
    return [lack.field for lack in contents.missing(draft_of(application))]


# What is asked


@pytest.mark.parametrize(("headcount", "stage"), [(None, None), (0, "project"), (1, "first"), (2, "employer")])
def test_the_stage_follows_the_headcount(headcount, stage):
    assert stage_of(headcount) == (stage and Stage(stage))


def test_what_the_register_says_of_employees_is_taken_or_shown(campaign, as_representative):
    """Nobody is a number; a band is not."""
    none = OrganisationFactory(headcount_band=HeadcountBand.ZERO)
    few = make.begin(campaign, OrganisationFactory(headcount_band=HeadcountBand.FROM_3))
    assert Draft.objects.system().get(application=make.begin(campaign, none)).headcount == 0
    assert Draft.objects.system().get(application=few).headcount is None
    assert "indique : « 3 à 5 salariés »" in text_of(as_representative(few).get(page("section", few, "emploi")))


def test_what_is_hidden_is_never_required_stays_in_the_draft_and_is_not_deposited(ready):
    seat = make.representative(ready)
    services.write_draft(ready, {"branches": ["other"], "cooperates": "yes"}, by=seat)
    assert lacks(ready) == ["id_other_branch", "id_cooperation_with", "id_cooperation_shared"]
    words = {"other_branch": "Jeux", "cooperation_with": "Tous.", "cooperation_shared": "Le camion."}
    services.write_draft(ready, {**words, "branches": ["food"], "cooperates": "no"}, by=seat)

    version = services.deposit(ready, by=seat)

    assert lacks(ready) == []
    assert [getattr(version, name) for name in words] == ["", "", ""]
    assert {name: getattr(draft_of(ready), name) for name in words} == words, "nothing typed is lost"
    services.write_draft(ready, {"other_branch": "Jouets"}, by=seat)
    with pytest.raises(DomainError, match="rien n’a changé"):
        services.deposit(ready, by=seat)


@pytest.mark.parametrize(
    ("form", "flags", "of_right"),
    [
        (LegalForm.ASSOCIATION, {}, True),
        (LegalForm.MUTUAL, {}, True),
        (LegalForm.SAS, {"is_scic": True}, True),
        (LegalForm.SARL, {"is_esus": True}, False),
    ],
)
def test_the_law_says_who_is_of_the_social_economy_by_right(campaign, form, flags, of_right):
    application = make.ready(campaign, OrganisationFactory(legal_form=form, **flags), ess_answer="")

    assert lacks(application) == ([] if of_right else ["id_ess_answer"])
    if not of_right:
        seat = make.representative(application)
        services.write_draft(application, {"ess_answer": "yes", "ess_purpose": True}, by=seat)
        assert lacks(application) == ["id_ess_governance", "id_ess_profits"]
        services.write_draft(application, {"ess_answer": "no"}, by=seat)
        assert lacks(application) == []


def test_the_figures_are_those_of_the_three_years_before_the_call_and_of_the_structure(ready):
    seat = make.representative(ready)
    assert draft_of(ready).asked_years() == [2008, 2009, 2010]
    services.write_draft(ready, {"created_year": 2010}, years={2009: {"income": None}}, by=seat)
    assert lacks(ready) == [], "nothing is asked of a year before the creation"

    services.write_draft(ready, years={2010: {"sales": "100000", "subsidies": "25000"}}, by=seat)

    assert lacks(ready) == ["id_income-2010"], "the parts exceed the whole"
    assert draft_of(ready).live_years()[-1].result == 2000


def test_the_first_contact_is_deposited_with_her_telephone_the_others_without(ready):
    seat = make.representative(ready)
    second = {"name": "Nour Arrivé", "kind": "staff", "email": "nour@exemple.fr", "phone": "06 00 00 00 00"}
    services.write_draft(ready, contacts={2: second}, by=seat)

    version = services.deposit(ready, by=seat)

    said = VersionContact.objects.system().filter(version=version).order_by("rank")
    assert list(said.values_list("name", "email", "phone", "is_first")) == [
        ("Camille Essai", "camille@exemple.fr", "04 91 00 00 00", True),
        ("Nour Arrivé", "", "", False),
    ]
    assert contents.fingerprint(make.current_version(ready)) == version.sha256
    services.write_draft(ready, {"first_contact": 2}, by=seat)
    found = contents.differences(draft_of(ready), make.current_version(ready))
    assert [difference.label for difference in found] == ["Contact 1", "Contact 2"]


# Pieces


def test_a_call_begins_with_the_usual_pieces_and_asks_for_others_until_it_opens(db, freeze):
    freeze("2011-09-01 10:00")
    campaign = make_campaign()
    assert list(campaign.pieces.values_list("slug", "is_required")) == [("statutes", True), ("accounts", True)]
    company = {"slug": "kbis", "label": "Extrait d’immatriculation", "only_for": "companies"}
    pieces.ask(campaign, **company)
    with pytest.raises(DomainError, match="déjà demandée"):
        pieces.ask(campaign, **company)
    optional = pieces.ask(campaign, slug="budget", label="Budget de l’année")
    pieces.change(optional, {"is_required": False})
    freeze(make.OPEN_DAY)
    with pytest.raises(DomainError, match="la liste des pièces ne change plus"):
        pieces.ask(campaign, slug="photo", label="Une photo")

    association, firm = make.ready(campaign), make.ready(campaign, OrganisationFactory(company=True))

    assert lacks(association) == []
    assert lacks(firm) == ["piece-kbis"]


@pytest.mark.parametrize("label", ["Note de diagnostic", "Le DLA : bilan", "Compte rendu de restitution RAMSESS"])
def test_a_paper_of_support_is_no_piece(db, freeze, label):
    freeze("2011-09-01 10:00")
    with pytest.raises(ValidationError, match="jamais une pièce de la candidature"):
        pieces.ask(make_campaign(published=False), slug="autre", label=label)


def test_a_deposited_piece_keeps_the_label_of_its_day(deposited):
    deposited.campaign.pieces.update(label="Autre intitulé")

    labels = VersionPiece.objects.system().values_list("label", flat=True).order_by("rank")

    assert labels[0] == "Statuts à jour, signés"


# Two people


@pytest.fixture
def colleague(application, sign_in):
    """Nour, who works on the application as well: her browser."""
    person, _ = make.make_member(application.organisation, first_name="Nour", last_name="Arrivé")
    services.begin_application(application.campaign, application.organisation, person)
    return sign_in(person)


def type_in(browser, application, name, value, shown=None):
    """What the page sends of a field; shown: what it was made from."""
    made_from = {} if shown is None else {f"initial-{name}": shown}
    return browser.post(page("autosave", application), {"field": name, name: value, **made_from})


def test_who_else_edits_the_section_is_told_for_a_few_minutes(application, as_representative, colleague, freeze):
    browser = as_representative(application)
    type_in(browser, application, "project", "Le mien.")
    assert "modifie aussi" not in text_of(browser.get(page("section", application, "projet")))
    type_in(colleague, application, "reasons", "Les siennes.")

    for url in (page("section", application, "projet"), page("progress", application) + "?rubrique=projet"):
        assert "Nour Arrivé modifie aussi cette rubrique." in text_of(browser.get(url))
    assert "modifie aussi" not in text_of(browser.get(page("section", application, "emploi")))
    freeze("2011-11-22 10:06")
    assert "modifie aussi" not in text_of(browser.get(page("section", application, "projet")))


def test_a_field_changed_since_is_not_overwritten_by_what_saves_itself(application, as_representative, colleague):
    mine = as_representative(application)
    type_in(colleague, application, "project", "Le sien.", shown="")

    answer = type_in(mine, application, "project", "Le mien.", shown="")

    assert (answer.status_code, answer["X-Autosave"]) == (409, "conflict")
    assert "Nour Arrivé a écrit ici depuis l’ouverture de votre page" in text_of(answer)
    assert draft_of(application).project == "Le sien."
    assert type_in(mine, application, "project", "Les deux.", shown="Le sien.").status_code == 200


def test_a_page_sent_whole_shows_her_words_beside_mine_then_replaces_them_knowingly(
    application, as_representative, colleague
):
    mine = as_representative(application)
    data = whole_page(mine, application, "activite") | {"activity": "La mienne.", "branches": ["food", "reuse"]}
    type_in(colleague, application, "activity", "La sienne.", shown="")
    type_in(colleague, application, "branches", "travel", shown="")

    answer = mine.post(page("section", application, "activite"), data)

    assert answer.status_code == 422
    text = text_of(answer)
    assert "La mienne." in text
    assert "Enregistré ici depuis l’ouverture de votre page La sienne." in text
    draft = draft_of(application)
    assert draft.activity == "La sienne."
    assert draft.branches == ["food", "travel", "reuse"], "boxes add up, and the rest of the page is saved"
    again = {name: field.values for name, field in _form_on(answer).fields.items() if name != "suite"}
    assert mine.post(page("section", application, "activite"), again).status_code == 302
    assert draft_of(application).activity == "La mienne."


def _form_on(answer):
    from tests.wall.page_forms import forms_on

    found = forms_on(answer.content.decode(), "/", "post")
    return next(form for form in found if any("initial-" in name for name in form.fields))


# Preview


def test_the_preview_and_its_pdf_show_everything_and_are_made_once(application, as_representative, commits):
    make.fill(application, pieces=False, sign=False, project="Un comptoir.")
    browser = as_representative(application)
    for _ in range(2):
        with commits():
            answer = browser.post(page("preview_pdf", application), follow=True)

    assert "Brouillon en PDF" in text_of(answer)
    paper = Document.objects.system().get(kind="candidates.draft")
    text = pdf_text(paper.file.open().read())
    for words in ("Ce document n’est pas une candidature déposée", "Un comptoir.", "120 000", "Camille Essai", "mk2"):
        assert words in text, words
        assert words in text_of(answer) or words.startswith("Ce document")
    make.fill(application, pieces=False, sign=False, project="Deux comptoirs.")
    assert "Préparer le PDF" in text_of(browser.get(page("preview", application)))


# What was deposited before


FIRST_FORMAT_SEAL = "c7b8d4ac5adf3f85a0431906302453651a72f654c7251739e33ed924cdf4ed30"
"""Computed by the one-page application, of what follows."""


def test_a_version_of_the_one_page_application_still_verifies_and_is_still_read(application, as_representative):
    signed = datetime.datetime.fromtimestamp(1321952400, tz=datetime.UTC)
    version = Version(
        application=application,
        number=1,
        content_format=1,
        structure_name="Épicerie Alpha",
        structure_identifier="301 000 001",
        structure_form="Association",
        structure_place="13001 Marseille",
        activity="Épicerie.",
        employees="3.50",
        project="Un comptoir.",
        reasons="Partager.",
        space_kind="corner",
        space_m2="42.0",
        contact_name="Camille Essai",
        contact_phone="04 91 00 00 00",
        charter_version=1,
        charter_signed_by="Camille Essai",
        charter_signed_at=signed,
        deposited_at=signed,
        deposited_by=make.representative(application).person,
        sha256=FIRST_FORMAT_SEAL,
    )
    version.save(force_insert=True)
    piece = {"kind": "statutes", "label": "Statuts", "name": "statuts.pdf", "sha256": "ab" * 32, "size": 1}
    VersionPiece.objects.system().create(version=version, file="x", mime="application/pdf", added_at=signed, **piece)

    read = make.current_version(application)

    assert contents.fingerprint(read) == FIRST_FORMAT_SEAL
    text = text_of(as_representative(application).get(page("version", application, 1)))
    assert "04 91 00 00 00" in text
    assert "Filières" not in text, "what was never asked is no hole"


# Constraints, by name


def violate(name, sql):
    with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_constraints_of_the_parts(postgres, deposited):
    contacts = {2: {"name": "Nour", "kind": "staff"}}
    services.write_draft(deposited, contacts=contacts, by=make.representative(deposited))
    services.deposit(deposited, by=make.representative(deposited))
    violate("draft_year_once", "UPDATE candidates_draftyear SET year = 2010")
    violate("version_year_once", "UPDATE candidates_versionyear SET year = 2010")
    violate("draft_contact_once", "UPDATE candidates_draftcontact SET rank = 1")
    violate("draft_contact_rank", "UPDATE candidates_draftcontact SET rank = 6 WHERE rank = 2")
    violate("version_contact_once", "UPDATE candidates_versioncontact SET rank = 1")
    violate("version_contact_one_first", "UPDATE candidates_versioncontact SET is_first = true")
    violate("version_contact_reach_of_first", "UPDATE candidates_versioncontact SET phone = '06' WHERE rank = 2")
    violate("version_contact_rank", "UPDATE candidates_versioncontact SET rank = 0 WHERE rank = 2")
    violate("draft_section_once", "UPDATE candidates_draftsection SET key = 'projet'")
    violate("campaign_piece_once", "UPDATE ccr_programme_campaign_piece SET slug = 'statutes'")
