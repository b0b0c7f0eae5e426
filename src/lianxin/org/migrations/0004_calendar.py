"""Days off and made up, and every calendar as it stood."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0003_rosters_and_stations")]

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("date", models.DateField(primary_key=True, serialize=False)),
                ("is_workday", models.BooleanField()),
                ("name", models.TextField(default="")),
                ("source", models.TextField(default="")),
            ],
            options={
                "db_table": "org_calendar_day",
            },
        ),
        migrations.CreateModel(
            name="CalendarVersion",
            fields=[
                ("version", models.TextField(primary_key=True, serialize=False)),
                ("days", models.TextField()),
            ],
            options={
                "db_table": "org_calendar_version",
            },
        ),
    ]
