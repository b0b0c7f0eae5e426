"""A leg knows whether it stands beside the last lead, so that lists need not read all the others."""

from typing import ClassVar

from django.db import migrations, models

FILL = """
SELECT set_config('lianxin.door', 'open', true);
UPDATE cases_leg SET beside = true FROM cases_case
WHERE id = "case" AND last_lead IS DISTINCT FROM body;
SELECT set_config('lianxin.door', '', true);
"""


class Migration(migrations.Migration):
    """A column, filled from what the rows already say, and indexes of the few that matter."""

    dependencies: ClassVar = [("cases", "0004_objections_to_rule")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="leg",
            name="beside",
            field=models.BooleanField(default=False),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="leg", name="leg_by_body"),
        migrations.AddIndex(
            model_name="leg",
            index=models.Index(
                fields=["body", "case"],
                condition=models.Q(("beside", True)),
                name="leg_beside_by_body",
            ),
        ),
        migrations.AddIndex(
            model_name="leg",
            index=models.Index(
                fields=["body", "case"],
                condition=models.Q(("is_open", True)),
                name="leg_open_by_body",
            ),
        ),
    ]
