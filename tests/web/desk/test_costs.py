"""What each page of the desk asks of the database: the same, however much there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.database import pipeline
from tests.county import give, register
from tests.web.conftest import Clock
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]
MOST = {
    "dispatcher-1 /desk/": 5,
    "dispatcher-1 /desk/lists/all?kind=complaint": 5,
    "clerk-urban /desk/lists/open": 5,
    "dispatcher-1 /desk/counts?here=open": 5,
    "dispatcher-1 /desk/live?queue=open": 4,
    "dispatcher-1 /desk/register": 5,
    "dispatcher-1 /desk/styleguide": 3,
    "dispatcher-1 /desk/cases/{n}/note": 6,
    "dispatcher-1 /desk/cases/{n}/assign": 6,
    "dispatcher-1 /desk/cases/{n}/set_leader": 9,
    "leader-1 /desk/figures": 40,
    "leader-1 /desk/sittings/": 9,
}


@contextmanager
def counted() -> Iterator[list[Any]]:
    """Give the statements asked meanwhile, those prepared beside Django among them."""
    found: list[Any] = []
    send = pipeline._send

    def noted(line: Any, told: Any) -> Any:
        asked = list(told)
        found.extend(one.text for one, _values in asked)
        return send(line, asked)

    with pytest.MonkeyPatch.context() as patched, CaptureQueriesContext(connection) as told:
        patched.setattr(pipeline, "_send", noted)
        yield found
    found.extend(told.captured_queries)


def cost(client: Client, path: str) -> int:
    """Return how many statements a page takes."""
    with counted() as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("page", MOST)
def test_a_page_asks_the_same_however_much_there_is(county: str, clock: Clock, page: str) -> None:
    person, _space, path = page.partition(" ")
    client = sit_down(person)
    number = register().state.number
    here = path.format(n=number)
    cost(client, here)
    before = cost(client, here)
    for n in range(5):
        more = register(title=f"第{n}件").state.number
        give("dispatcher-1", more, "assign", lead="urban-management")
        give("dispatcher-1", number, "note", text="补充")
    assert cost(client, here) == before <= MOST[page]
