from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "candidates"
    verbose_name = "candidatures"

    def ready(self):
        from candidates import documents, mails, outcomes, providers
        from candidates.models import Receipt
        from ccr.programme import events
        from ccr.programme.models import EventKind
        from ccr.wall.sides import Side

        mails.register()
        documents.register()
        providers.register()
        events.handle(EventKind.OUTCOME_PUBLISHED, Receipt, Side.CANDIDATE, outcomes.request_letters)
