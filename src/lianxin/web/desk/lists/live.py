"""New matters while a list is open: a stream of events that ends at once and is asked for again."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lianxin.cases.reading import queries
from lianxin.rules.refusals import Refused
from lianxin.web.desk.lists import queues
from lianxin.web.desk.lists.queues import BY_CODE, Queue
from lianxin.web.desk.session import Desk, officer

NEWEST = 100
"""So many of the newest of a list are told one by one; an older matter that comes in is counted."""
MOST = 1000
"""A list longer than this is not counted further: nobody waits for one more in it."""
AGAIN = 15_000
"""Milliseconds after which the browser asks again. No thread waits meanwhile (decision 14)."""


@require_safe
@officer
def live(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tell which matters stand newest in a list, and how many; the page counts what it did not know.

    404 for a list that is not one of the officer's.
    """
    queue = BY_CODE.get(request.GET.get("queue", ""))
    if queue is None or queue not in queues.for_desk(desk):
        raise Refused("not_visible")
    news = json.dumps(_told(desk, queue), separators=(",", ":"))
    answer = HttpResponse(
        f"retry: {AGAIN}\ndata: {news}\n\n", content_type="text/event-stream; charset=utf-8"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def _told(desk: Desk, queue: Queue) -> dict[str, Any]:
    filters = queue.filters(desk.at)
    if queue.order == "due":
        filters = filters.model_copy(update={"open": True})
    page = queries.page(desk.actor, filters, at=desk.at, limit=NEWEST)
    count = len(page.rows)
    if page.next_cursor is not None:
        count = queries.count(desk.actor, filters, at=desk.at, most=MOST)
    return {"newest": [row.number for row in page.rows], "count": count}
