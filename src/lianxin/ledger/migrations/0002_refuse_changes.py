"""Entries are never altered: UPDATE, DELETE and TRUNCATE are refused, on partitions too."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the ledger is only added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ledger_entry_refuse_changes BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_entry_refuse_truncate BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""
# A row trigger is handed on to the partitions; a statement trigger is not.
REFUSE_ON_PARTITIONS = "".join(
    f"CREATE TRIGGER ledger_entry_refuse_truncate BEFORE TRUNCATE ON ledger_entry_p{part}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();\n"
    for part in range(8)
)
REVERSE = (
    "".join(
        f"DROP TRIGGER ledger_entry_refuse_truncate ON ledger_entry_p{part};\n" for part in range(8)
    )
    + """
DROP TRIGGER ledger_entry_refuse_truncate ON ledger_entry;
DROP TRIGGER ledger_entry_refuse_changes ON ledger_entry;
DROP FUNCTION ledger_refuse();
"""
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_entries")]
    operations = [migrations.RunSQL(sql=REFUSE + REFUSE_ON_PARTITIONS, reverse_sql=REVERSE)]
