"""Folds of facts about looking over a matter."""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import oversight as facts
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import CaseState


def _gravity(state: CaseState, fact: facts.GravitySet, stamp: Stamp) -> dict[str, Any]:
    major = fact.gravity == "major"
    return {
        "matter": {"urgent": major or fact.gravity == "urgent", "major": major},
        "handling": {"gravity_said": True},
    }


FOLDS: Mapping[str, Fold] = {"gravity_set": _gravity}
