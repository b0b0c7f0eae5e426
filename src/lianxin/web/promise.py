"""What the county promises, read from the limits of the procedure that a resident's matter takes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.rules.book import Book
from lianxin.rules.procedures import ClockRule, Limit, Procedure
from lianxin.web import dates, names

MOST = 5
_PLAIN: Mapping[str, Callable[[], str]] = {
    "route": lambda: _("登记，转给该办的单位"),
    "dispatch": lambda: _("派给该办的单位"),
    "contact": lambda: _("联系您"),
    "tell": lambda: _("书面告诉您由谁办"),
    "handle": lambda: _("办好，答复您"),
    "follow_up": lambda: _("回访，问您满不满意"),
}
"""What the desk's own words for a limit mean to a resident; a county's own words stay."""


@dataclass(frozen=True, slots=True)
class PromisedStep:
    """One promise: within how long, and what; `x` and `y` say where it stands on the bridge."""

    limit: str
    what: str
    x: int
    y: int
    is_last: bool


def promise(
    book: Book, *, channel: str = "web", kind: str = "complaint"
) -> tuple[PromisedStep, ...]:
    """Return the steps that somebody who files this way may count on, in their order."""
    procedure = _procedure(book, kind=kind, channel=channel)
    if procedure is None:
        return ()
    steps = [(dates.limit(limit), _plain(rule)) for limit, rule in _steps(procedure)][:MOST]
    return tuple(
        PromisedStep(limit, what, *_spot(place, len(steps)), is_last=place == len(steps) - 1)
        for place, (limit, what) in enumerate(steps)
    )


def _procedure(book: Book, *, kind: str, channel: str) -> Procedure | None:
    for key in ((kind, channel), (kind, "*"), ("*", channel), ("*", "*")):
        code = book.uses.get(key)
        if code is not None and code in book.current:
            return book.procedures[book.current[code]]
    return None


def _steps(procedure: Procedure) -> Iterator[tuple[Limit, ClockRule]]:
    for rule in procedure.clocks:
        limit = rule.limit if isinstance(rule.limit, Limit) else rule.limit.get("*")
        if limit is not None and rule.promise and rule.zh:
            yield limit, rule


def _plain(rule: ClockRule) -> str:
    label = _PLAIN.get(rule.code)
    return label() if label else names.of(rule.zh, rule.en)


def _spot(place: int, count: int) -> tuple[int, int]:
    """Where a step stands on an arch from (20, 168) to (620, 168) whose top lies at 72."""
    share = (place + 0.5) / count
    # The cubic of the picture: ends at 168, both handles at 40.
    from_ends = (1 - share) ** 3 + share**3
    along = 20 * (1 - share) ** 3 + 3 * 150 * share * (1 - share) ** 2
    along += 3 * 490 * share**2 * (1 - share) + 620 * share**3
    return round(along), round(168 * from_ends + 40 * (1 - from_ends))
