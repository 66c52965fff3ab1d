"""Two records of one organisation become one."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates import services as candidates
from candidates.models import Application
from ccr.directory import contacts, importing, merging, services
from ccr.directory.models import JoinRequest, JoinState, Journal, Merge, Organisation
from ccr.programme import audit, seats
from ccr.programme.models import Engagement, Mandate
from ccr.programme.roles import Function, Role
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat


@pytest.fixture
def young(campaign):
    """The same association, recorded by its RNA before it had a SIREN."""
    return OrganisationFactory(
        name="Paniers du vallon (asso)", siren=None, rna="W133012345", declared_on="2011-01-05", association=True
    )


@pytest.fixture
def porter(young, campaign):
    """Who began its application there, and represents it."""
    person = PersonFactory(email="porteuse@exemple.fr")
    seats.join_organisation(person, young, is_representative=True)
    candidates.begin_application(campaign, young, person)
    return person


@pytest.fixture
def merge(association, young, coordinator):
    def merged(kept=association, other=young):
        made = merging.merge_organisations(kept, other, reason="Même association.", by=coordinator)
        kept.refresh_from_db()
        other.refresh_from_db()
        return made

    return merged


def test_the_application_keeps_its_key_and_is_read_through_the_kept_record(
    merge, association, young, porter, campaign, member
):
    application = Application.objects.system().get()

    merge()

    application.refresh_from_db()
    assert application.organisation_id == young.pk
    assert application.organisation.name == "Les Paniers du Vallon"
    assert application.organisation.identifier == association.identifier
    seat = seats.seat_of(porter, campaign)
    assert [mandate.organisation_id for mandate in seat.active_mandates] == [association.pk]
    assert seat.organisations_as(Side.CANDIDATE) == {association.pk, young.pk}
    assert Application.objects.visible_to(seat).get() == application
    assert seats.holders(campaign, Role.REPRESENTATIVE, organisation=young) == [porter]
    # A member of the kept record joins the application: there is no second one.
    assert candidates.begin_application(campaign, association, member) == application
    assert Application.objects.system().count() == 1
    assert audit.findings() == []


def test_the_kept_record_takes_what_it_lacks_and_speaks_for_both(merge, association, young, coordinator):
    merge()

    assert (association.siren, association.rna) == ("732829320", "W133012345")
    assert (young.siren, young.rna, young.former_name) == (None, None, "Paniers du vallon (asso)")
    assert list(Organisation.objects.kept().filter(name="Les Paniers du Vallon")) == [association]
    assert list(Organisation.objects.named("vallon (asso)")) == [association]
    assert services.known(None, "W133012345") == association
    services.change_organisation(young, {"name": "Les Paniers"}, by=coordinator)
    young.refresh_from_db()
    association.refresh_from_db()
    assert (association.name, young.name) == ("Les Paniers", "Les Paniers")


def test_a_merged_record_that_kept_a_number_leads_to_the_kept_one(merge, association, coordinator):
    other = OrganisationFactory(name="Paniers (ancien)", siren="404833048", association=True)
    merge(association, other)

    assert services.known("404833048", None) == association
    content = b"Nom;SIREN;Forme juridique;Ville\r\nPaniers (ancien);404833048;9220;Aix\r\n"
    planned = importing.plan_import(content, "a.csv", by=coordinator)
    importing.confirm_import(planned, by=coordinator)
    association.refresh_from_db()
    other.refresh_from_db()
    assert (association.siren, association.city, other.city) == ("732829320", "Aix", "Aix")


def test_members_and_requests_are_carried_once(merge, association, young, member, campaign, coordinator):
    newcomer = PersonFactory()
    seats.join_organisation(member, young)
    seats.join_organisation(newcomer, young)
    knocking = services.ask_to_join(PersonFactory(), young, campaign)
    twice = services.ask_to_join(newcomer, association, campaign)

    merge()

    assert {m.person for m in association.memberships.filter(ends_on=None)} == {member, newcomer}
    assert member.memberships.filter(ends_on=None).count() == 1
    assert JoinRequest.objects.get(pk=knocking.pk).organisation == association
    assert JoinRequest.objects.get(pk=twice.pk).state == JoinState.WAITING
    line = Journal.objects.system().get(verb="merged")
    assert line.details["into"] == str(association.pk)
    assert len(line.details["memberships"]) == 2
    assert Merge.objects.visible_to(coordinator).get().reason == "Même association."


def test_contacts_are_carried_by_their_keys_and_one_too_many_is_told(
    merge, association, young, coordinator, says, sign_in
):
    said = {"name": "Ana Delmas", "position": "", "email": "", "phone": "04 91 00 00 01"}
    for record, number in ((association, 3), (young, 4)):
        made = [contacts.add_contact(record, said, consents=False, by=coordinator) for _ in range(number)]
    contacts.withdraw_contact(made[0], by=coordinator)
    assert says(
        sign_in(coordinator.person).get(reverse("directory:merge_into", args=["2011", young.pk, association.pk])),
        "3 contacts passent à la fiche gardée.",
        "La fiche gardée aura 6 contacts, plus que les 5 d’une fiche",
    )

    merge()

    carried = Journal.objects.system().get(verb="merged").details["contacts"]
    assert sorted(carried) == sorted(str(one.pk) for one in made)


def test_merging_a_kept_record_again_takes_what_it_held(merge, association, young):
    merge()
    last = OrganisationFactory(name="Dernière", association=True)
    merge(last, association)

    young.refresh_from_db()
    assert young.merged_into == last
    assert last.family == {last.pk, association.pk, young.pk}


@pytest.fixture
def refusal(association, young):
    def said(kept=association, merged=young):
        return (merging.look(kept, merged).refusal or "").replace("\u00a0", " ")

    return said


def test_two_applications_in_one_call_are_refused(refusal, merge, porter, member, association, campaign):
    candidates.begin_application(campaign, association, member)

    assert "Les deux fiches ont chacune une candidature dans Appel 2011" in refusal()
    with pytest.raises(DomainError, match="chacune une candidature"):
        merge()


@pytest.mark.parametrize("function", [Function.CANDIDACY, Function.PROVISION])
@pytest.mark.parametrize("instructs", ["kept", "merged"])
def test_forbidden_functions_are_not_joined(refusal, association, young, campaign, function, instructs):
    one, other = (association, young) if instructs == "kept" else (young, association)
    seats.engage_organisation(campaign, one, Function.INSTRUCTION)
    seats.engage_organisation(campaign, other, function)

    assert "incompatible avec" in refusal()
    assert refusal().startswith("Appel 2011 :")


def test_who_diagnoses_is_the_record_to_keep_and_joins_no_committee(refusal, association, young, campaign):
    able = OrganisationFactory(name="Diagnostic", able=True)
    seats.engage_organisation(campaign, able, Function.DIAGNOSIS)

    assert "c’est cette fiche qu’il faut garder" in refusal(association, able)
    assert refusal(able, association) == ""
    sitting = make_seat(campaign, Role.INSTRUCTOR, organisation=OrganisationFactory(name="Région")).person
    seats.join_organisation(sitting, young)
    assert "siège au comité ou instruit" in refusal(able, young)


def test_support_that_ended_still_bars(refusal, association, young, campaign):
    consultant = make_seat(campaign, Role.CONSULTANT, organisation=association)
    seats.withdraw_mandate(consultant.active_mandates[0])
    seats.end_engagement(Engagement.objects.get(organisation=association, function=Function.PROVISION))
    seats.engage_organisation(campaign, young, Function.INSTRUCTION)

    assert "ne passe jamais de l’appui à l’instruction" in refusal()


def test_the_same_function_held_twice_is_held_once(merge, association, young, campaign):
    for organisation in (association, young):
        make_seat(campaign, Role.CONSULTANT, organisation=organisation)

    merge()

    live = Engagement.objects.filter(function=Function.PROVISION, ended_at=None)
    assert [line.organisation for line in live] == [association]
    assert Mandate.objects.filter(organisation=association, ended_at=None).count() == 2


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("organisation_not_merged_into_itself", lambda one, other: {"merged_into": one}),
        ("organisation_merged_once", lambda one, other: {"merged_into": other, "merged_ids": ["x"]}),
    ],
)
def test_the_database_knows_it_too(association, young, constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Organisation.objects.filter(pk=association.pk).update(**fields(association, young))


def test_a_merge_and_an_application_that_cross_leave_one(race, freeze):
    freeze("2011-10-03 10:00")
    campaign = make_campaign()
    by = seats.seat_of(campaign.seats.get().person, campaign)
    kept, merged = OrganisationFactory(association=True), OrganisationFactory(association=True)
    people = [PersonFactory(), PersonFactory()]
    for person, organisation in zip(people, (kept, merged), strict=True):
        seats.join_organisation(person, organisation, is_representative=True)
    candidates.begin_application(campaign, merged, people[1])

    race(
        lambda: candidates.begin_application(campaign, kept, people[0]),
        lambda: merging.merge_organisations(kept, merged, reason="Même.", by=by),
    )

    kept.refresh_from_db()
    applications = Application.objects.system().filter(organisation__in=[kept, merged]).count()
    assert applications == (1 if kept.merged_ids else 2)


def test_the_coordinator_sees_both_records_and_says_why(coordinator, sign_in, association, young, porter, says):
    client = sign_in(coordinator.person)
    found = client.get(reverse("directory:merge", args=["2011", young.pk]), {"q": "paniers"})
    address = reverse("directory:merge_into", args=["2011", young.pk, association.pk])
    assert address in found.content.decode()

    page = client.get(address)
    assert says(page, "Fusionner « Paniers du vallon (asso) » dans « Les Paniers du Vallon » ?", "W133012345")
    assert says(page, "1 personne rejoint « Les Paniers du Vallon ».", "La fiche gardée prend, de l’autre")
    assert says(page, "Appel 2011 : la candidature (", "reste telle quelle", "Le motif est lu par")
    assert client.post(address, {"reason": ""}).status_code == 422
    done = client.post(address, {"reason": "L’association a reçu son SIREN."}, follow=True)
    assert says(done, "est fusionnée dans", "Fiches fusionnées dans celle-ci : « Paniers du vallon (asso) »")
    assert client.get(address).status_code == 404
    listed = client.get(reverse("directory:directory", args=["2011"])).content.decode()
    assert listed.count("Les Paniers du Vallon") == 1
    assert sign_in(porter).get(reverse("directory:members", args=[young.pk])).status_code == 200
