"""An application that came on paper: typed by the coordination, deposited in the name of who signed it (A021)."""

import pytest
from django.urls import reverse

from candidates import services
from candidates.forms import ColleagueForm, PaperForm
from candidates.models import Application, PaperFile, PaperReceipt, Version
from ccr import clock
from ccr.accounts import services as accounts
from ccr.accounts.models import Invitation
from ccr.programme import seats
from ccr.programme.forms import MandateForm
from ccr.programme.roles import Function, Role
from ccr.wall.errors import DomainError
from tests.candidates.reading import text_of
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory, PersonFactory, make_seat
from tests.wall.asking import read_pdf

SAID = {
    "received_on": make.day("2011-11-18"),
    "representative": "Odette Maurin",
    "address": "12 rue de la Fourmi\n13002 Marseille",
    "phone": "04 91 00 00 00",
    "email": "",
    "late_reason": "",
}


def begun(coordinator, organisation=None, **said) -> PaperFile:
    organisation = organisation or OrganisationFactory(name="Les Aînés du Panier")
    return services.begin_on_paper(coordinator.campaign, organisation, {**SAID, **said}, by=coordinator)


def typed(coordinator, **said) -> Application:
    """All its sections, its pieces and its charter."""
    application = begun(coordinator, **said).application
    make.fill(application, by=coordinator)
    return Application.objects.system().select_related("campaign", "organisation", "paper").get(pk=application.pk)


def accept(person):
    """She opens the link that her address was sent."""
    accounts.accept_invitation(Invitation.objects.system().pending().get(email=person.email), person)


def test_it_is_deposited_in_the_name_of_who_signed_on_the_day_it_was_received(coordinator, campaign):
    application = typed(coordinator)
    version = services.deposit(application, by=coordinator)

    assert (version.depositor, version.deposited_by) == ("Odette Maurin", coordinator.person)
    assert version.charter_signed_by == "Odette Maurin"
    assert f"{clock.in_paris(version.deposited_at):%Y-%m-%d %H:%M}" == "2011-11-18 12:00"
    instructor = make_seat(campaign, Role.INSTRUCTOR)
    assert Version.objects.visible_to(instructor).filter(pk=version.pk).exists()
    assert not PaperFile.objects.visible_to(instructor).exists()
    with pytest.raises(DomainError, match="rien n’a changé"):
        services.deposit(application, by=coordinator)


def test_its_receipt_is_a_letter_to_post(coordinator, commits):
    application = typed(coordinator)
    with commits():
        version = services.deposit(application, by=coordinator)
    paper = PaperReceipt.objects.visible_to(coordinator).get(about_id=version.pk)

    assert paper.is_ready, paper.error
    with paper.file.open("rb") as file:
        said = read_pdf(file.read())
    assert "12 rue de la Fourmi" in said
    assert "le 18 novembre 2011" in said.replace("\xa0", " ")
    assert application.organisation.name in said


def test_a_signer_with_an_account_is_told_what_is_true(coordinator, campaign, commits, mailoutbox, sign_in, freeze):
    signer = PersonFactory()
    application = typed(coordinator, email=signer.email)
    make_seat(campaign, Role.CONTRIBUTOR, person=signer, organisation=application.organisation)
    with commits():
        services.deposit(application, by=coordinator)
    (letter,) = [mail for mail in mailoutbox if "est déposée" in mail.body]
    assert "L’attestation de dépôt vous est envoyée par la poste." in letter.body
    assert "sur la page de votre candidature" not in letter.body
    mine = reverse("candidates:application", args=["2011", application.pk])
    assert "la corriger jusqu’au" in text_of(sign_in(signer).get(mine))
    freeze("2011-12-17 10:00")
    assert "Vous pouvez la relire." in text_of(sign_in(signer).get(mine))


