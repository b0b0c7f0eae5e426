"""How many households an area holds and at which doors: what a stairwell chief looks after."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0007_fixed_versions")]

    operations = [
        migrations.AddField(
            model_name="area",
            name="households",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="area",
            name="address",
            field=models.TextField(default=""),
        ),
    ]
