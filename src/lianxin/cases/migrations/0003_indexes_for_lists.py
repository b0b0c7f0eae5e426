"""Lists go by the body that leads or led, also where nobody leads yet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_only_the_door"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="case_open_by_lead",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["last_lead", "due_at", "id"],
                name="case_open_by_last_lead",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("last_lead__isnull", True)),
                fields=["registrar_body", "id"],
                name="case_not_sent_by_registrar",
            ),
        ),
    ]
