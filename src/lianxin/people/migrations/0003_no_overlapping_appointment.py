"""One person cannot fill one post twice on the same day.

An exclusion over text needs an extension that is not in every PostgreSQL; a range of a single
text does the same with core alone. Deferred, so that one load may end one term and begin the next.
"""

from django.db import migrations

FORWARD = """
CREATE TYPE people_text_range AS RANGE (subtype = text, collation = "C");
ALTER TABLE people_appointment ADD CONSTRAINT no_overlapping_appointment EXCLUDE USING gist (
    people_text_range(person || '/' || post, person || '/' || post, '[]') WITH &&,
    daterange(since, until, '[]') WITH &&
) DEFERRABLE INITIALLY DEFERRED;
"""
BACKWARD = """
ALTER TABLE people_appointment DROP CONSTRAINT no_overlapping_appointment;
DROP TYPE people_text_range;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_petitioners")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
