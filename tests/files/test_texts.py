"""Texts, and how they are destroyed."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from lianxin.files import statements, texts
from lianxin.files.texts import Redaction, TextRow, UnableToRedact, prepare

AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def deposit(*bodies: str) -> list[TextRow]:
    """Texts as the door deposits them."""
    rows = [prepare(body, kind="prose", at=AT) for body in bodies]
    with connection.cursor() as cursor:
        cursor.execute(statements.PUT_TEXTS.text(), statements.PUT_TEXTS.parameters(rows))
    return rows


def redact(row: TextRow) -> list[Redaction]:
    """Redact a text; returns what was put on record."""
    told: list[Redaction] = []
    texts.redact(row.id, ground="article 44", at=AT, record=told.append)
    return told


def stored(row: TextRow) -> tuple[object, ...]:
    """What the table holds of a text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT body, salt, digest, redacted_at FROM files_text WHERE id = %s", [row.id]
        )
        body, salt, digest, redacted_at = cursor.fetchone()
    return body, salt, bytes(digest), redacted_at


def test_texts_come_back_as_they_were_told() -> None:
    rows = deposit("路灯坏了\n\t\x01", "", "😀")
    assert texts.read([row.id for row in rows] + [uuid4()]) == {row.id: row.body for row in rows}
    assert texts.read([]) == {}


def test_the_digest_is_salted() -> None:
    one, other = (
        prepare("同样的话", kind="personal", at=AT),
        prepare("同样的话", kind="personal", at=AT),
    )
    assert one.digest != other.digest
    assert one.digest == sha256(one.salt + "同样的话".encode()).digest()
    assert len(one.salt) == 16


def test_no_texts_are_allowed() -> None:
    assert deposit() == []


def test_a_redacted_text_leaves_its_digest_only() -> None:
    row, other = deposit("张三住在三单元", "路灯坏了")
    assert redact(row) == [Redaction(id=row.id, digest=row.digest, ground="article 44", at=AT)]
    assert stored(row) == (None, None, row.digest, AT)
    assert texts.read([row.id, other.id]) == {other.id: "路灯坏了"}


def test_a_text_is_redacted_once() -> None:
    (row,) = deposit("张三")
    redact(row)
    with pytest.raises(UnableToRedact):
        redact(row)


def test_an_unknown_text_is_not_redacted() -> None:
    with pytest.raises(UnableToRedact):
        redact(prepare("x", kind="prose", at=AT))


def test_without_a_record_nothing_is_destroyed() -> None:
    (row,) = deposit("张三")

    def fails(_: Redaction) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        texts.redact(row.id, ground="article 44", at=AT, record=fails)
    assert texts.read([row.id]) == {row.id: "张三"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE files_text SET body = 'other'",
        "UPDATE files_text SET salt = '\\x00'",
        "UPDATE files_text SET kind = 'personal'",
        "UPDATE files_text SET body = NULL, salt = NULL, redacted_at = now(), digest = '\\x00'",
        "UPDATE files_text SET redacted_at = now()",
        "DELETE FROM files_text",
    ],
)
def test_a_text_changes_in_no_other_way(statement: str) -> None:
    deposit("张三")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_redaction_is_never_taken_back() -> None:
    (row,) = deposit("张三")
    redact(row)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE files_text SET body = 'x', salt = '\\x00', redacted_at = NULL")


def test_a_text_altered_past_the_trigger_is_found() -> None:
    row, other = deposit("路灯坏了", "井盖丢了")
    redact(other)
    assert texts.altered() == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE files_text SET body = '路灯好了' WHERE id = %s", [row.id])
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert texts.altered() == [row.id]
