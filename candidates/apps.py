from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "candidates"
    verbose_name = "candidatures"

    def ready(self):
        from candidates import documents, information_mails, mails, outcomes, providers, services
        from candidates.models import Receipt
        from candidates.providers import calendar, sites
        from ccr.programme import events
        from ccr.programme.models import EventKind
        from ccr.wall.sides import Side

        mails.register()
        sites.register()
        information_mails.register()
        documents.register()
        providers.register()
        events.handle(EventKind.CALENDAR_ANNOUNCED, Receipt, Side.CANDIDATE, calendar.calendar_announced)
        events.handle(EventKind.SITE_CHANGED, Receipt, Side.CANDIDATE, sites.site_changed)
        events.handle(EventKind.OUTCOME_PUBLISHED, Receipt, Side.CANDIDATE, outcomes.request_letters)
        events.handle(EventKind.CALENDAR_CHANGED, Receipt, Side.MACHINE, services.tell_moved)
        events.handle(EventKind.MEETING_CANCELLED, Receipt, Side.MACHINE, services.tell_called_off)
