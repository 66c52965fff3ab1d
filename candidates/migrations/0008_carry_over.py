from django.db import migrations

USUAL = {
    "statutes": (1, "Statuts à jour, signés"),
    "accounts": (2, "Comptes du dernier exercice (bilan et compte de résultat)"),
}
"""The two pieces of the one-page application."""


def name_pieces(apps, schema_editor):
    """Each file already joined gets the label and the rank of its piece."""
    for name in ("DraftPiece", "VersionPiece"):
        rows = apps.get_model("candidates", name)._base_manager
        for kind, (rank, label) in USUAL.items():
            rows.filter(kind=kind).update(label=label, rank=rank)


def carry_contacts(apps, schema_editor):
    """The person to reach, in a draft, becomes its first contact."""
    drafts = apps.get_model("candidates", "Draft")._base_manager
    contact = apps.get_model("candidates", "DraftContact")
    contact._base_manager.bulk_create(
        contact(draft_id=pk, rank=1, name=name, phone=phone)
        for pk, name, phone in drafts.exclude(contact_name="", contact_phone="").values_list(
            "pk", "contact_name", "contact_phone"
        )
    )


class Migration(migrations.Migration):
    dependencies = [("candidates", "0007_sections")]

    operations = [
        migrations.RunPython(name_pieces, migrations.RunPython.noop),
        migrations.RunPython(carry_contacts, migrations.RunPython.noop),
    ]
