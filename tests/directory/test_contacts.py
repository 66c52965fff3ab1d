"""Whom to ask for at an organisation, and who reads it (A211)."""

import re
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ccr import clock
from ccr.accounts.own import of_account
from ccr.directory import contacts, merging
from ccr.directory.forms import ContactForm, NewOrganisationForm
from ccr.directory.models import SAID, Contact, Journal, Mail, Organisation
from ccr.notifications.sending import deliver
from ccr.notifications.states import MailState
from ccr.programme import seats
from ccr.programme.roles import Function
from ccr.wall.errors import Conflict, DomainError
from ccr.wall.guard import WallBreach, passing
from ccr.wall.sides import Side
from tests.candidates.reading import text_of
from tests.factories.core import OrganisationFactory, PersonFactory
from tests.former import tables_before
from tests.forms import sent_by

ANA = {"name": "Ana Delmas", "position": "présidente", "email": "ana@exemple.test", "phone": "04 91 00 00 01"}


@pytest.fixture
def named(association, member):
    """Two contacts: one agreed to be shown, the other did not say."""
    return [
        contacts.add_contact(association, ANA, consents=True, by=member),
        contacts.add_contact(association, {**ANA, "name": "Brice Roux", "email": ""}, consents=False, by=member),
    ]


def page(client, name, *args):
    return text_of(client.get(reverse(f"directory:{name}", args=args)))


def test_only_who_agreed_is_shown_outside_the_organisation(
    named, association, member, newcomer, coordinator, sign_in, breaches
):
    slug = coordinator.campaign.slug
    mine = page(sign_in(member), "members", association.pk)
    theirs = page(sign_in(coordinator.person), "edit", slug, association.pk)
    others = page(sign_in(newcomer), "join", slug, association.pk)

    assert "Ana Delmas" in others
    assert "Brice Roux" not in others
    for inside in (mine, theirs):
        assert "Ana Delmas" in inside and "Brice Roux" in inside
        assert "accord noté le 3 octobre 2011" in inside
    for side in (Side.ANONYMOUS, Side.INSTRUCTION, Side.DIAGNOSIS):
        with passing({side}), pytest.raises(WallBreach):
            Contact.objects.exists()


def test_a_member_names_corrects_and_takes_off(association, member, sign_in):
    browser = sign_in(member)
    add = reverse("directory:contact_add", args=[association.pk])
    assert browser.post(add, {"name": "Ana Delmas"}).status_code == 422
    typed = {**sent_by(browser.get(add)), **ANA, "email": "ANA@exemple.test"}
    for _ in range(2):  # sent twice
        browser.post(add, typed)
    contact = Contact.objects.get()
    edit = reverse("directory:contact_edit", args=[association.pk, contact.pk])
    browser.post(edit, {**sent_by(browser.get(edit)), "position": "trésorière", "consents": "on"})
    contact.refresh_from_db()
    assert (contact.email, contact.position, contact.consents) == ("ana@exemple.test", "trésorière", True)
    withdraw = reverse("directory:contact_withdraw", args=[association.pk, contact.pk])
    assert "sont effacés" in text_of(browser.get(withdraw))

    after = browser.post(withdraw, follow=True)

    contact.refresh_from_db()
    assert [getattr(contact, name) for name in SAID] == [""] * 4
    assert "Personne n’est encore indiqué" in text_of(after)
    lines = Journal.objects.system().filter(about_id=contact.pk)
    assert {line.verb for line in lines} == {
        "contact_added",
        "contact_changed",
        "contact_told",
        "contact_consented",
        "contact_withdrawn",
    }
    assert not any("Delmas" in str(line.details) or "exemple" in str(line.details) for line in lines)


@pytest.fixture
def told(association, member, commits, mailoutbox):
    """Ana, whose agreement a member noted; and where the link of her mail leads."""
    with commits():
        contact = contacts.add_contact(association, ANA, consents=True, by=member)
    (mail,) = mailoutbox
    assert mail.to == ["ana@exemple.test"]
    return contact, re.search(r"https?://[^/\s]+(/organisations/contact/lien/\S+)", mail.body)[1]


def test_who_is_named_answers_by_the_link_of_her_mail(told, association, client):
    own = reverse("directory:own_contact")
    assert "Ana Delmas" in text_of(client.get(told[1], follow=True))
    client.post(own, {"answer": "disagree"})
    assert contacts.shown_of(association) == []
    client.post(own, {"answer": "n’importe quoi"})
    client.post(own, {**sent_by(client.get(own)), "answer": "agree"})
    assert contacts.shown_of(association) == ["Ana Delmas (présidente, ana@exemple.test, 04 91 00 00 01)"]

    withdraw = reverse("directory:own_contact_withdraw")
    assert "Effacer vos coordonnées ?" in text_of(client.get(withdraw))
    assert Contact.objects.get().name
    client.post(withdraw)

    assert Contact.objects.get().name == ""
    assert client.get(own).status_code == 404


