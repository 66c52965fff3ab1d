"""Asking to join, answering, and what goes to the coordination."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ccr import clock
from ccr.directory import services
from ccr.directory.models import JoinRequest, JoinState, LegalForm, Organisation
from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing
from ccr.wall.sides import Side
from tests.factories.core import OrganisationFactory, PersonFactory, make_seat, siren
from tests.forms import hidden_of, sent_by

CHOOSE = "/2011/candidater/organisation/"


@pytest.fixture
def asked(newcomer, association, member, campaign):
    """The newcomer asked to join the association, which has a member."""
    return services.ask_to_join(newcomer, association, campaign)


@pytest.mark.parametrize("query", ["paniers du", "732 829 320", "73282932000074"])
def test_an_organisation_is_found_by_name_or_number(sign_in, newcomer, association, query, says):
    page = sign_in(newcomer).get(CHOOSE, {"q": query})

    assert says(page, "Les Paniers du Vallon", "Demander à la rejoindre")


def test_an_unknown_one_can_be_created_with_what_was_typed(sign_in, newcomer, says):
    client = sign_in(newcomer)
    assert says(client.get(CHOOSE, {"q": "Fournil"}), "ne correspond à", "Créer sa fiche")

    assert says(client.get(CHOOSE + "creer/", {"q": "Fournil"}), 'value="Fournil"')
    assert says(client.get(CHOOSE + "creer/", {"q": "732 829 320"}), 'value="732829320"')
    assert says(client.get(CHOOSE + "creer/", {"q": "W133012345"}), 'value="W133012345"')


def test_a_member_goes_straight_on(sign_in, member, association, says):
    page = sign_in(member).get(CHOOSE)

    assert says(page, reverse("candidates:begin", args=["2011", association.pk]))


def test_asking_writes_to_the_members_and_says_when_the_coordination_takes_over(
    sign_in, newcomer, association, member, commits, mailoutbox, says
):
    client = sign_in(newcomer)
    with commits():
        client.post(f"{CHOOSE}{association.pk}/rejoindre/", {"kind": "elected"})

    assert says(client.get(CHOOSE), "Sans réponse le 06/10/2011, elle passera à la coordination")
    [mail] = mailoutbox
    assert mail.to == [member.email]
    assert "Nour Arrivé" in mail.body
    assert "Nour" not in mail.subject
    assert JoinRequest.objects.get().kind == "elected"


def test_with_nobody_to_answer_it_goes_to_the_coordination_at_once(
    sign_in, newcomer, association, coordinator, commits, mailoutbox, says
):
    client = sign_in(newcomer)
    with commits():
        client.post(f"{CHOOSE}{association.pk}/rejoindre/", {"kind": "staff"})

    assert says(client.get(CHOOSE), "Personne ne peut répondre chez Les Paniers du Vallon", "à la coordination")
    assert [mail.to for mail in mailoutbox] == [[coordinator.person.email]]


def test_a_member_whose_account_is_closed_does_not_count(newcomer, association, member, campaign):
    member.is_active = False
    member.save()

    assert services.ask_to_join(newcomer, association, campaign).state == JoinState.ESCALATED


def test_asking_twice_is_asking_once(asked, newcomer, association, campaign):
    assert services.ask_to_join(newcomer, association, campaign) == asked


def test_two_tabs_ask_once(race, freeze):
    from tests.factories.core import make_campaign

    freeze("2011-10-03 10:00")
    campaign, person, organisation = make_campaign(), PersonFactory(), OrganisationFactory()

    outcomes = race(lambda: services.ask_to_join(person, organisation, campaign), times=2)

    assert len({outcome.pk for outcome in outcomes}) == 1


def test_a_member_accepts_and_the_newcomer_goes_on(
    asked, sign_in, member, newcomer, association, commits, mailoutbox, says
):
    client = sign_in(member)
    page = client.get(reverse("directory:members", args=[association.pk]))
    assert says(page, "1 personne demande à rejoindre", "Nour Arrivé")

    with commits():
        client.post(reverse("directory:answer", args=[association.pk, asked.pk]), {"answer": "accept"})

    assert newcomer.memberships.get().organisation == association
    assert [mail.to for mail in mailoutbox if "continuer votre candidature" in mail.body] == [[newcomer.email]]
    assert says(sign_in(newcomer).get(CHOOSE), reverse("candidates:begin", args=["2011", association.pk]))


def test_a_refusal_is_told_and_one_may_ask_again(asked, member, newcomer, association, campaign, commits, mailoutbox):
    with commits():
        services.answer_join_request(asked, accept=False, by=member)

    assert not newcomer.memberships.exists()
    assert "n’a pas été acceptée" in mailoutbox[-1].body
    assert services.ask_to_join(newcomer, association, campaign) != asked


def test_a_second_answer_is_refused_with_a_sentence(asked, member):
    services.answer_join_request(asked, accept=True, by=member)

    with pytest.raises(DomainError, match="déjà reçu une réponse"):
        services.answer_join_request(asked, accept=False, by=member)


def test_a_stranger_neither_sees_nor_answers(asked, sign_in, association, newcomer):
    stranger = PersonFactory()
    address = reverse("directory:answer", args=[association.pk, asked.pk])

    assert sign_in(stranger).get(reverse("directory:members", args=[association.pk])).status_code == 404
    assert sign_in(stranger).post(address, {"answer": "accept"}).status_code == 404
    assert sign_in(newcomer).post(address, {"answer": "accept"}).status_code == 404
    asked.refresh_from_db()
    assert asked.state == JoinState.WAITING


def test_after_three_days_it_goes_to_the_coordination_once(asked, coordinator, freeze, commits, mailoutbox):
    freeze("2011-10-06 09:59")
    assert services.escalate_join_requests() == 0
    freeze("2011-10-06 10:00:01")
    with commits(), passing({Side.MACHINE}):
        assert services.escalate_join_requests() == 1
        assert services.escalate_join_requests() == 0

    asked.refresh_from_db()
    assert asked.state == JoinState.ESCALATED
    assert [mail.to for mail in mailoutbox].count([coordinator.person.email]) == 1


def test_the_delay_is_a_number_of_the_campaign(asked, campaign, freeze):
    campaign.join_request_days = 10
    campaign.save()
    freeze(datetime.date(2011, 10, 12))

    assert services.escalate_join_requests() == 0


def test_when_the_last_member_leaves_it_does_not_wait(asked, member):
    seats.leave_organisation(member.memberships.get())

    assert services.escalate_join_requests() == 1


def test_the_coordination_answers_what_came_to_it(asked, coordinator, sign_in, newcomer, says, freeze):
    client = sign_in(coordinator.person)
    page = reverse("directory:requests", args=["2011"])
    assert says(client.get(page), "Aucune demande de rattachement n’attend votre réponse", "Nour Arrivé")
    answer = reverse("directory:answer_escalated", args=["2011", asked.pk])
    assert says(client.post(answer, {"answer": "accept"}, follow=True), "attend encore la réponse de l’organisation")
    freeze("2011-10-06 10:00:01")
    services.escalate_join_requests()
    client = sign_in(coordinator.person)  # three days later
    assert says(client.get(page), "1 demande de rattachement attend votre réponse")

    client.post(answer, {"answer": "accept"})

    assert newcomer.memberships.count() == 1


def test_those_that_wait_for_the_coordination_come_first_fifty_a_page_in_as_many_queries(
    campaign, newcomer, coordinator, sign_in, django_assert_num_queries
):
    def ask(number, **fields):
        names = [Organisation(name=f"Structure {n}", siren=siren(), legal_form=LegalForm.SARL) for n in range(number)]
        fields = {"campaign": campaign, "person": newcomer, "asked_at": clock.now(), **fields}
        made = Organisation.objects.bulk_create(names)
        JoinRequest.objects.bulk_create(JoinRequest(organisation=organisation, **fields) for organisation in made)

    client, page = sign_in(coordinator.person), reverse("directory:requests", args=["2011"])
    ask(10)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    assert len(few) <= 20
    ask(40)
    ask(60, state=JoinState.ESCALATED, escalated_at=clock.now())

    with django_assert_num_queries(len(few)):
        first = client.get(page)
    assert (len(first.context["escalated"]), len(first.context["waiting"])) == (50, 0)
    assert "60 demandes de rattachement attendent votre réponse" in first.content.decode().replace("\u00a0", " ")
    second = client.get(page, {"page": "2"})
    assert (len(second.context["escalated"]), len(second.context["waiting"])) == (10, 40)
    assert len(client.get(page, {"page": "3"}).context["waiting"]) == 10


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.DLA_OFFICER, Role.REPRESENTATIVE, Role.PILOT])
def test_the_coordination_s_pages_are_hers(campaign, sign_in, role):
    client = sign_in(make_seat(campaign, role).person)

    assert client.get(reverse("directory:requests", args=["2011"])).status_code == 404
    assert client.get(reverse("directory:directory", args=["2011"])).status_code == 404


def test_who_sits_elsewhere_does_not_apply(campaign, sign_in, says):
    client = sign_in(make_seat(campaign, Role.INSTRUCTOR).person)

    assert says(client.get(CHOOSE), "une personne ne tient qu’un couloir par appel")


def test_a_closed_call_says_so(campaign, newcomer, sign_in, freeze, says):
    freeze("2011-12-16 00:00")

    assert says(sign_in(newcomer).get(CHOOSE), "closes depuis le 15/12/2011")


def test_a_visitor_signs_in_first_and_comes_back(client, campaign):
    response = client.get(CHOOSE)

    assert response.url == reverse("account_login") + "?next=" + CHOOSE


def test_joining_a_diagnosing_organisation_suspends_an_instruction_seat(campaign, coordinator):
    able = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, able, "diagnosis")
    instructor = make_seat(campaign, Role.INSTRUCTOR)
    request = services.ask_to_join(instructor.person, able, campaign)

    services.answer_join_request(request, accept=True, by=coordinator)

    assert seats.seat_of(instructor.person, campaign) is None


def test_home_tells_who_has_to_answer(asked, association, member, campaign, coordinator, sign_in, says, freeze):
    from ccr import registry

    make_seat(campaign, Role.REPRESENTATIVE, person=member, organisation=association)
    seat = seats.seat_of(member, campaign)
    titles = [task.title for task in registry.ask("home", seat)]
    assert "Une personne demande à rejoindre Les Paniers du Vallon" in titles

    freeze("2011-10-07 10:00")
    services.escalate_join_requests()
    assert "Une demande de rattachement attend votre réponse" in [t.title for t in registry.ask("home", coordinator)]


# Members


def test_a_representative_removes_a_member_and_her_mandates(campaign, association, member, sign_in):
    seat = make_seat(campaign, Role.CONTRIBUTOR, organisation=association)
    membership = seat.person.memberships.get()

    sign_in(member).post(reverse("directory:end_membership", args=[association.pk, membership.pk]))

    assert seats.seat_of(seat.person, campaign) is None
    membership.refresh_from_db()
    assert membership.ends_on == datetime.date(2011, 10, 3)


def test_whom_the_coordination_seated_is_not_removed_by_a_representative(
    campaign, coordinator, association, member, sign_in, says
):
    """Whoever types an organisation's number first represents it: that unseats nobody."""
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER, organisation=association)
    membership = seat.person.memberships.get(organisation=association)
    removal = reverse("directory:end_membership", args=[association.pk, membership.pk])
    client = sign_in(member)

    assert removal not in client.get(reverse("directory:members", args=[association.pk])).content.decode()
    page = client.post(removal, follow=True)

    assert says(page, f"{seat.person.full_name} tient", "Demandez à cette coordination de le lui retirer d’abord.")
    assert seats.seat_of(seat.person, campaign) == seat

    seats.withdraw_mandate(seat.mandates.get(), by=coordinator)
    client.post(removal)

    membership.refresh_from_db()
    assert membership.ends_on == datetime.date(2011, 10, 3)


