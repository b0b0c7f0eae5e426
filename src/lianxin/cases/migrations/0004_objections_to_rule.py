"""An index for the few legs whose objection nobody has ruled yet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_indexes_for_lists")]
    operations = [
        migrations.AddIndex(
            model_name="leg",
            index=models.Index(
                fields=["case"], condition=models.Q(("state", "objected")), name="leg_objected"
            ),
        ),
    ]
