"""The statements of the ledger: entries, heads, outbox, cursors, seals."""

ACCESSES = """
SELECT at, stream, sequence, fact, person, post, body, payload FROM ledger_entry
WHERE family = 'access'
  AND (%(facts)s::text[] IS NULL OR fact = ANY(%(facts)s::text[]))
  AND (%(persons)s::text[] IS NULL OR person = ANY(%(persons)s::text[]))
  AND (%(number)s = '' OR payload::jsonb ->> 'case' = %(number)s)
  AND at >= %(since)s AND at < %(until)s
  AND (%(c_at)s::timestamptz IS NULL
       OR (at, stream, sequence) < (%(c_at)s, %(c_stream)s::uuid, %(c_sequence)s::integer))
ORDER BY at DESC, stream DESC, sequence DESC LIMIT %(limit)s
"""
# The row lock gives the order: whoever comes second waits here and sees the first one's head.
LOCK_HEAD = """
INSERT INTO ledger_head AS head (stream, sequence, digest) VALUES (%(stream)s, 0, %(genesis)s)
ON CONFLICT (stream) DO UPDATE SET sequence = head.sequence
RETURNING sequence, digest
"""
APPEND = """
WITH entry AS (
    INSERT INTO ledger_entry (stream, sequence, family, fact, at, person, post, body, command,
        payload, payload_digest, previous, digest)
    VALUES (%(stream)s, %(sequence)s, %(family)s, %(fact)s, %(at)s, %(person)s, %(post)s,
        %(body)s, %(command)s, %(payload)s, %(payload_digest)s, %(previous)s, %(digest)s))
UPDATE ledger_head SET sequence = %(sequence)s, digest = %(digest)s WHERE stream = %(stream)s
"""
PARTS = """
SELECT inhrelid::regclass::text, greatest(reltuples, 0)::bigint
FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
WHERE inhparent = 'ledger_entry'::regclass ORDER BY 1
"""
EXPORT_SNAPSHOT = "SELECT pg_export_snapshot()"
NEWEST_LEAF = """
SELECT seal_id, position, sequence, digest FROM ledger_seal_leaf
WHERE stream = %s ORDER BY seal_id DESC LIMIT 1
"""
BLOCK_ROOTS = "SELECT root FROM ledger_seal_block WHERE seal_id = %s ORDER BY position"
_ENTRY = (
    "tx::text::bigint, stream, sequence, family, fact, at, person, post, body, command,"
    " payload, payload_digest, previous, digest"
)
STREAM = f"SELECT {_ENTRY} FROM ledger_entry WHERE stream = %s AND sequence > %s ORDER BY sequence"
STREAMS = f"SELECT {_ENTRY} FROM ledger_entry WHERE stream = ANY(%s) ORDER BY stream, sequence"
# A transaction at or above xmin may still be running: what it writes would come behind us.
SETTLED = f"""
SELECT {_ENTRY} FROM ledger_entry
WHERE (tx, stream, sequence) > (%(tx)s::text::xid8, %(stream)s, %(sequence)s)
  AND tx < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY ledger_entry.tx, stream, sequence LIMIT %(limit)s
"""
BETWEEN = f"""
SELECT {_ENTRY} FROM ledger_entry
WHERE (tx, stream, sequence) > (%(tx)s::text::xid8, %(stream)s, %(sequence)s)
  AND (tx, stream, sequence) <= (%(until_tx)s::text::xid8, %(until_stream)s, %(until_sequence)s)
ORDER BY ledger_entry.tx, stream, sequence
"""
BEHIND = """
SELECT entry.tx::text::bigint, entry.stream, entry.sequence
FROM unnest(%(streams)s::uuid[], %(sequences)s::integer[]) AS asked (stream, sequence)
JOIN ledger_entry AS entry USING (stream, sequence)
WHERE (entry.tx, entry.stream, entry.sequence)
    > (%(tx)s::text::xid8, %(stream)s, %(sequence)s)
ORDER BY entry.tx DESC, entry.stream DESC, entry.sequence DESC LIMIT 1
"""
BEGIN_CURSOR = """
INSERT INTO ledger_cursor (reader, tx, stream, sequence) VALUES (%s, %s, %s, %s)
ON CONFLICT (reader) DO NOTHING
"""
HOLD_CURSOR = """
SELECT tx, stream, sequence FROM ledger_cursor WHERE reader = %s FOR UPDATE SKIP LOCKED
"""
KEEP_CURSOR = "UPDATE ledger_cursor SET tx = %s, stream = %s, sequence = %s WHERE reader = %s"
ADDED_TO_ONLY = ("ledger_entry", "ledger_seal", "ledger_seal_leaf", "ledger_seal_block")
"""Tables whose rows never change; the partitions of the first are meant, too."""
_LISTED = f"ARRAY[{', '.join(repr(name) for name in ADDED_TO_ONLY)}]::name[]"
# Whatever role somebody gave rights to, and however: by name, to all tables, or by default.
NARROW_RIGHTS = f"""
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
"""
_SEAL = "number, day, root, previous, digest, signature, public_key, algorithm, leaves, made_at"
NEWEST_SEAL = f"SELECT {_SEAL} FROM ledger_seal ORDER BY number DESC LIMIT 1"
SEAL = f"SELECT {_SEAL} FROM ledger_seal WHERE number = %s"
SEALS = f"SELECT {_SEAL} FROM ledger_seal ORDER BY number"
PUT_SEAL = f"""
INSERT INTO ledger_seal ({_SEAL}, from_tx, until_tx)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
# A stream that an earlier seal of the same run already covers to its end is left out.
COVER = """
INSERT INTO ledger_seal_leaf (seal_id, position, stream, sequence, digest)
SELECT %(number)s, (row_number() OVER (ORDER BY stream) - 1)::integer, stream, sequence, digest
FROM (SELECT stream, max(sequence) AS sequence FROM ledger_entry
      WHERE tx >= %(from)s::text::xid8 AND tx < %(until)s::text::xid8 AND at < %(end)s
      GROUP BY stream) AS head
