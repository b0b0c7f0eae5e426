"""A paper that was made stands: its row may only lose its content, once; its template is kept."""

from django.db import migrations

STAND = """
CREATE FUNCTION documents_paper_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.content IS NOT NULL AND NEW.content IS NULL
        AND ROW(NEW.id, NEW."case", NEW.document, NEW.entry, NEW.template, NEW.body, NEW.series,
            NEW.year, NEW.n, NEW.serial, NEW.made_at, NEW.sheet)
        IS NOT DISTINCT FROM ROW(OLD.id, OLD."case", OLD.document, OLD.entry, OLD.template,
            OLD.body, OLD.series, OLD.year, OLD.n, OLD.serial, OLD.made_at, OLD.sheet) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on documents_paper is refused: a paper may only be redacted, once', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER documents_paper_stands BEFORE UPDATE OR DELETE ON documents_paper
    FOR EACH ROW EXECUTE FUNCTION documents_paper_stands();
CREATE FUNCTION documents_template_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND ROW(NEW.digest, NEW.code, NEW.text, NEW.layout, NEW.word)
        IS NOT DISTINCT FROM ROW(OLD.digest, OLD.code, OLD.text, OLD.layout, OLD.word) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on documents_template is refused: a version is kept as it was', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER documents_template_stands BEFORE UPDATE OR DELETE ON documents_template
    FOR EACH ROW EXECUTE FUNCTION documents_template_stands();
"""
FALL = """
DROP TRIGGER documents_paper_stands ON documents_paper;
DROP FUNCTION documents_paper_stands();
DROP TRIGGER documents_template_stands ON documents_template;
DROP FUNCTION documents_template_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_papers")]
    operations = [migrations.RunSQL(STAND, FALL)]