def test_a_link_opened_by_mistake_reads_nothing_once_the_address_is_corrected(told, member, client):
    contact, link = told
    client.get(link)
    contacts.change_contact(contact, {"email": "anna@exemple.test"}, by=member)
    for page in (link, reverse("directory:own_contact"), reverse("directory:own_contact_withdraw")):
        assert client.get(page).status_code == 404


def test_she_agrees_to_nothing_that_changed_since_she_read_it(told, association, member, client):
    contact, link = told
    client.get(link)
    own = reverse("directory:own_contact")
    read = sent_by(client.get(own))
    contacts.change_contact(contact, {"phone": "06 00 00 00 00", "consents": False}, by=member)

    answer = client.post(own, {**read, "answer": "agree"}, follow=True)

    assert "Vos coordonnées ont changé : relisez-les" in text_of(answer)
    assert contacts.shown_of(association) == []


@pytest.mark.parametrize("name", SAID)
def test_an_agreement_holds_for_what_was_said_that_day(told, association, member, sign_in, name):
    edit = reverse("directory:contact_edit", args=[association.pk, told[0].pk])
    browser = sign_in(member)
    typed = sent_by(browser.get(edit))
    assert typed["consents"] == ["on"]
    other = {"email": "brice@exemple.test", "phone": "04 91 00 00 09"}.get(name, "Brice")

    answer = browser.post(edit, {**typed, name: other}, follow=True)

    assert "Ses coordonnées ne sont plus publiées." in text_of(answer)
    assert contacts.shown_of(association) == []
    assert Journal.objects.system().filter(verb="contact_consent_ended").exists()


def test_an_agreement_noted_with_other_words_is_for_these(named, member):
    _, brice = named
    changed = contacts.change_contact(brice, {"email": "brice@exemple.test", "consents": True}, by=member)
    assert changed.consents


def test_an_agreement_is_not_noted_for_somebody_whom_the_page_did_not_show(named, association, member, sign_in):
    _, brice = named
    edit = reverse("directory:contact_edit", args=[association.pk, brice.pk])
    browser = sign_in(member)
    typed = {**sent_by(browser.get(edit)), "email": "brice@exemple.test", "consents": "on"}
    contacts.change_contact(brice, {"name": "Carla Roux"}, by=member)

    answer = browser.post(edit, typed)

    assert answer.status_code == 422
    assert "Carla Roux" in answer.content.decode()
    brice.refresh_from_db()
    assert not brice.consents


def test_what_she_refused_nobody_else_allows(told, association, member, coordinator, sign_in):
    contact, _ = told
    contacts.answer_contact(contact, False, seen="")
    for by in (member, coordinator):
        with pytest.raises(DomainError, match="elle seule revient sur ce refus"):
            contacts.change_contact(contact, {"position": "trésorière", "consents": True}, by=by)
    edit = reverse("directory:contact_edit", args=[association.pk, contact.pk])
    browser = sign_in(member)
    assert "elle seule revient" in text_of(browser.get(edit))
    browser.post(edit, {**sent_by(browser.get(edit)), "consents": "on"})
    assert contacts.shown_of(association) == []

    contacts.answer_contact(contact, True, seen=contacts.stamp(contact))
    assert contacts.shown_of(association)


def under_a_second_row(contact, by):
    contacts.answer_contact(contact, False, seen="")


def after_it_was_taken_off(contact, by):
    contacts.answer_contact(contact, False, seen="")
    contacts.withdraw_contact(contact, by=by)


def after_another_address(contact, by):
    contacts.answer_contact(contact, False, seen="")
    other = contacts.change_contact(contact, {"name": "Zoé", "email": "zoe@exemple.test", "consents": True}, by=by)
    assert other.consents  # somebody else, who refused nothing


def after_she_erased_herself(contact, by):
    contacts.withdraw_contact(contact, by=None)


@pytest.mark.parametrize(
    "then", [under_a_second_row, after_it_was_taken_off, after_another_address, after_she_erased_herself]
)
def test_what_she_refused_is_not_allowed_by_naming_her_again(association, member, then):
    contact = contacts.add_contact(association, ANA, consents=True, by=member)
    then(contact, member)
    with pytest.raises(DomainError, match="elle seule revient sur ce refus"):
        contacts.add_contact(association, ANA, consents=True, by=member)

    again = contacts.add_contact(association, ANA, consents=False, by=member)
    assert contacts.why_not_publish(again)
    contact.refresh_from_db()
    assert "ana@" not in str(contact.refusals)
    contacts.answer_contact(again, True, seen=contacts.stamp(again))  # she alone
    assert bool(contacts.why_not_publish(again)) == (then is under_a_second_row)


