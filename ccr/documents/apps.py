from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "ccr.documents"
    label = "ccr_documents"
    verbose_name = "documents"

    def ready(self):
        from . import checks  # noqa: F401  registers itself
