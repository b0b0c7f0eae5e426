"""How a row narrows a clock of the base: less time, never more; a wall stays a wall.

What a row leaves out stays as the base has it. A bare fact (`delivered`) in such a row means what
the base says of that fact (`delivered:opinion`).
"""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.grammar.faults import Wrong
from lianxin.rules.grammar.limits import no_longer, refuse_longer
from lianxin.rules.procedures import ClockRule, Extend

# These happen once and before all else. Any other start would begin a running clock anew.
FIRST = frozenset({"raised", "registered"})
_LISTS = ("start", "stop", "pause", "resume")


def set_or_counted(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a clock's row with `limit = "as set"` and `fallback` read as the rule holds them.

    Raises Wrong for a fallback of a clock that has a limit of its own.
    """
    mine = {**fields}
    fallback = mine.pop("fallback", None)
    if mine.get("limit") == {}:
        mine["as_set"] = True
        if fallback is not None:
            mine["limit"] = fallback
    elif fallback is not None:
        raise Wrong("fallback_unused", '`fallback` stands beside `limit = "as set"`')
    return mine


def narrowed(base: ClockRule, fields: Mapping[str, Any], *, line: int) -> ClockRule:
    """Return the base's clock with what a row narrows; raises Wrong at the first thing it widens."""
    mine = {**fields}
    _refuse_each(mine, base)
    if mine.get("limit") == {}:
        # What the base counts for a task given without a moment stays.
        del mine["limit"]
    for name in _LISTS:
        if name in mine:
            mine[name] = _resolved(mine[name], getattr(base, name))
    if mine.get("ends") == "minute":
        mine.setdefault("roll", "none")
    clock = base.model_copy(update={**mine, "line": line})
    _refuse_flags(clock, base)
    _refuse_window(clock, base)
    _refuse_facts(clock, base)
    _refuse_counting(clock, base)
    refuse_longer(clock.limit, base.limit, pauses=bool(clock.pause))
    _refuse_extension(clock.extend, base.extend)
    if base.wall:
        # What ends a wall is the law's to say, so that two counties' figures compare.
        clock = clock.model_copy(update={"stop": base.stop})
    return clock


def _refuse_each(mine: Mapping[str, Any], base: ClockRule) -> None:
    if mine.get("each", base.each) != base.each:
        raise Wrong("each_changed", f"{base.code!r} keeps `each` as it is", mark="each")
    if mine.get("as_set") and not base.as_set:
        raise Wrong("lengthened", f"{base.code!r} has a limit: no set moment may be later")


def _resolved(tokens: tuple[str, ...], base: tuple[str, ...]) -> tuple[str, ...]:
    resolved: list[str] = []
    for token in tokens:
        kin = [token_of_base for token_of_base in base if token_of_base.startswith(f"{token}:")]
        resolved.extend([token] if token in base or not kin else kin)
    return tuple(dict.fromkeys(resolved))


def _refuse_flags(clock: ClockRule, base: ClockRule) -> None:
    if base.wall and not clock.wall:
        raise Wrong("wall_removed", f"the wall {base.code!r} stays a wall", mark="wall")
    if clock.window != base.window:
        raise Wrong("window_changed", f"{base.code!r} keeps `window` as it is", mark="window")
    if clock.whose != base.whose:
        raise Wrong(
            "whose_changed",
            f"{base.code!r} is the clock of {base.whose}",
            mark=clock.whose,
        )


def _refuse_window(clock: ClockRule, base: ClockRule) -> None:
    # Less time to use a right is no narrowing of duties but a loss.
    counted = ("limit", "start", "ends", "roll", "pause", "resume")
    changed = any(getattr(clock, name) != getattr(base, name) for name in counted)
    if base.wall and base.window and changed:
        raise Wrong("window_changed", f"{base.code!r} gives time to use a right: it stays as it is")


def _refuse_facts(clock: ClockRule, base: ClockRule) -> None:
    missing = [token for token in base.start if token not in clock.start]
    if missing:
        raise Wrong("starts_later", f"{base.code!r} starts with {missing[0]!r} too", mark="start")
    for token in clock.start:
        if token not in base.start and token not in FIRST:
            reason = f"a start at {token!r} may begin the running clock anew and so lengthen it"
            raise Wrong("starts_later", reason, mark=token)
    for name, fault in (("stop", "stops_more"), ("pause", "pauses_more")):
        more = [token for token in getattr(clock, name) if token not in getattr(base, name)]
        if more:
            raise Wrong(
                fault, f"the base's {base.code!r} has no {name} at {more[0]!r}", mark=more[0]
            )
    if not clock.stop:
        raise Wrong("empty_list", f"{base.code!r} needs a fact that stops it", mark="stop")
    _refuse_conditions(clock, base)


def _refuse_conditions(clock: ClockRule, base: ClockRule) -> None:
    late = [token for token in base.resume if token not in clock.resume]
    if clock.pause and late:
        raise Wrong("pauses_more", f"{base.code!r} resumes at {late[0]!r} too", mark="resume")
    added = [condition for condition in clock.when if condition not in base.when]
    if added:
        raise Wrong("runs_less", f"{base.code!r} runs without that condition", mark="when")


def _refuse_counting(clock: ClockRule, base: ClockRule) -> None:
    if clock.ends != base.ends and (base.ends == "minute" or clock.pause or clock.extend):
        raise Wrong("ends_later", f"{base.code!r} keeps ends = {base.ends!r}", mark="ends")
    if clock.roll != base.roll and base.roll == "none":
        raise Wrong("rolls_later", f"{base.code!r} does not roll to a working day", mark="roll")


def _refuse_extension(mine: Extend | None, base: Extend | None) -> None:
    if mine is None:
        return
    if base is None:
        raise Wrong("extends_more", "the base's clock may not be extended", mark="extend")
    kept = mine.by == base.by and base.needs in {None, mine.needs}
    if not kept or mine.times > base.times or not no_longer(mine.limit, base.limit):
        reason = "an extension may be shorter or rarer than the base's, never easier"
        raise Wrong("extends_more", reason, mark="extend")
