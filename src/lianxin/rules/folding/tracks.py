"""Folds of facts about tracks."""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import tracks as facts
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import CaseState, TakenStep


def _step_taken(state: CaseState, fact: facts.StepTaken, stamp: Stamp) -> dict[str, Any]:
    step = TakenStep(
        track=fact.track or "",
        step=fact.step or "",
        person=fact.person,
        body=fact.body,
        at=fact.done_at or stamp.at,
        round=fact.round,
    )
    return {"steps": (*state.steps, step)}


FOLDS: Mapping[str, Fold] = {"step_taken": _step_taken}
