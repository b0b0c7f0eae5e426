"""Somebody may fill a post for an absent one, whose name stays beside his."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_visits_and_tries")]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="stands_in_for",
            field=models.ForeignKey(
                db_column="stands_in_for",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.officer",
            ),
        ),
    ]
