"""Which limit a clock has: its one, or the row of its table that fits the matter."""

from collections.abc import Iterator, Mapping

from lianxin.rules.ask import Ask
from lianxin.rules.procedures import ClockRule, Limit


def limit_for(rule: ClockRule, ask: Ask) -> Limit | None:
    """Return the limit that applies: from a table the first key that fits, `*` last."""
    if isinstance(rule.limit, Limit):
        return rule.limit
    table: Mapping[str, Limit] = rule.limit
    return next((table[key] for key in _keys(ask) if key in table), None)


def _keys(ask: Ask) -> Iterator[str]:
    state = ask.state
    if state.matter.urgent:
        yield "urgent"
    yield from (key for key in (state.risk.colour, state.progress.colour, state.matter.kind) if key)
    # The narrowest subject and place first: a table's own row beats the one for what lies above.
    yield from ask.book.category_path(state.matter.category)
    for code in reversed(state.matter.area_path):
        yield code
        if code in ask.book.areas:
            yield ask.book.areas[code].level
    yield "*"


def written(limit: Limit) -> str:
    """Return a limit as a procedure writes it: `10 days`."""
    return f"{limit.amount} {limit.unit}"
