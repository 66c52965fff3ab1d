from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "ccr.library"
    label = "ccr_library"
    verbose_name = "porte-documents"

    def ready(self):
        from ccr.library import mails, providers

        mails.register()
        providers.register()
