"""A procedure read as tables: its stages, steps, clocks, what happens when they run out, signatures."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.rules.conditions.named import words_of
from lianxin.rules.conditions.registry import RULES
from lianxin.rules.drawing.words import Lang, command, limit_words
from lianxin.rules.procedures import Action, Breach, ClockRule, Condition, Procedure
from lianxin.rules.time.limits import parse_limit
from lianxin.web import dates, names
from lianxin.web.manage import words

OFFSET = re.compile(r"([-+])(\d+) (\w+)")
"""So long before or after a moment."""
EVERY = frozenset({"*", "open"})
"""What an action row says instead of naming each stage."""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action row in words."""

    name: str
    at: str
    by: str
    when: tuple[str, ...]
    needs: str
    papers: str
    to: str
    source: str


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock in words, with what happens on its way."""

    name: str
    limit: str
    whose: str
    is_wall: bool
    source: str
    alarms: tuple[str, ...]


def lang() -> Lang:
    """Return the language of the page as drawings name it."""
    return "en" if names.is_english() else "zh"


def steps(procedure: Procedure) -> list[ActionLine]:
    """Return every action row in words, those of the main line first."""
    rows = sorted(procedure.actions, key=lambda row: row.track is not None)
    return [_step(row, procedure) for row in rows]


def clocks(procedure: Procedure) -> list[ClockLine]:
    """Return every clock in words, the statutory ones first."""
    rows = sorted(procedure.clocks, key=lambda row: not row.wall)
    return [_clock(row, procedure) for row in rows]


def _step(row: Action, procedure: Procedure) -> ActionLine:
    return ActionLine(
        command(row.do, lang()),
        _at(row, procedure),
        _listed(words.standing(code) for code in row.by),
        tuple(_condition(rule, procedure) for rule in row.when),
        _listed(names.document(document) for document in row.needs),
        _listed(names.document(document) for document in row.papers),
        _to(row, procedure),
        row.source,
    )


def _at(row: Action, procedure: Procedure) -> str:
    if row.track is not None:
        track = procedure.track_index[row.track]
        steps_ = _listed(_track_step(procedure, row.track, place) for place in row.at)
        return f"{names.of(track.zh, track.en) or track.code}: {steps_}"
    return _listed(_stage(place, procedure) for place in row.at)


def _track_step(procedure: Procedure, track: str, code: str) -> str:
    if code in EVERY:
        return _every(code)
    step = procedure.track_index[track].step(code)
    return names.of(step.zh, step.en) or names.sitting_step(code)


def _stage(code: str, procedure: Procedure) -> str:
    if code in EVERY:
        return _every(code)
    stage = procedure.stage_index.get(code)
    return names.of(stage.zh, stage.en) if stage else code


def _every(code: str) -> str:
    return _("任何环节") if code == "*" else _("结案以前")


def _to(row: Action, procedure: Procedure) -> str:
    if row.to is None:
        return ""
    codes = row.to.values() if isinstance(row.to, Mapping) else (row.to,)
    if row.track is not None:
        return _listed(dict.fromkeys(_track_step(procedure, row.track, code) for code in codes))
    return _listed(dict.fromkeys(_stage(code, procedure) for code in codes))


def _condition(condition: Condition, procedure: Procedure) -> str:
    alternatives = (condition,) if isinstance(condition, str) else condition
    return _(" 或 ").join(_rule(rule, procedure) for rule in alternatives)


def _rule(name: str, procedure: Procedure) -> str:
    saying = RULES.get(name) or words_of(name, procedure)
    return names.of(saying.zh, saying.en)


def _clock(row: ClockRule, procedure: Procedure) -> ClockLine:
    alarms = [breach for breach in procedure.breaches if breach.clock == row.code]
    return ClockLine(
        names.of(row.zh, row.en) or row.code,
        limit_words(row, lang()),
        words.standing(row.whose),
        row.wall,
        row.source,
        tuple(_alarm(breach) for breach in alarms),
    )


def _alarm(row: Breach) -> str:
    parts = [_when(row.at)]
    if row.do:
        parts.append(command(row.do, lang()))
    if row.tell:
        parts.append(
            _("告知%(who)s") % {"who": _listed(words.standing(standing) for standing in row.tell)}
        )
    return _("，").join(parts)


def _when(at: str) -> str:
    """When on its way something happens: at its end, so long before or after it, half-way."""
    offset = OFFSET.fullmatch(at)
    if offset is None:
        return _("到期时") if at == "due" else _("走到%(share)s") % {"share": at}
    parts = {"span": dates.limit(parse_limit(f"{offset[2]} {offset[3]}"))}
    return (_("到期前%(span)s") if offset[1] == "-" else _("到期后%(span)s")) % parts


def _listed(names_of_all: Iterable[str]) -> str:
    return _("、").join(names_of_all)
