from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "ccr.programme"
    label = "ccr_programme"
    verbose_name = "programme"

    def ready(self):
        from ccr.programme import mails, providers

        mails.register()
        providers.register()
