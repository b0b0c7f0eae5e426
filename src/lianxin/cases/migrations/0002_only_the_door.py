"""Case rows refuse writing unless the door is open in this very transaction."""

from typing import ClassVar

from django.db import migrations

REFUSE = """
CREATE FUNCTION cases_only_the_door() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('lianxin.door', true) IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION '% is written by the door alone', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cases_case_door BEFORE INSERT OR UPDATE OR DELETE ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_only_the_door();
CREATE TRIGGER cases_leg_door BEFORE INSERT OR UPDATE OR DELETE ON cases_leg
    FOR EACH ROW EXECUTE FUNCTION cases_only_the_door();
CREATE TRIGGER cases_party_door BEFORE INSERT OR UPDATE OR DELETE ON cases_party
    FOR EACH ROW EXECUTE FUNCTION cases_only_the_door();
ALTER TABLE cases_case SET (fillfactor = 80);
"""
ALLOW = """
DROP TRIGGER cases_case_door ON cases_case;
DROP TRIGGER cases_leg_door ON cases_leg;
DROP TRIGGER cases_party_door ON cases_party;
DROP FUNCTION cases_only_the_door();
ALTER TABLE cases_case RESET (fillfactor);
"""


class Migration(migrations.Migration):
    """A trigger on each table the door projects to."""

    dependencies: ClassVar = [("cases", "0001_case_rows")]
    operations: ClassVar = [migrations.RunSQL(REFUSE, ALLOW)]
