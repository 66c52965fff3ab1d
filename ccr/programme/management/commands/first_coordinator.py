"""``manage.py first_coordinator``: a person, a draft campaign, and her seat in it (DESIGN 2.1)."""

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ccr import clock
from ccr.accounts.models import Person
from ccr.directory.models import LegalForm, Organisation
from ccr.programme.campaigns import create_campaign
from ccr.wall.errors import DomainError


class Command(BaseCommand):
    help = "Crée la première personne de la coordination, son organisation, un appel en préparation et son siège."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("first_name")
        parser.add_argument("last_name")
        parser.add_argument("--organisation", default="Regain", help="nom de l’organisation qui coordonne")
        parser.add_argument("--siren", required=True, help="SIREN de cette organisation")
        parser.add_argument("--campaign", default="", help="adresse de l’appel, par défaut l’année en cours")

    @transaction.atomic
    def handle(self, *, email, first_name, last_name, organisation, siren, campaign, **options):
        from ccr.directory.identifiers import clean_siren

        clock.refresh()
        today = clock.today()
        try:
            person = Person.objects.known(email)
            if person is None and Person.objects.filter(email=email.lower()).exists():
                raise DomainError(
                    "Un compte à cette adresse n’a jamais été confirmé : la personne doit d’abord s’y connecter par un "
                    "code."
                )
            person = person or Person.objects.create_user(email, first_name=first_name, last_name=last_name)
            home, _ = Organisation.objects.get_or_create(
                siren=clean_siren(siren), defaults={"name": organisation, "legal_form": LegalForm.ASSOCIATION}
            )
            created = create_campaign(
                person,
                home,
                slug=campaign or str(today.year),
                title=f"Appel {campaign or today.year}",
                opens_on=today,
                deadline_on=today + relativedelta(months=3),
                diagnostics_from=today,
                diagnostics_until=today + relativedelta(months=4),
                sessions_from=today + relativedelta(months=6),
                sessions_until=today + relativedelta(months=14),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Appel « {created.title} » créé à l’adresse /{created.slug}/. {person.full_name} se connecte par un code "
            "envoyé à son adresse."
        )
