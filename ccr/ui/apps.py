"""The room of everything that is seen."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Pages, components, forms and charts."""

    name = "ccr.ui"
    label = "ccr_ui"
    verbose_name = "interface"
