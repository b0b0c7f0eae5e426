"""The text of a procedure: every fault is found, with its line; a sound one compiles."""

import pytest

from lianxin.rules.faults import Faults
from lianxin.rules.grammar.compile import compile_procedure, parse, warnings
from lianxin.rules.procedures import Limit
from tests.rules.known import KNOWN, LONE, ROW_LINE, base, compiled, faults, lone, over, told


def test_a_small_procedure_compiles() -> None:
    found = compiled(LONE)
    assert (found.code, found.label.zh, found.extends) == ("lone", "独立", None)
    assert [stage.code for stage in found.stages] == ["registered", "handling", "archived"]
    assert found.clocks[0].limit == Limit(amount=10, unit="days")
    assert found.clocks[0].start == ("registered",)
    assert (found.kinds, found.channels) == (("*",), ("*",))
    assert [action.line for action in found.actions] == [14, 15]
    assert len(found.digest) == 32


def test_the_version_follows_the_text_and_its_base_but_not_line_ends() -> None:
    one = compiled(LONE).digest
    assert compiled("\ufeff" + LONE.replace("\n", "\r\n")).digest == one
    assert compiled(LONE + "# a remark\n").digest != one
    text = over("breaches", '{ clock = "handle", at = "-2 days", tell = ["lead"] }')
    under = base("statutory")
    assert under is not None
    other = under.model_copy(update={"digest": "0" * 32})
    assert (
        compile_procedure(text, name="a", base=lambda _: other, known=KNOWN).digest
        != compiled(text).digest
    )


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_keeps_its_lines() -> None:
    text = lone("actions", '{ do = "fly", at = ["handling"], by = ["lead"] }')
    assert told("\ufeff" + text.replace("\n", "\r\n")) == [(16, "unknown_command")]


def test_parse_reads_the_shape_and_looks_no_name_up() -> None:
    draft = parse(lone("actions", '{ do = "fly", at = ["sky"], by = ["bird"] }'), name="x")
    assert draft.rows["actions"][2].given["do"] == "fly"
    with pytest.raises(Faults):
        parse("[procedure", name="x")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (LONE.replace('code = "handling",', 'code = "handling"', 1), 7),
        (LONE.replace("[rows]", "[rows", 1), 4),
        (LONE + "x = \x00", 26),
        ("", 1),
        ("a = " + "9" * 5000, 1),
    ],
)
def test_a_text_that_is_no_toml_is_told_with_its_line(text: str, line: int) -> None:
    found = faults(text)
    assert [fault.line for fault in found] == [line]
    assert found[0].code in {"syntax", "missing_table"}


@pytest.mark.parametrize(
    ("text", "code"), [("a = " + "[" * 100_000, "nested_too_deep"), ("a = '\ud800'", "syntax")]
)
def test_a_text_made_to_break_the_reader_is_a_fault(text: str, code: str) -> None:
    assert [found for _, found in told(text)] == [code]


@pytest.mark.parametrize(
    ("before", "after", "line", "code"),
    [
        ('code = "lone"', 'code = "Lone Star"', 2, "wrong_code"),
        ('code = "lone"', "code = 7", 2, "wrong_type"),
        ('code = "lone"\n', "", 1, "missing_header_key"),
        ('{ zh = "独立", en = "Lone" }', '"独立"', 3, "wrong_label"),
        ('{ zh = "独立", en = "Lone" }', '{ zh = "", en = "Lone" }', 3, "wrong_text"),
        ('zh = "独立"', 'zh = "独\\u0001"', 3, "wrong_text"),
        ("[rows]", 'color = "red"\n[rows]', 4, "unknown_header_key"),
        ("[rows]", 'extends = "nothing"\n[rows]', 4, "unknown_base"),
        ("[rows]", 'extends = "lone"\n[rows]', 4, "extends_itself"),
        ("[rows]", 'for = { kind = ["rumour"] }\n[rows]', 4, "unknown_kind"),
        ("[rows]", 'for = { channel = ["pigeon"] }\n[rows]', 4, "unknown_channel"),
        ("[rows]", 'for = { place = ["here"] }\n[rows]', 4, "wrong_for"),
        ("[rows]", "for = { kind = 3 }\n[rows]", 4, "wrong_type"),
        ("[rows]", "[more]\n[rows]", 4, "unknown_table"),
        ("[rows]", "[rows]\nremove = []", 5, "unknown_list"),
        ("[procedure]", "rows = 1\n[other]", 1, "not_a_table"),
    ],
)
def test_a_fault_of_the_head_is_told_with_its_line(
    before: str, after: str, line: int, code: str
) -> None:
    text = LONE.replace(before, after, 1)
    if after.startswith("rows"):
        text = text.replace("[rows]", "[further]", 1)
    assert (line, code) in told(text)


