"""A caller of the interface, in the county, at a fixed moment.

Whatever comes back is held against the OpenAPI document, in every test.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from django.db import connection
from django.test import Client

from lianxin.api import clock as api_clock
from lianxin.api.documents import document
from lianxin.api.routes import api
from tests.county import AT, county, county_template, open_county, token_for

__all__ = ["county", "county_template", "open_county"]

ROOT = "/api/v1"


@dataclass
class Clock:
    """The moment every request sees."""

    at: datetime = AT

    def now(self) -> datetime:
        """Return it."""
        return self.at

    def on(self, **by: float) -> datetime:
        """Move it on."""
        self.at += timedelta(**by)
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands until it is moved."""
    standing = Clock()
    monkeypatch.setattr(api_clock, "now", standing.now)
    return standing


@dataclass
class Caller:
    """A machine that calls with a token, or without one."""

    token: str = ""
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **headers: str) -> Any:
        """Ask for something."""
        answer = self.client.get(f"{ROOT}{path}", headers=self._headers(headers))
        return documented(answer, "get", path)

    def post(
        self, path: str, body: Any = None, *, content_type: str = "application/json", **headers: str
    ) -> Any:
        """Send a body: bytes as they are, anything else as JSON."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self.client.post(
            f"{ROOT}{path}", data, content_type=content_type, headers=self._headers(headers)
        )
        return documented(answer, "post", path)

    def upload(self, content: bytes, *, name: str = "a.txt", field: str = "file") -> Any:
        """Hand in a file as a form does."""
        line = f'Content-Disposition: form-data; name="{field}"; filename="{name}"'
        body = b"--b\r\n" + line.encode() + b"\r\n\r\n" + content + b"\r\n--b--\r\n"
        return self.post("/attachments", body, content_type="multipart/form-data; boundary=b")

    def command(self, number: str, name: str, **fields: Any) -> Any:
        """Give a command to a case."""
        return self.post(f"/cases/{number}/commands", {"command": name, **fields})

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        found = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.token}", **found} if self.token else found


As = Callable[..., Caller]


@pytest.fixture
def as_(county: str, clock: Clock) -> As:
    """Give a caller for a person of the preset, with some verbs or all."""

    def caller(person: str, *verbs: Any, body: str | None = None) -> Caller:
        return Caller(token_for(person, *verbs, body=body))

    return caller


@pytest.fixture
def stranger(county: str, clock: Clock) -> Caller:
    """Somebody without a token."""
    return Caller()


def documented(answer: Any, method: str, path: str) -> Any:
    """Return an answer that is as the document says: its status, its type and its shape."""
    told = _operation(method, path.partition("?")[0])
    if told is None:
        assert answer.status_code in {404, 405}, answer.content
        return answer
    assert str(answer.status_code) in told["responses"], (method, path, answer.content[:500])
    content = told["responses"][str(answer.status_code)].get("content", {})
    if "*/*" in content:
        return answer
    (media,) = content or {None}
    assert answer.get("Content-Type") == media
    if media:
        _validator(json.dumps(content[media]["schema"])).validate(json.loads(answer.content))
    return answer


def _operation(method: str, path: str) -> Any:
    for template, methods in document(api)["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), f"{ROOT}{path}"):
            return methods.get(method)
    return None


@cache
def _validator(schema: str) -> Any:
    components = document(api)["components"]
    return jsonschema_rs.validator_for({**json.loads(schema), "components": components})


def statements(queries: list[dict[str, str]]) -> list[str]:
    """Return what went to the database, without the savepoints of a test's own transaction."""
    return [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]


def lose_the_database() -> None:
    """End the server's side of our connection, as a crash or a fail-over does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with connection._nodb_cursor() as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