def test_an_agreement_ticked_on_a_page_older_than_her_refusal_is_answered(association, member, sign_in):
    contact = contacts.add_contact(association, ANA, consents=False, by=member)
    browser, edit = sign_in(member), reverse("directory:contact_edit", args=[association.pk, contact.pk])
    typed = {**sent_by(browser.get(edit)), "consents": "on"}
    contacts.answer_contact(contact, False, seen="")

    answer = browser.post(edit, typed)

    assert answer.status_code == 422
    assert "elle seule revient sur ce refus" in str(answer.context["form"].errors["consents"])


def test_a_form_sent_again_after_its_contact_was_taken_off_says_so(association, member, sign_in):
    browser, add = sign_in(member), reverse("directory:contact_add", args=[association.pk])
    typed = {**sent_by(browser.get(add)), **ANA}
    browser.post(add, typed)
    contacts.withdraw_contact(Contact.objects.live().get(), by=member)

    assert "Ce contact a été retiré depuis" in text_of(browser.post(add, typed, follow=True))


def test_she_is_told_of_an_agreement_noted_for_her_and_of_her_own_not(association, member, commits, mailoutbox):
    with commits():
        contact = contacts.add_contact(association, ANA, consents=False, by=member)
        contacts.answer_contact(contact, True, seen=contacts.stamp(contact))
        contacts.change_contact(contact, {"consents": False}, by=member)
    assert len(mailoutbox) == 1
    with commits():
        contacts.change_contact(contact, {"consents": True}, by=member)
    assert "On nous dit que vous êtes d’accord" in mailoutbox[1].body


def test_nobody_is_published_who_cannot_be_told(association, member, sign_in):
    silent = {**ANA, "email": ""}
    with pytest.raises(DomainError, match="Donnez son adresse e-mail"):
        contacts.add_contact(association, silent, consents=True, by=member)
    browser, add = sign_in(member), reverse("directory:contact_add", args=[association.pk])
    answer = browser.post(add, {**sent_by(browser.get(add)), **silent, "consents": "on"})
    assert answer.status_code == 422
    assert "Donnez son adresse e-mail" in text_of(answer)


def test_of_who_is_taken_off_no_address_is_left(association, member, commits, mailoutbox):
    with commits():
        contact = contacts.add_contact(association, ANA, consents=False, by=member)
    contacts.change_contact(contact, {"email": "anna@exemple.test"}, by=member)  # this mail waits
    contacts.withdraw_contact(contact, by=member)

    mails = Mail.objects.system().filter(about_id=contact.pk)
    assert {mail.address for mail in mails} == {contacts.ERASED}
    assert not any("exemple" in str(value) for row in mails.values() for value in row.values())
    for mail in mails:
        deliver(Mail._meta.label, mail.pk)
    assert {mail.state for mail in mails.all()} == {MailState.SENT, MailState.VOID}
    assert len(mailoutbox) == 1


def test_an_organisation_writes_to_few_strangers_in_a_day(association, member, freeze):
    for number in range(contacts.MAILS_A_DAY):
        values = {**ANA, "email": f"n{number}@exemple.test"}
        contact = contacts.add_contact(association, values, consents=False, by=member)
        contacts.withdraw_contact(contact, by=member)
    silent = contacts.add_contact(association, {**ANA, "email": ""}, consents=False, by=member)

    with pytest.raises(DomainError, match="10 messages sont déjà partis"):
        contacts.add_contact(association, ANA, consents=False, by=member)
    with pytest.raises(DomainError, match="reprenez demain"):
        contacts.change_contact(silent, {"email": "ana@exemple.test"}, by=member)
    silent.refresh_from_db()
    assert silent.email == ""
    freeze("2011-10-04 10:01")
    assert contacts.change_contact(silent, {"email": "ana@exemple.test"}, by=member).email


def test_a_member_writes_to_few_strangers_in_a_day_whatever_organisations_she_records(member, coordinator):
    for number in range(contacts.MAILS_A_DAY):
        said = {**ANA, "email": f"n{number}@exemple.test"}
        contacts.add_contact(OrganisationFactory(association=True), said, consents=False, by=member)
    another = OrganisationFactory(association=True)

    with pytest.raises(DomainError, match="Vous avez déjà fait écrire à 10 contacts"):
        contacts.add_contact(another, ANA, consents=False, by=member)
    assert contacts.add_contact(another, ANA, consents=False, by=coordinator).email


