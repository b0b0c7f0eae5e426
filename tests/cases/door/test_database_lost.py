"""The database goes away in the middle of a command: nothing is half written, nothing twice."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from lianxin.cases import door
from lianxin.cases.door import Key, Passed, recording
from lianxin.cases.door.transaction import Passage
from lianxin.cases.loops.ringing import ring_due
from lianxin.rules.commands.handling import Note
from lianxin.rules.commands.intake import Register
from lianxin.rules.commands.ties import Merge
from lianxin.server import postgres
from tests.cases import tables
from tests.cases.plays import at
from tests.county import AT, PLAIN, officer, register
from tests.ledger.writing import another_connection

ROOT = Path(__file__).parents[3]
DOOMED = "import django; django.setup(); from tests.cases.doomed import main; main()"
KEY = Key("caller", "k-1", b"\1" * 32)
Call = Callable[[], Passed]


def end_connection() -> None:
    """Let the server end our connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with another_connection() as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def losing(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, *, after: bool = False) -> None:
    """Lose the connection once, before or after a function of the door runs."""
    plain = getattr(place, name)
    pid = tables.row("SELECT pg_backend_pid() AS pid")["pid"]

    def end() -> None:
        with another_connection() as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        monkeypatch.setattr(place, name, plain)

    def lost(*arguments: Any, **fields: Any) -> Any:
        if not after:
            end()
            return plain(*arguments, **fields)
        plain(*arguments, **fields)
        end()
        raise OperationalError("the answer never came")

    monkeypatch.setattr(place, name, lost)


def registering() -> Passed:
    """Register with a key."""
    command = Register.model_validate(PLAIN)
    return door.register(command, actor=officer_known, at=AT, key=KEY)


officer_known: Any = None


@pytest.fixture
def operator(open_county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator, looked up before the connection is lost."""
    monkeypatch.setattr(sys.modules[__name__], "officer_known", officer("operator-1"))


def lost(call: Call) -> None:
    """Make a call that must fail as a lost database does; then be ready for the next request."""
    with pytest.raises(OperationalError):
        call()
    connection.close_if_unusable_or_obsolete()


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (recording, "_opened"),
        (recording, "decide_register"),
        (recording, "written"),
        (Passage, "finish"),
    ],
)
def test_a_registration_that_lost_its_database_left_nothing_and_goes_through_later(
    operator: None, monkeypatch: pytest.MonkeyPatch, place: Any, name: str
) -> None:
    before = tables.all_tables()
    losing(monkeypatch, place, name)
    lost(registering)
    assert tables.all_tables() == before
    assert not registering().again
    assert registering().again
    assert tables.count("cases_case") == 1
    assert tables.amiss() == []


@pytest.mark.parametrize(
    ("place", "name"),
    [(recording, "lock"), (recording, "decide"), (recording, "written"), (Passage, "finish")],
)
def test_a_command_that_lost_its_database_left_nothing_and_goes_through_later(
    operator: None, monkeypatch: pytest.MonkeyPatch, place: Any, name: str
) -> None:
    number = register().state.number
    before = tables.all_tables()

    def noting() -> Passed:
        return door.record(number, Note(text="记"), actor=officer_known, at=AT, key=KEY)

    losing(monkeypatch, place, name)
    lost(noting)
    assert tables.all_tables() == before
    assert (noting().again, noting().again) == (False, True)
    assert tables.row("SELECT sequence FROM cases_case") == {"sequence": 2}
    assert tables.amiss() == []


def test_an_answer_that_was_lost_after_the_end_is_given_again_for_the_same_key(
    operator: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    losing(monkeypatch, Passage, "finish", after=True)
    lost(registering)
    assert tables.count("cases_case") == 1
    again = registering()
    assert again.again
    assert tables.row("SELECT number FROM cases_case") == {"number": again.state.number}


def test_two_cases_change_together_or_not_at_all(
    operator: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = register().state.number, register().state.number
    before = tables.all_tables()
    dispatcher = officer("dispatcher-1")

    def merging() -> Passed:
        return door.record(one, Merge(into=other, consent=True), actor=dispatcher, at=AT)

    losing(monkeypatch, Passage, "finish")
    lost(merging)
    assert tables.all_tables() == before
    assert merging().state.ties.merged_into == other


def test_a_batch_that_lost_its_database_registered_none(
    operator: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [
        door.Registration(Register.model_validate(PLAIN), AT, Key("import", str(n), bytes([n])))
        for n in range(20)
    ]
    losing(monkeypatch, Passage, "finish")
    lost(lambda: door.record_many(wanted, actor=officer_known)[0])
    assert tables.count("cases_case") == tables.count("cases_key") == 0
    assert len(door.record_many(wanted, actor=officer_known)) == 20


def test_a_loop_that_lost_its_database_rings_on_afterwards(
    operator: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        register()
    losing(monkeypatch, Passage, "finish")
    with pytest.raises(OperationalError):
        ring_due(at("03-03 09:00"))
    connection.close_if_unusable_or_obsolete()
    assert ring_due(at("03-03 09:00")) == 3
    assert tables.amiss() == []


def test_a_connection_that_died_while_nobody_used_it_costs_one_request(operator: None) -> None:
    end_connection()
    lost(registering)
    assert not registering().again


def test_a_server_killed_without_warning_keeps_what_was_acknowledged_and_nothing_else(
    tmp_path: Path,
) -> None:
    place = {"LIANXIN_HOME": str(tmp_path), "DATABASE_URL": postgres.future_address(tmp_path)}
    paths = {"PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", ROOT)))}
    done = subprocess.run(
        [sys.executable, "-c", DOOMED],
        env={**os.environ, **place, **paths},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "lost": [True, True],
        "register": [False, True],
        "note": [False, True, 2],
        "kept": True,
        "cases": 2,
        "texts": 5,
        "amiss": [],
    }
