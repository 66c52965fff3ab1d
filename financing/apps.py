"""Needs in money: said by the structures first, matched to devices later (A012, A120–A129)."""

from django.apps import AppConfig


class FinancingConfig(AppConfig):
    name = "financing"
    verbose_name = "besoins de financement"

    def ready(self):
        from financing import documents, providers

        documents.register()
        providers.register()
