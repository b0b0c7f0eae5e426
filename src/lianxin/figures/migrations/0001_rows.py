"""Tables that figures are counted from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("body", models.TextField(default="")),
                ("area", models.TextField(default="")),
                ("category", models.TextField(default="")),
                ("channel", models.TextField()),
                ("kind", models.TextField()),
                ("case", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.TextField()),
                ("centre", models.TextField()),
                ("version", models.TextField()),
                ("span", models.IntegerField()),
                ("is_open", models.BooleanField()),
            ],
            options={
                "db_table": "figures_matter",
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("body", models.TextField(default="")),
                ("area", models.TextField(default="")),
                ("category", models.TextField(default="")),
                ("channel", models.TextField()),
                ("kind", models.TextField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case",
                        "sequence",
                        "act",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("case", models.UUIDField()),
                ("sequence", models.IntegerField()),
                ("act", models.TextField()),
                ("at", models.DateTimeField()),
                ("word", models.TextField(default="")),
                ("is_solved", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "figures_act",
                "indexes": [models.Index(fields=["act", "at"], name="figures_act_at")],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("body", models.TextField(default="")),
                ("area", models.TextField(default="")),
                ("category", models.TextField(default="")),
                ("channel", models.TextField()),
                ("kind", models.TextField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case",
                        "code",
                        "n",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("case", models.UUIDField()),
                ("code", models.TextField()),
                ("n", models.IntegerField()),
                ("role", models.TextField()),
                ("due", models.DateTimeField(null=True)),
                ("ending", models.TextField(default="")),
                ("is_late", models.BooleanField(default=False)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("sequence", models.IntegerField()),
            ],
            options={
                "db_table": "figures_clock",
                "indexes": [models.Index(fields=["role", "due"], name="figures_clock_due")],
            },
        ),
        migrations.CreateModel(
            name="Span",
            fields=[
                ("body", models.TextField(default="")),
                ("area", models.TextField(default="")),
                ("category", models.TextField(default="")),
                ("channel", models.TextField()),
                ("kind", models.TextField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case", "n", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("case", models.UUIDField()),
                ("n", models.IntegerField()),
                ("opened_at", models.DateTimeField()),
                ("opened_sequence", models.IntegerField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_sequence", models.IntegerField(null=True)),
                ("ending", models.TextField(default="")),
            ],
            options={
                "db_table": "figures_span",
                "indexes": [
                    models.Index(fields=["closed_at", "opened_at"], name="figures_span_closed")
                ],
            },
        ),
    ]
