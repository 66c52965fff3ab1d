"""Invitations: one link, one address, one use, fourteen days."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from ccr.accounts import services
from ccr.accounts.models import AccountMail, Invitation, Person
from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from tests.factories.core import PASSWORD, OrganisationFactory


@pytest.fixture
def invited(call, commits, mailoutbox):
    """An invitation to the committee, and the path of its link."""
    organisation = OrganisationFactory(name="Région")
    with commits():
        invitation = services.invite(
            call.campaign, "Jury@Exemple.fr", Role.COMMITTEE_MEMBER, organisation, by=call.coordinator
        )
    path = re.search(r"http://testserver(/compte/invitation/\S+)", mailoutbox[-1].body).group(1)
    return invitation, path


def test_the_link_leads_to_an_account_whose_address_is_already_confirmed(client, invited, commits, mailoutbox, says):
    invitation, path = invited
    page = client.get(path, follow=True)
    assert says(page, "Vous êtes invité à rejoindre", "Créer mon compte", "jury@exemple.fr")
    assert path not in page.request["PATH_INFO"]
    going = reverse("accounts:invitation")

    with commits():
        response = client.post(
            reverse("account_signup"),
            {
                "first_name": "Jo",
                "last_name": "Vidal",
                "email": "jury@exemple.fr",
                "password1": PASSWORD,
                "next": going,
            },
        )
    assert response.url == going
    response = client.post(going)

    assert response.url == reverse("ui:home", args=[invitation.campaign.slug])
    seat = seats.seat_of(Person.objects.get(email="jury@exemple.fr"), invitation.campaign)
    assert seat.has_role(Role.COMMITTEE_MEMBER)
    assert len(mailoutbox) == 1  # no code was needed


def test_whoever_has_an_account_signs_in_then_accepts(client, invited, says):
    invitation, path = invited
    person = Person.objects.create_user("jury@exemple.fr", first_name="Jo", last_name="Vidal", password=PASSWORD)
    assert says(client.get(path, follow=True), "Se connecter pour accepter")

    client.force_login(person)
    client.get(path)
    client.post(reverse("accounts:invitation"))

    invitation.refresh_from_db()
    assert invitation.accepted_by == person
    assert person.memberships.get().organisation == invitation.organisation


def test_the_wrong_account_is_told_what_to_do(client, invited, person, says):
    invitation, path = invited
    client.force_login(person)

    page = client.get(path, follow=True)
    response = client.post(reverse("accounts:invitation"))

    assert says(page, "destinée à une autre adresse", "Se déconnecter")
    assert response.status_code == 422
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_a_link_serves_once(client, invited, says):
    invitation, path = invited
    person = Person.objects.create_user("jury@exemple.fr", first_name="Jo", last_name="Vidal")
    services.accept_invitation(invitation, person)

    assert says(client.get(path, follow=True), "a déjà servi")
    with pytest.raises(DomainError, match="a déjà servi"):
        services.accept_invitation(invitation, person)


def test_a_link_lasts_fourteen_days(client, invited, says, freeze):
    invitation, path = invited
    person = Person.objects.create_user("jury@exemple.fr", first_name="Jo", last_name="Vidal")
    freeze(invitation.expires_at + datetime.timedelta(seconds=1))

    assert says(client.get(path, follow=True), "n’est plus valable depuis le 17/10/2011", "Demandez-en une nouvelle")
    with pytest.raises(DomainError, match="n’est plus valable"):
        services.accept_invitation(invitation, person)


def test_an_unknown_link_gives_a_sentence_and_not_a_trace(client, db, says):
    response = client.get("/compte/invitation/nimporte-quoi/")

    assert response.status_code == 404
    assert says(response, "Ce lien n’ouvre aucune invitation")
    assert client.get(reverse("accounts:invitation")).status_code == 404


def test_two_clicks_send_one_invitation_whose_link_opens(call, invited, client):
    invitation, path = invited

    again = services.invite(
        call.campaign, invitation.email, invitation.role, invitation.organisation, by=call.coordinator
    )

    assert again == invitation
    assert Invitation.objects.system().pending().get() == invitation
    assert "a été annulée" not in client.get(path, follow=True).content.decode()


def test_a_second_invitation_replaces_the_first(call, invited, client, says, freeze):
    invitation, path = invited

    freeze(invitation.created_at + services.TWO_CLICKS + datetime.timedelta(seconds=1))
    services.invite(call.campaign, invitation.email, invitation.role, invitation.organisation, by=call.coordinator)

    assert says(client.get(path, follow=True), "a été annulée")
    assert Invitation.objects.system().pending().count() == 1


def test_a_revoked_invitation_opens_nothing(call, invited, client, says):
    invitation, path = invited
    services.revoke_invitation(invitation, by=call.coordinator)

    assert says(client.get(path, follow=True), "a été annulée")


def test_the_wall_speaks_before_sending(call, seated):
    diagnoses = OrganisationFactory(able=True)
    diagnostician = seated(Role.DIAGNOSTICIAN, organisation=diagnoses)

    with pytest.raises(DomainError, match="liste publique des diagnostics"):
        services.invite(
            call.campaign, diagnostician.email, Role.COMMITTEE_MEMBER, OrganisationFactory(), by=call.coordinator
        )
    with pytest.raises(DomainError, match="ne peut pas être à la fois"):
        services.invite(call.campaign, "x@exemple.fr", Role.COMMITTEE_MEMBER, diagnoses, by=call.coordinator)
    assert not Invitation.objects.system().exists()


def test_the_wall_speaks_again_on_acceptance(call, invited, client, says):
    _, path = invited
    person = Person.objects.create_user("jury@exemple.fr", first_name="Jo", last_name="Vidal")
    seats.join_organisation(person, OrganisationFactory())
    able = OrganisationFactory(able=True)
    seats.engage_organisation(call.campaign, able, "diagnosis")
    seats.join_organisation(person, able)
    client.force_login(person)
    client.get(path)

    response = client.post(reverse("accounts:invitation"))

    assert says(response, "liste publique des diagnostics")
    assert seats.seat_of(person, call.campaign) is None


def test_an_inviter_who_left_no_longer_invites(call, invited, client, says, seated):
    _, path = invited
    seated(Role.COORDINATOR, "relais@exemple.fr")
    seats.withdraw_mandate(call.coordinator.mandates.get())

    assert says(client.get(path, follow=True), "ne coordonne plus cet appel")


def test_neither_the_table_nor_the_outbox_holds_the_token(invited):
    invitation, path = invited
    token = path.rstrip("/").rpartition("/")[2]

    assert token not in invitation.token_hash
    assert AccountMail.objects.system().get().body == ""
    assert token not in str(vars(invitation))


def test_two_clicks_give_one_mandate(call, race, commits):
    invitation = services.invite(
        call.campaign, "jury@exemple.fr", Role.COMMITTEE_MEMBER, OrganisationFactory(), by=call.coordinator
    )
    person = Person.objects.create_user("jury@exemple.fr", first_name="Jo", last_name="Vidal")

    outcomes = race(lambda: services.accept_invitation(invitation, person), times=2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DomainError", "Mandate"]


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("invitation_accepted_by_somebody", {"accepted_at": "2011-10-05T10:00:00Z"}),
        ("invitation_address_in_lower_case", {"email": "Jury@exemple.fr"}),
    ],
)
def test_the_table_refuses_what_makes_no_sense(invited, constraint, change):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Invitation.objects.system().update(**change)


def test_an_accepted_invitation_is_not_revoked(call, invited, person):
    invitation, _ = invited
    with pytest.raises(IntegrityError, match="invitation_accepted_or_revoked"), transaction.atomic():
        Invitation.objects.system().update(
            accepted_at=invitation.created_at, accepted_by=person, revoked_at=invitation.created_at
        )


def test_an_account_nobody_confirmed_is_given_nothing_but_an_invitation(
    call, sign_in, client, commits, mailoutbox, code_in, says
):
    """Whoever signs up may type any address, and any name."""
    organisation = OrganisationFactory(name="Région")
    fields = {"first_name": "Mal", "last_name": "Lory", "email": "jury@exemple.fr", "password1": PASSWORD}
    client.post(reverse("account_signup"), fields)
    given = {"email": "jury@exemple.fr", "role": Role.COMMITTEE_MEMBER, "organisation": organisation.name}

    with commits():
        sign_in(call.coordinator.person).post(reverse("programme:give_mandate", args=[call.campaign.slug]), given)

    assert seats.seat_of(Person.objects.get(email="jury@exemple.fr"), call.campaign) is None
    path = re.search(r"http://testserver(/compte/invitation/\S+)", mailoutbox[-1].body).group(1)
    owner = Client()
    code_page = reverse("account_request_login_code")
    assert says(owner.get(path, follow=True), f"{code_page}?next={reverse('accounts:invitation')}")
    with commits():
        owner.post(code_page, {"email": "jury@exemple.fr", "next": reverse("accounts:invitation")})
    owner.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    owner.post(reverse("accounts:invitation"))

    person = Person.objects.get(email="jury@exemple.fr")
    assert seats.seat_of(person, call.campaign).has_role(Role.COMMITTEE_MEMBER)
    assert not person.has_usable_password()
