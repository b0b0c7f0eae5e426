"""What reads: lists of cases, and the check of the whole ledger."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import Order
from lianxin.cases.statements import HEADS
from lianxin.ledger import verify
from lianxin.rules.actor import Actor
from lianxin.server.bench import raw
from lianxin.server.bench.caller import call, request
from lianxin.server.bench.figures import Measurement, percentiles
from lianxin.server.bench.lives import DISPATCHER
from lianxin.server.bench.seeding import COPY
from lianxin.server.bench.setting import BenchSetting
from lianxin.server.bench.web import Web
from lianxin.server.console import CommandFailed

TIMES = 60
LONGEST = 3.0
"""Seconds for one kind of list: a slow one is seen to be slow by fewer."""
BUSY = "SELECT last_lead FROM cases_case WHERE last_lead IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
BARE_PAGE = f"""
SELECT {", ".join(f"held.{name}" for name in queries.LINE)}, told.body
FROM cases_case AS held LEFT JOIN files_text AS told ON told.id = held.title
ORDER BY held.id DESC LIMIT 51
"""  # noqa: S608 - the columns are a constant of the product
_HEADS = f"{HEADS} WHERE strpos(number, '{COPY}') = 0"
ORDERS: tuple[Order, ...] = ("newest", "due")


def listed(setting: BenchSetting, web: Web | None) -> list[Measurement]:
    """Measure pages of fifty as a department's clerk and as the centre, all filters, both orders."""
    bare = percentiles(raw.paged(BARE_PAGE, 10 * TIMES))
    lines = []
    for reader, actor in _readers(setting):
        for order in ORDERS:
            pages = _pages(setting, actor, order)
            slowest = max(pages, key=lambda name: pages[name]["p50"])
            for name in ("all", slowest):
                what = f"list: {reader}, {order}, {name if name == 'all' else f'slowest ({name})'}"
                lines.append(_line(what, pages[name], bare["p50"], rest=pages))
    if web is not None:
        lines.append(_by_api(setting, web, bare["p50"]))
        lines.append(_by_page(setting, web, bare["p50"]))
    return lines


def grown(before: Sequence[Measurement], after: Sequence[Measurement]) -> list[Measurement]:
    """Return how many times slower the slowest kind of list became."""
    was = {line.what: line.measured for line in before}
    growths = [
        (line.measured / was[line.what], line.what)
        for line in after
        if was.get(line.what) and ", all" in line.what
    ]
    if not growths:
        return []
    most, what = max(growths)
    return [Measurement("list: growth, at most", most, "×", bar=1.3, more=False, rest={"of": what})]


def verified(setting: BenchSetting) -> list[Measurement]:
    """Measure the check of every entry, head and seal, on one core."""
    began = time.perf_counter()
    report = verify.run(kept=[_HEADS])
    took = time.perf_counter() - began
    if report.faults:
        raise CommandFailed(f"The ledger does not verify: {report.faults[:3]}")
    return [
        Measurement(
            "verify: entries, heads, seals",
            report.checked / took,
            "entries/s",
            raw.checked(),
            bar=50_000,
            stretch=150_000,
            rest={"entries": report.checked},
        )
    ]


def _readers(setting: BenchSetting) -> Iterator[tuple[str, Actor]]:
    with connection.cursor() as cursor:
        cursor.execute(BUSY)
        row = cursor.fetchone()
    if row is not None:
        yield "a clerk", setting.county.actor(setting.county.handlers[row[0]])
    yield "the centre", setting.county.actor(DISPATCHER)


def _pages(setting: BenchSetting, actor: Actor, order: Order) -> dict[str, dict[str, float]]:
    pages = {}
    for name, filters in _filters(setting).items():
        seconds: list[float] = []
        with _statements() as counted:
            queries.page(actor, filters, at=setting.at, order=order)
        while len(seconds) < TIMES and sum(seconds) < LONGEST:
            began = time.perf_counter()
            queries.page(actor, filters, at=setting.at, order=order)
            seconds.append(time.perf_counter() - began)
        pages[name] = percentiles(seconds) | {"statements": len(counted)}
    return pages


def _filters(setting: BenchSetting) -> dict[str, Filters]:
    return {
        "all": Filters(),
        "phase": Filters(phase="handling"),
        "kind": Filters(kind="complaint"),
        "area": Filters(area="chengguan"),
        "category": Filters(category="c-01"),
        "channel": Filters(channel="letter"),
        "overdue": Filters(overdue=True),
        "open, by stage": Filters(open=True, stage="dispatched"),
        "since": Filters(since=setting.at.replace(day=1)),
    }


def _line(what: str, parts: dict[str, float], bare: float, *, rest: dict[str, Any]) -> Measurement:
    return Measurement(what, parts["p50"], "ms", bare, bar=15, stretch=8, more=False, rest=rest)


def _by_api(setting: BenchSetting, web: Web, bare: float) -> Measurement:
    wanted = request("GET", "/api/v1/cases?limit=50", token=setting.token(DISPATCHER))
    call(web.address, [wanted] * 20, connections=2)
    single = call(web.address, [wanted] * 5 * TIMES, connections=1)
    many = call(web.address, [wanted] * 20 * TIMES)
    if single.first_bad:
        raise CommandFailed(f"The API refused: {single.first_bad.decode(errors='replace')}")
    parts = percentiles(single.seconds)
    rest = {**parts, "rate": round(many.rate, 1), "at 8 connections": percentiles(many.seconds)}
    return _line("list: the centre, by the API", parts, bare, rest=rest)


def _by_page(setting: BenchSetting, web: Web, bare: float) -> Measurement:
    """The desk's own page, as a browser asks for it: session, posts, list, filters and all."""
    wanted = request("GET", "/desk/lists/open", session=setting.session(DISPATCHER))
    call(web.address, [wanted] * 20, connections=2)
    single = call(web.address, [wanted] * 5 * TIMES, connections=1)
    if single.first_bad or set(single.statuses) != {200}:
        raise CommandFailed(
            f"The desk did not answer: {single.first_bad.decode(errors='replace')[:500]}"
        )
    parts = percentiles(single.seconds)
    return _line("list: the centre, the desk's page", parts, bare, rest=parts)


@contextmanager
def _statements() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield statements
