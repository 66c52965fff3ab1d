from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "ccr.notifications"
    label = "ccr_notifications"
    verbose_name = "courriers"

    def ready(self):
        from . import checks, digests, providers  # noqa: F401  checks registers itself

        digests.register()
        providers.register()
