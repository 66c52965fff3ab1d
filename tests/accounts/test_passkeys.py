"""Passkeys: a way in for everybody, the second factor of who must have one."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from fido2.utils import websafe_encode
from playwright.sync_api import expect

from ccr.accounts import second_factor
from ccr.accounts.models import Person
from ccr.programme.roles import Role
from tests.accounts.test_second_factor import activate
from tests.factories.core import PASSWORD, OrganisationFactory, make_campaign, make_seat

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def key_of(person, name="Mon téléphone"):
    """A passkey as it is kept, without what a device would prove."""
    return Authenticator.objects.create(user=person, type="webauthn", data={"name": name, "credential": {}})


@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_the_second_factor_of_who_needs_one(open_page, axe, mailoutbox, code_in, settings):
    settings.CCR_MFA_REQUIRED, settings.CELERY_TASK_ALWAYS_EAGER = True, True
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    person = Person.objects.create_user("dla@exemple.fr", first_name="Ada", last_name="Blanc", password=PASSWORD)
    make_seat(make_campaign(), Role.DLA_OFFICER, organisation=OrganisationFactory(), person=person)
    page = open_page(width=375, height=700)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    # In by a code, and led to the second factor.
    page.goto(f"{reverse('account_login')}?next=/mes-appels/")
    page.get_by_label("Adresse e-mail").fill(person.email)
    page.get_by_role("button", name="Recevoir un code par e-mail").click()
    page.get_by_label("Code reçu par e-mail").fill(code_in(mailoutbox[-1]))
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("link", name="Ajouter une clé d’accès", exact=True).click()
    page.get_by_label("Nom de la clé").fill("Mon téléphone")
    axe(page)
    page.get_by_role("button", name="Ajouter la clé").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gardez ces codes de secours en lieu sûr")
    assert mailoutbox[-1].subject == "Une clé d’accès ouvre maintenant votre compte"

    def sign_out():
        page.context.clear_cookies()
        page.goto(f"{reverse('account_login')}?next=/mes-appels/")

    # The next time: one gesture, and nothing else is asked.
    sign_out()
    axe(page)
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    expect(page).to_have_url("/mes-appels/")
    # Or the password, then the key.
    sign_out()
    page.get_by_label("Adresse e-mail").fill(person.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    expect(page).to_have_url("/mes-appels/")

    page.goto(reverse("mfa_list_webauthn"))
    expect(page.locator("strong").get_by_text("Mon téléphone")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Renommer").click()
    page.get_by_label("Nom de la clé").fill("Le téléphone de l’ESIA")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Retirer").click()
    page.get_by_role("button", name="Retirer la clé").click()

    expect(page.get_by_text("c’est le seul que vous ayez")).to_be_visible()
    assert Authenticator.objects.get(user=person, type="webauthn").data["name"] == "Le téléphone de l’ESIA"
    plain = open_page(javascript=False)
    plain.goto(reverse("account_login"))
    expect(plain.get_by_role("button", name="Entrer avec une clé d’accès")).to_be_hidden()


def test_without_javascript_the_page_says_what_to_do_instead(client, person, says):
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    page = client.get(reverse("mfa_add_webauthn"))

    assert says(
        page, "JavaScript est désactivé dans ce navigateur", "avec un code reçu par e-mail, ou votre mot de passe"
    )
    assert "hidden" in page.content.decode().partition('data-passkey="add"')[2].partition(">")[0]


def test_a_passkey_for_comfort_shuts_nobody_out(client, person):
    """Lost with its telephone, it is not asked for: the password, or a code, opens as before."""
    key_of(person)

    response = client.post(
        reverse("account_login"), {"login": person.email, "password": PASSWORD, "next": "/mes-appels/"}
    )

    assert response.url == "/mes-appels/"


def test_somebody_else_s_key_is_out_of_reach(client, person):
    other = Person.objects.create_user("autre@exemple.fr", first_name="Autre", last_name="Personne")
    key = key_of(other)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[key.pk])).status_code == 404
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_last_factor_of_a_role_stays(settings, seated, sign_in):
    settings.CCR_MFA_REQUIRED = True
    person = seated(Role.DLA_OFFICER)
    key = key_of(person)
    assert second_factor.has_one(person)
    assert not second_factor.may_lose(key)
    assert sign_in(person).get("/mes-appels/").url.startswith(reverse("mfa_reauthenticate_webauthn"))

    activate(person)

    assert second_factor.may_lose(key)


def in_session(person, sign_in):
    """A client that gave her factor a moment ago."""
    client = sign_in(person)
    session = client.session
    session[second_factor.VERIFIED] = True
    session.save()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.mark.postgres
def test_of_two_removals_that_cross_one_is_refused(settings, seated, sign_in, race, monkeypatch):
    settings.CCR_MFA_REQUIRED = True
    person = seated(Role.DLA_OFFICER)
    key = key_of(person)
    activate(person)
    may_lose = second_factor.may_lose

    def slowly(authenticator):
        found = may_lose(authenticator)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(second_factor, "may_lose", slowly)
    first, second = in_session(person, sign_in), in_session(person, sign_in)

    race(
        lambda: first.post(reverse("mfa_remove_webauthn", args=[key.pk])),
        lambda: second.post(reverse("mfa_deactivate_totp")),
    )

    assert Authenticator.objects.filter(user=person, type__in=second_factor.FACTORS).count() == 1


def nested(depth) -> str:
    """An answer whose device data is that many CBOR arrays, one in another."""
    device = websafe_encode(bytes(32) + b"\x81" + bytes(4) + b"\x81" * depth)
    client_data = websafe_encode(b'{"type": "webauthn.get", "challenge": "eA", "origin": "https://x"}')
    said = {"authenticatorData": device, "clientDataJSON": client_data, "signature": "eA", "userHandle": "eA"}
    return json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": said})


@pytest.mark.parametrize("credential", ["[" * 100_000, "[" * 50_000, nested(20_000)], ids=["long", "deep", "CBOR"])
def test_an_answer_nested_without_end_is_refused_in_words(client, person, says, credential):
    response = client.post(reverse("mfa_login_webauthn"), {"credential": credential}, follow=True)

    assert says(response, "Cette clé d’accès n’a pas été reconnue")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    response = client.post(reverse("mfa_add_webauthn"), {"name": "Clé", "credential": credential})
    assert response.status_code == 200
    assert "[[[" not in response.content.decode()


@pytest.mark.parametrize("credential", ['{"id": "x"}', "[]", '"x"', "null", "{", '{"response": {"userHandle": 3}}'])
def test_a_key_that_proves_nothing_opens_nothing(client, person, says, credential):
    response = client.post(reverse("mfa_login_webauthn"), {"credential": credential}, follow=True)

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    response = client.post(reverse("mfa_add_webauthn"), {"name": "Clé", "credential": credential})
    assert says(response, "Ajoutez une clé d’accès")
    assert not Authenticator.objects.exists()