def test_whom_the_coordination_seated_leaves_by_herself(campaign, association, sign_in):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER, organisation=association)
    membership = seat.person.memberships.get(organisation=association)

    sign_in(seat.person).post(reverse("directory:end_membership", args=[association.pk, membership.pk]))

    assert seats.seat_of(seat.person, campaign) is None


def test_a_plain_member_leaves_but_removes_nobody(association, member, sign_in, says):
    plain = PersonFactory()
    own = seats.join_organisation(plain, association)
    client = sign_in(plain)

    page = client.post(
        reverse("directory:end_membership", args=[association.pk, member.memberships.get().pk]), follow=True
    )
    assert says(page, "Seule une personne qui représente l’organisation")
    response = client.post(reverse("directory:end_membership", args=[association.pk, own.pk]))

    assert response.url == reverse("ui:entrance")
    assert client.get(reverse("directory:members", args=[association.pk])).status_code == 404


def test_a_member_corrects_the_record(association, member, sign_in):
    sign_in(member).post(
        reverse("directory:change", args=[association.pk]),
        {"name": "Les Paniers du Vallon", "legal_form": "9220", "number": "73282932000074", "city": "Aubagne"},
    )

    association.refresh_from_db()
    assert (association.city, association.siret) == ("Aubagne", "73282932000074")


