"""The session's own database."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_texts_are_kept_and_ordered_the_same_on_every_machine() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        assert cursor.fetchone() == ("UTF8",)
        cursor.execute(
            "SELECT word FROM (VALUES ('b'), ('A'), ('路灯'), ('a')) v (word) ORDER BY 1"
        )
        assert [row[0] for row in cursor.fetchall()] == ["A", "a", "b", "路灯"]
        cursor.execute("SELECT lower('ÄÉ'), '路' ~ '\\w'")
        assert cursor.fetchone() == ("äé", True)
