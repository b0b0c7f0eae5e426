"""A gateway of the county's own carries messages; where there is none they wait, and nothing is feigned."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from lianxin.messages import carrier, messages
from tests.county import AT

UNTIL = AT + timedelta(minutes=5)


class Gateway(HTTPServer):
    """A gateway that keeps what it was told and answers as it is set to."""

    told: list[tuple[str, dict[str, object]]]
    answer: int


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, Gateway)
        self.server.told.append((self.headers.get("Authorization", ""), json.loads(body)))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    """A gateway at work on this machine, named in the settings."""
    found = Gateway(("127.0.0.1", 0), _Taking)
    found.told, found.answer = [], 200
    threading.Thread(target=found.serve_forever, daemon=True).start()
    settings.SMS_URL = f"http://127.0.0.1:{found.server_port}/send"
    yield found
    found.shutdown()
    found.server_close()


def _put() -> None:
    messages.put("13800002210", "验证码 123456", at=AT, good_until=UNTIL)


def test_a_message_goes_out_once_in_the_form_the_gateway_wants(
    county: str, gateway: Gateway, settings: Any
) -> None:
    settings.SMS_BODY = '{"to": ["{phone}"], "sign": "县", "content": "{text}"}'
    settings.SMS_TOKEN = "secret"
    _put()
    assert carrier.carry(AT) == 1
    assert carrier.carry(AT) == 0
    wanted = {"to": ["13800002210"], "sign": "县", "content": "验证码 123456"}
    assert gateway.told == [("Bearer secret", wanted)]


def test_what_a_gateway_refuses_waits(county: str, gateway: Gateway) -> None:
    gateway.answer = 503
    _put()
    with pytest.raises(OSError, match="503"):
        carrier.carry(AT)
    assert len(messages.waiting(at=AT)) == 1
    gateway.answer = 200
    assert carrier.carry(AT) == 1
    assert gateway.told[-1] == ("", {"phone": "13800002210", "text": "验证码 123456"})


def test_without_a_gateway_it_waits_to_be_read_out(county: str) -> None:
    _put()
    assert not carrier.is_connected()
    assert carrier.carry(AT) == 0
    assert [one.text for one in messages.waiting(at=AT)] == ["验证码 123456"]
    assert messages.waiting(at=UNTIL) == []
