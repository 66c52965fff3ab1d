from django.apps import AppConfig
from django.db.backends.signals import connection_created


class AccountsConfig(AppConfig):
    name = "ccr.accounts"
    label = "ccr_accounts"
    verbose_name = "Comptes"

    def ready(self):
        from allauth.account.signals import email_changed, email_confirmed
        from allauth.mfa.signals import authenticator_added, authenticator_removed

        from ccr import collation
        from ccr.accounts import confirmation, documents, second_factor

        documents.register()
        connection_created.connect(collation.install, dispatch_uid="ccr_collation")
        email_confirmed.connect(confirmation.confirmed, dispatch_uid="ccr_accounts_confirmed")
        email_changed.connect(confirmation.changed, dispatch_uid="ccr_accounts_changed")
        authenticator_added.connect(second_factor.activated, dispatch_uid="ccr_second_factor_activated")
        authenticator_removed.connect(second_factor.removed, dispatch_uid="ccr_second_factor_removed")