JOIN ledger_entry AS entry USING (stream, sequence)
WHERE NOT EXISTS (
    SELECT FROM ledger_seal_leaf AS leaf
    WHERE leaf.stream = head.stream AND leaf.seal_id > %(base)s
      AND leaf.sequence >= head.sequence)
"""
LEAVES = """
SELECT stream, sequence, digest FROM ledger_seal_leaf
WHERE seal_id = %s AND position >= %s AND position < %s ORDER BY position
"""
PUT_BLOCKS = """
INSERT INTO ledger_seal_block (seal_id, position, root)
SELECT %s, (place - 1)::integer, root FROM unnest(%s::bytea[]) WITH ORDINALITY AS b (root, place)
"""
SEALED_TO = "SELECT tx FROM ledger_cursor WHERE reader = %s"
SETTLED_TO = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
REMEMBER_SEALED = """
INSERT INTO ledger_cursor (reader, tx, stream, sequence) VALUES (%s, %s, %s, 0)
ON CONFLICT (reader) DO UPDATE SET tx = excluded.tx
"""
HEADS_AMISS = """
SELECT asked.stream, asked.sequence, asked.digest, last.sequence, there.digest
FROM unnest(%s::uuid[], %s::integer[], %s::bytea[]) AS asked (stream, sequence, digest)
LEFT JOIN LATERAL (SELECT sequence FROM ledger_entry AS entry WHERE entry.stream = asked.stream
                   ORDER BY sequence DESC LIMIT 1) AS last ON true
LEFT JOIN ledger_entry AS there
    ON there.stream = asked.stream AND there.sequence = asked.sequence
WHERE last.sequence IS DISTINCT FROM asked.sequence
   OR there.digest IS DISTINCT FROM asked.digest
"""
# All heads that a table keeps at once: asking for each costs as much as walking its stream does.
HEADS_OF_TABLE_AMISS = """
SELECT asked.stream, asked.sequence, last.sequence
FROM ({kept}) AS asked (stream, sequence, digest)
LEFT JOIN (SELECT stream, max(sequence) AS sequence FROM ledger_entry GROUP BY stream) AS last
    USING (stream)
LEFT JOIN ledger_entry AS there
    ON there.stream = asked.stream AND there.sequence = asked.sequence
WHERE last.sequence IS DISTINCT FROM asked.sequence
   OR there.digest IS DISTINCT FROM asked.digest
ORDER BY asked.stream
"""
JOURNAL_HEADS = "SELECT stream, sequence, digest FROM ledger_head WHERE sequence > 0"
LEAVES_AMISS = """
SELECT leaf.stream, leaf.sequence, entry.digest, leaf.seal_id
FROM ledger_seal_leaf AS leaf LEFT JOIN ledger_entry AS entry USING (stream, sequence)
WHERE entry.digest IS DISTINCT FROM leaf.digest
ORDER BY leaf.stream, leaf.sequence, leaf.seal_id
"""
LEAVES_OF_STREAM_AMISS = LEAVES_AMISS.replace("WHERE", "WHERE leaf.stream = %s AND", 1)
LEAF_COUNT = "SELECT count(*) FROM ledger_seal_leaf WHERE seal_id = %s"
NEWEST_SEAL_OF = """
SELECT seal_id, sequence FROM ledger_seal_leaf WHERE stream = %s ORDER BY seal_id DESC LIMIT 1
"""
# How far the sealing itself remembers to have come, and how far the last seal says it did.
SEALED_UNTIL = """
SELECT (SELECT tx FROM ledger_cursor WHERE reader = %s),
       (SELECT until_tx FROM ledger_seal ORDER BY number DESC LIMIT 1)
"""
LINES = """
COPY (SELECT stream, sequence, family, fact, (at AT TIME ZONE 'UTC'), person, post, body, command,
             payload, encode(payload_digest, 'hex'), encode(previous, 'hex'), encode(digest, 'hex')
      FROM {table} {where} ORDER BY stream, sequence) TO STDOUT
"""
ASIDE_COUNT = "SELECT count(*) FROM ledger_outbox WHERE aside_at IS NOT NULL"
LINES_ASIDE = """
SELECT reader, stream, sequence, tries, fault, made_at, aside_at FROM ledger_outbox
WHERE aside_at IS NOT NULL ORDER BY id LIMIT %s
"""
RETRY_LINES = """
UPDATE ledger_outbox SET tries = 0, due_at = NULL, aside_at = NULL
WHERE aside_at IS NOT NULL AND (%s = '' OR reader = %s)
"""
PUT_LINE = "INSERT INTO ledger_outbox (reader, stream, sequence, payload) VALUES (%s, %s, %s, %s)"
TAKE_LINES = """
SELECT id, reader, stream, sequence, payload, made_at, tries FROM ledger_outbox
WHERE reader = %s AND aside_at IS NULL AND (due_at IS NULL OR due_at <= %s)
ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
"""
LINES_DONE = "DELETE FROM ledger_outbox WHERE id = ANY(%s)"
LINE_FAILED = """
UPDATE ledger_outbox SET tries = %s, fault = %s, due_at = %s, aside_at = %s WHERE id = %s
"""
