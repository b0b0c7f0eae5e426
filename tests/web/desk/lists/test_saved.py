"""Lists kept under a name, and the line that tells of new matters."""

import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.people.models import SavedView
from lianxin.people.saved_views import MOST
from lianxin.web.desk.lists import live
from tests.county import AT, give, register
from tests.web.conftest import TOKEN, page
from tests.web.desk.test_pages import dispatcher, quick, sit_down

__all__ = ["dispatcher", "quick"]
URGENT = {"name": "城关投诉", "queue": "open", "asked": "area=chengguan&kind=complaint"}


def test_a_list_with_its_filters_is_kept_and_stands_beside_the_queues(dispatcher: Client) -> None:
    answer = dispatcher.post("/desk/views", URGENT)
    assert answer["Location"] == "/desk/lists/open?kind=complaint&area=chengguan"
    shown = dispatcher.get(answer["Location"])
    assert [(one.name, one.is_here) for one in shown.context["kept"]] == [("城关投诉", True)]
    assert "删掉这个存的" in page(shown)
    side = dispatcher.get(
        "/desk/counts", {"here": "open", "typed": "kind=complaint&area=chengguan"}
    )
    assert "城关投诉" in page(side)
    assert side.context["kept"][0].is_here


def test_only_the_filters_of_a_list_are_kept(dispatcher: Client) -> None:
    told = {**URGENT, "asked": f"q={quote('路灯')}&cursor=abc&next=//evil.example&kind="}
    dispatcher.post("/desk/views", told)
    assert SavedView.objects.get().asked == f"q={quote('路灯')}"


def test_the_same_name_again_takes_the_place_of_the_first(dispatcher: Client) -> None:
    dispatcher.post("/desk/views", URGENT)
    dispatcher.post("/desk/views", {**URGENT, "asked": "kind=help"})
    assert SavedView.objects.get().asked == "kind=help"


def test_without_a_name_it_has_that_of_its_queue(dispatcher: Client) -> None:
    dispatcher.post("/desk/views", {**URGENT, "name": "  "})
    assert SavedView.objects.get().name == "全部在办"


def test_there_is_room_for_so_many_and_the_next_is_told(dispatcher: Client) -> None:
    for n in range(MOST):
        dispatcher.post("/desk/views", {**URGENT, "name": f"第{n}个"})
    answer = dispatcher.post("/desk/views", {**URGENT, "name": "再来一个"})
    assert "请先删一个" in page(dispatcher.get(answer["Location"]))
    assert SavedView.objects.count() == MOST


def test_it_is_forgotten_by_whoever_kept_it_and_by_nobody_else(dispatcher: Client) -> None:
    dispatcher.post("/desk/views", URGENT)
    kept = SavedView.objects.get()
    other = sit_down("operator-1")
    assert other.get("/desk/lists/open").context["kept"] == []
    assert other.post(f"/desk/views/{kept.pk}/drop").status_code == 404
    assert other.post(f"/desk/views/{TOKEN}/drop").status_code == 404
    assert dispatcher.get(f"/desk/views/{kept.pk}/drop").status_code == 405
    assert dispatcher.post(f"/desk/views/{kept.pk}/drop")["Location"] == "/desk/"
    assert not SavedView.objects.exists()


def test_a_list_that_is_not_the_officers_cannot_be_kept(dispatcher: Client) -> None:
    for queue in ("dispatch", "nothing"):
        answer = sit_down("clerk-urban").post("/desk/views", {**URGENT, "queue": queue})
        assert answer.status_code == 404


@pytest.mark.parametrize("path", ["views", f"views/{TOKEN}/drop", "live?queue=open"])
def test_whoever_is_not_logged_in_is_asked_to(resident: Client, path: str) -> None:
    send = resident.get if path.startswith("live") else resident.post
    assert send(f"/desk/{path}")["Location"].startswith("/desk/log-in")


def test_keeping_many_costs_no_more_than_keeping_one(dispatcher: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            dispatcher.get("/desk/lists/open")
        return len(counted)

    dispatcher.post("/desk/views", URGENT)
    before = cost()
    for n in range(5):
        dispatcher.post("/desk/views", {**URGENT, "name": f"第{n}个"})
    assert cost() == before


def told(client: Client, queue: str) -> list[str]:
    """Return what the stream of a list tells."""
    answer = client.get(f"/desk/live?queue={queue}")
    assert answer["Content-Type"].startswith("text/event-stream")
    again, data = page(answer).strip().split("\n")
    assert again == "retry: 15000"
    found = json.loads(data.removeprefix("data: "))
    assert found["count"] >= len(found["newest"])
    return list(found["newest"])


def test_the_stream_tells_what_stands_in_the_list(dispatcher: Client) -> None:
    first = register().state.number
    assert told(dispatcher, "dispatch") == [first]
    second = register(at=AT + timedelta(minutes=1)).state.number
    assert told(dispatcher, "dispatch") == [second, first]
    give("dispatcher-1", first, "assign", lead="urban-management")
    assert told(dispatcher, "dispatch") == [second]


def test_an_outsiders_stream_tells_nothing_and_anothers_list_is_not_there(
    dispatcher: Client,
) -> None:
    register()
    clerk = sit_down("clerk-human")
    assert told(clerk, "all") == []
    assert clerk.get("/desk/live?queue=dispatch").status_code == 404
    assert clerk.get("/desk/live?queue=nothing").status_code == 404


def test_the_stream_ends_at_once_so_that_no_thread_waits(dispatcher: Client) -> None:
    assert not dispatcher.get("/desk/live?queue=open").streaming


def test_an_older_matter_that_comes_into_a_long_list_is_counted(
    dispatcher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "NEWEST", 1)
    numbers = [register(at=AT + timedelta(minutes=n)).state.number for n in range(3)]
    answer = page(dispatcher.get("/desk/live?queue=dispatch"))
    assert f'data: {{"newest":["{numbers[-1]}"],"count":3}}' in answer
