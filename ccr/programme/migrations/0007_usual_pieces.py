from django.db import migrations

USUAL = (
    ("statutes", "Statuts à jour, signés", "Ceux qui sont en vigueur, avec la date et les signatures."),
    ("accounts", "Comptes du dernier exercice (bilan et compte de résultat)", "Ceux que votre assemblée a approuvés."),
)
"""What every call asked for until now."""


def fill(apps, schema_editor):
    """Give each existing call the list that was the same for all."""
    campaigns = apps.get_model("ccr_programme", "Campaign")._base_manager
    piece = apps.get_model("ccr_programme", "CampaignPiece")
    piece._base_manager.bulk_create(
        piece(campaign_id=pk, slug=slug, label=label, help=text, order=rank)
        for pk in campaigns.values_list("pk", flat=True)
        for rank, (slug, label, text) in enumerate(USUAL, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("ccr_programme", "0006_campaign_piece")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
