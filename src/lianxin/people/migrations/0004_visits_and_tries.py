"""How often somebody asked, and how often a log-in failed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_no_overlapping_appointment")]
    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "asker",
                        "since",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("asker", models.BinaryField()),
                ("since", models.DateTimeField()),
                ("visits", models.IntegerField()),
            ],
            options={
                "db_table": "people_visit",
                "indexes": [models.Index(fields=["since"], name="visit_by_stretch")],
            },
        ),
        migrations.CreateModel(
            name="LoginTry",
            fields=[
                ("name_key", models.BinaryField(primary_key=True, serialize=False)),
                ("tries", models.IntegerField()),
                ("tried_at", models.DateTimeField()),
            ],
            options={"db_table": "people_login_try"},
        ),
    ]
