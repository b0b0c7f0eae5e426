"""At which level a matter was settled: small ones in the grid, big ones in the town."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_rows")]

    operations = [
        migrations.AddField(model_name="act", name="level", field=models.TextField(default="")),
    ]
