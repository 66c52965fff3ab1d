from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ccr.accounts"
    label = "ccr_accounts"
    verbose_name = "Comptes"

    def ready(self):
        from allauth.mfa.signals import authenticator_removed

        from ccr.accounts import second_factor

        authenticator_removed.connect(second_factor.forget, dispatch_uid="ccr_second_factor_forget")
