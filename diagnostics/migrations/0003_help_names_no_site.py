"""The shared template is every call's: its help no longer names the sites of one (C20)."""

from django.db import migrations

FORMER = "mk2\u00a0: des flux importants à gérer\u00a0; Friche\u00a0: une montée en charge plus lente. Espace, boutique ou bureau."
NEW = "Les effets de chaque site choisi, au vu de son enjeu. Espace, boutique ou bureau."


class Migration(migrations.Migration):
    dependencies = [("diagnostics", "0002_mail_paces")]

    operations = [
        migrations.RunSQL(
            [("UPDATE diagnostics_section SET help = %s WHERE help = %s", [NEW, FORMER])],
            migrations.RunSQL.noop,
        )
    ]
