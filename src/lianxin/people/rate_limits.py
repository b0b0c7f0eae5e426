"""Counts askers in stretches of time, in the database, so that all web workers count together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from lianxin.people import statements

KEPT = timedelta(hours=1)
T = TypeVar("T")


KEPT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a thing may be done in a stretch of `seconds`."""

    most: int
    seconds: int


class TooOften(Exception):
    """Somebody came too often; `after` says in how many seconds he may come again."""

    def __init__(self, after: int) -> None:
        super().__init__(after)
        self.after = after


def limited(askers: Mapping[str, Rate], answer: Callable[[], T], *, at: datetime) -> T:
    """Count one visit of each asker and return what `answer` gives.

    Raises TooOften once any of them came too often; nothing is looked at then, so that whoever is
    held off learns nothing of what he asked for.
    """
    _count(askers, at=at)
    return answer()


def _count(askers: Mapping[str, Rate], *, at: datetime) -> None:
    keyed = {_key(asker): rate for asker, rate in askers.items()}
    since = [_stretch(at, rate) for rate in keyed.values()]
    with connection.cursor() as cursor:
        cursor.execute(statements.COUNT_VISIT, [list(keyed), since])
        visits = {bytes(asker): visits for asker, visits in cursor.fetchall()}
        # With the first visit of a stretch, so that nobody pays for sweeping with every page.
        if 1 in visits.values():
            cursor.execute(statements.FORGET_VISITS, [at - KEPT])
    # Counted first, refused after: whoever is refused still counts, and waits no shorter for it.
    over = [rate for key, rate in keyed.items() if visits[key] > rate.most]
    if over:
        after = max(_left(at, rate) for rate in over)
        raise TooOften(after)


def address(request: HttpRequest) -> str:
    """Return where a request came from; behind N trusted proxies, what the N-th from the end saw."""
    trusted = int(getattr(settings, "TRUSTED_PROXIES", 0))
    through = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    # What stands further left a caller may have written himself; only our proxies are believed.
    if trusted and len(through) >= trusted:
        return str(through[-trusted].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


def hashed(text: str) -> bytes:
    """Return what an asker is known by: an address is personal data, so it is not kept itself."""
    return salted_hmac("lianxin.people.visits", text, algorithm="sha256").digest()


def _key(asker: str) -> bytes:
    return hashed(asker)


def _stretch(at: datetime, rate: Rate) -> datetime:
    seconds = int(at.timestamp()) // rate.seconds * rate.seconds
    return datetime.fromtimestamp(seconds, UTC)


def _left(at: datetime, rate: Rate) -> int:
    return rate.seconds - int(at.timestamp()) % rate.seconds