def sent_from(page, **changes):
    """What the browser sends from the page of the record, with what was typed in it."""
    return {**sent_by(page), **changes}


def test_a_record_left_open_puts_back_nothing_others_changed(campaign, coordinator, association, member, sign_in):
    association.is_scop = True
    association.save()
    browser = sign_in(member)
    page = reverse("directory:change", args=[association.pk])
    left_open = browser.get(page)
    for shown in (b'name="initial-city"', b'name="initial-flags" value="is_scop"', b'name="initial-number"'):
        assert shown in left_open.content
    services.change_organisation(
        association, {"city": "Aubagne", "siret": "73282932000074", "is_esus": True, "is_siae": True}, by=coordinator
    )

    browser.post(page, sent_from(left_open, address="3 rue du Four", flags=["is_scic"]))

    association.refresh_from_db()
    assert (association.address, association.is_scic, association.is_scop) == ("3 rue du Four", True, False)
    assert (association.city, association.siret) == ("Aubagne", "73282932000074")
    assert association.is_esus and association.is_siae


def test_a_record_without_any_flag_is_corrected(association, member, sign_in):
    browser, page = sign_in(member), reverse("directory:change", args=[association.pk])
    sent = sent_from(browser.get(page), city="Aix-en-Provence")
    assert sent["initial-flags"] == [""]

    assert browser.post(page, sent).status_code == 302

    association.refresh_from_db()
    assert association.city == "Aix-en-Provence"


