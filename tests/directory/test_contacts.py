"""Whom to ask for at an organisation, and who reads it (A211)."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ccr import clock, own
from ccr.directory import contacts
from ccr.directory.models import SAID, Contact, Journal
from ccr.programme import seats
from ccr.programme.roles import Function, Role
from ccr.wall.errors import Conflict, DomainError
from ccr.wall.guard import WallBreach, passing, passing_as
from ccr.wall.sides import Side
from tests.candidates.reading import text_of
from tests.factories.core import OrganisationFactory, PersonFactory, make_seat
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
        "contact_consented",
        "contact_withdrawn",
    }
    assert not any("Delmas" in str(line.details) or "exemple" in str(line.details) for line in lines)


def test_who_is_named_answers_by_the_link_of_her_mail(association, member, newcomer, client, commits, mailoutbox):
    with commits():
        contact = contacts.add_contact(association, ANA, consents=True, by=member)
    (mail,) = mailoutbox
    assert mail.to == ["ana@exemple.test"]
    link = re.search(r"https?://[^/\s]+(/organisations/contact/lien/\S+)", mail.body)[1]
    assert "Ana Delmas" in text_of(client.get(link, follow=True))
    own = reverse("directory:own_contact")
    client.post(own, {"answer": "disagree"})
    assert contacts.shown_of(association) == []
    client.post(own, {"answer": "n’importe quoi"})
    client.post(own, {"answer": "agree"})
    assert contacts.shown_of(association) == ["Ana Delmas (présidente, ana@exemple.test, 04 91 00 00 01)"]

    contacts.change_contact(contact, {"email": "anna@exemple.test"}, by=member)
    assert client.get(link).status_code == 404  # the address it was sent to is another's
    client.post(own, {"answer": "withdraw"})

    assert Contact.objects.get().name == ""
    assert client.get(own).status_code == 404


def test_who_is_named_finds_it_in_her_own_data(association, member, campaign):
    ana = make_seat(campaign, Role.COORDINATOR, person=PersonFactory(email="ana@exemple.test"))
    contacts.add_contact(association, ANA, consents=True, by=member)
    contacts.add_contact(
        association, {**ANA, "name": "Brice Roux", "email": "brice@exemple.test"}, consents=True, by=member
    )

    with passing_as(ana):
        (entry,) = next(one for one in own.of_seat(ana) if "comme contact" in one.title).entries

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
        ("contact_named_and_reached", {"email": "", "phone": ""}),
        ("contact_named_and_reached", {"name": ""}),
        ("contact_withdrawn_is_empty", {"withdrawn_at": clock.now}),
    ],
)
def test_a_contact_is_reached_and_a_withdrawn_one_is_empty(named, name, changes):
    changes = {field: value() if callable(value) else value for field, value in changes.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Contact.objects.update(**changes)
