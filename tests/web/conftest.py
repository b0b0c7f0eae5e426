"""A browser without a screen, in the county, at a fixed moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lianxin.web import clock as web_clock
from tests.county import AT, county, county_template, open_county

__all__ = ["county", "county_template", "open_county"]
MATTER = {"from": "matter", "kind": "complaint", "text": "路灯坏了半个月。晚上看不见路。"}
PERSON = {"name": "王秀兰", "phone": "13800001111"}
TOKEN = "00000000-0000-4000-8000-000000000001"


@dataclass
class Clock:
    """The moment every page sees."""

    at: datetime = AT

    def now(self) -> datetime:
        """Return it."""
        return self.at

    def on(self, **by: float) -> None:
        """Move it on."""
        self.at += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands until it is moved."""
    standing = Clock()
    monkeypatch.setattr(web_clock, "now", standing.now)
    return standing


@pytest.fixture
def resident(county: str, clock: Clock) -> Client:
    """A resident's phone: no account, no cookie."""
    return Client(raise_request_exception=False)


def filed(client: Client, **more: Any) -> str:
    """File a matter and return its query code."""
    told = {**MATTER, **PERSON, "token": TOKEN, **more, "from": "check"}
    answer = client.post("/say", told)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"]).removeprefix("/follow/").partition("?")[0]


def page(answer: Any) -> str:
    """Return what a page says."""
    found: str = answer.content.decode()
    return found