def test_what_two_people_change_at_once_on_a_record_shows_both(coordinator, association, member, sign_in):
    browser, page = sign_in(member), reverse("directory:change", args=[association.pk])
    left_open = browser.get(page)
    services.change_organisation(association, {"city": "Aubagne"}, by=coordinator)

    refused = browser.post(page, sent_from(left_open, city="Aubagne-sud"))

    association.refresh_from_db()
    assert (refused.status_code, association.city) == (422, "Aubagne")
    assert "Aubagne-sud" in refused.content.decode() and "a écrit ici depuis" in refused.content.decode()
    again = sent_from(refused) | {"initial-city": hidden_of(refused)["initial-city"]}
    assert browser.post(page, again).status_code == 302  # both were read
    association.refresh_from_db()
    assert association.city == "Aubagne-sud"


def test_a_field_of_the_record_is_emptied(association, member, sign_in):
    association.city = "Aubagne"
    association.save()
    browser, page = sign_in(member), reverse("directory:change", args=[association.pk])

    browser.post(page, sent_from(browser.get(page), city=""))

    association.refresh_from_db()
    assert (association.city, association.siren) == ("", "732829320")


# The coordination's directory


def test_the_coordination_adds_an_organisation_to_the_directory(campaign, coordinator, sign_in, typed, says, only):
    client = sign_in(coordinator.person)

    client.post(reverse("directory:add", args=["2011"]), typed(number="732829320", ramsess="able", flags=["is_esus"]))

    added = only("Le Fournil partagé")
    assert (added.is_ramsess, added.may_diagnose, added.is_esus, added.is_siae) == (True, True, True, False)
    assert says(client.get(reverse("directory:directory", args=["2011"]), {"q": "fournil"}), "membre habilité")
    refused = client.post(reverse("directory:add", args=["2011"]), typed(number="732829320"))
    assert refused.status_code == 422
    assert says(refused, "déjà dans l’annuaire")


def test_the_coordination_corrects_a_record(campaign, coordinator, association, sign_in, typed, says):
    client = sign_in(coordinator.person)
    page = reverse("directory:edit", args=["2011", association.pk])
    assert says(client.get(page), 'value="732829320"')

    client.post(page, typed(name="Les Paniers", legal_form="9220", number="732829320", ramsess="member"))

    association.refresh_from_db()
    assert (association.name, association.is_ramsess, association.may_diagnose) == ("Les Paniers", True, False)


@pytest.mark.parametrize("many", [10, 100])
def test_the_directory_takes_as_many_queries_for_ten_as_for_a_hundred(
    campaign, coordinator, sign_in, django_assert_max_num_queries, many
):
    OrganisationFactory.create_batch(many)
    client = sign_in(coordinator.person)

    with django_assert_max_num_queries(14):
        client.get(reverse("directory:directory", args=["2011"]))


def test_the_coordination_follows_both_mails(asked, coordinator, member, sign_in, campaign):
    from ccr.directory.models import Mail

    services.answer_join_request(asked, accept=True, by=member)

    kinds = Mail.objects.visible_to(coordinator).values_list("kind", flat=True)
    assert set(kinds) == {"directory.join_asked", "directory.join_answered"}
    page = sign_in(coordinator.person).get(reverse("notifications:mail_list", args=[campaign.slug]))
    assert "Réponse à une demande de rattachement" in page.content.decode()


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.DLA_OFFICER])
def test_a_member_who_sits_elsewhere_in_the_call_is_asked_too(newcomer, campaign, commits, mailoutbox, role):
    seat = make_seat(campaign, role)
    organisation = seat.person.memberships.get().organisation

    with commits():
        services.ask_to_join(newcomer, organisation, campaign)

    assert [mail.to for mail in mailoutbox] == [[seat.person.email]]


def test_the_day_of_the_limit_is_that_of_marseille(newcomer, association, campaign, freeze):
    from ccr.directory.providers import tasks_of_candidates

    freeze("2011-10-03 23:30")
    seat = make_seat(campaign, Role.REPRESENTATIVE, organisation=association)
    services.ask_to_join(newcomer, association, campaign)

    [task] = tasks_of_candidates(seat)

    assert task.due == datetime.date(2011, 10, 6)
