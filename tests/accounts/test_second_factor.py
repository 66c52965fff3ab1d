"""The second factor: for everyone but candidates; lost, it takes two to reset."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from ccr.accounts import services
from ccr.accounts.models import Person, SecondFactorReset
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from tests.factories.core import PASSWORD


@pytest.fixture
def required(settings):
    settings.CCR_MFA_REQUIRED = True


def code_of(secret):
    """What the application shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def activate(person):
    """The person's second factor and its recovery codes."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    return secret, RecoveryCodes.activate(person).get_unused_codes()


@pytest.mark.parametrize(
    "role", [Role.DLA_OFFICER, Role.FUND_OFFICER, Role.CONSULTANT, Role.INSTRUCTOR, Role.PILOT, Role.COORDINATOR]
)
def test_a_role_leads_to_the_activation_page(required, seated, sign_in, role):
    client = sign_in(seated(role))

    response = client.get("/mes-appels/")

    assert response.url == reverse("mfa_index")


def test_a_candidate_goes_on_without(required, call, seated, sign_in):
    client = sign_in(seated(Role.REPRESENTATIVE))

    assert client.get("/mes-appels/").status_code == 200


def test_an_administrator_needs_one_too(required, db, sign_in):
    admin = Person.objects.create_user("admin@exemple.fr", first_name="A", last_name="B", is_admin=True)

    assert sign_in(admin).get("/admin/").url == reverse("mfa_index")


def test_the_demo_asks_nobody(seated, sign_in):
    assert sign_in(seated(Role.INSTRUCTOR)).get("/mes-appels/").status_code == 200


@pytest.fixture
def committing(required, settings, transactional_db):
    """Real commits, after which allauth says that a factor was added; mails leave at once."""
    settings.CELERY_TASK_ALWAYS_EAGER = True


def test_activating_gives_recovery_codes_and_opens_the_door(committing, seated, client, mailoutbox, says):
    person = seated(Role.DLA_OFFICER)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert says(page, "QR code")
    secret = client.session["mfa.totp.secret"]

    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert says(client.get(response.url), "Gardez ces codes de secours")
    assert client.get("/mes-appels/").status_code == 200
    assert "Votre second facteur est activé" in [mail.subject for mail in mailoutbox]
    stored = Authenticator.objects.get(user=person, type="totp").data["secret"]
    assert secret not in stored


def test_signing_in_then_asks_the_code(required, seated, client, commits):
    person = seated(Role.DLA_OFFICER)
    secret, _ = activate(person)

    response = client.post(
        reverse("account_login"), {"login": person.email, "password": PASSWORD, "next": "/mes-appels/"}
    )
    assert response.url.startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    response = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert response.url == "/mes-appels/"
    assert client.get("/mes-appels/").status_code == 200


def test_a_sign_in_code_does_not_go_round_it(required, seated, client, commits, mailoutbox, code_in):
    person = seated(Role.DLA_OFFICER)
    activate(person)
    with commits():
        client.post(reverse("account_request_login_code"), {"email": person.email})

    response = client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})

    assert response.url.startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_serves_once(required, seated, client):
    person = seated(Role.DLA_OFFICER)
    _, recovery = activate(person)
    credentials = {"login": person.email, "password": PASSWORD}

    client.post(reverse("account_login"), credentials)
    assert client.post(reverse("mfa_authenticate"), {"code": recovery[0]}).status_code == 302
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), credentials)

    assert client.post(reverse("mfa_authenticate"), {"code": recovery[0]}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_verified_session_asks_the_database_nothing(required, seated, client, rf, django_assert_num_queries):
    from ccr.accounts import second_factor

    person = seated(Role.DLA_OFFICER)
    secret, _ = activate(person)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    request = rf.get("/")
    request.user, request.session = person, client.session
    assert not second_factor.is_missing(request)

    with django_assert_num_queries(0):
        assert not second_factor.is_missing(request)


def test_activating_the_factor_ends_the_sessions_opened_without(committing, seated, client):
    """Somebody else may hold them, by the password alone."""
    person = seated(Role.DLA_OFFICER)
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]

    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert elsewhere.get("/mes-appels/").url.startswith(reverse("account_login"))
    assert client.get("/mes-appels/").status_code == 200


@pytest.fixture
def opened_before(required, seated, client):
    """A browser signed in by the password, for whom the factor was activated since; with its secret."""
    person = seated(Role.DLA_OFFICER)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    secret, _ = activate(person)
    return client, secret


def test_a_session_opened_before_the_factor_is_asked_for_it(opened_before, says):
    browser, secret = opened_before

    response = browser.get("/mes-appels/")
    assert response.url == f"{reverse('mfa_reauthenticate')}?next=%2Fmes-appels%2F"
    page = browser.get(response.url)
    assert says(page, "Code de l’application")
    assert "Saisir mon mot de passe" not in page.content.decode()
    browser.post(response.url, {"code": "000000"})
    assert browser.get("/mes-appels/").status_code == 302
    response = browser.post(response.url, {"code": code_of(secret)})

    assert response.url == "/mes-appels/"
    assert browser.get("/mes-appels/").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "account_reauthenticate",
        "account_email",
        "account_change_password",
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
    ],
)
def test_nothing_goes_round_the_factor_that_is_asked(opened_before, name):
    """The password, given again, would show the recovery codes, one of which would do for the factor."""
    browser, _ = opened_before

    for response in (browser.get(reverse(name)), browser.post(reverse(name), {"password": PASSWORD})):
        assert response.status_code == 302
        assert response.url.startswith(reverse("mfa_reauthenticate"))


def test_one_may_sign_out_instead_of_giving_the_factor(opened_before):
    browser, _ = opened_before

    browser.post(reverse("account_logout"))

    assert "_auth_user_id" not in browser.session


def test_removing_the_factor_ends_the_sessions_it_verified(required, seated, client, commits):
    person = seated(Role.REPRESENTATIVE)
    secret, recovery = activate(person)
    elsewhere = Client()
    for browser, code in ((client, code_of(secret)), (elsewhere, recovery[0])):
        browser.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        browser.post(reverse("mfa_authenticate"), {"code": code})
    assert elsewhere.get("/mes-appels/").status_code == 200

    with commits():
        client.post(reverse("mfa_deactivate_totp"))

    assert client.get("/mes-appels/").status_code == 200
    assert elsewhere.get("/mes-appels/").status_code == 302


def test_who_must_have_one_cannot_remove_it(required, seated, client, says):
    person = seated(Role.DLA_OFFICER)
    secret, _ = activate(person)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert says(client.get(reverse("mfa_deactivate_totp")), "Votre rôle demande un second facteur")
    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=person, type="totp").exists()


# Lost: two people


def activate_again(person):
    Authenticator.objects.filter(user=person).delete()
    return activate(person)[0]


@pytest.fixture
def lost(seated):
    """A person who lost her telephone, two coordinators, an administrator."""
    person = seated(Role.DLA_OFFICER)
    activate(person)
    first, second = seated(Role.COORDINATOR, "c1@exemple.fr"), seated(Role.COORDINATOR, "c2@exemple.fr")
    admin = Person.objects.create_user("admin@exemple.fr", first_name="Al", last_name="Min", is_admin=True)
    return person, first, second, admin


def test_two_people_reset_a_lost_factor(lost, client, sign_in, commits, mailoutbox, says):
    person, first, _, admin = lost
    secret = activate_again(person)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(reverse("accounts:profile")).status_code == 200
    asking, confirming = sign_in(first), sign_in(admin)

    with commits():
        asking.post(reverse("accounts:resets"), {"email": "Role@exemple.fr"})
    reset = SecondFactorReset.objects.system().get()
    assert says(confirming.get(reverse("accounts:resets")), person.email, "Confirmer…")
    with commits():
        confirming.post(reverse("accounts:confirm_reset", args=[reset.pk]))

    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get(reverse("accounts:profile")).status_code == 302  # her sessions are over
    assert [mail.subject for mail in mailoutbox if mail.to == [person.email]] == [
        "Réinitialisation de votre second facteur demandée",
        "Votre second facteur a été réinitialisé",
    ]


def test_one_person_alone_resets_nothing(lost, sign_in, says):
    person, first, *_ = lost
    reset = services.ask_reset(person, by=first)

    response = sign_in(first).post(reverse("accounts:confirm_reset", args=[reset.pk]), follow=True)

    assert says(response, "Il faut deux personnes")
    assert Authenticator.objects.filter(user=person).exists()


def test_nobody_resets_her_own(lost):
    _, first, second, _ = lost
    activate(first)
    with pytest.raises(DomainError, match="son propre second facteur"):
        services.ask_reset(first, by=first)
    reset = services.ask_reset(first, by=second)

    with pytest.raises(DomainError, match="son propre second facteur"):
        services.confirm_reset(reset, by=first)


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.DLA_OFFICER, Role.REPRESENTATIVE, None])
def test_the_page_exists_for_coordination_and_administration_only(seated, sign_in, role):
    assert sign_in(seated(role)).get(reverse("accounts:resets")).status_code == 404


def test_a_request_is_forgotten_after_a_week(lost, freeze):
    person, first, second, _ = lost
    freeze("2011-10-10 09:00")
    reset = services.ask_reset(person, by=first)
    freeze("2011-10-17 09:00")

    with pytest.raises(DomainError, match="plus de 7 jours"):
        services.confirm_reset(reset, by=second)
    assert services.ask_reset(person, by=first).pk != reset.pk


def test_a_cancelled_request_is_not_confirmed(lost, sign_in):
    person, first, second, _ = lost
    reset = services.ask_reset(person, by=first)

    sign_in(second).post(reverse("accounts:cancel_reset", args=[reset.pk]))

    with pytest.raises(DomainError, match="annulée"):
        services.confirm_reset(reset, by=second)


@pytest.mark.parametrize(
    ("constraint", "asked", "confirmed"),
    [
        ("second_factor_reset_by_two", 1, 1),
        ("second_factor_reset_not_by_oneself", 0, None),
        ("second_factor_reset_not_by_oneself", 1, 0),
    ],
)
def test_the_table_itself_wants_two_others(lost, constraint, asked, confirmed):
    now = "2011-10-10T10:00:00Z"
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        SecondFactorReset.objects.system().create(
            person=lost[0],
            asked_by=lost[asked],
            confirmed_by=None if confirmed is None else lost[confirmed],
            confirmed_at=None if confirmed is None else now,
        )
