from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ccr.accounts"
    label = "ccr_accounts"
    verbose_name = "Comptes"
    default_auto_field = "django.db.models.BigAutoField"
