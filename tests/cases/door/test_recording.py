"""The door: everything a command leaves is written together, and nothing is written beside it."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from lianxin.cases import door
from lianxin.cases import rows as case_rows
from lianxin.cases.codes import code_of
from lianxin.cases.door import Key, Order, Registration
from lianxin.cases.door.refolding import folded
from lianxin.files import texts
from lianxin.ledger import reading
from lianxin.rules import commands
from lianxin.rules.actor import SYSTEM
from lianxin.rules.commands.dispatch import Assign
from lianxin.rules.commands.handling import Note
from lianxin.rules.commands.intake import Register
from lianxin.rules.record.canonical import digest
from lianxin.rules.record.chain import GENESIS, EntryHeader, entry_digest
from lianxin.rules.refusals import Refused
from tests.cases import tables
from tests.county import AT, PLAIN, give, officer, opened_by, petitioner, register

SECRETS: dict[str, Any] = {
    "title": "李家楼道堵塞",
    "text": "三单元李家门口堆满杂物，老人出不了门。",
    "address": "柳荫社区12号楼3单元",
    "points": ["清走杂物", "安排回访"],
    "petitioner": {
        "name": "欧阳振华",
        "phone": "13912345678",
        "address": "柳荫社区12号楼3单元501",
        "id_number": "110101194912310078",
    },
    "representatives": [{"name": "司徒美兰", "phone": "13887654321"}],
}
KEY = Key("caller", "k-1", b"\1" * 32)


def refused(code: str, call: Any, *arguments: Any, **fields: Any) -> Refused:
    """The refusal that a call must meet."""
    with pytest.raises(Refused) as caught:
        call(*arguments, **fields)
    assert caught.value.code == code
    return caught.value


def test_a_registered_case_has_its_entry_texts_person_clocks_and_key(county: str) -> None:
    command = Register.model_validate({**PLAIN, **SECRETS})
    passed = door.register(command, actor=officer("operator-1"), at=AT, key=KEY)
    case = UUID(passed.state.id)
    (entry,) = reading.entries(case)
    assert (entry.fact, entry.sequence, entry.person) == ("registered", 1, "operator-1")
    assert (entry.at, entry.body) == (AT, "hotline")
    told = json.loads(entry.payload)
    refs = [told["title"], told["text"], told["address"], *told["points"]]
    bodies = texts.read([UUID(ref[:36]) for ref in refs])
    assert [bodies[UUID(ref[:36])] for ref in refs] == [
        SECRETS["title"],
        SECRETS["text"],
        SECRETS["address"],
        *SECRETS["points"],
    ]
    persons = tables.rows(
        "SELECT id FROM people_petitioner WHERE id = ANY(%s::uuid[])",
        [*told["petitioners"], *told["representatives"]],
    )
    assert len(persons) == 2
    assert {clock["code"] for clock in told["clocks"]} == {"dispatch"}
    key = tables.row("SELECT * FROM cases_key")
    assert (key["case"], key["sequence"], key["asked"]) == (case, 1, KEY.asked)


def test_the_row_bears_what_finds_the_case(county: str) -> None:
    passed = register(urgent=True, external_id="12345-1")
    row = tables.row("SELECT * FROM cases_case WHERE number = %s", passed.state.number)
    assert row["area_path"] == "/yunchuan/qinghe/chengguan/liuyin/"
    assert row["centre"] == "hotline"
    assert row["due_at"] == row["ring_at"] == AT + timedelta(minutes=30)
    assert (row["head"], row["sequence"]) == (passed.head, passed.sequence)
    assert (row["external_id"], row["urgent"], row["is_open"]) == ("12345-1", True, True)


def test_all_of_it_is_one_transaction(county: str) -> None:
    before = tables.all_tables()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        passed = register()
        give("dispatcher-1", passed.state.number, "assign", lead="urban-management")
        raise ZeroDivisionError
    assert tables.all_tables() == before


def test_entries_bear_the_id_of_the_command_that_left_them(county: str) -> None:
    passed = register("operator-3", channel="in_person", kind="claim")
    number = passed.state.number
    ordered = [Order(number, Note(text="一"), AT, UUID(int=7))]
    door.record_each(ordered, actor=officer("dispatcher-2"))
    command = Note(text="二")
    door.record(number, command, actor=officer("dispatcher-2"), at=AT, command_id=UUID(int=8))
    entries = reading.entries(UUID(passed.state.id))
    assert [entry.command for entry in entries[1:]] == [UUID(int=7), UUID(int=8)]


def test_every_digest_is_that_of_the_chain(played: dict[str, Any]) -> None:
    sequence: dict[UUID, tuple[int, bytes]] = {}
    for entry in tables.rows(
        "SELECT * FROM ledger_entry WHERE family = 'case' ORDER BY stream, sequence"
    ):
        before = sequence.get(entry["stream"], (0, GENESIS))
        header = EntryHeader(
            **{name: entry[name] for name in EntryHeader.__slots__ if name != "previous"},
            previous=before[1],
        )
        assert entry["sequence"] == before[0] + 1
        assert entry["previous"] == before[1]
        assert entry["payload_digest"] == digest(entry["payload"])
        assert entry["digest"] == entry_digest(header, entry["payload_digest"])
        sequence[entry["stream"]] = (entry["sequence"], entry["digest"])
    held = tables.rows("SELECT id, sequence, head FROM cases_case")
    assert {one["id"]: (one["sequence"], one["head"]) for one in held} == sequence
    assert len(sequence) > 40


def test_folding_the_entries_again_gives_the_very_same_state_and_row(
    played: dict[str, Any],
) -> None:
    for number, passed in played.items():
        row = tables.row("SELECT * FROM cases_case WHERE number = %s", number)
        found = folded(row["id"], reading.entries(row["id"]))
        assert found is not None
        state, sequence, head = found
        if sequence == passed.sequence:
            assert (state, head) == (passed.state, passed.head)
        want = case_rows.case_row(state, sequence=sequence, head=head)
        # Every column of the table, so that none can be added and forgotten.
        assert {name: getattr(want, name) for name in row} == row
        legs = tables.rows('SELECT * FROM cases_leg WHERE "case" = %s ORDER BY n', row["id"])
        assert [tuple(leg.values()) for leg in legs] == case_rows.legs(state)
        parties = tables.rows('SELECT * FROM cases_party WHERE "case" = %s', row["id"])
        assert {tuple(party.values()) for party in parties} == case_rows.parties(state)


def test_the_stories_carry_cases_through_both_procedures_to_their_ends(
    played: dict[str, Any],
) -> None:
    ends = {(one.state.procedure, one.state.phase) for one in played.values()}
    assert {("statutory", "ended"), ("statutory", "archived"), ("hotline", "closed")} <= ends


def test_the_query_code_finds_the_case_and_no_other(county: str) -> None:
    one, other = register(), register()
    code = code_of(one.state.id)
    assert opened_by(code).state == one.state
    assert opened_by(code.lower()).state.id != other.state.id
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    for unknown in (wrong, "", "ABCDEFGHJKL", code_of(str(UUID(int=1)))):
        refused("not_visible", opened_by, unknown, at=AT)


def test_texts_and_names_are_nowhere_in_the_ledger(county: str) -> None:
    number = register("operator-3", **SECRETS).state.number
    give("dispatcher-1", number, "assign", lead="urban-management", demand="限三日内清走杂物")
    give("clerk-urban", number, "note", text="已与欧阳振华通话")
    give("clerk-urban", number, "contact", means="telephone", reached=True, text="老人在家")
    words = [*_words(SECRETS), "限三日内清走杂物", "已与欧阳振华通话", "老人在家"]
    told = tables.row("SELECT string_agg(entry::text, ' ') AS all FROM ledger_entry AS entry")
    states = tables.row("SELECT string_agg(state, ' ') AS all FROM cases_case")
    lines = tables.row("SELECT string_agg(line::text, ' ') AS all FROM ledger_outbox AS line")
    for word in words:
        assert word not in told["all"]
        assert word not in states["all"]
        assert word not in lines["all"]


def _words(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [word for inner in value.values() for word in _words(inner)]
    if isinstance(value, list):
        return [word for inner in value for word in _words(inner)]
    return [value]


WRITES = {
    "update of a case": "UPDATE cases_case SET stage = 'closed'",
    "delete of a case": "DELETE FROM cases_case",
    "copy of a case": "INSERT INTO cases_case SELECT * FROM cases_case LIMIT 1",
    "update of a leg": "UPDATE cases_leg SET state = 'answered'",
    "delete of a leg": "DELETE FROM cases_leg",
    "copy of a leg": "INSERT INTO cases_leg SELECT * FROM cases_leg LIMIT 1",
    "update of a party": "UPDATE cases_party SET role = 'petitioner'",
    "delete of a party": "DELETE FROM cases_party",
    "copy of a party": "INSERT INTO cases_party SELECT * FROM cases_party LIMIT 1",
}


@pytest.mark.parametrize("sql", WRITES.values(), ids=WRITES.keys())
def test_the_door_is_shut_again_after_leaving(county: str, sql: str) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    with pytest.raises(DatabaseError, match="written by the door alone"), transaction.atomic():
        tables.run(sql)


def _a_repeated_key(number: str) -> None:
    command = Register.model_validate(PLAIN)
    for _ in range(2):
        door.register(command, actor=officer("operator-1"), at=AT, key=KEY)


def _a_repeated_command(number: str) -> None:
    for _ in range(2):
        door.record(number, Note(text="记"), actor=officer("dispatcher-1"), at=AT, key=KEY)


def _a_refusal(number: str) -> None:
    refused("not_visible", give, "clerk-water", number, "note", text="记")


def _a_refused_batch(number: str) -> None:
    (no,) = door.record_each([Order(number, Note(text="记"), AT, UUID(int=7))], actor=SYSTEM)
    assert isinstance(no, Refused)


def _nothing_to_register(number: str) -> None:
    assert door.record_many([], actor=officer("operator-1")) == []


@pytest.mark.parametrize(
    "leave",
    [
        _a_repeated_key,
        _a_repeated_command,
        _a_refusal,
        _a_refused_batch,
        _nothing_to_register,
    ],
)
def test_a_passage_that_writes_nothing_shuts_the_door_too(county: str, leave: Any) -> None:
    leave(register().state.number)
    with pytest.raises(DatabaseError, match="written by the door alone"), transaction.atomic():
        tables.run("UPDATE cases_case SET stage = 'closed'")


def test_the_door_is_shut_to_the_next_transaction(open_county: str) -> None:
    register()
    with pytest.raises(DatabaseError, match="written by the door alone"):
        tables.run("UPDATE cases_case SET stage = 'closed'")


def test_a_second_open_lead_leg_is_refused_by_the_database(county: str) -> None:
    passed = register()
    give("dispatcher-1", passed.state.number, "assign", lead="urban-management")
    with (
        pytest.raises(IntegrityError, match="one_open_lead_leg"),
        transaction.atomic(),
        tables.door_open(),
    ):
        tables.run(
            "INSERT INTO cases_leg VALUES (%s, 9, 'water', 'lead', 'assign', 'offered', true, %s,"
            " true)",
            passed.state.id,
            AT,
        )


def test_the_lead_passes_from_body_to_body_in_one_statement(county: str) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management", assist=["water"])
    give("dispatcher-1", number, "reassign", lead="water", reason="改派")
    give("dispatcher-1", number, "reassign", lead="urban-management", reason="再改派")
    legs = tables.rows("SELECT body, role, state, is_open FROM cases_leg ORDER BY n")
    assert [(leg["body"], leg["role"], leg["state"]) for leg in legs] == [
        ("urban-management", "lead", "released"),
        ("water", "assist", "released"),
        ("water", "lead", "released"),
        ("urban-management", "lead", "offered"),
    ]


def test_a_refused_command_leaves_nothing(county: str) -> None:
    number = register().state.number
    before = tables.all_tables()
    refused("not_now", give, "dispatcher-1", number, "archive")
    refused("not_visible", give, "clerk-water", number, "note", text="记")
    refused("not_visible", give, "dispatcher-1", "QINGHE-260302-ZZZZZZ", "note", text="记")
    refused("no_such", give, "dispatcher-1", number, "assign", lead="nowhere", demand="办")
    refused("no_such", register, area="nowhere")
    refused("no_such", register, category="c-nothing")
    refused("future", register, raised_at=AT + timedelta(seconds=1))
    assert tables.all_tables() == before


def test_one_bad_registration_keeps_a_whole_batch_out(county: str) -> None:
    good = Register.model_validate(PLAIN)
    bad = Register.model_validate({**PLAIN, "area": "nowhere"})
    wanted = [Registration(good, AT), Registration(bad, AT)]
    refused("no_such", door.record_many, wanted, actor=officer("operator-1"))
    assert tables.count("cases_case") == 0


def test_a_batch_gives_each_case_its_own_number_moment_and_key(county: str) -> None:
    command = Register.model_validate(PLAIN)
    wanted = [
        Registration(command, AT + timedelta(minutes=n), Key("import", f"row-{n}", bytes([n])))
        for n in range(20)
    ]
    made = door.record_many(wanted, actor=officer("operator-1"))
    assert len({one.state.number for one in made}) == 20
    assert [one.state.matter.registered_at for one in made] == [one.at for one in wanted]
    again = door.record_many(wanted, actor=officer("operator-1"))
    assert [one.state for one in again] == [one.state for one in made]
    assert all(one.again for one in again)
    assert tables.count("cases_case") == 20


def test_a_key_that_comes_twice_in_one_batch_makes_one_case(county: str) -> None:
    wanted = [Registration(Register.model_validate(PLAIN), AT, KEY)] * 2
    one, other = door.record_many(wanted, actor=officer("operator-1"))
    assert one.state == other.state
    assert (one.again, other.again) == (False, True)
    assert tables.count("cases_case") == 1
    odd = Registration(wanted[0].command, AT, Key(KEY.caller, "k-2", b"a"))
    different = Registration(wanted[0].command, AT, Key(KEY.caller, "k-2", b"b"))
    refused("key_reused", door.record_many, [odd, different], actor=officer("operator-1"))


def test_a_key_means_one_command_on_one_case(county: str) -> None:
    one, other = register().state.number, register().state.number
    dispatcher = officer("dispatcher-1")
    note = Note(text="记")
    first = door.record(one, note, actor=dispatcher, at=AT, key=KEY)
    second = door.record(one, note, actor=dispatcher, at=AT + timedelta(days=1), key=KEY)
    assert (first.again, second.again) == (False, True)
    assert second.head == first.head
    different = Key(KEY.caller, KEY.key, b"\2" * 32)
    refused("key_reused", door.record, one, note, actor=dispatcher, at=AT, key=different)
    refused("key_reused", door.record, other, note, actor=dispatcher, at=AT, key=KEY)
    somebody_else = Key("another", KEY.key, b"\2" * 32)
    assert not door.record(one, note, actor=dispatcher, at=AT, key=somebody_else).again


def test_a_refused_command_does_not_use_up_its_key(county: str) -> None:
    number = register().state.number
    assign = Assign(lead="urban-management")
    refused("not_yours", door.record, number, assign, actor=petitioner(number), at=AT, key=KEY)
    assert not door.record(number, assign, actor=officer("dispatcher-1"), at=AT, key=KEY).again


def test_a_command_for_an_older_version_is_refused(county: str) -> None:
    number = register().state.number
    note = Note(text="记")
    dispatcher = officer("dispatcher-1")
    assert door.record(number, note, actor=dispatcher, at=AT, expect_version=1).sequence == 2
    no = refused(
        "version_changed", door.record, number, note, actor=dispatcher, at=AT, expect_version=1
    )
    assert no.why["version"] == 2


def test_moments_are_whole_seconds_of_utc_and_never_before_registration(county: str) -> None:
    passed = register(at=AT + timedelta(microseconds=999_999))
    assert passed.state.matter.registered_at == AT
    later = give("operator-1", passed.state.number, "add", at=AT - timedelta(hours=1), text="补")
    (_, entry) = reading.entries(UUID(later.state.id))
    assert entry.at == AT


def test_a_batch_of_commands_refuses_each_case_by_itself(county: str) -> None:
    numbers = [register().state.number for _ in range(3)]
    give("dispatcher-1", numbers[1], "assign", lead="urban-management")
    assign: Any = commands.parse("assign", {"lead": "water", "demand": "三日内办结"})
    orders = [Order(one, assign, AT, UUID(int=n)) for n, one in enumerate([*numbers, "QINGHE-X"])]
    found = door.record_each(orders, actor=officer("dispatcher-1"))
    assert [one.code if isinstance(one, Refused) else one.state.stage for one in found] == [
        "dispatched",
        "not_now",
        "dispatched",
        "not_visible",
    ]
    stored = tables.row("SELECT count(*) FROM files_text WHERE body = '三日内办结'")
    assert stored["count"] == 2


def test_each_command_asks_the_database_twice(open_county: str) -> None:
    number = register().state.number
    dispatcher = officer("dispatcher-1")
    note = Note(text="记")
    door.record(number, note, actor=dispatcher, at=AT)
    with connection.execute_wrapper(_refuse):
        door.record(number, note, actor=dispatcher, at=AT)


def _refuse(*told: Any) -> None:
    raise AssertionError(f"a statement beside the door's own two: {told[1]}")
