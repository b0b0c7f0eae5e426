"""Values of the county, and how often each part moved."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0005_procedures")]

    operations = [
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("value", models.JSONField()),
            ],
            options={
                "db_table": "org_setting",
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("part", models.TextField(primary_key=True, serialize=False)),
                ("version", models.BigIntegerField()),
            ],
            options={
                "db_table": "org_version",
            },
        ),
    ]
