"""Folds of facts around an opinion."""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import opinions as facts
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import CaseState


def _heard(state: CaseState, fact: facts.PetitionerHeard, stamp: Stamp) -> dict[str, Any]:
    # Once heard he stays heard, whoever looked for him later and did not find him.
    if state.handling.heard == "heard":
        return {}
    return {"handling": {"heard": fact.outcome}}


FOLDS: Mapping[str, Fold] = {"petitioner_heard": _heard}
