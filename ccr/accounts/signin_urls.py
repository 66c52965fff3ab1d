"""allauth's views under French addresses. Their names stay allauth's: it reverses them itself."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from django.urls import path

from ccr.accounts import passkeys
from ccr.accounts.onward import says_when_expired
from ccr.accounts.proof import asked_again, forgotten

urlpatterns = [
    path("connexion/", account.login, name="account_login"),
    path("connexion/code/", account.request_login_code, name="account_request_login_code"),
    path("connexion/code/saisir/", says_when_expired(account.confirm_login_code), name="account_confirm_login_code"),
    path("connexion/second-facteur/", passkeys.SecondFactor.as_view(), name="mfa_authenticate"),
    path("connexion/cle/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("inscription/", account.signup, name="account_signup"),
    path("adresse/", asked_again(account.email), name="account_email"),
    path(
        "adresse/confirmer/",
        says_when_expired(account.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", asked_again(account.password_set), name="account_set_password"),
    path("mot-de-passe/oublie/", forgotten, name="account_reset_password"),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("confirmer/second-facteur/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("confirmer/cle/", passkeys.Again.as_view(), name="mfa_reauthenticate_webauthn"),
    path("cles/", passkeys.List.as_view(), name="mfa_list_webauthn"),
    path("cles/ajouter/", asked_again(passkeys.Add.as_view()), name="mfa_add_webauthn"),
    path("cles/<int:pk>/nommer/", asked_again(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("cles/<int:pk>/retirer/", asked_again(passkeys.Remove.as_view()), name="mfa_remove_webauthn"),
    path("second-facteur/", mfa.index, name="mfa_index"),
    path("second-facteur/activer/", asked_again(totp.activate_totp), name="mfa_activate_totp"),
    path("second-facteur/retirer/", passkeys.RemoveApplication.as_view(), name="mfa_deactivate_totp"),
    path("second-facteur/secours/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-facteur/secours/creer/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "second-facteur/secours/telecharger/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("appareils/", usersessions.list_usersessions, name="usersessions_list"),
]