def test_two_rows_on_a_line_and_a_row_on_two_lines_are_faults() -> None:
    two = lone("sign_offs", '{ document = "a", posts = ["x"] }, { document = "b", posts = ["x"] }')
    assert told(two) == [(25, "one_row_a_line")]
    long = lone("sign_offs", '{ document = "a", posts = [\n    "x"] }')
    assert told(long) == [(25, "row_runs_on")]


def test_rows_written_as_tables_of_their_own_are_a_fault() -> None:
    text = LONE[: LONE.index("sign_offs")] + '[[rows.sign_offs]]\ndocument = "a"\nposts = ["x"]\n'
    assert told(text) == [(23, "not_rows")]
    text = LONE.replace('  { document = "opinion", posts = ["body-head"] },', '  "opinion",')
    assert told(text) == [(23, "not_rows")]


def test_rows_under_a_dotted_key_are_a_fault() -> None:
    text = 'rows . tracks = [{ code = "a", steps = ["x"] }]\n' + LONE.replace("[rows]", "[more]", 1)
    assert (1, "not_rows") in told(text)


def test_rows_are_found_past_comments_strings_and_brackets_in_strings() -> None:
    text = lone().replace(
        '"归档", en = "Archived" },',
        "\"归}档\", en = '[Archived{' }, # { code = 1 }\n  # [ }",
    )
    text = text.replace('do = "accept"', 'do = "fly"')
    assert told(text) == [(15, "unknown_command")]


ROWS = [
    ("stages", '{ code = "a b", phase = "handling", zh = "甲", en = "A" }', "wrong_code"),
    ("stages", '{ code = "open", phase = "handling", zh = "甲", en = "A" }', "wrong_code"),
    ("stages", '{ code = "a", phase = "dancing", zh = "甲", en = "A" }', "not_one_of"),
    ("stages", '{ code = "a", phase = "archived", zh = "甲" }', "missing_key"),
    ("stages", '{ code = "a", phase = "archived", zh = "甲", en = "A" }', "unreachable"),
    ("stages", '{ code = "a", phase = "handling", zh = "甲", en = "A" }', "no_way_out"),
    ("stages", '{ code = "handling", phase = "handling", zh = "甲", en = "A" }', "duplicate"),
    ("tracks", '{ code = "a", steps = [] }', "empty_list"),
    ("tracks", '{ code = "a", steps = ["x", "x"] }', "named_twice"),
    ("tracks", '{ code = "a", steps = "x" }', "wrong_type"),
    ("tracks", '{ code = "hearing", steps = ["x"] }', "duplicate"),
    ("actions", '{ do = "fly", at = ["handling"], by = ["lead"] }', "unknown_command"),
    ("actions", '{ do = "note", at = ["sky"], by = ["lead"] }', "unknown_stage"),
    ("actions", '{ do = "note", at = ["handling"], by = ["bird"] }', "unknown_standing"),
    ("actions", '{ do = "note", at = ["handling"], by = ["respondent"] }', "barred_standing"),
    ("actions", '{ do = "note", at = ["handling"], by = [] }', "empty_list"),
    ("actions", '{ do = "note", at = ["handling"] }', "missing_key"),
    ("actions", '{ do = "note", at = ["handling"], by = ["lead"], of = 1 }', "unknown_key"),
    ("actions", '{ do = "note", at = ["handling"], by = ["lead"], to = "sky" }', "unknown_stage"),
    ("actions", '{ do = "note", at = ["handling"], by = ["lead"], to = {} }', "empty_table"),
    ("actions", '{ do = "note", at = ["handling"], by = ["lead"], source = 3 }', "wrong_type"),
    (
        "actions",
        '{ do = "note", at = ["handling"], by = ["lead"], to = { x = "archived" } }',
        "unknown_outcome",
    ),
    (
        "actions",
        '{ do = "accept", at = ["handling"], by = ["lead"], to = { 7 = "archived" } }',
        "unknown_outcome",
    ),
    (
        "actions",
        '{ do = "note", at = ["handling"], by = ["lead"], when = ["sunny"] }',
        "unknown_condition",
    ),
    (
        "actions",
        '{ do = "note", at = ["handling"], by = ["lead"], when = [["quorum", "sunny"]] }',
        "unknown_condition",
    ),
    (
        "actions",
        '{ do = "note", at = ["handling"], by = ["lead"], when = ["within_lunch"] }',
        "unknown_clock",
    ),
    (
        "actions",
        '{ do = "note", at = ["handling"], by = ["lead"], when = ["past_lunch"] }',
        "unknown_clock",
    ),
    (
        "actions",
        '{ do = "note", track = "race", at = ["x"], by = ["lead"] }',
        "unknown_track",
    ),
    (
        "actions",
        '{ do = "note", track = "hearing", at = ["run"], by = ["lead"] }',
        "unknown_step",
    ),
    (
        "actions",
        '{ do = "note", track = "hearing", at = ["open"], by = ["lead"] }',
        "track_is_not_open",
    ),
    (
        "actions",
        '{ do = "note", track = "hearing", at = ["*"], by = ["lead"], to = "run" }',
        "unknown_step",
    ),
    (
        "actions",
        '{ do = "archive", at = ["handling"], by = ["centre"], to = "archived" }',
        "duplicate_row",
    ),
    ("breaches", '{ clock = "lunch", at = "due", tell = ["lead"] }', "unknown_clock"),
    ("breaches", '{ clock = "answer", at = "1 days", tell = ["lead"] }', "wrong_offset"),
    ("breaches", '{ clock = "answer", at = "-1 moons", tell = ["lead"] }', "wrong_limit"),
    ("breaches", '{ clock = "answer", at = "-1 days" }', "breach_without_deed"),
    ("breaches", '{ clock = "answer", at = "-1 days", tell = ["bird"] }', "unknown_standing"),
    ("breaches", '{ clock = "answer", at = "-1 days", do = "fly" }', "unknown_act"),
    ("breaches", '{ clock = "answer", at = "-1 days", do = "close" }', "not_by_itself"),
    ("breaches", '{ clock = "answer", at = "due", tell = ["lead"] }', "duplicate"),
    ("sign_offs", '{ document = "a", posts = [] }', "empty_list"),
    ("sign_offs", '{ document = "a", posts = ["Body Head"] }', "wrong_code"),
    ("sign_offs", '{ document = "a", posts = [7] }', "wrong_type"),
    ("sign_offs", '{ document = "opinion", posts = ["x"] }', "duplicate"),
]


