from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ccr.health import archives


class Command(BaseCommand):
    help = "Remet la base et les fichiers d’une archive. Refuse une base qui n’est pas vide, sauf --force."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)
        parser.add_argument("--force", action="store_true", help="remplacer une base qui n’est pas vide")

    def handle(self, *, archive, force, **options):
        if str(archive) in ("", "."):
            raise CommandError("Quelle archive ? make restore FILE=var/backups/ccr-….tar.gz")
        try:
            archives.restore(archive, force=force)
        except archives.ArchiveError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restauré : {archive}. Lancez ensuite « manage.py migrate » si la version a changé.")
