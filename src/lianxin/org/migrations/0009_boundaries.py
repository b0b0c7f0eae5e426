"""Where places lie, for the map on a case."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0008_households_of_an_area")]

    operations = [
        migrations.CreateModel(
            name="Boundary",
            fields=[
                (
                    "code",
                    models.OneToOneField(
                        db_column="code",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="org.area",
                    ),
                ),
                ("shape", models.TextField()),
            ],
            options={"db_table": "org_boundary"},
        ),
    ]