@pytest.mark.parametrize(("noun", "row", "code"), ROWS)
def test_a_fault_of_a_row_is_told_with_its_line(noun: str, row: str, code: str) -> None:
    assert (ROW_LINE[noun], code) in told(lone(noun, row))


CLOCK = 'code = "a", start = "registered", stop = ["replied"], whose = "lead"'
CLOCKS = [
    ('{ code = "a", limit = "1 days", stop = ["replied"], whose = "lead" }', "clock_without"),
    (f'{{ {CLOCK}, limit = "0 days" }}', "limit_of_nothing"),
    (f'{{ {CLOCK}, limit = "1 day" }}', "wrong_limit"),
    (f'{{ {CLOCK}, limit = "-1 days" }}', "wrong_limit"),
    (f'{{ {CLOCK}, limit = "99999 days" }}', "limit_of_a_century"),
    (f"{{ {CLOCK}, limit = 5 }}", "wrong_type"),
    (f"{{ {CLOCK}, limit = 1979-05-27 }}", "wrong_type"),
    (f'{{ {CLOCK}, limit = {{ urgent = "1 hours" }} }}', "table_without_rest"),
    (f'{{ {CLOCK}, limit = {{ "*" = "soon" }} }}', "wrong_limit"),
    (f'{{ {CLOCK}, limit = "1 days", ends = "noon" }}', "not_one_of"),
    (f'{{ {CLOCK}, limit = "1 days", roll = "back" }}', "not_one_of"),
    (f'{{ {CLOCK}, limit = "1 days", roll = "next_workday" }}', "rolls_by_the_minute"),
    (f'{{ {CLOCK}, limit = "5 hours", ends = "day" }}', "ends_with_the_day"),
    (f'{{ {CLOCK}, limit = "1 days", wall = "yes" }}', "wrong_type"),
    (f'{{ {CLOCK}, limit = "1 days", pause = ["paused"] }}', "pause_without_resume"),
    (f'{{ {CLOCK}, limit = "1 days", when = ["sunny"] }}', "unknown_condition"),
    (f'{{ {CLOCK}, limit = "1 days", extend = 3 }}', "wrong_type"),
    (f'{{ {CLOCK}, limit = "1 days", extend = {{ times = 1 }} }}', "extend_without_limit"),
    (
        f'{{ {CLOCK}, limit = "1 days", extend = {{ limit = "1 days", for = 1 }} }}',
        "unknown_extend_key",
    ),
    (f'{{ {CLOCK}, limit = "1 days", extend = {{ limit = "1 days", times = 0 }} }}', "wrong_count"),
    (
        f'{{ {CLOCK}, limit = "1 days", extend = {{ limit = "1 days", by = "bird" }} }}',
        "unknown_standing",
    ),
    (
        '{ code = "a", limit = "1 days", start = "sung", stop = ["replied"], whose = "lead" }',
        "unknown_fact",
    ),
    (
        '{ code = "a", limit = "1 days", start = "A B", stop = ["replied"], whose = "lead" }',
        "wrong_fact",
    ),
    (
        '{ code = "a", limit = "1 days", start = "accepted:7", stop = ["replied"], whose = "lead" }',
        "unknown_qualifier",
    ),
    (
        '{ code = "a", limit = "1 days", start = "assigned:x", stop = ["replied"], whose = "lead" }',
        "unknown_qualifier",
    ),
    (
        '{ code = "a", limit = "1 days", start = "assigned", stop = ["raised"], whose = "lead" }',
        "raised_is_a_start",
    ),
    (
        '{ code = "a", limit = "1 days", start = "replied", stop = ["replied"], whose = "lead" }',
        "starts_where_it_stops",
    ),
    (
        '{ code = "a", limit = "1 days", start = "assigned", anew = { accepted = "再次受理" }, stop = ["replied"], whose = "lead" }',
        "anew_without_start",
    ),
    (
        '{ code = "a", limit = "1 days", start = "assigned", anew = ["assigned"], stop = ["replied"], whose = "lead" }',
        "wrong_type",
    ),
    (
        '{ code = "a", limit = "1 days", start = "assigned", stop = ["replied"], whose = "bird" }',
        "unknown_standing",
    ),
    (
        '{ code = "answer", limit = "1 days", start = "raised", stop = ["replied"], whose = "lead" }',
        "duplicate",
    ),
]


