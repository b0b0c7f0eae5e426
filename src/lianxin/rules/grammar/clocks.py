"""How a row narrows a clock of the base: less time, never more; a wall stays a wall.

What a row leaves out stays as the base has it. A bare fact (`delivered`) in such a row means what
the base says of that fact (`delivered:opinion`).
"""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.faults import Flaw
from lianxin.rules.grammar.faults import WrongRow
from lianxin.rules.grammar.limits import no_longer, refuse_longer
from lianxin.rules.procedures import ClockRule, ExtensionRule

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
        raise WrongRow(Flaw("fallback_unused"))
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
        raise WrongRow(Flaw("each_changed", clock=base.code), mark="each")
    if mine.get("as_set") and not base.as_set:
        raise WrongRow(Flaw("limit_unset", clock=base.code))


def _resolved(tokens: tuple[str, ...], base: tuple[str, ...]) -> tuple[str, ...]:
    resolved: list[str] = []
    for token in tokens:
        kin = [token_of_base for token_of_base in base if token_of_base.startswith(f"{token}:")]
        resolved.extend([token] if token in base or not kin else kin)
    return tuple(dict.fromkeys(resolved))


def _refuse_flags(clock: ClockRule, base: ClockRule) -> None:
    if base.wall and not clock.wall:
        raise WrongRow(Flaw("wall_removed", clock=base.code), mark="wall")
    if clock.window != base.window:
        raise WrongRow(Flaw("window_changed", clock=base.code), mark="window")
    if clock.whose != base.whose:
        raise WrongRow(Flaw("whose_changed", clock=base.code, whose=base.whose), mark=clock.whose)


def _refuse_window(clock: ClockRule, base: ClockRule) -> None:
    # Less time to use a right is no narrowing of duties but a loss.
    counted = ("limit", "start", "ends", "roll", "pause", "resume")
    changed = any(getattr(clock, name) != getattr(base, name) for name in counted)
    if base.wall and base.window and changed:
        raise WrongRow(Flaw("right_shortened", clock=base.code))


def _refuse_facts(clock: ClockRule, base: ClockRule) -> None:
    missing = [token for token in base.start if token not in clock.start]
    if missing:
        raise WrongRow(Flaw("starts_later", clock=base.code, fact=missing[0]), mark="start")
    for token in clock.start:
        if token not in base.start and token not in FIRST:
            raise WrongRow(Flaw("starts_anew", fact=token), mark=token)
    renewed = [token for token in clock.anew if token not in base.anew]
    if renewed:
        raise WrongRow(Flaw("renewed_more", clock=base.code, fact=renewed[0]), mark=renewed[0])
    stops = [token for token in clock.stop if token not in base.stop]
    if stops:
        raise WrongRow(Flaw("stops_more", clock=base.code, fact=stops[0]), mark=stops[0])
    pauses = [token for token in clock.pause if token not in base.pause]
    if pauses:
        raise WrongRow(Flaw("pauses_more", clock=base.code, fact=pauses[0]), mark=pauses[0])
    if not clock.stop:
        raise WrongRow(Flaw("never_stops", clock=base.code), mark="stop")
    _refuse_conditions(clock, base)


def _refuse_conditions(clock: ClockRule, base: ClockRule) -> None:
    late = [token for token in base.resume if token not in clock.resume]
    if clock.pause and late:
        raise WrongRow(Flaw("resumes_later", clock=base.code, fact=late[0]), mark="resume")
    added = [condition for condition in clock.when if condition not in base.when]
    if added:
        raise WrongRow(Flaw("runs_less", clock=base.code), mark="when")


def _refuse_counting(clock: ClockRule, base: ClockRule) -> None:
    if clock.ends != base.ends and (base.ends == "minute" or clock.pause or clock.extend):
        raise WrongRow(Flaw("ends_later", clock=base.code, ends=base.ends), mark="ends")
    if clock.roll != base.roll and base.roll == "none":
        raise WrongRow(Flaw("rolls_later", clock=base.code), mark="roll")


def _refuse_extension(mine: ExtensionRule | None, base: ExtensionRule | None) -> None:
    if mine is None:
        return
    if base is None:
        raise WrongRow(Flaw("extension_added"), mark="extend")
    kept = mine.by == base.by and base.needs in {None, mine.needs}
    if not kept or mine.times > base.times or not no_longer(mine.limit, base.limit):
        raise WrongRow(Flaw("extends_more"), mark="extend")
