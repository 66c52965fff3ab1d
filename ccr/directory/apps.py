from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "ccr.directory"
    label = "ccr_directory"
    verbose_name = "annuaire"
