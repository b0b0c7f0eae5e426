"""What stands beside a list: every list of the officer's by its group, and how much waits in each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lianxin.web.desk.lists.queues import BY_CODE, MOST_COUNTED, Queue


@dataclass(frozen=True, slots=True)
class ListLink:
    """The way to a list: its name, and what is counted in it once that is known."""

    address: str
    name: str
    count: str
    is_grave: bool
    is_here: bool


def ways(listed: Iterable[Queue], *, here: str, counts: Mapping[str, str]) -> SafeString:
    """Return the ways as they stand on the page; `here` is the list one is at.

    Without counts they are the same for everybody with these lists, and made once.
    """
    codes, language = tuple(queue.code for queue in listed), get_language() or ""
    return _shown(codes, here, language, counts) if counts else _plain(codes, here, language)


@lru_cache(maxsize=256)
def _plain(codes: tuple[str, ...], here: str, language: str) -> SafeString:
    return _shown(codes, here, language, {})


def _shown(
    codes: tuple[str, ...], here: str, language: str, counts: Mapping[str, str]
) -> SafeString:
    root = reverse("desk_queue", args=["-"]).removesuffix("-")
    groups: dict[str, list[ListLink]] = {}
    for code in codes:
        count = counts.get(code, "")
        group, name = _words(code, language)
        way = ListLink(
            address=root + code,
            name=name,
            count=count,
            is_grave=BY_CODE[code].grave and count not in {"", "0"},
            is_here=code == here,
        )
        groups.setdefault(group, []).append(way)
    return render_to_string("web/desk/lists/ways.html", {"groups": list(groups.items())})


@cache
def _words(code: str, language: str) -> tuple[str, str]:
    """What a list and its group are called in the language of the page, looked up once."""
    return str(BY_CODE[code].group), str(BY_CODE[code].name)


def counted(number: int) -> str:
    """Return a count as it is shown: `99+` for more."""
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
