"""What a drawing says: the words of actions, outcomes, limits and clocks in both languages."""

from collections.abc import Mapping
from typing import Literal

from lianxin.rules.commands import CLASSES
from lianxin.rules.grammar.edges import Way
from lianxin.rules.procedures import Action, ClockRule, Limit, Procedure
from lianxin.rules.step_words import OUTCOMES, STANDINGS

Lang = Literal["zh", "en"]
_UNITS: Mapping[str, tuple[str, str]] = {
    "minutes": ("分钟", "min"),
    "hours": ("小时", "h"),
    "working_hours": ("个工作小时", "working h"),
    "days": ("天", "days"),
    "working_days": ("个工作日", "working days"),
    "months": ("个月", "months"),
}
_REVIEWS = frozenset({"decide_review", "decide_re_review"})
_WORDS: Mapping[str, tuple[str, str]] = {
    "clocks": ("时限", "Clocks"),
    "tasks": ("任务时限", "Clocks of tasks"),
    "tracks": ("并行", "Beside the line"),
    "wall": ("法定", "statutory"),
    "window": ("权利期限", "time to use"),
    "extend": ("可延", "may add"),
    "as_set": ("到所定期限", "to the moment set"),
    "each_task": ("每项任务", "each task"),
    "each_assist": ("每个协办单位", "each assist"),
    "rest": ("其余", "else"),
    "urgent": ("紧急", "urgent"),
    "consultation": ("咨询", "consultation"),
    "help": ("求助", "help"),
    "complaint": ("投诉", "complaint"),
    "red": ("红", "red"),
    "yellow": ("黄", "yellow"),
    "green": ("绿", "green"),
}


def said(key: str, lang: Lang) -> str:
    """Return a fixed word of the drawing."""
    return _of(_WORDS, key, lang)


def way_words(group: list[Way], lang: Lang) -> list[str]:
    """Return one line for each command of steps between the same stages, with its outcomes."""
    outcomes: dict[str, list[str]] = {}
    for way in group:
        kept = outcomes.setdefault(way.action.do, [])
        if way.outcome and way.outcome not in kept:
            kept.append(way.outcome)
    return [_step(do, outcomes_of_step, lang) for do, outcomes_of_step in outcomes.items()]


def _step(do: str, outcomes: list[str], lang: Lang) -> str:
    name = command(do, lang)
    if not outcomes:
        return name
    if all(outcome.isdigit() for outcome in outcomes) and len(outcomes) > 1:
        return f"{name} {outcomes[0]}–{outcomes[-1]}"
    names = [_outcome(do, outcome, lang) for outcome in outcomes]
    return f"{name} {'/'.join(names)}"


def _outcome(do: str, outcome: str, lang: Lang) -> str:
    if do in _REVIEWS and outcome == "upheld":
        return "维持" if lang == "zh" else "upheld"
    return _of(OUTCOMES, outcome, lang)


def command(do: str, lang: Lang) -> str:
    """Return the name of a command; an unknown one keeps its code."""
    cls = CLASSES.get(do)
    return getattr(cls, lang, do) if cls else do


def title_of(action: Action) -> str:
    """Return what a pointer resting on an arrow is told: who, under which conditions, the source."""
    when = ", ".join(
        condition if isinstance(condition, str) else " | ".join(condition)
        for condition in action.when
    )
    parts = (
        f"{action.do}: {', '.join(action.by)}",
        f"when {when}" if when else "",
        f"papers {', '.join(action.papers)}" if action.papers else "",
        f"needs {', '.join(action.needs)}" if action.needs else "",
        action.source,
    )
    return "; ".join(part for part in parts if part)


def clock_words(clock: ClockRule, lang: Lang) -> str:
    """Return what stands over a clock's bar: its name, limit, whose it is, and the source."""
    name = (clock.zh if lang == "zh" else clock.en) or clock.code
    parts = [f"{name}  {limit_words(clock, lang)}", _standing(clock.whose, lang)]
    if clock.each is not None:
        parts.append(said(f"each_{clock.each}", lang))
    if clock.extend is not None:
        parts.append(
            f"{said('extend', lang)} {_limit(clock.extend.limit, lang)}×{clock.extend.times}"
        )
    parts.extend(said(word, lang) for word in ("wall", "window") if getattr(clock, word))
    return " · ".join(part for part in (*parts, clock.source) if part)


def _standing(code: str, lang: Lang) -> str:
    name = STANDINGS.get(code)
    if name is None:
        return code
    return name.zh if lang == "zh" else name.en


def limit_words(clock: ClockRule, lang: Lang) -> str:
    """Return a clock's limit, by colour or place where it is a table."""
    return ", ".join(part for part in (_set(clock, lang), _limits(clock, lang)) if part)


def _set(clock: ClockRule, lang: Lang) -> str:
    return said("as_set", lang) if clock.as_set else ""


def _limits(clock: ClockRule, lang: Lang) -> str:
    if isinstance(clock.limit, Limit):
        return _limit(clock.limit, lang)
    return ", ".join(
        f"{said('rest', lang) if key == '*' else _of(_WORDS, key, lang)} {_limit(limit, lang)}"
        for key, limit in clock.limit.items()
    )


def _limit(limit: Limit, lang: Lang) -> str:
    space = "" if lang == "zh" else " "
    return f"{limit.amount}{space}{_of(_UNITS, limit.unit, lang)}"


def stage_words(procedure: Procedure, code: str, lang: Lang) -> str:
    """Return the name of a stage."""
    stage = procedure.stage_index[code]
    return stage.zh if lang == "zh" else stage.en


def _of(table: Mapping[str, tuple[str, str]], key: str, lang: Lang) -> str:
    words = table.get(key)
    return key if words is None else words[0 if lang == "zh" else 1]
