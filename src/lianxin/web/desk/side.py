"""What stands beside a list: every list of the officer's by its group, and how much waits in each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import get_language

from lianxin.web.desk.queues import BY_CODE, MOST_COUNTED, Queue


@dataclass(frozen=True, slots=True)
class Way:
    """The way to a list: its name, and what is counted in it once that is known."""

    address: str
    name: str
    count: str
    is_grave: bool
    is_here: bool


def groups(
    listed: Iterable[Queue], *, here: str, counts: Mapping[str, str]
) -> list[tuple[str, list[Way]]]:
    """Return the ways by their group, both in their order; `here` is the list one is at."""
    root = reverse("desk_queue", args=["-"]).removesuffix("-")
    found: dict[str, list[Way]] = {}
    for queue in listed:
        count = counts.get(queue.code, "")
        group, name = _words(queue.code, get_language() or "")
        way = Way(
            address=root + queue.code,
            name=name,
            count=count,
            is_grave=queue.grave and count not in {"", "0"},
            is_here=queue.code == here,
        )
        found.setdefault(group, []).append(way)
    return list(found.items())


@cache
def _words(code: str, language: str) -> tuple[str, str]:
    """What a list and its group are called in the language of the page, looked up once."""
    return str(BY_CODE[code].group), str(BY_CODE[code].name)


def counted(number: int) -> str:
    """Return a count as it is shown: `99+` for more."""
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
