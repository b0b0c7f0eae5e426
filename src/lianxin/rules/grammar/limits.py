"""Whether one limit is provably no longer than another, whatever the calendar and the start day."""

from collections.abc import Mapping

from lianxin.rules.faults import Flaw
from lianxin.rules.grammar.faults import WrongRow
from lianxin.rules.procedures import Limit

Limits = Limit | Mapping[str, Limit]
_DAY = 24 * 60
# The longest run of days off so far is ten; twice the number and a fortnight stays above
# every week with its weekend and every such run.
_FREE_DAYS = 14
_LEAST = {
    "minutes": 1,
    "hours": 60,
    "working_hours": 60,
    "days": _DAY,
    "working_days": _DAY,
    "months": 28 * _DAY,
}


def least(limit: Limit) -> int:
    """Return the fewest minutes a limit can take: no day off on the way, February for a month."""
    return limit.amount * _LEAST[limit.unit]


def most(limit: Limit) -> int:
    """Return the most minutes a limit can take, by the longest holidays known and months of 31 days."""
    if limit.unit == "months":
        return limit.amount * 31 * _DAY
    if limit.unit == "working_days":
        return (2 * limit.amount + _FREE_DAYS) * _DAY
    if limit.unit == "working_hours":
        return (2 * (limit.amount + 1) + _FREE_DAYS) * _DAY
    return least(limit)


def no_longer(mine: Limit, base: Limit, *, pauses: bool = False) -> bool:
    """Whether a limit is never longer than another: by amount in one unit, else by the worst case.

    A clock that `pauses` may stand still on working days alone, which lengthens units unlike.
    """
    if mine.unit == base.unit:
        return mine.amount <= base.amount
    return not pauses and most(mine) <= least(base)


def refuse_longer(mine: Limits, base: Limits, *, pauses: bool) -> None:
    """Raise Wrong where a limit or a table could give more time than the base does.

    A table keeps every key of the base's; a key that the base has not may match a case before any
    of the base's does, so its limit must not be longer than the base's shortest.
    """
    if isinstance(mine, Limit) or isinstance(base, Limit):
        _refuse_any(_values(mine), _values(base), pauses=pauses)
        return
    for key, limit in base.items():
        if key not in mine:
            raise WrongRow(Flaw("limit_key_dropped", key=key))
        _refuse_any((mine[key],), (limit,), pauses=pauses)
    for key, limit in mine.items():
        if key not in base:
            _refuse_any((limit,), _values(base), pauses=pauses)


def _refuse_any(mine: tuple[Limit, ...], base: tuple[Limit, ...], *, pauses: bool) -> None:
    for limit in mine:
        for other in base:
            if not no_longer(limit, other, pauses=pauses):
                flaw = Flaw("lengthened", limit=written(limit), base=written(other))
                raise WrongRow(flaw, mark=written(limit))


def written(limit: Limit) -> str:
    """Return a limit as a file writes it."""
    return f"{limit.amount} {limit.unit}"


def _values(limits: Limits) -> tuple[Limit, ...]:
    return (limits,) if isinstance(limits, Limit) else tuple(limits.values())