@pytest.mark.parametrize(("row", "code"), CLOCKS)
def test_a_fault_of_a_clock_is_told_with_its_line(row: str, code: str) -> None:
    assert (ROW_LINE["clocks"], code) in told(lone("clocks", row))


def test_all_faults_are_told_at_once_in_order_of_line_and_each_once() -> None:
    text = lone("actions", '{ do = "fly", at = ["sky"], by = ["bird", "lead"], when = ["sunny"] }')
    text = text.replace('whose = "lead"', 'whose = "nobody"').replace(
        'phase = "handling"', 'phase = "x"'
    )
    assert told(text) == [
        (7, "not_one_of"),
        (16, "unknown_command"),
        (16, "unknown_condition"),
        (16, "unknown_stage"),
        (16, "unknown_standing"),
        (19, "unknown_standing"),
    ]


def test_a_row_with_a_fault_still_lends_its_name_to_others() -> None:
    text = lone("stages", '{ code = "desk", phase = "dancing", zh = "甲", en = "A" }')
    text = text.replace('to = "archived"', 'to = "desk"')
    assert told(text) == [(9, "not_one_of")]
    text = lone("tracks", '{ code = "race", steps = ["run"], flag = 1 }')
    row = '{ do = "note", track = "race", at = ["run"], by = ["lead"], to = "home" }'
    lines = text.splitlines()
    lines.insert(16, f"  {row},")
    assert told("\n".join(lines)) == [(12, "unknown_key")]


def test_a_fault_names_file_line_column_and_reason() -> None:
    (fault,) = faults(lone("actions", '{ do = "fly", at = ["handling"], by = ["lead"] }'))
    assert str(fault) == "test.toml:16:11: there is no command 'fly'"
    assert str(Faults((fault,))) == str(fault)


def test_the_first_stage_is_where_cases_begin() -> None:
    text = LONE.replace('phase = "registered"', 'phase = "received"')
    assert told(text) == [(5, "no_entry")]


def test_a_move_may_lead_to_a_stage_of_another_procedure() -> None:
    row = '{ do = "move", at = ["handling"], by = ["centre"], to = { statutory = "received" } }'
    assert compiled(lone("actions", row)).action_index["move"][0].to == {"statutory": "received"}


def test_an_added_stage_that_no_row_reaches_is_a_warning_over_a_base() -> None:
    text = over("stages", '{ code = "study", phase = "handling", zh = "会商", en = "Study" }') + (
        'actions = [\n  { do = "plan", at = ["study"], by = ["lead"], to = "handling" },\n]\n'
    )
    found = compiled(text)
    assert [(one.line, one.code) for one in warnings(found, name="t")] == [(7, "unreachable")]
    assert warnings(compiled(LONE), name="t") == ()


def test_an_added_stage_without_a_way_out_is_a_fault_over_a_base_too() -> None:
    text = over("stages", '{ code = "study", phase = "handling", zh = "会商", en = "Study" }')
    assert told(text) == [(7, "no_way_out")]
