"""What each page of the desk asks of the database: the same, however much there is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.county import give, register
from tests.web.test_desk import dispatcher, quick

__all__ = ["dispatcher", "quick"]
MOST = {
    "": 6,
    "lists/all?kind=complaint": 6,
    "counts?here=open": 22,
    "live?queue=open": 5,
    "register": 6,
    "styleguide": 4,
    "cases/{n}/note": 7,
    "cases/{n}/assign": 7,
    "cases/{n}/set_leader": 8,
}


def cost(client: Client, path: str) -> int:
    """Return how many statements a page takes."""
    with CaptureQueriesContext(connection) as counted:
        assert client.get(f"/desk/{path}").status_code == 200
    return len(counted)


@pytest.mark.parametrize("path", MOST)
def test_a_page_asks_the_same_however_much_there_is(dispatcher: Client, path: str) -> None:
    number = register().state.number
    here = path.format(n=number)
    cost(dispatcher, here)
    before = cost(dispatcher, here)
    for n in range(5):
        more = register(title=f"第{n}件").state.number
        give("dispatcher-1", more, "assign", lead="urban-management")
        give("dispatcher-1", number, "note", text="补充")
    assert cost(dispatcher, here) == before <= MOST[path]
