from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "ccr.directory"
    label = "ccr_directory"
    verbose_name = "annuaire"

    def ready(self):
        from ccr import registry
        from ccr.directory import checks, mails, providers  # noqa: F401 (registers itself)
        from ccr.wall.sides import Side

        mails.register()
        registry.register("navigation", Side.CANDIDATE, providers.navigation_of_candidates)
        registry.register("navigation", Side.COORDINATION, providers.navigation_of_coordination)
        registry.register("home", Side.CANDIDATE, providers.tasks_of_candidates)
        registry.register("home", Side.COORDINATION, providers.tasks_of_coordination)
