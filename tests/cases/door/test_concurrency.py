"""Many at once: nobody's act is lost, no chain has a gap, and nobody waits for ever."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from lianxin.cases import door
from lianxin.cases.door import Key, Passed
from lianxin.cases.loops.ringing import ring_due
from lianxin.ledger import journal, reading
from lianxin.rules import commands
from lianxin.rules.actor import Actor
from lianxin.rules.commands.dispatch import Assign
from lianxin.rules.commands.handling import Note
from lianxin.rules.commands.intake import Register
from lianxin.rules.commands.ties import Merge
from lianxin.rules.refusals import Refused
from tests.cases import tables
from tests.county import AT, PLAIN, at_once, give, officer, register

pytestmark = pytest.mark.usefixtures("open_county")
THREADS = 8


def codes(found: list[Any]) -> list[str]:
    """The codes of what was refused; anything else that was raised comes through."""
    told: list[str] = []
    for one in found:
        if isinstance(one, Refused):
            told.append(one.code)
        elif isinstance(one, Exception):
            raise one
    return told


def test_two_hundred_commands_on_one_case_leave_no_gap_and_none_is_lost(open_county: str) -> None:
    number = register().state.number
    dispatcher = officer("dispatcher-1")

    def twenty_five(thread: int) -> list[int]:
        return [
            door.record(
                number,
                Note(text=f"{thread}-{n}"),
                actor=dispatcher,
                at=AT + timedelta(seconds=n),
            ).sequence
            for n in range(25)
        ]

    found = at_once(open_county, *(partial(twenty_five, thread) for thread in range(THREADS)))
    assert codes(found) == []
    given = sorted(sequence for one in found if isinstance(one, list) for sequence in one)
    assert given == list(range(2, 202))
    case = tables.row("SELECT id, sequence, head FROM cases_case")
    entries = reading.entries(case["id"])
    assert [entry.sequence for entry in entries] == list(range(1, 202))
    assert (case["sequence"], case["head"]) == (201, entries[-1].digest)
    assert tables.row("SELECT count(*) FROM files_text WHERE body ~ '^[0-9]+-[0-9]+$'") == {
        "count": 200
    }
    assert tables.amiss() == []


def test_counts_kept_in_the_state_lose_no_update(open_county: str) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    supervise: Any = commands.parse("supervise", {"demand": "限期办结"})
    job = partial(door.record, number, supervise, actor=officer("supervisor-1"), at=AT)
    found = at_once(open_county, *[job] * THREADS)
    assert codes(found) == []
    counts = [one.state.dispatch.supervised for one in found if isinstance(one, Passed)]
    assert sorted(counts) == list(range(1, THREADS + 1))


def test_of_two_clerks_at_once_the_second_is_told_that_the_case_moved_on(
    open_county: str,
) -> None:
    number = register().state.number
    dispatcher = officer("dispatcher-1")
    jobs = [
        partial(door.record, number, Assign(lead=lead), actor=dispatcher, at=AT, expect_version=1)
        for lead in ("water", "urban-management")
    ]
    found = at_once(open_county, *jobs)
    assert codes(found) == ["version_changed"]
    legs = tables.rows("SELECT body FROM cases_leg WHERE is_open AND role = 'lead'")
    assert len(legs) == 1


def test_of_two_dispatches_without_a_version_one_is_too_late(open_county: str) -> None:
    number = register().state.number
    jobs = [
        partial(door.record, number, Assign(lead=lead), actor=officer("dispatcher-1"), at=AT)
        for lead in ("water", "urban-management", "housing", "market")
    ]
    assert codes(at_once(open_county, *jobs)) == ["not_now"] * 3


def test_one_key_sent_by_eight_at_once_registers_one_case(open_county: str) -> None:
    command = Register.model_validate(PLAIN)
    key = Key("caller", "k-1", b"\1" * 32)
    job = partial(door.register, command, actor=officer("operator-1"), at=AT, key=key)
    found = at_once(open_county, *[job] * THREADS)
    assert codes(found) == []
    passed = [one for one in found if isinstance(one, Passed)]
    assert len({one.state.number for one in passed}) == 1
    assert [one.again for one in passed].count(False) == 1
    assert tables.count("cases_case") == tables.count("cases_key") == 1
    assert tables.count("people_petitioner") == 1
    assert tables.amiss() == []


def test_one_key_sent_by_eight_at_once_gives_one_command(open_county: str) -> None:
    number = register().state.number
    key = Key("caller", "k-1", b"\1" * 32)
    job = partial(
        door.record, number, Note(text="记"), actor=officer("dispatcher-1"), at=AT, key=key
    )
    found = at_once(open_county, *[job] * THREADS)
    assert codes(found) == []
    assert [one.sequence for one in found if isinstance(one, Passed)] == [2] * THREADS
    assert tables.row("SELECT sequence FROM cases_case") == {"sequence": 2}


def test_one_key_with_different_bodies_registers_one_and_refuses_the_others(
    open_county: str,
) -> None:
    jobs = [
        partial(
            door.register,
            Register.model_validate({**PLAIN, "title": f"第{n}次"}),
            actor=officer("operator-1"),
            at=AT,
            key=Key("caller", "k-1", bytes([n])),
        )
        for n in range(THREADS)
    ]
    assert codes(at_once(open_county, *jobs)) == ["key_reused"] * (THREADS - 1)
    assert tables.count("cases_case") == 1


def test_one_key_for_two_cases_at_once_serves_one_of_them(open_county: str) -> None:
    numbers = [register().state.number for _ in range(2)]
    key = Key("caller", "k-1", b"\1" * 32)
    jobs = [
        partial(door.record, number, Note(text="记"), actor=officer("dispatcher-1"), at=AT, key=key)
        for number in numbers
    ]
    assert codes(at_once(open_county, *jobs)) == ["key_reused"]


def test_two_cases_merged_into_each_other_at_once_do_not_wait_for_ever(open_county: str) -> None:
    for _ in range(5):
        one, other = register().state.number, register().state.number
        jobs = [
            partial(
                door.record,
                here,
                Merge(into=there, consent=True),
                actor=officer("dispatcher-1"),
                at=AT,
            )
            for here, there in ((one, other), (other, one))
        ]
        assert codes(at_once(open_county, *jobs)) == ["not_now"]
    stages = tables.rows("SELECT stage FROM cases_case ORDER BY stage")
    assert [row["stage"] for row in stages] == ["merged"] * 5 + ["registered"] * 5
    assert tables.amiss() == []


STREAM = UUID(int=7)


def put_in_journal() -> None:
    """Append one fact to a stream that everybody writes to."""
    journal.append(
        family="org",
        stream=STREAM,
        fact="noted",
        payload={},
        person="li",
        post="",
        body="",
        at=AT,
        command=uuid4(),
    )


def journalling() -> None:
    """Append thirty facts, each by itself."""
    for _ in range(30):
        with transaction.atomic():
            put_in_journal()


def registering(operator: Actor) -> None:
    """Register fifteen cases, each by itself."""
    for _ in range(15):
        door.register(Register.model_validate(PLAIN), actor=operator, at=AT)


def doing_both(operator: Actor) -> None:
    """Register ten cases, each together with a fact in the journal."""
    for _ in range(10):
        with transaction.atomic():
            door.register(Register.model_validate(PLAIN), actor=operator, at=AT)
            put_in_journal()


def noting(numbers: list[str], dispatcher: Actor) -> None:
    """Note something on each case, up and down."""
    for number in [*numbers, *reversed(numbers)]:
        door.record(number, Note(text="记"), actor=dispatcher, at=AT)


def test_registrations_commands_alarms_and_the_journal_do_not_disturb_each_other(
    open_county: str,
) -> None:
    numbers = [register().state.number for _ in range(10)]
    operator, dispatcher = officer("operator-1"), officer("dispatcher-1")
    jobs: list[Callable[[], object]] = [
        *[partial(registering, operator)] * 2,
        *[partial(noting, numbers, dispatcher)] * 2,
        *[journalling] * 2,
        partial(ring_due, AT + timedelta(days=1)),
        partial(doing_both, operator),
    ]
    assert codes(at_once(open_county, *jobs)) == []
    assert tables.count("cases_case") == 10 + 30 + 10
    assert [entry.sequence for entry in reading.entries(STREAM)] == list(range(1, 71))
    assert tables.amiss() == []


def test_two_loops_that_ring_at_once_ring_each_alarm_once(open_county: str) -> None:
    for _ in range(12):
        register()
    job = partial(ring_due, AT + timedelta(days=1))
    found = at_once(open_county, *[job] * 4)
    assert codes(found) == []
    assert sum(one for one in found if isinstance(one, int)) == 12
    rung = tables.rows("SELECT stream FROM ledger_entry WHERE fact = 'rung'")
    assert len({row["stream"] for row in rung}) == len(rung) == 12


def test_cases_registered_at_once_have_numbers_and_codes_of_their_own(open_county: str) -> None:
    def fifty() -> list[UUID]:
        wanted = [door.Registration(Register.model_validate(PLAIN), AT) for _ in range(50)]
        made = door.record_many(wanted, actor=officer("operator-1"))
        return [UUID(one.state.id) for one in made]

    assert codes(at_once(open_county, *[fifty] * THREADS)) == []
    found = tables.row(
        "SELECT count(DISTINCT number) AS numbers, count(DISTINCT query_key) AS codes,"
        " count(DISTINCT id) AS ids FROM cases_case"
    )
    assert set(found.values()) == {50 * THREADS}
