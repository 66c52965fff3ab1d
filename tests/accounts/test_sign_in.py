"""Signing up and in: by password, by code; limits; where one was going."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from ccr.accounts.models import Person
from ccr.accounts.tasks import erase_ended_sessions
from tests.factories.core import PASSWORD

NEW = {
    "first_name": "Inès",
    "last_name": "Roux",
    "email": "Ines@Exemple.fr",
    "password1": "un banc sous le platane",
}


def post(client, name, commits, next_url="", **data):
    with commits():
        return client.post(reverse(name), {**data, **({"next": next_url} if next_url else {})})


def test_signing_up_confirms_the_address_by_code_and_goes_on_to_where_one_was_going(
    client, db, commits, mailoutbox, code_in
):
    going = "/2011/candidater/organisation/"

    response = post(client, "account_signup", commits, going, **NEW)
    assert response.url == reverse("account_email_verification_sent")
    [mail] = mailoutbox
    assert mail.to == ["ines@exemple.fr"]

    response = post(client, "account_email_verification_sent", commits, code=code_in(mail).lower().replace("-", " "))

    assert response.url == going
    person = Person.objects.get(email="ines@exemple.fr")
    assert (person.full_name, person.is_admin) == ("Inès Roux", False)
    assert EmailAddress.objects.get(user=person).verified
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_code_that_expired_says_so_and_loses_nothing_of_the_way_in(
    client, db, commits, mailoutbox, code_in, freeze, says
):
    going = "/2011/candidater/organisation/"
    freeze("2026-03-02 10:00")
    post(client, "account_signup", commits, going, **NEW)
    freeze("2026-03-02 10:31")

    response = post(client, "account_email_verification_sent", commits, code=code_in(mailoutbox[-1]))
    page = client.get(response.url)
    assert says(page, "Ce code n’est plus valable")
    assert going in page.content.decode()

    # Even when the address is typed by hand, without where one was going.
    post(client, "account_login", commits, login=NEW["email"], password=NEW["password1"])
    response = post(client, "account_email_verification_sent", commits, code=code_in(mailoutbox[-1]))
    assert response.url == going


def test_a_sign_in_code_that_expired_leads_back_with_where_one_was_going(
    client, person, commits, mailoutbox, code_in, freeze, says
):
    going = "/2011/candidater/organisation/"
    freeze("2026-03-02 10:00")
    post(client, "account_request_login_code", commits, going, email=person.email)
    freeze("2026-03-02 10:16")

    response = post(client, "account_confirm_login_code", commits, going, code=code_in(mailoutbox[-1]))
    page = client.get(response.url)

    assert says(page, "Ce code n’est plus valable")
    assert going in page.content.decode()


def test_a_wrong_code_can_be_typed_again_and_another_asked_for(client, db, commits, mailoutbox, code_in, freeze, says):
    freeze("2026-03-02 10:00")
    post(client, "account_signup", commits, **NEW)

    response = post(client, "account_email_verification_sent", commits, code="BBBB-BBBB")
    assert says(response, "Ce code n’est pas le bon.")
    freeze("2026-03-02 10:01")
    post(client, "account_email_verification_sent", commits, action="resend")
    response = post(client, "account_email_verification_sent", commits, code=code_in(mailoutbox[-1]))

    assert len(mailoutbox) == 2
    assert response.url == reverse("ui:entrance")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("onze signes", "12"),
        ("password123456", "courant"),
        ("123456789012345", "numérique"),
        ("ines@exemple.fr", "trop semblable"),
        ("Inès Roux à Marseille", "ressemble trop à votre nom"),
    ],
)
def test_a_weak_password_is_refused_with_a_reason_and_nothing_typed_is_lost(client, db, commits, password, sentence):
    response = post(client, "account_signup", commits, **{**NEW, "password1": password})

    page = response.content.decode()
    assert sentence in page
    assert 'value="Roux"' in page
    assert not Person.objects.exists()


def test_signing_up_twice_tells_nothing_on_the_page_and_leads_in_by_mail(client, person, commits, mailoutbox):
    going = "/2011/candidater/organisation/"

    response = post(client, "account_signup", commits, going, **{**NEW, "email": person.email})

    assert response.url == reverse("account_email_verification_sent")
    [mail] = mailoutbox
    assert mail.subject == "Vous avez déjà un compte"
    assert reverse("account_request_login_code") + "?next=" in mail.body
    assert Person.objects.count() == 1


def test_signing_in_by_password(client, person, commits):
    response = post(client, "account_login", commits, "/mes-appels/", login="ROSA@exemple.fr", password=PASSWORD)

    assert response.url == "/mes-appels/"
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("typed", [{}, {"by_code": "1", "password": "à moitié retrouvé"}])
def test_who_does_not_remember_is_in_after_two_clicks(client, person, commits, mailoutbox, code_in, says, typed):
    """The address, « Recevoir un code par e-mail » or no password at all; the code, « Se connecter »."""
    response = post(client, "account_login", commits, "/mes-appels/", login="rosa@exemple.fr", **typed)
    assert response.url == reverse("account_confirm_login_code") + "?next=%2Fmes-appels%2F"

    response = post(client, "account_confirm_login_code", commits, "/mes-appels/", code=code_in(mailoutbox[0]))

    assert response.url == "/mes-appels/"
    assert client.session["_auth_user_id"] == str(person.pk)
    choosing = reverse("account_change_password")
    assert says(
        client.get("/mes-appels/"), "ajouter une clé d’accès", f'<a href="{choosing}">choisir un mot de passe</a>'
    )
    new = "un tout autre secret bien long"
    assert says(client.get(choosing), "il n’y a pas à retrouver l’ancien")
    post(client, "account_change_password", commits, password1=new, password2=new)
    person.refresh_from_db()
    assert person.check_password(new)
    assert mailoutbox[-1].subject == "Votre mot de passe a changé"


def test_the_old_password_is_asked_again_once_the_code_is_old(client, person, commits, mailoutbox, code_in, freeze):
    freeze("2026-03-02 10:00")
    post(client, "account_login", commits, login=person.email)
    post(client, "account_confirm_login_code", commits, code=code_in(mailoutbox[0]))
    freeze("2026-03-02 10:16")
    new = "un tout autre secret bien long"

    post(client, "account_change_password", commits, password1=new, password2=new)

    person.refresh_from_db()
    assert not person.check_password(new)


def test_a_forgotten_password_is_no_dead_end(client, person, says):
    """Before signing in, and in a session that is asked for it: a code, and on to where one was going."""
    forgotten, way_in = reverse("account_reset_password"), reverse("account_request_login_code")
    assert client.get(forgotten).url == f"{way_in}?next=%2Fcompte%2Fmot-de-passe%2F"
    client.force_login(person)

    page = client.get(f"{reverse('account_reauthenticate')}?next=/compte/adresse/")
    assert says(page, f"{forgotten}?next=/compte/adresse/", "Recevoir un code par e-mail")
    page = client.get(f"{forgotten}?next=/compte/adresse/")

    assert f'value="{way_in}?next=/compte/adresse/"' in page.content.decode()


def test_a_code_for_an_unknown_address_says_nothing_on_the_page(client, db, commits, mailoutbox):
    response = post(client, "account_request_login_code", commits, email="personne@exemple.fr")

    assert response.url.startswith(reverse("account_confirm_login_code"))
    assert mailoutbox[0].subject == "Cette adresse n’a pas de compte"


def test_three_wrong_codes_end_the_attempt(client, person, commits, mailoutbox, code_in):
    post(client, "account_request_login_code", commits, email=person.email)
    for _ in range(3):
        response = post(client, "account_confirm_login_code", commits, code="BBBB-BBBB")
    assert response.status_code == 302

    response = post(client, "account_confirm_login_code", commits, code=code_in(mailoutbox[0]))

    assert response.status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_code_dies_after_a_quarter_of_an_hour(client, person, commits, mailoutbox, code_in, freeze):
    freeze("2026-03-02 10:00")
    post(client, "account_request_login_code", commits, email=person.email)
    freeze("2026-03-02 10:15:30")

    post(client, "account_confirm_login_code", commits, code=code_in(mailoutbox[0]))

    assert "_auth_user_id" not in client.session


def test_an_account_is_closed_for_a_while_after_five_wrong_passwords(client, person, commits, says):
    for _ in range(5):
        response = post(client, "account_login", commits, login=person.email, password="faux")
        assert says(response, "L’adresse ou le mot de passe ne correspondent pas.")

    response = post(client, "account_login", commits, login=person.email, password=PASSWORD)

    assert says(response, "Trop d’essais.")
    assert "_auth_user_id" not in client.session


def test_an_address_that_tries_many_accounts_is_slowed_down(client, db, commits):
    answers = [
        post(client, "account_login", commits, login=f"x{n}@exemple.fr", password="faux").content.decode()
        for n in range(21)
    ]

    assert "Trop d’essais" not in answers[19]
    assert "Trop d’essais" in answers[20]


def test_asking_codes_without_end_is_refused(person, commits, mailoutbox):
    for _ in range(4):
        response = post(Client(), "account_request_login_code", commits, email=person.email)

    assert len(mailoutbox) == 3
    assert "Trop d’essais" in response.content.decode()


def test_a_flood_of_sign_ups_gets_a_page_in_french(client, db, commits):
    for _ in range(21):
        response = post(client, "account_signup", commits)

    assert (response.status_code, response["Retry-After"]) == (429, "300")
    assert "<html" in response.content.decode()
    assert "Trop" in response.content.decode()


def test_changing_the_address_waits_for_its_code(client, person, commits, mailoutbox, code_in):
    elsewhere = Client()
    for browser in (elsewhere, client):
        post(browser, "account_login", commits, login=person.email, password=PASSWORD)

    response = post(client, "account_email", commits, action_add="1", email="nouvelle@exemple.fr")
    assert response.url == reverse("account_email_verification_sent")
    person.refresh_from_db()
    assert person.email == "rosa@exemple.fr"
    post(client, "account_email_verification_sent", commits, code=code_in(mailoutbox[0]))

    person.refresh_from_db()
    assert person.email == "nouvelle@exemple.fr"
    assert list(EmailAddress.objects.filter(user=person).values_list("email", "verified")) == [
        ("nouvelle@exemple.fr", True)
    ]
    assert ["rosa@exemple.fr"] in [mail.to for mail in mailoutbox]  # the old address is told
    profile = reverse("accounts:profile")
    assert [browser.get(profile).status_code for browser in (client, elsewhere)] == [200, 302]


def test_a_session_left_open_does_not_give_the_account_away(client, person, commits, mailoutbox, freeze, says):
    address, wanted = reverse("account_email"), {"action_add": "1", "email": "voleur@exemple.fr"}
    freeze("2026-03-02 10:00")
    post(client, "account_login", commits, login=person.email, password=PASSWORD)
    freeze("2026-03-02 16:00")

    assert client.get(address).url == f"{reverse('account_reauthenticate')}?next=%2Fcompte%2Fadresse%2F"
    assert client.post(address, wanted).url.startswith(reverse("account_reauthenticate"))

    # A factor of the thief's own would open it for good.
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))

    # Without a password either: a new code goes to the address that the account has.
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    for name in ("account_email", "account_set_password", "mfa_activate_totp", "mfa_add_webauthn"):
        page = client.post(reverse(name), {**wanted, "password1": PASSWORD, "password2": PASSWORD})
        assert says(page, "reconnectez-vous avec un code", person.email)
    way_in = f"{reverse('account_request_login_code')}?next=/compte/adresse/"
    assert f'value="{way_in}"' in client.get(address).content.decode()
    assert client.post(reverse("account_logout"), {"next": way_in}).url == way_in
    assert not [mail for mail in mailoutbox if wanted["email"] in mail.to]
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_a_closed_account_does_not_sign_in(client, person, commits):
    person.is_active = False
    person.save()

    response = post(client, "account_login", commits, login=person.email, password=PASSWORD)

    assert response.url == reverse("account_inactive")
    assert "Ce compte est fermé" in client.get(response.url).content.decode()


def test_other_sessions_are_listed_and_ended(client, person, commits):
    elsewhere = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"})
    for browser in (client, elsewhere):
        post(browser, "account_login", commits, login=person.email, password=PASSWORD)
    assert UserSession.objects.filter(user=person).count() == 2
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Vous êtes connecté sur 2 appareils" in page
    assert "Firefox, Windows" in page

    post(client, "usersessions_list", commits)

    assert client.get(reverse("accounts:profile")).status_code == 200
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302


def test_a_session_that_ended_is_erased_in_the_night(client, person, commits, freeze):
    freeze("2026-03-02 10:00")
    ended, open_one = Client(), Client()
    post(ended, "account_login", commits, login=person.email, password=PASSWORD)
    freeze("2026-03-02 20:00")
    post(open_one, "account_login", commits, login=person.email, password=PASSWORD)
    freeze("2026-03-03 03:25")

    erase_ended_sessions.delay()

    assert [row.session_key for row in Session.objects.all()] == [open_one.session.session_key]
    assert [row.session_key for row in UserSession.objects.all()] == [open_one.session.session_key]
    assert open_one.get(reverse("accounts:profile")).status_code == 200


def test_signing_out_needs_a_click(client, person):
    client.force_login(person)

    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))

    assert "_auth_user_id" not in client.session


def test_an_address_is_unique_in_any_case(person):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError, match="person_email_unique_in_any_case"), transaction.atomic():
        Person.objects.bulk_create([Person(email="ROSA@exemple.fr", first_name="R", last_name="M")])


def test_a_person_says_nothing_of_herself_in_logs(person):
    assert str(person) == f"person {person.pk}"


def test_somebody_made_by_a_command_signs_in_by_code(client, db, commits, mailoutbox, code_in):
    """``manage.py first_coordinator`` makes a person who never signed up, and has no password."""
    person = Person.objects.create_user("premiere@exemple.fr", first_name="Claire", last_name="Garnier")

    post(client, "account_request_login_code", commits, email=person.email)
    post(client, "account_confirm_login_code", commits, code=code_in(mailoutbox[0]))

    assert client.session["_auth_user_id"] == str(person.pk)
    for name in ("accounts:profile", "account_email", "account_set_password", "mfa_activate_totp"):
        assert client.get(reverse(name)).status_code == 200


# Whose account is it, when somebody else signed up with the address


@pytest.fixture
def squatted(db, commits):
    """Mallory's browser, once she has signed up with somebody else's address, which she cannot confirm."""
    mallory = Client()
    post(mallory, "account_signup", commits, **NEW)
    return mallory


def enters(client, commits, password):
    post(client, "account_login", commits, login=NEW["email"], password=password)
    return "_auth_user_id" in client.session


def test_the_owner_who_comes_by_a_code_leaves_no_way_in_to_whoever_signed_up_before_her(
    client, squatted, commits, mailoutbox, code_in, says
):
    post(client, "account_request_login_code", commits, email=NEW["email"])
    post(client, "account_confirm_login_code", commits, code=code_in(mailoutbox[-1]))

    page = client.get(reverse("accounts:profile"))
    assert says(page, "le mot de passe choisi à l’inscription ne vaut plus", "Aucun : vous vous connectez avec un code")
    assert not enters(Client(), commits, NEW["password1"])
    assert squatted.get(reverse("accounts:profile")).status_code == 302
    assert client.get(reverse("account_set_password")).status_code == 200


def test_whoever_gives_the_password_then_the_code_keeps_her_password(client, db, commits, mailoutbox, code_in, freeze):
    freeze("2026-03-02 10:00")
    post(Client(), "account_signup", commits, **NEW)
    freeze("2026-03-02 11:00")
    assert not enters(client, commits, NEW["password1"])
    post(client, "account_email_verification_sent", commits, code=code_in(mailoutbox[-1]))

    assert "_auth_user_id" in client.session
    assert enters(Client(), commits, NEW["password1"])


def test_signing_up_and_confirming_keeps_the_password(squatted, commits, mailoutbox, code_in):
    post(squatted, "account_email_verification_sent", commits, code=code_in(mailoutbox[-1]))

    assert enters(Client(), commits, NEW["password1"])


def test_a_code_for_a_confirmed_address_changes_no_password(client, person, commits, mailoutbox, code_in):
    post(client, "account_request_login_code", commits, email=person.email)
    post(client, "account_confirm_login_code", commits, code=code_in(mailoutbox[-1]))

    person.refresh_from_db()
    assert person.check_password(PASSWORD)
