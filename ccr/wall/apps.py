from django.apps import AppConfig
from django.db.backends.signals import connection_created


class WallConfig(AppConfig):
    name = "ccr.wall"
    label = "ccr_wall"
    verbose_name = "mur"

    def ready(self):
        from . import checks  # noqa: F401  registers the system checks
        from .guard import install

        connection_created.connect(install, dispatch_uid="ccr_wall_guard")
