"""A text or attachment changes in one way alone: its content is destroyed, its digest stays."""

from django.db import migrations

KEPT = {
    "files_text": ("id", "kind", "digest"),
    "files_attachment": ("id", "kind", "size", "mark"),
}


def _trigger(table: str, columns: tuple[str, ...]) -> str:
    kept = " AND ".join(f"NEW.{column} = OLD.{column}" for column in columns)
    return f"""
CREATE FUNCTION {table}_only_redacted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL AND {kept} THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on {table} is refused: a row may only be redacted, once', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER {table}_only_redacted BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_only_redacted();
"""


def _drop(table: str) -> str:
    return f"DROP TRIGGER {table}_only_redacted ON {table}; DROP FUNCTION {table}_only_redacted();"


class Migration(migrations.Migration):
    dependencies = [("files", "0002_attachments")]
    operations = [
        migrations.RunSQL(sql=_trigger(table, columns), reverse_sql=_drop(table))
        for table, columns in KEPT.items()
    ]
