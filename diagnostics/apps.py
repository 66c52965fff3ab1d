"""Diagnostics: asked by the structure, done by RAMSESS's members, never heard of by instruction (A030–A051)."""

from django.apps import AppConfig


class DiagnosticsConfig(AppConfig):
    name = "diagnostics"
    verbose_name = "diagnostics"

    def ready(self):
        from diagnostics import documents, events, mails, own, providers

        documents.register()
        mails.register()
        providers.register()
        own.register()
        events.register()
