"""``manage.py audit_wall``: says what broke a rule of the wall. Ends with 1 when something did."""

import sys

from django.core.management.base import BaseCommand

from ccr import clock
from ccr.programme.audit import findings
from ccr.wall.guard import passing
from ccr.wall.sides import Side


class Command(BaseCommand):
    help = "Vérifie que rien n’a contourné le mur : sièges, engagements, appartenances, ouvertures, affectations."

    def handle(self, **options):
        with passing({Side.AUDIT}):
            clock.refresh()
            found = findings()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            self.stdout.write(self.style.ERROR(f"{len(found)} manquement(s) au mur."))
            sys.exit(1)
        self.stdout.write("Le mur est entier : rien à signaler.")
