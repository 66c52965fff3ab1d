from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "ccr.health"
    label = "ccr_health"
    verbose_name = "santé"