def test_the_coordination_types_the_usual_sections_and_no_other_structures(coordinator, office, campaign):
    mine, online = begun(coordinator).application, make.begin(campaign)
    section = reverse("candidates:section", args=["2011", mine.pk, "projet"])
    assert "recopiez ce qu’elle a écrit" in text_of(office.get(section))
    answer = office.post(section, {"project": "Un atelier de couture.", "reasons": "Le quartier."})
    assert answer.status_code == 302
    page = text_of(office.get(reverse("candidates:structure", args=["2011", mine.pk])))
    assert "Saisie d’après un dossier papier" in page
    assert "Un atelier de couture." in page
    office.post(reverse("candidates:piece_add", args=["2011", mine.pk, "statutes"]), {"file": make.upload()})
    assert mine.draft.pieces.count() == 1
    signed = office.post(reverse("candidates:sign", args=["2011", mine.pk]), follow=True)
    assert "La signature de la charte par Odette Maurin est notée." in text_of(signed)
    assert "Odette Maurin" in text_of(office.get(reverse("candidates:section", args=["2011", mine.pk, "charte"])))

    for name, args in (("section", ["projet"]), ("deposit", []), ("progress", [])):
        assert office.get(reverse(f"candidates:{name}", args=["2011", online.pk, *args])).status_code == 404
    assert office.post(reverse("candidates:sign", args=["2011", online.pk])).status_code == 404
    with pytest.raises(DomainError, match="écrit elle-même"):
        services.write_draft(online, {"project": "X"}, by=coordinator)


def test_from_the_directory_to_the_deposit(coordinator, office, commits):
    organisation = OrganisationFactory(name="Les Aînés du Panier")
    found = office.get(reverse("candidates:paper_choose", args=["2011"]), {"q": "aînés"})
    begin = reverse("candidates:paper_begin", args=["2011", organisation.pk])
    assert begin in found.content.decode()
    missing = office.post(begin, {**SAID, "address": ""})
    assert missing.status_code == 422
    assert b"Odette Maurin" in missing.content
    assert "Choisissez une réponse" in text_of(missing)
    there = office.post(begin, {**SAID, "sent_by": "other", "prescriber": "Sa voisine"})
    application = Application.objects.system().get(organisation=organisation)
    assert application.referral.prescriber == "Sa voisine"
    make.fill(application, by=coordinator)
    preview = reverse("candidates:preview", args=["2011", application.pk])
    assert preview in office.get(structure_page(application)).content.decode()
    assert "Le brouillon, tel que le comité le lirait" in text_of(office.get(preview))
    with commits():
        asked = office.post(f"{preview}pdf/", follow=True)
    draft = PaperReceipt.objects.visible_to(coordinator).get(about_id=application.pk)
    address = reverse("candidates:paper_receipt", args=["2011", draft.pk])
    assert address in asked.content.decode()
    assert office.get(address).status_code == 200
    assert "Partager les caisses et les livraisons." in read_pdf(draft.file.open().read())
    deposit = reverse("candidates:deposit", args=["2011", application.pk])
    assert "au nom de Odette Maurin" in text_of(office.get(deposit))
    done = office.post(deposit, follow=True)

    assert done.redirect_chain[-1][0] == there.url
    assert "L’attestation à imprimer se prépare" in text_of(done)
    assert "papier" in text_of(office.get(reverse("candidates:structures", args=["2011"]), {"saisie": "papier"}))
    assert office.get(begin).url == there.url


def test_it_is_withdrawn_and_taken_up_again_when_its_signer_asks(coordinator, office):
    application = typed(coordinator)
    services.deposit(application, by=coordinator)
    withdraw = reverse("candidates:withdraw", args=["2011", application.pk])
    assert "à la demande de Odette Maurin" in text_of(office.get(structure_page(application)))
    told = office.post(withdraw, {"reason": "later", "words": "Elle préfère attendre."}, follow=True)
    assert "confirmez-lui le retrait par la poste" in text_of(told)
    application.refresh_from_db()
    assert application.is_withdrawn
    assert "Elle préfère attendre." in text_of(office.get(structure_page(application)))

    office.post(reverse("candidates:resume", args=["2011", application.pk]))
    application.refresh_from_db()
    assert application.is_begun


def structure_page(application) -> str:
    return reverse("candidates:structure", args=["2011", application.pk])


