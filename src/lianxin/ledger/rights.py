"""Who may do what with the ledger's tables: whoever does not own them adds and reads, no more."""

from django.db import connection

ADDED_TO_ONLY = ("ledger_entry", "ledger_seal", "ledger_seal_leaf", "ledger_seal_block")
"""Tables whose rows never change; the partitions of the first are meant, too."""
_LISTED = f"ARRAY[{', '.join(repr(name) for name in ADDED_TO_ONLY)}]::name[]"
# Whatever role somebody gave rights to, and however: by name, to all tables, or by default.
_NARROW = f"""
DO $$
DECLARE given record;
BEGIN
    FOR given IN
        SELECT DISTINCT held.oid::regclass AS place, right_of.grantee AS who
        FROM pg_class AS held, aclexplode(held.relacl) AS right_of
        WHERE (held.relname = ANY({_LISTED}) OR held.oid IN (
                SELECT inhrelid FROM pg_inherits JOIN pg_class AS whole ON whole.oid = inhparent
                WHERE whole.relname = ANY({_LISTED})))
            AND held.relnamespace = current_schema()::regnamespace
            AND right_of.grantee <> held.relowner
            AND right_of.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER ON %s FROM %s', given.place,
            CASE given.who WHEN 0 THEN 'PUBLIC' ELSE given.who::regrole::text END);
    END LOOP;
END $$
"""  # noqa: S608 - the names are the constant above


def narrow() -> None:
    """Take from every role but the owner the right to change or empty what is only added to.

    The triggers refuse it anyway; without the right one does not even come to them. By the owner.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NARROW)
