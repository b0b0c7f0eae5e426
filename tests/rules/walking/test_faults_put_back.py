"""Faults of the kinds that were mended, put back one at a time: the walker finds each."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from lianxin.rules import evolve, standings
from lianxin.rules.deciding import clocks, joining
from lianxin.rules.facts.shapes import ClockChange
from lianxin.rules.folding import legs
from lianxin.rules.procedures import Action, ClockRule, Procedure
from lianxin.rules.shutting_out import ShutOut
from lianxin.rules.state import CaseState, Clock
from lianxin.rules.walking.county import PeopledCounty
from lianxin.rules.walking.shortening import shortest, shows, walked_again
from lianxin.rules.walking.telling import sentences, story
from lianxin.rules.walking.walk import LONGEST, Walked, walk
from tests.rules.county import book, shipped
from tests.rules.walking.small import small

Patch = pytest.MonkeyPatch
MOST_WALKS = 60
"""Each fault is found within some ten walks, whatever the seeds: far fewer than are allowed."""


def changed(code: str, **parts: Any) -> PeopledCounty:
    """The county with a shipped procedure otherwise."""
    whole = shipped(code).model_copy(update=parts)
    # Told from every other fault: what is once known of a version is kept.
    digest = hashlib.sha256(whole.model_dump_json().encode()).hexdigest()
    other = whole.model_copy(update={"digest": digest})
    rest = {d: p for d, p in book().procedures.items() if p.code != code}
    return small(
        current={**book().current, code: other.digest},
        procedures={**rest, other.digest: Procedure.model_validate(other.model_dump())},
    )


def clock_with(code: str, clock: str, **parts: Any) -> PeopledCounty:
    return changed(
        code,
        clocks=tuple(
            rule.model_copy(update=parts) if rule.code == clock else rule
            for rule in shipped(code).clocks
        ),
    )


def rows_but(code: str, gone: Callable[[Action], bool]) -> tuple[Action, ...]:
    return tuple(row for row in shipped(code).actions if not gone(row))


def started_by_a_note(patch: Patch) -> PeopledCounty:
    rule = shipped("hotline").clock_index["handle"]
    as_it_is = clocks._of_running

    def begun_anew(clock: Clock, rule: ClockRule, *args: Any) -> Any:
        any_start = rule.model_copy(update={"anew": dict.fromkeys(rule.start, "")})
        return as_it_is(clock, any_start, *args)

    patch.setattr(clocks, "_of_running", begun_anew)
    return clock_with("hotline", "handle", start=(*rule.start, "noted"))


def late_forgotten(patch: Patch) -> PeopledCounty:
    def stop(clock: Clock, *args: Any) -> ClockChange:
        return ClockChange(code=clock.code, about=clock.about, op="stopped", due=clock.due)

    patch.setattr(clocks, "stopped", stop)
    return small()


def split_without_its_clocks(patch: Patch) -> PeopledCounty:
    patch.setattr(
        joining,
        "restored",
        lambda clock, *args, **more: ClockChange(code=clock.code, about=clock.about, op="stopped"),
    )
    return small()


def nobody_shut_out(patch: Patch) -> PeopledCounty:
    nobody = ShutOut(frozenset(), frozenset(), book())
    patch.setattr(standings, "shut_out", lambda *args, **more: nobody)
    return small()


def a_stage_without_a_way_on(patch: Patch) -> PeopledCounty:
    def leaves(row: Action) -> bool:
        return row.do in {"follow_up", "reopen", "decline", "move"}

    return changed("hotline", actions=rows_but("hotline", leaves))


def a_clock_shed_by_a_word(patch: Patch) -> PeopledCounty:
    rule = shipped("statutory").clock_index["handle"]
    return clock_with("statutory", "handle", stop=(*rule.stop, "noted"))


def lead_dropped(patch: Patch) -> PeopledCounty:
    def dropped(state: CaseState, fact: Any, stamp: Any) -> dict[str, Any]:
        return {"legs": legs.moved(state.legs, to="released", role="lead")}

    patch.setattr(evolve, "FOLDS", {**evolve.FOLDS, "returned_down": dropped, "escalated": dropped})
    return small()


def folded_otherwise_each_time(patch: Patch) -> PeopledCounty:
    numbers, as_it_is = count(1), evolve.FOLDS["replied"]

    def replied(state: CaseState, fact: Any, stamp: Any) -> dict[str, Any]:
        return {**as_it_is(state, fact, stamp), "closing": {"attempts": next(numbers)}}

    patch.setattr(evolve, "FOLDS", {**evolve.FOLDS, "replied": replied})
    return small()


def paused_for_ever(patch: Patch) -> PeopledCounty:
    def resumes(row: Action) -> bool:
        return row.do == "resume"

    return changed("hotline", actions=rows_but("hotline", resumes))


def pressed_after_the_end(patch: Patch) -> PeopledCounty:
    patch.setattr(clocks, "CLOCKLESS", frozenset())
    return small()


@dataclass(frozen=True)
class PutBack:
    """A fault: how it is put back, where it is walked, and the rule that does not hold then."""

    put: Callable[[Patch], PeopledCounty]
    procedure: str
    rule: str
    what: str = ""
    seek: int = 0


FAULTS = (
    PutBack(started_by_a_note, "hotline", "clock_restarted", "handle by noted"),
    PutBack(late_forgotten, "hotline", "late"),
    PutBack(split_without_its_clocks, "hotline", "split", "does not go on"),
    PutBack(nobody_shut_out, "statutory", "respondent"),
    PutBack(a_stage_without_a_way_on, "hotline", "stuck", seek=10),
    PutBack(a_clock_shed_by_a_word, "statutory", "owed", "handling"),
    PutBack(lead_dropped, "statutory", "lead", "none"),
    PutBack(folded_otherwise_each_time, "hotline", "replay", "replied"),
    PutBack(paused_for_ever, "hotline", "stoppable", "stands still"),
    PutBack(pressed_after_the_end, "hotline", "ended"),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.put.__name__)
def test_a_fault_put_back_is_found(fault: PutBack, monkeypatch: Patch) -> None:
    walked = walked_until(fault, fault.put(monkeypatch))
    assert found(walked, fault), sorted(walked.findings)


def walked_until(fault: PutBack, county: PeopledCounty) -> Walked:
    """Walk until the fault is found, or so often that it never will be."""
    walked = Walked(seek_every=fault.seek)
    for seed in range(MOST_WALKS):
        walk(county, fault.procedure, seed=seed, steps=LONGEST, walked=walked)
        if found(walked, fault):
            break
    return walked


def found(walked: Walked, fault: PutBack) -> list[tuple[str, str]]:
    return [key for key in walked.findings if key[0] == fault.rule and fault.what in key[1]]


def test_a_way_is_shortened_to_what_still_shows_it(monkeypatch: Patch) -> None:
    county = started_by_a_note(monkeypatch)
    walked = walked_until(FAULTS[0], county)
    finding, world, steps = walked.findings[("clock_restarted", "handle by noted")]
    taken = [passed.step for passed in world.passed[:steps]]
    way = shortest(taken, shows(county, finding))
    names = [step.command.command for step in way]
    assert (names[0], names[-1]) == ("register", "note")
    assert len(way) <= 4
    assert walked_again(county, way, finding) is not None
    assert walked_again(county, way[:-1], finding) is None
    lines = list(story("handle by noted", "small", way))
    assert len(lines) == len(way) + 1
    assert len(list(sentences(finding, way))) == len(way) + 1
