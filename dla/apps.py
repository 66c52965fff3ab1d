"""DLA: needs sheets, collective sessions, individual days (A060–A085). Opens at the publication of the decision."""

from django.apps import AppConfig


class DlaConfig(AppConfig):
    name = "dla"
    verbose_name = "sessions DLA"

    def ready(self):
        from dla import documents, events, mails, providers

        documents.register()
        mails.register()
        providers.register()
        events.register()
