"""Conditions that name something: a clock, a track, a step, a colour, a kind, or a number.

`track_done_backlog` asks whether the track `backlog` is done, `hops_2` whether the matter was
returned twice. A county names what it declared itself; the grammar refuses any other name.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal, NamedTuple, get_args

from lianxin.rules.ask import Ask
from lianxin.rules.commands.closing import Disposition
from lianxin.rules.commands.handling import Conclude
from lianxin.rules.commands.intake import Channel, Kind
from lianxin.rules.conditions.words import WORDS
from lianxin.rules.procedures import Procedure
from lianxin.rules.state import Clock
from lianxin.rules.tracks import begun, done, taken

What = Literal["clock", "track", "step", "number", "word"]
COLOURS = frozenset({"red", "yellow", "green"})
CLASSES = frozenset({"a", "b", "c"})


class ConditionRule(NamedTuple):
    """A condition: its test, who can meet it, its article, and its words.

    `by_command`: it depends on what the command says, or on the sitting that it names.
    """

    holds: Callable[[Ask], bool]
    who: str
    article: str
    zh: str
    en: str
    by_command: bool = False


class ConditionFamily(NamedTuple):
    """A kind of condition: its prefix, what may follow, its test, who can meet it, its words."""

    prefix: str
    what: What
    holds: Callable[[str, Ask], bool]
    who: str
    zh: str
    en: str
    words: frozenset[str] = frozenset()


class ConditionWords(NamedTuple):
    """What a refusal says of such a condition."""

    who: str
    article: str
    zh: str
    en: str


def _clocks(code: str, ask: Ask) -> tuple[Clock, ...]:
    """The latest clock of that code; where there is one each, all that run."""
    latest = ask.state.clock(code)
    if latest is None or not latest.about:
        return (latest,) if latest else ()
    return tuple(
        clock for clock in ask.state.clocks if clock.code == code and clock.stopped_at is None
    )


def _within(code: str, ask: Ask) -> bool:
    clocks = _clocks(code, ask)
    return bool(clocks) and all(
        # Paused it has no due moment, and cannot run out meanwhile.
        clock.stopped_at is None and (clock.due is None or ask.at <= clock.due)
        for clock in clocks
    )


def _past(code: str, ask: Ask) -> bool:
    return any(clock.due is not None and ask.at > clock.due for clock in _clocks(code, ask))


def _overdue(code: str, ask: Ask) -> bool:
    return any(
        clock.stopped_at is None and (clock.late or (clock.due is not None and ask.at > clock.due))
        for clock in _clocks(code, ask)
    )


def _track_done(code: str, ask: Ask) -> bool:
    track = ask.procedure.track_index.get(code)
    return track is not None and done(ask.state, track)


def _track_open(code: str, ask: Ask) -> bool:
    return begun(ask.state, code) and not _track_done(code, ask)


def _step_taken(name: str, ask: Ask) -> bool:
    split = step_of(name, ask.procedure)
    if split is None:
        return False
    track, step = split
    return any(step_taken.step == step for step_taken in taken(ask.state, track)) or (
        ask.state.tracks.get(track) == step
    )


def step_of(name: str, procedure: Procedure) -> tuple[str, str] | None:
    """Return the track and step that `<track>_<step>` names, or None."""
    for track in procedure.tracks:
        step = name.removeprefix(f"{track.code}_")
        if step != name and step in track.steps:
            return track.code, step
    return None


def _days_open(days: str, ask: Ask) -> bool:
    return ask.at - ask.state.matter.raised_at >= timedelta(days=int(days))


FAMILIES = (
    ConditionFamily("within_", "clock", _within, "", "在“{0}”的时限内", "within the limit: {0}"),
    ConditionFamily("past_", "clock", _past, "", "“{0}”的时限已过", "after the limit: {0}"),
    ConditionFamily("overdue_", "clock", _overdue, "", "“{0}”已超期", "overdue: {0}"),
    ConditionFamily("track_done_", "track", _track_done, "lead", "“{0}”已办完", "{0} is done"),
    ConditionFamily(
        "track_open_", "track", _track_open, "lead", "“{0}”正在办理", "{0} is under way"
    ),
    ConditionFamily(
        "track_begun_",
        "track",
        lambda code, ask: begun(ask.state, code),
        "lead",
        "“{0}”已开始",
        "{0} has begun",
    ),
    ConditionFamily(
        "track_untouched_",
        "track",
        lambda code, ask: not begun(ask.state, code),
        "lead",
        "“{0}”尚未开始",
        "{0} has not begun",
    ),
    ConditionFamily(
        "step_taken_", "step", _step_taken, "lead", "“{0}”这一步已办", "the step {0} is taken"
    ),
    ConditionFamily(
        "risk_",
        "word",
        lambda colour, ask: ask.state.risk.colour == colour,
        "centre",
        "风险为{0}",
        "the risk is {0}",
        COLOURS,
    ),
    ConditionFamily(
        "progress_",
        "word",
        lambda code, ask: (ask.state.progress.colour or "").lower() == code,
        "centre",
        "进展为{0}类",
        "the progress class is {0}",
        CLASSES,
    ),
    ConditionFamily(
        "kind_",
        "word",
        lambda kind, ask: ask.state.matter.kind == kind,
        "centre",
        "信访目的为{0}",
        "the kind is {0}",
        frozenset(get_args(Kind)),
    ),
    ConditionFamily(
        "channel_",
        "word",
        lambda channel, ask: ask.state.matter.channel == channel,
        "centre",
        "渠道为{0}",
        "the channel is {0}",
        frozenset(get_args(Channel)),
    ),
    ConditionFamily(
        "outcome_",
        "word",
        lambda outcome, ask: ask.state.handling.outcome == outcome,
        "lead",
        "办结结果为{0}",
        "the outcome is {0}",
        frozenset(get_args(Conclude.model_fields["outcome"].annotation)),
    ),
    ConditionFamily(
        "disposition_",
        "word",
        lambda code, ask: (
            getattr(ask.command, "disposition", ask.state.closing.disposition) == code
        ),
        "centre",
        "结案类型为{0}",
        "the disposition is {0}",
        frozenset(get_args(Disposition)),
    ),
    ConditionFamily(
        "hops_",
        "number",
        lambda number, ask: ask.state.dispatch.hops >= int(number),
        "centre",
        "退回已达{0}次",
        "returned {0} times",
    ),
    ConditionFamily(
        "urged_",
        "number",
        lambda number, ask: ask.state.dispatch.urged >= int(number),
        "petitioner",
        "催办已达{0}次",
        "urged {0} times",
    ),
    ConditionFamily(
        "supervised_",
        "number",
        lambda number, ask: ask.state.dispatch.supervised >= int(number),
        "supervisor",
        "督办已达{0}次",
        "supervised {0} times",
    ),
    ConditionFamily(
        "heads_",
        "number",
        lambda number, ask: ask.state.people.head_count >= int(number),
        "centre",
        "人数达到{0}人",
        "{0} people or more",
    ),
    ConditionFamily(
        "days_open_",
        "number",
        _days_open,
        "centre",
        "自提出起已满{0}天",
        "raised {0} days ago or more",
    ),
)


def family_of(name: str) -> tuple[ConditionFamily, str] | None:
    """Return the family of a condition's name and what it names, or None."""
    for family in FAMILIES:
        if name.startswith(family.prefix) and len(name) > len(family.prefix):
            return family, name.removeprefix(family.prefix)
    return None


