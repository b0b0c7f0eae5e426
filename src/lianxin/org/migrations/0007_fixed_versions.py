"""A calendar or procedure once kept is never altered: cases lean on it for years."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION org_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is kept as it was written', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER org_calendar_version_fixed BEFORE UPDATE OR DELETE ON org_calendar_version
    FOR EACH ROW EXECUTE FUNCTION org_refuse_change();
CREATE TRIGGER org_procedure_version_kept BEFORE DELETE ON org_procedure_version
    FOR EACH ROW EXECUTE FUNCTION org_refuse_change();
CREATE TRIGGER org_procedure_version_fixed
    BEFORE UPDATE OF digest, code, edition, text, base, label ON org_procedure_version
    FOR EACH ROW EXECUTE FUNCTION org_refuse_change();
"""
BACKWARD = """
DROP TRIGGER org_procedure_version_fixed ON org_procedure_version;
DROP TRIGGER org_procedure_version_kept ON org_procedure_version;
DROP TRIGGER org_calendar_version_fixed ON org_calendar_version;
DROP FUNCTION org_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("org", "0006_settings_and_versions")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
