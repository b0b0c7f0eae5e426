"""Looks at a case as it stands."""

from typing import Any
from uuid import UUID

import pytest

from lianxin.cases.reading import queries
from lianxin.ledger import reading
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState, Clock
from tests.county import give, officer

CALLED = {"means": "telephone", "reached": True, "text": "已联系"}


def state(number: str) -> CaseState:
    """A case as it stands."""
    return queries.state_of(officer("dispatcher-1"), number)


def clocks(number: str) -> dict[str, Clock]:
    """The latest clock of each code."""
    return {one.code: one for one in state(number).clocks}


def facts(number: str) -> list[str]:
    """The facts of a case in order."""
    return [entry.fact for entry in reading.entries(UUID(state(number).id))]


def refused(person: str, number: str, name: str, **fields: Any) -> Refused:
    """The refusal that a command must meet."""
    with pytest.raises(Refused) as caught:
        give(person, number, name, **fields)
    return caught.value
