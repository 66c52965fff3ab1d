"""The account page, the admin, and every sign-in page in French."""

import pytest
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from ccr.accounts.forms import PersonForm
from ccr.accounts.models import Invitation, Journal, Person
from ccr.programme.roles import Role
from ccr.wall.models import Breach
from tests.factories.core import PASSWORD

ENGLISH = (" the ", " your ", "Sign ", "Email", "Log ", "Password")


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_signup", "account_request_login_code", "account_inactive"],
)
def test_the_pages_of_the_way_in_are_in_french(client, db, name):
    page = client.get(reverse(name))

    assert page.status_code == 200
    visible = page.content.decode().partition("<main")[2]
    assert not [word for word in ENGLISH if word in visible]


@pytest.mark.parametrize(
    "name",
    [
        "accounts:profile",
        "account_email",
        "account_change_password",
        "account_logout",
        "usersessions_list",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_reauthenticate",
    ],
)
def test_the_pages_of_the_account_are_in_french(client, person, name):
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    page = client.get(reverse(name))

    assert page.status_code == 200
    visible = page.content.decode().partition("<main")[2]
    assert not [word for word in ENGLISH if word in visible]
    assert "style=" not in visible


def test_the_account_page_changes_names_and_shows_seats(sign_in, seated):
    person = seated(Role.INSTRUCTOR)
    client = sign_in(person)

    client.post(reverse("accounts:profile"), {"first_name": "Adèle", "last_name": "Noir", "phone": "04 91 00 00 00"})
    page = client.get(reverse("accounts:profile")).content.decode()

    assert 'value="Adèle"' in page
    assert "Instructeur" in page
    assert "Appel 2011" in page
    assert reverse("accounts:resets") not in page


def test_an_empty_name_is_refused_and_stays_on_the_page(sign_in, person):
    response = sign_in(person).post(reverse("accounts:profile"), {"first_name": "", "last_name": "Noir"})

    assert response.status_code == 422
    assert 'value="Noir"' in response.content.decode()
    person.refresh_from_db()
    assert person.first_name == "Rosa"


def test_the_account_page_reopens_nothing_that_was_closed_meanwhile(sign_in, person, monkeypatch):
    """Between the reading of the row and its writing somebody closes the account and changes the password."""
    client = sign_in(person)
    checked = PersonForm.is_valid

    def meanwhile(form):
        other = Person.objects.get(pk=person.pk)
        other.is_active = False
        other.set_password("une autre phrase de passe")
        other.save()
        return checked(form)

    monkeypatch.setattr(PersonForm, "is_valid", meanwhile)
    client.post(reverse("accounts:profile"), {"first_name": "Adèle", "last_name": person.last_name, "phone": ""})

    person.refresh_from_db()
    assert (person.first_name, person.is_active) == ("Adèle", False)
    assert person.check_password("une autre phrase de passe")


@pytest.mark.parametrize("name", ["A\nB", "\u202egnirts", "Bad\uffff", "http://evil.fr/gagnez", "www.evil.fr"])
def test_a_name_holds_neither_invisible_signs_nor_addresses(sign_in, person, name):
    response = sign_in(person).post(reverse("accounts:profile"), {"first_name": "Rosa", "last_name": name})

    assert response.status_code == 422
    person.refresh_from_db()
    assert person.last_name == "Marin"


@pytest.fixture
def administrator(db):
    return Person.objects.create_user("admin@exemple.fr", first_name="Al", last_name="Min", is_admin=True)


def test_the_admin_closes_an_account_and_journals_it(sign_in, administrator, person):
    client = sign_in(administrator)
    address = reverse("admin:ccr_accounts_person_change", args=[person.pk])

    page = client.get(address).content.decode()
    assert "pbkdf2" not in page
    assert person.password not in page
    names = {"first_name": "Rosa", "last_name": "Marin", "phone": ""}
    client.post(address, {**names, "initial-is_active": "True"})

    person.refresh_from_db()
    assert not person.is_active
    assert Journal.objects.system().get().verb == "account_changed"
    client.post(address, {**names, "initial-is_active": "True", "is_active": "on"})  # a page opened before
    person.refresh_from_db()
    assert not person.is_active


def test_the_admin_deletes_nobody_and_creates_nobody(sign_in, administrator, person):
    client = sign_in(administrator)

    assert client.get(reverse("admin:ccr_accounts_person_delete", args=[person.pk])).status_code == 403
    assert client.get(reverse("admin:ccr_accounts_person_add")).status_code == 403
    page = client.get(reverse("admin:ccr_accounts_person_changelist")).content.decode()
    assert "delete_selected" not in page


def test_an_administrator_does_not_lock_herself_out(sign_in, administrator):
    address = reverse("admin:ccr_accounts_person_change", args=[administrator.pk])

    sign_in(administrator).post(address, {"first_name": "Al", "last_name": "Min", "phone": "", "is_active": "on"})

    administrator.refresh_from_db()
    assert administrator.is_admin


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.INSTRUCTOR, None])
def test_the_admin_exists_for_administrators_only_and_attempts_are_written_down(sign_in, seated, role):
    person = seated(role)
    client = sign_in(person)

    for address in ("/admin/", "/admin/diagnostics/note/"):
        assert client.get(address).status_code == 404
    assert client.get("/admin/login/").status_code == 404
    tried = Breach.objects.system().values_list("person", "verb", "tables")
    assert list(tried) == [(person.pk, "GET", "")] * 2


def test_a_visitor_signs_in_by_the_house_door(client, db):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0] == reverse("account_login") + "?next=%2Fadmin%2F"


def test_the_admin_refuses_a_sealed_model():
    with pytest.raises(ImproperlyConfigured, match="sealed"):
        admin.site.register(Invitation)


def test_the_admin_shows_nothing_of_other_packages():
    registered = {model._meta.label for model in admin.site._registry}

    assert Person._meta.label in registered
    assert not {label for label in registered if label.split(".")[0] in ("mfa", "account", "usersessions", "auth")}


def test_the_page_of_the_second_factor_counts_recovery_codes(client, person):
    from tests.accounts.test_second_factor import activate, code_of

    secret, _ = activate(person)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate"):
        assert client.get(reverse(name)).status_code == 200
    assert "Il vous en reste 10" in client.get(reverse("mfa_index")).content.decode()
    assert "Codes de secours" in client.get(reverse("mfa_download_recovery_codes")).content.decode()


def test_no_token_reaches_the_logs(caplog):
    import logging

    from ccr.accounts.logs import HideTokens

    for before, after in (("/compte/invitation/", "/"), ("/2011/agenda/", ".ics"), ("/2011/journee/lien/", "/")):
        address = f"{before}{'a' * 43}{after}"
        record = logging.LogRecord("django.request", 40, "", 1, "Erreur : %s", (address,), None)
        assert HideTokens().filter(record)
        assert "a" * 20 not in record.getMessage() and before in record.getMessage()