def words_of(name: str, procedure: Procedure) -> ConditionWords:
    """Return what a refusal says: a clock by its own name, owner and source, a track by its name."""
    family_match = family_of(name)
    if family_match is None:
        return ConditionWords("centre", "", name, name)
    family, rest = family_match
    if family.what == "clock":
        clock = procedure.clock_index.get(rest)
        zh, en = (clock.zh or rest, clock.en or rest) if clock else (rest, rest)
        whose, source = (clock.whose, clock.source) if clock else ("petitioner", "")
        return ConditionWords(whose, source, family.zh.format(zh), family.en.format(en))
    zh, en = _named(family, rest, procedure)
    return ConditionWords(family.who, "", family.zh.format(zh), family.en.format(en))


def _named(family: ConditionFamily, rest: str, procedure: Procedure) -> tuple[str, str]:
    if family.what == "word":
        return WORDS[family.prefix].get(rest, (rest, rest))
    if family.what == "track":
        track = procedure.track_index.get(rest)
        return (track.zh or rest, track.en or rest) if track else (rest, rest)
    split = step_of(rest, procedure) if family.what == "step" else None
    if split is None:
        return rest, rest
    track = procedure.track_index[split[0]]
    step = track.step(split[1])
    return (
        f"{track.zh or track.code}：{step.zh or step.code}",
        f"{track.en or track.code}: {step.en or step.code}",
    )
