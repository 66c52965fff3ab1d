from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "ccr.journal"
    label = "ccr_journal"
    verbose_name = "journal"

    def ready(self):
        from . import providers

        providers.register()
