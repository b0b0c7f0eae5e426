"""A start never touches a running clock but where its row says so, and what was late stays late."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lianxin.rules import facts
from lianxin.rules.ask import Ask, Stamp
from lianxin.rules.deciding.clocks import changes, tokens
from lianxin.rules.evolve import evolve
from lianxin.rules.facts import Fact
from lianxin.rules.grammar.compile import compile_procedure
from lianxin.rules.procedures import ClockRule, Procedure
from lianxin.rules.state import CaseState, Clock
from tests.rules.county import KNOWN, LI, WANG, Play, at, book, handled, officer

PRESETS = Path(__file__).parents[2] / "src" / "lianxin" / "presets"
STORED = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "facts.jsonl").read_text().splitlines()
]
AGRICULTURE = officer("agriculture")
# What a qualifier says in the fields of its fact, where it is no plain field.
SAID: dict[str, dict[str, Any]] = {
    "objection_ruled:upheld": {"upheld": True},
    "shielded:passed": {"before": "water", "lead": "urban"},
    "shielded:unled": {"before": "water", "lead": None},
    "reassigned:answered": {"answered": True},
    "supervised:opened": {"opens_lead": True},
    "reopened:anew": {"lead": None},
    "reopened:lead": {"lead": "water"},
    "withdrawn:taken_down": {"taken_down": True, "remedy": "", "stood_back": ()},
    "replied:lead": {"role": "lead", "partial": False},
    "replied:centre": {"role": "centre", "partial": False},
    "agreement_recorded:mediated": {"sitting": 1},
}


@cache
def procedure(path: Path) -> Procedure:
    """A procedure of a preset, over its own preset and the base."""

    def base(code: str) -> Procedure | None:
        for folder in (path.parent, PRESETS / "base" / "procedures"):
            if (folder / f"{code}.toml").exists():
                return procedure(folder / f"{code}.toml")
        return None

    return compile_procedure(path.read_text("utf-8"), name=path.name, base=base, known=KNOWN)


PROCEDURES = sorted(PRESETS.glob("*/procedures/*.toml"))


def starts() -> Iterator[Any]:
    """Each way in which a clock of a shipped procedure starts after a case is there."""
    for path in PROCEDURES:
        for rule in procedure(path).clocks:
            for token in rule.start if rule.each is None else ():
                # A case is registered once; what a move begins is tested with moves.
                if token not in {"raised", "registered", "moved"}:
                    name = f"{path.parts[-3]}/{path.stem}: {rule.code} at {token}"
                    yield pytest.param(path, rule.code, token, id=name)


def fact_of(token: str) -> Fact:
    """A fact of that name, with what its qualifier says."""
    name, _, qualifier = token.partition(":")
    if name == "told":
        return fact_of("delivered:opinion").model_copy(update={"tells": qualifier})
    stored = next(line for line in STORED if line["fact"] == name)
    fact = facts.read(name, stored["payload"]).model_copy(
        update={"clocks": (), "tasks": (), "stage": None, "phase": None, "days": None}
    )
    said = dict(SAID.get(token, {}))
    if name == "step_taken":
        said["track"], said["step"] = qualifier.split(".")
    elif qualifier and not said:
        said[type(fact).qualified_by] = qualifier
    fact = fact.model_copy(update=said)
    assert token in tokens(fact), (token, tokens(fact))
    return fact


def running(rule: ClockRule, start: datetime, due: datetime) -> Clock:
    return Clock(
        code=rule.code,
        limits=("1 days",),
        start=start,
        due=due,
        plain=due,
        whose=rule.whose,
        wall=rule.wall,
        window=rule.window,
    )


def after(play: Play, shipped: Procedure, fact: Fact) -> CaseState:
    ask = Ask(
        state=play.state,
        command=None,
        actor=LI,
        at=play.at,
        book=book(),
        procedure=shipped,
        standings=frozenset(),
        refs={},
    )
    fact = fact.model_copy(update={"clocks": changes(ask, fact)})
    return evolve(play.state, fact, Stamp(play.state.id, play.at, "li", "", ""))


@pytest.mark.parametrize(("path", "code", "token"), list(starts()))
@pytest.mark.parametrize("is_late", [True, False])
def test_a_start_of_a_running_clock_does_what_its_row_says(
    path: Path, code: str, token: str, is_late: bool
) -> None:
    shipped = procedure(path)
    rule = shipped.clock_index[code]
    play = handled()
    begun = play.at - timedelta(days=20)
    due = play.at + timedelta(days=-1 if is_late else 3)
    clock = running(rule, begun, due)
    play.state = play.state.with_changes({"clocks": (clock,)})
    state = after(play, shipped, fact_of(token))
    kept = next(found for found in state.clocks if found.code == code)
    if token not in rule.anew or rule.when:
        latest = state.clock(code)
        if latest == kept:
            assert (kept.start, kept.due, kept.stopped_at, kept.n) == (begun, due, None, 1)
            return
        assert token in rule.anew
    assert (kept.stopped_at, kept.late) == (play.at, is_late and not rule.window)
    latest = state.clock(code)
    assert latest is not None
    assert (latest.start, latest.stopped_at) != (begun, play.at)
    assert latest.stopped_at is None


def test_there_are_starts_to_try_in_every_preset() -> None:
    tried = {param.values[0] for param in starts()}
    assert tried == set(PROCEDURES)


@pytest.mark.parametrize("path", PROCEDURES, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_a_period_of_the_law_that_begins_anew_says_by_which_article(path: Path) -> None:
    for rule in procedure(path).clocks:
        if rule.wall:
            assert all("条例" in ground or "法" in ground for ground in rule.anew.values()), rule


def test_a_new_lead_has_its_own_fifteen_days_and_the_old_one_s_stay_late() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-02 15:10", lead="water")
    play.do("reassign", LI, "2026-03-20 09:00", lead="agriculture", reason="职责调整")
    first, second = (clock for clock in play.state.clocks if clock.code == "tell")
    assert (first.late, second.due) == (True, at("2026-04-07 23:59").replace(second=59))
    assert not second.late


def test_a_matter_accepted_has_one_sixty_days_whoever_leads() -> None:
    play = handled()
    due = play.due("handle")
    play.do("reassign", LI, "2026-03-25 09:00", lead="agriculture", reason="职责调整")
    play.do("escalate", AGRICULTURE, "2026-03-26 09:00", tried="协调", text="涉及多个单位")
    assert play.due("handle") == due


def test_the_period_of_an_assignment_goes_on_for_a_new_lead() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-02 15:10", lead="water", days=20)
    play.do("reassign", LI, "2026-03-09 09:00", lead="agriculture", reason="职责调整")
    assert play.clock("report").running
    assert play.due("report") == "2026-03-23 23:59"


def test_the_centre_may_set_another_period_with_a_new_lead() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-02 15:10", lead="water", days=5)
    play.do("reassign", LI, "2026-03-10 09:00", lead="agriculture", reason="职责调整", days=10)
    first, second = (clock for clock in play.state.clocks if clock.code == "report")
    assert first.late
    assert (second.running, play.due("report")) == (True, "2026-03-20 23:59")


def test_who_presses_a_matter_sets_no_second_period() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-02 15:10", lead="water", days=5)
    play.do("supervise", LI, "2026-03-06 09:00", days=30, demand="抓紧")
    assert play.due("report") == "2026-03-09 23:59"


def test_a_matter_refused_owes_its_assigner_no_more_report() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-02 15:10", lead="water", days=20)
    play.do("receive", WANG)
    play.do("decline", WANG, reason="not-ours", text="不属于", next_door="市水利局")
    assert {clock.code for clock in play.state.clocks if clock.stopped_at is None} == {"tell"}


def test_nobody_is_pressed_by_a_track_taken_up_after_the_end() -> None:
    pingfang = procedure(PRESETS / "pingfang" / "procedures" / "five-ones.toml")
    play = handled()
    play.do("withdraw", play.zhao, reason="已解决")
    state = after(play, pingfang, fact_of("step_taken:backlog.docketed"))
    assert [clock for clock in state.clocks if clock.stopped_at is None] == []


def test_a_matter_wrongly_refused_is_owed_its_way_again() -> None:
    play = Play()
    play.do("decline", LI, "2026-03-05 09:00", reason="not-ours", text="不属于", next_door="市")
    play.do("reopen", LI, "2026-06-01 09:00", reason="属本县职责")
    assert (play.clock("route").running, play.due("route")) == (True, "2026-06-16 23:59")
    play.do("assign", LI, "2026-06-02 09:00", lead="water")
    assert (play.clock("route").late, play.due("tell")) == (False, "2026-06-17 23:59")


def test_a_centre_s_own_answer_taken_up_again_is_owed_its_way_too() -> None:
    for channel, clock in (("in_person", "route"), ("hotline", "dispatch")):
        play = Play(channel=channel, kind="consultation")
        play.do("reply", LI, "2026-03-02 09:00", text="请到窗口办理")
        if play.state.stage == "answered":
            play.do("conclude", LI, outcome="explained", text="已答复")
        play.do("follow_up", officer("petition-office", person="sun"), reached=True)
        if play.state.stage != "registered":
            # An order that is not solved goes back of itself.
            play.do("reopen", play.zhao, "2026-03-04 09:00", reason="没有说清")
        assert (play.state.stage, play.clock(clock).running) == ("registered", True)
        assert {found.code for found in play.state.clocks if found.stopped_at is None} == {clock}
