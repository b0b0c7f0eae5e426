"""Lists with their filters, kept by an officer under a name and found again beside the queues."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from lianxin.people import saved_views
from lianxin.people.saved_views import LONGEST, TooMany
from lianxin.rules.refusals import Refused
from lianxin.web.desk.lists import queues
from lianxin.web.desk.lists.queues import BY_CODE
from lianxin.web.desk.session import Desk, officer

ASKED = ("q", "kind", "area", "channel", "risk", "phase", "body")
"""The filters of a list, as the address names them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept list: its address, and whether it is the one in front of the officer."""

    id: UUID
    name: str
    address: str
    is_here: bool


def asked_of(query: Mapping[str, str]) -> str:
    """Return the filters of an address and nothing else of it, always in the same order."""
    values = {name: query.get(name, "").strip() for name in ASKED}
    return urlencode({name: value for name, value in values.items() if value})


def kept(desk: Desk, *, queue: str, query: str) -> list[Kept]:
    """Return what an officer keeps, in one query."""
    return [
        Kept(
            id=view.id,
            name=view.name,
            address=_address(view.queue, view.asked),
            is_here=(view.queue, view.asked) == (queue, query),
        )
        for view in saved_views.kept(desk.actor.person)
        if view.queue in BY_CODE
    ]


def here(listed: Iterable[Kept]) -> Kept | None:
    """Return the kept list that is in front of the officer, if it is one."""
    return next((kept_list for kept_list in listed if kept_list.is_here), None)


@require_POST
@officer
def keep(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep a list under a name; without a name, under that of its queue."""
    queue = BY_CODE.get(desk.answers.get("queue", ""))
    if queue is None or queue not in queues.for_desk(desk):
        raise Refused("not_visible")
    query = asked_of(QueryDict(desk.answers.get("asked", "")[:1000]))
    name = " ".join(desk.answers.get("name", "").split())[:LONGEST] or str(queue.name)
    address = _address(queue.code, query)
    try:
        saved_views.keep(desk.actor.person, name=name, queue=queue.code, query=query)
    except TooMany:
        address += f"{'&' if query else '?'}full=1"
    return HttpResponseRedirect(address)


@require_POST
@officer
def drop(request: HttpRequest, desk: Desk, id_: UUID) -> HttpResponse:
    """Forget a view of one's own; the same 404 for another's as for none."""
    if not saved_views.drop(desk.actor.person, id_):
        raise Refused("not_visible")
    return HttpResponseRedirect(reverse("desk"))


def _address(queue: str, query: str) -> str:
    address = reverse("desk_queue", args=[queue])
    return f"{address}?{query}" if query else address
