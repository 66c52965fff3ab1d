from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ccr.celery import app
from ccr.demo import people
from ccr.demo.play import play


class Command(BaseCommand):
    """Play the demo's three calls; takes up an interrupted play, does nothing when it is over."""

    help = "Joue la démonstration, ou dit qui peut s’y connecter (--accounts)."

    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true", help="dire les comptes, et rien d’autre")

    def handle(self, *args, accounts, **options):
        if not settings.CCR_DEMO:
            raise CommandError("La démonstration ne se joue que sous CCR_DEMO=1.")
        if accounts:
            self.say_accounts()
            return
        # Thousands of messages that would only slow the play down: the relay finds the rows, mails and documents alike.
        app.conf.broker_url = "memory://localhost"
        play(say=lambda text: self.stdout.write(text))

    def say_accounts(self):
        self.stdout.write(f"Mot de passe de tous : {people.PASSWORD}")
        width = max(len(persona.email) for persona in people.PERSONAS.values())
        for persona in people.PERSONAS.values():
            self.stdout.write(f"  {persona.email:<{width}}  {persona.full_name}, {persona.role}")
