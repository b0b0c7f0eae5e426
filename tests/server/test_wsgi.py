"""What each worker of the web loads: it answers nothing from a database of another version."""

from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.db import connection

from lianxin.server.wsgi import Fitting

FOREIGN = "The database is of a newer version of Lianxin: start that one, or restore a backup.\n"


def answered(application: Fitting) -> tuple[list[str], str]:
    """Ask once; returns the status lines that the server was told, and the body."""
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    statuses: list[str] = []
    body = application(environ, lambda status, headers: statuses.append(status))
    return statuses, b"".join(body).decode()


def page(environ: dict[str, Any], start: Any) -> list[bytes]:
    """Answer as the product would."""
    start("200 OK", [])
    return [b"page"]


@pytest.mark.django_db
def test_no_page_is_answered_from_a_database_of_a_newer_version_and_one_sentence_says_so() -> None:
    application = Fitting(page)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO cases_folding (version, begun_at) VALUES (99, now())")
        assert answered(application) == (["503 Service Unavailable"], FOREIGN)
        cursor.execute("DELETE FROM cases_folding WHERE version = 99")
    assert answered(application) == (["200 OK"], "page")


@pytest.mark.django_db
def test_a_worker_looks_at_the_version_of_the_database_once() -> None:
    application = Fitting(page)
    assert answered(application) == (["200 OK"], "page")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO cases_folding (version, begun_at) VALUES (99, now())")
    assert answered(application) == (["200 OK"], "page")
