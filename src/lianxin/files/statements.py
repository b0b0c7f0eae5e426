"""The statements about texts and attachments."""

from operator import attrgetter

from lianxin.database.rows import RowStatement

PUT_ATTACHMENT = """
INSERT INTO files_attachment (id, kind, size, mark, salt, digest, name)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
ATTACHMENT = "SELECT kind, size, digest, name FROM files_attachment WHERE id = %s"
LOCK_ATTACHMENT = """
SELECT digest, mark FROM files_attachment
WHERE id = %s AND redacted_at IS NULL FOR NO KEY UPDATE
"""
EMPTY_ATTACHMENT = """
UPDATE files_attachment SET digest = NULL, salt = NULL, name = NULL, redacted_at = %s
WHERE id = %s
"""
IS_HELD = "SELECT EXISTS (SELECT FROM files_attachment WHERE digest = %s)"
MARKS = "SELECT id, mark FROM files_attachment WHERE id = ANY(%s) AND redacted_at IS NULL"
BODIES = "SELECT id, body FROM files_text WHERE id = ANY(%s) AND body IS NOT NULL"
EMPTY_TEXT = """
UPDATE files_text SET body = NULL, salt = NULL, redacted_at = %s
WHERE id = %s AND redacted_at IS NULL RETURNING digest
"""
ALTERED_TEXTS = """
SELECT id FROM files_text
WHERE body IS NOT NULL AND sha256(salt || convert_to(body, 'UTF8')) <> digest ORDER BY id
"""
_TEXT = {"id": "uuid", "kind": "text", "salt": "bytea", "body": "text", "digest": "bytea"}
PUT_TEXTS = RowStatement(
    "INSERT INTO files_text ({columns}) {rows}",
    prefix="t",
    columns=_TEXT,
    values=attrgetter(*_TEXT),
)
"""A part of the door's one writing statement, too."""
