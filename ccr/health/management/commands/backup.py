from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ccr.health import archives


class Command(BaseCommand):
    help = "Sauvegarde la base et les fichiers dans une archive datée, avec sa somme de contrôle."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, default=settings.VAR_DIR / "backups", help="dossier de l’archive")

    def handle(self, *, to, **options):
        try:
            archive = archives.make(to)
        except archives.ArchiveError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Sauvegarde : {archive} ({archive.stat().st_size / 1e6:.1f} Mo)")
