"""New matters while a list is open: a stream of events that ends at once and is asked for again."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lianxin.cases import queries
from lianxin.rules.refusals import Refused
from lianxin.web.desk import queues
from lianxin.web.desk.entry import Desk, officer
from lianxin.web.desk.queues import BY_CODE, Queue

NEWEST = 100
"""So many of the newest of a list are looked at; what comes into it is nearly always among them."""
AGAIN = 15_000
"""Milliseconds after which the browser asks again. No thread waits meanwhile (decision 14)."""


@require_safe
@officer
def live(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tell which matters stand newest in a list; the page counts those it did not know.

    404 for a list that is not one of the officer's.
    """
    queue = BY_CODE.get(request.GET.get("queue", ""))
    if queue is None or queue not in queues.for_desk(desk):
        raise Refused("not_visible")
    told = json.dumps(_newest(desk, queue), separators=(",", ":"))
    answer = HttpResponse(
        f"retry: {AGAIN}\ndata: {told}\n\n", content_type="text/event-stream; charset=utf-8"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def _newest(desk: Desk, queue: Queue) -> list[str]:
    filters = queue.filters(desk.at)
    if queue.order == "due":
        filters = filters.model_copy(update={"open": True})
    page = queries.page(desk.actor, filters, at=desk.at, limit=NEWEST)
    return [row.number for row in page.rows]
