"""A case row knows by which folds its state was made, and the database how far it came."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column, which is 0 in every row that is there, and a line for each fold version."""

    dependencies: ClassVar = [("cases", "0005_legs_beside_the_lead")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="case",
            name="fold_version",
            field=models.IntegerField(db_default=0),
        ),
        migrations.CreateModel(
            name="Folding",
            fields=[
                ("version", models.IntegerField(primary_key=True, serialize=False)),
                ("begun_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "cases_folding"},
        ),
    ]