def test_late_typing_wants_a_reason_and_an_early_reception(coordinator, freeze):
    paper = begun(coordinator)
    freeze("2011-12-17 10:00")
    late = make_seat(coordinator.campaign, Role.COORDINATOR)
    with pytest.raises(DomainError, match="dites pourquoi"):
        services.write_draft(paper.application, {"project": "Un atelier."}, by=late)
    with pytest.raises(DomainError, match="n’est pas recevable"):
        services.change_paper(paper, {"received_on": make.day("2011-12-16")}, by=late)
    services.change_paper(paper, {"late_reason": "Reçu le 18, égaré au secrétariat."}, by=late)

    make.fill(paper.application, by=late)
    services.deposit(paper.application, by=late)
    with pytest.raises(DomainError, match="Ce dossier est déposé"):
        services.write_draft(paper.application, {"project": "Autre chose."}, by=late)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"received_on": make.day("2011-11-23")}, "à venir"),
        ({"received_on": make.day("2011-09-01")}, "ouvraient le"),
    ],
)
def test_the_day_of_reception_is_looked_at(coordinator, said, sentence):
    with pytest.raises(DomainError, match=sentence):
        begun(coordinator, **said)


def test_one_application_per_structure_and_the_wall_stands(coordinator, campaign):
    paper = begun(coordinator)
    with pytest.raises(DomainError, match="déjà saisi"):
        begun(coordinator, paper.application.organisation)
    with pytest.raises(DomainError, match="candidature en ligne"):
        begun(coordinator, make.begin(campaign).organisation)
    instructing = OrganisationFactory()
    seats.engage_organisation(campaign, instructing, Function.INSTRUCTION)
    with pytest.raises(DomainError, match="incompatible"):
        begun(coordinator, instructing)


def test_an_address_is_invited_account_or_not_and_corrected_the_former_link_opens_nothing(coordinator, sign_in):
    person = PersonFactory(email="odette@exemple.fr")
    paper = begun(coordinator, email="personne@exemple.fr")
    services.change_paper(paper, {"email": person.email}, by=coordinator)

    assert [one.email for one in Invitation.objects.system().pending()] == [person.email]
    assert not seats.holders(coordinator.campaign, Role.REPRESENTATIVE, organisation=paper.application.organisation)
    accept(person)
    page = text_of(sign_in(person).get(reverse("candidates:application", args=["2011", paper.application_id])))
    assert "d’après votre dossier papier, reçu le 18 novembre 2011" in page

    other = begun(coordinator, OrganisationFactory(), email="personne@exemple.fr")
    services.change_paper(other, {"email": ""}, by=coordinator)
    assert not Invitation.objects.system().pending().exists()


def test_an_address_is_no_longer_than_what_is_kept(db):
    too_long = f"{'o' * 60}@{'.'.join(['d' * 60] * 4)}.fr"
    for form in (PaperForm({"email": too_long}), ColleagueForm({"email": too_long}), MandateForm({"email": too_long})):
        assert "email" in form.errors


def test_a_page_opened_before_a_colleague_corrected_loses_nothing_of_hers(coordinator, office):
    paper = begun(coordinator)
    url = reverse("candidates:paper_edit", args=["2011", paper.application_id])
    shown = {f"initial-{name}": value for name, value in SAID.items()}
    services.change_paper(paper, {"address": "3 rue du Refuge"}, by=coordinator)

    page = {**SAID, **shown, "phone": "04 91 11 11 11"}
    assert office.post(url, page).status_code == 302
    now = PaperFile.objects.system().get(pk=paper.pk)
    assert (now.address, now.phone) == ("3 rue du Refuge", "04 91 11 11 11")
    both = office.post(url, {**page, "address": "5 rue du Petit-Puits"})
    assert both.status_code == 422
    assert "3 rue du Refuge" in text_of(both) and "5 rue du Petit-Puits" in text_of(both)


