from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("candidates", "0008_carry_over")]

    operations = [
        migrations.RemoveField(model_name="draft", name="contact_name"),
        migrations.RemoveField(model_name="draft", name="contact_phone"),
    ]
