"""The statements about papers and their serials."""

# The row stays locked until the paper is written: a second clerk waits, and a process that dies in
# between gives its number back.
NEXT_SERIAL = """
INSERT INTO documents_series AS held (body, series, year, last)
VALUES (%(body)s, %(series)s, %(year)s, 1)
ON CONFLICT (body, series, year) DO UPDATE SET last = held.last + 1
RETURNING last
"""
RECORDED = """
SELECT entry.stream, entry.sequence, entry.payload, paper.id, paper.sheet, paper.serial,
    held.mark, held.salt, held.digest, held.redacted_at
FROM ledger_entry AS entry
LEFT JOIN documents_paper AS paper ON paper."case" = (entry.payload::json ->> 'case')::uuid
    AND paper.document = entry.payload::json ->> 'document'
    AND paper.entry = (entry.payload::json ->> 'entry')::integer
LEFT JOIN files_attachment AS held ON held.id = paper.sheet
WHERE entry.family = 'paper' AND entry.fact = 'paper_made' ORDER BY entry.stream, entry.sequence
"""
DIGEST_OF_SHEET = "SELECT digest FROM files_attachment WHERE id = %s"
