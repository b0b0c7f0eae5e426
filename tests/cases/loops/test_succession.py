"""What a body had that is merged or dissolved in mid-case is passed on, and found where it is now."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.cases.loops.succession import hand_on
from lianxin.cases.reading import history, queries
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.tallies import LeftMatters, left_by
from lianxin.founding.load import import_org
from lianxin.jobs.work import Succeeding
from lianxin.notices import reading
from lianxin.notices.models import Notice
from lianxin.rules.actor import SYSTEM
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState
from tests.cases import tables
from tests.county import AT, BY, give, officer, petitioner, register

LATER = AT + timedelta(hours=2)
HEAD = "code,area,kind,upper_gov,upper_line,successor,zh,en\n"
MERGED = "culture,qinghe,department,qinghe-gov,city-culture,urban-management,文体旅游局,Culture\n"
DISSOLVED = "culture,qinghe,dissolved,qinghe-gov,city-culture,,文体旅游局,Culture\n"


@pytest.fixture
def org(county: str, tmp_path: Path) -> Any:
    """Import a table of bodies in which one ended."""

    def load(row: str) -> None:
        (tmp_path / "bodies.csv").write_text(HEAD + row)
        import_org(tmp_path, at=AT, by=BY)

    return load


def sent(**told: Any) -> str:
    """An order that the culture bureau has received."""
    number = register(**told).state.number
    give("dispatcher-1", number, "assign", lead="culture")
    give("clerk-culture", number, "receive")
    return number


def state(number: str) -> CaseState:
    """A case as it stands."""
    return queries.state_of(SYSTEM, number)


def listed(person: str, **told: Any) -> list[str]:
    """The numbers that somebody finds in a list."""
    filters = Filters.model_validate(told)
    found = queries.page(officer(person), filters, at=LATER)
    return [row.number for row in found.rows]


def test_the_successor_finds_it_in_its_lists_and_opens_it(org: Any) -> None:
    number = sent()
    with pytest.raises(Refused, match="not_visible"):
        queries.view(officer("clerk-urban"), number, at=LATER)
    org(MERGED)
    assert hand_on(LATER) == 1
    assert listed("clerk-urban", waiting="handle") == [number]
    assert "reply" in queries.view(officer("clerk-urban"), number, at=LATER).commands
    give("clerk-urban", number, "accept", at=LATER)
    with pytest.raises(Refused, match="not_visible"):
        queries.view(officer("clerk-culture"), number, at=LATER)


def test_it_is_passed_on_once_with_an_entry_of_its_own(org: Any) -> None:
    number = sent()
    org(MERGED)
    assert (hand_on(LATER), hand_on(LATER)) == (1, 0)
    entries = tables.rows("SELECT person, at FROM ledger_entry WHERE fact = 'taken_over'")
    assert [(row["person"], row["at"]) for row in entries] == [("system", LATER)]
    assert state(number).dispatch.taken_from == ("culture",)


def test_the_successor_gets_the_notices_and_the_resident_reads_its_name(org: Any) -> None:
    number = sent()
    reading.take(LATER)
    org(MERGED)
    hand_on(LATER)
    reading.take(LATER)
    told = set(Notice.objects.filter(fact="taken_over").values_list("to_body", flat=True))
    assert {"urban-management", "hotline"} <= told
    steps = history.entries(petitioner(number), number, at=LATER)
    spoken = steps[-1].spoken
    assert spoken is not None
    assert "承接" in spoken.zh


def test_what_is_over_and_what_others_lead_stays_as_it_was(org: Any) -> None:
    other = register().state.number
    give("dispatcher-1", other, "assign", lead="water")
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="culture")
    give("dispatcher-1", number, "reassign", lead="water", reason="职责")
    org(MERGED)
    assert hand_on(LATER) == 0
    assert state(number).legs[0].body == "culture", "who had it once stays on record"


def test_a_task_at_it_goes_with_it_where_another_leads(org: Any) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="water")
    give("dispatcher-1", number, "call_in", bodies=["culture"], place="现场", by="今天")
    org(MERGED)
    assert hand_on(LATER) == 1
    assert listed("clerk-urban", waiting="task") == [number]


def test_of_a_dissolved_body_the_centre_finds_what_wants_a_name(org: Any) -> None:
    number = sent()
    org(DISSOLVED)
    assert hand_on(LATER) == 1
    assert listed("dispatcher-1", mark="unnamed") == [number]
    give("dispatcher-1", number, "reassign", at=LATER, lead="urban-management", reason="职责")
    assert listed("dispatcher-1", mark="unnamed") == []


def test_the_loop_looks_once_for_one_county_and_again_when_it_changes(org: Any) -> None:
    number, succeeding = sent(), Succeeding()
    assert succeeding(LATER) == 0
    org(MERGED)
    assert (succeeding(LATER), succeeding(LATER)) == (1, 0)
    assert state(number).dispatch.taken_from == ("culture",)


def test_the_page_of_the_body_counts_what_it_had(org: Any) -> None:
    first, _ = sent(), sent()
    assert left_by("culture") == LeftMatters(0, 0, 2)
    org(MERGED)
    assert hand_on(LATER) == 2
    give("clerk-urban", first, "reply", at=LATER, text="已办结")
    assert left_by("culture") == LeftMatters(2, 2, 0)


def test_looking_costs_the_same_however_many_matters_others_have(org: Any) -> None:
    org(MERGED)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert hand_on(LATER) == 0
        return len(asked)

    cost()
    before = cost()
    for _ in range(3):
        give("dispatcher-1", register().state.number, "assign", lead="water")
    assert cost() == before