def test_the_charter_of_the_draft_follows_its_signer_and_the_deposit_says_what_it_keeps(coordinator, office):
    application = typed(coordinator, representative="Odette Morin")
    url = reverse("candidates:paper_edit", args=["2011", application.pk])
    services.change_paper(application.paper, {"representative": "Odette Maurin"}, by=coordinator)
    version = services.deposit(application, by=coordinator)
    assert (version.charter_signed_by, version.deposited_for) == ("Odette Maurin", "Odette Maurin")

    assert "après une correction, déposez de nouveau" in text_of(office.get(url))
    told = office.post(url, {**SAID, "received_on": "2011-11-16"}, follow=True)
    assert "La version déposée garde le signataire et la date" in text_of(told)
    assert services.deposit(application, by=coordinator).charter_signed_at.date() == make.day("2011-11-16")


def test_the_first_contact_of_the_draft_follows_who_signed(coordinator):
    paper = begun(coordinator, representative="Odette Morin", email="odete@exemple.fr")
    contact = paper.application.draft.contacts.get
    services.change_paper(paper, {"representative": "Odette Maurin", "email": "odette@exemple.fr"}, by=coordinator)
    assert (contact().name, contact().email) == ("Odette Maurin", "odette@exemple.fr")

    services.write_draft(paper.application, contacts={1: {"phone": "06 12 00 00 00"}}, by=coordinator)
    services.change_paper(paper, {"representative": "Odette Mauron", "phone": ""}, by=coordinator)
    assert (contact().name, contact().phone) == ("Odette Mauron", "06 12 00 00 00")
    services.write_draft(paper.application, contacts={1: {"name": "Malik Saïd"}}, by=coordinator)
    services.change_paper(paper, {"representative": "Odette Maurin"}, by=coordinator)
    assert contact().name == "Malik Saïd"


def test_deposited_again_it_is_dated_of_its_reception_or_of_what_corrects_it(coordinator, office):
    application = typed(coordinator)
    services.deposit(application, by=coordinator)
    url = reverse("candidates:deposit", args=["2011", application.pk])

    def corrected(text, day) -> tuple:
        services.write_draft(application, {"project": text}, by=coordinator)
        answer = office.post(url, {"received_on": day})
        return answer.status_code, text_of(answer)

    services.write_draft(application, {"project": "Un atelier de couture, bien lu."}, by=coordinator)
    assert 'value="2011-11-18"' in office.get(url).content.decode()
    assert f"{services.deposit(application, by=coordinator).deposited_at:%Y-%m-%d}" == "2011-11-18"
    status, page = corrected("Deux ateliers.", "2011-11-17")
    assert status == 422
    assert "sa correction ne peut pas être arrivée avant" in page
    assert corrected("Deux ateliers.", "2011-11-21")[0] == 302
    last = Version.objects.system().get(application=application, is_current=True)
    assert f"{clock.in_paris(last.deposited_at):%Y-%m-%d %H:%M} {last.number}" == "2011-11-21 12:00 3"


def test_once_she_follows_it_online_the_coordination_reads(coordinator, office, freeze):
    signer = PersonFactory()
    application = typed(coordinator, email=signer.email)
    services.deposit(application, by=coordinator)
    accept(signer)
    page = text_of(office.get(structure_page(application)))
    assert f"tient désormais elle-même sa candidature en ligne, représentée par {signer.full_name}" in page
    assert "Retirer la candidature" not in page
    for verb in (services.withdraw, services.deposit, services.sign_charter):
        with pytest.raises(DomainError, match="tient désormais elle-même"):
            verb(application, by=coordinator)
    refused = office.post(reverse("candidates:deposit", args=["2011", application.pk]), follow=True)
    assert "tient désormais elle-même" in text_of(refused)

    freeze("2011-12-17 10:00")
    late, again = make_seat(coordinator.campaign, Role.COORDINATOR), PersonFactory()
    paper = begun(late, OrganisationFactory(), late_reason="Égaré au secrétariat.", email=again.email)
    accept(again)
    services.write_draft(paper.application, {"project": "Un atelier."}, by=late)  # she can no longer
    services.change_paper(application.paper, {"address": "3 rue du Refuge"}, by=late)  # in time: no reason to invent
