from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "selection"
    verbose_name = "instruction et sélection"

    def ready(self):
        from selection import documents, handlers, mails, own, providers

        for room in (mails, documents, handlers, providers, own):
            room.register()
