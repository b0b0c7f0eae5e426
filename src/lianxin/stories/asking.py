"""Asks the figures and the ledger what a story expects of them."""

import time
from collections.abc import Iterator
from datetime import datetime

from lianxin.cases import rebuild, statements
from lianxin.figures.reader import catch_up, is_current
from lianxin.figures.registry import Figure, FigureQuestion, compute
from lianxin.ledger import verify
from lianxin.stories.expecting import Difference
from lianxin.stories.lines import Expected

PATIENCE = 30.0  # seconds


def figure_differences(expected: Expected, *, at: datetime) -> Iterator[Difference]:
    """Yield how a figure differs, after the reader has caught up with the ledger."""
    assert expected.figure and expected.since and expected.until
    _await_figures()
    figure = compute(
        FigureQuestion(
            name=expected.figure,
            since=expected.since,
            until=expected.until,
            at=at,
            by=expected.by,
        )
    )
    got = _value(figure)
    if got != expected.value:
        what = f"figure {expected.figure} by {expected.by}"
        yield Difference(what, _told(expected.value), _told(got), _definition(figure))


def _await_figures() -> None:
    """A transaction elsewhere on the server holds readers up; it ends sooner or later."""
    until = time.monotonic() + PATIENCE
    while True:
        catch_up()
        if is_current() or time.monotonic() > until:
            return
        time.sleep(0.01)


def ledger_differences() -> Iterator[Difference]:
    """Yield what does not verify: the chain, the heads of the case rows, the rows themselves."""
    for fault in verify.run(kept=[statements.HEADS]).faults:
        yield Difference("verify", "ok", str(fault))
    for row in rebuild.differences():
        yield Difference("verify", "ok", f"{row.number} {row.told}")


def _value(figure: Figure) -> str | dict[str, str]:
    if figure.by == "none":
        return figure.total.fraction
    return {key: group.fraction for key, group in figure.groups.items()}


def _told(value: str | dict[str, str] | None) -> str:
    if isinstance(value, dict):
        return (
            ", ".join(f"{key or '–'} {fraction}" for key, fraction in sorted(value.items()))
            or "nothing"
        )
    return str(value)


def _definition(figure: Figure) -> tuple[str, ...]:
    words = figure.definition
    left_out = ", ".join(f"{why} {number}" for why, number in sorted(figure.total.excluded.items()))
    return (
        f"{words.code} ({words.name.zh}): {words.numerator.en} / {words.denominator.en}",
        f"  left out: {left_out or 'nothing'}",
    )