@pytest.mark.parametrize(
    ("form", "field", "refused", "taken"),
    [
        (ContactForm, "position", ["https://a.test", "voir a.com/x", "a@b.fr"], ["salarié.es/bénévoles, l’@venir"]),
        (ContactForm, "phone", ["www.a.test", "04 91 appelez"], ["+33 (0)4.91-00 00\u00a001"]),
        (NewOrganisationForm, "name", ["Gagnez www.a.test"], ["Vallon.fr", "Marcel.le & C\u00a0°", "L’@venir"]),
    ],
)
def test_what_a_mail_to_a_stranger_tells_holds_no_address(campaign, form, field, refused, taken):
    assert [field in form({field: words}).errors for words in refused] == [True] * len(refused)
    assert [field in form({field: words}).errors for words in taken] == [False] * len(taken)


def test_a_form_sent_about_another_organisation_or_after_a_merge_names_a_contact_there(
    association, member, coordinator
):
    twin, key = OrganisationFactory(association=True), uuid.uuid4()
    read_before = Organisation.objects.get(pk=twin.pk)
    first = contacts.add_contact(association, ANA, consents=False, by=member, key=key)
    assert contacts.add_contact(association, ANA, consents=False, by=member, key=key) == first
    assert contacts.add_contact(twin, ANA, consents=False, by=coordinator, key=key).organisation == twin

    merging.merge_organisations(association, twin, reason="Même association.", by=coordinator)

    late = contacts.add_contact(read_before, {**ANA, "name": "Brice"}, consents=False, by=coordinator)
    assert late.organisation == association


def test_who_is_named_finds_it_in_the_data_of_her_account(association, member):
    ana = PersonFactory(email="ana@exemple.test")
    contacts.add_contact(association, ANA, consents=True, by=member)
    brice = {**ANA, "name": "Brice Roux", "email": "brice@exemple.test"}
    contacts.add_contact(association, brice, consents=True, by=member)

    with passing({Side.THRESHOLD}):
        (entry,) = next(one for one in of_account(ana) if "comme contact" in one.title).entries

    assert ("Organisation", "Les Paniers du Vallon") in entry
    assert ("Nom", "Ana Delmas") in entry


def test_on_the_public_list_of_who_diagnoses_stands_who_agreed(coordinator, member, client):
    able = OrganisationFactory(name="Inter-Appui", able=True)
    seats.engage_organisation(coordinator.campaign, able, Function.DIAGNOSIS, by=coordinator)
    contacts.add_contact(able, ANA, consents=True, by=coordinator)
    contacts.add_contact(able, {**ANA, "name": "Brice Roux", "email": ""}, consents=False, by=coordinator)

    said = text_of(client.get(reverse("programme:diagnosing_list", args=[coordinator.campaign.slug])))

    assert "Ana Delmas (présidente, ana@exemple.test" in said
    assert "Brice Roux" not in said


def test_two_people_in_one_field_and_one_too_many_are_told(named, association, member):
    ana, _ = named
    with pytest.raises(Conflict):
        contacts.change_contact(ana, {"phone": "1"}, seen={"phone": ["2"]}, by=member)
    with pytest.raises(DomainError, match="par là qu’on la joindra"):
        contacts.change_contact(ana, {"phone": "", "email": ""}, by=member)
    for number in range(contacts.MOST - 2):
        contacts.add_contact(association, {**ANA, "name": f"Ana {number}", "email": ""}, consents=False, by=member)
    with pytest.raises(DomainError, match="a déjà 5 contacts"):
        contacts.add_contact(association, ANA, consents=False, by=member)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("contact_named_and_reached", {"email": "", "phone": "", "consented_at": None}),
        ("contact_named_and_reached", {"name": ""}),
        ("contact_withdrawn_is_empty", {"withdrawn_at": clock.now}),
        ("contact_consents_knowing", {"email": "", "consented_at": clock.now}),
        ("contact_consents_knowing", {"email": "ana@exemple.test", "consented_at": clock.now, "refused_at": clock.now}),
    ],
)
def test_a_contact_is_reached_and_a_withdrawn_one_is_empty(named, name, changes):
    changes = {field: value() if callable(value) else value for field, value in changes.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Contact.objects.update(**changes)


@pytest.mark.postgres
def test_an_agreement_that_could_be_told_to_nobody_ended(postgres, db):
    apps, run = tables_before("ccr_directory", "0008_contact_answers", "Contact")
    rows = apps.get_model("ccr_directory", "Contact")._base_manager
    for email in ("", "ana@exemple.test"):
        values = {"name": "Ana", "phone": "1", "email": email, "consented_at": clock.now()}
        rows.create(organisation_id=uuid.uuid4(), **values)

    run()

    assert list(rows.filter(consented_at__isnull=True).values_list("email", flat=True)) == [""]
