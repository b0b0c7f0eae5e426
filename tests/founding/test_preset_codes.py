"""The codes of what is wrong in a preset, each from the smallest folder that brings it."""

from pathlib import Path
from typing import Any

import pytest

from lianxin.founding import files
from lianxin.founding.checks import merged
from lianxin.founding.generating import generated
from lianxin.founding.preset import load_preset
from lianxin.founding.preset_files import gather
from lianxin.founding.procedure_checks import unknown_names
from lianxin.rules.faults import Faults
from tests.founding.tables_on_disk import AT, CLERK, county
from tests.rules.known import compiled, lone

HEAD = 'code = "small"\nlabel = { zh = "小县", en = "Small" }\n'
USE = '{ kind = "*", channel = "*", use = "lone" }'
PEOPLE = "code,zh,replace\na,甲,\n"
VILLAGE = {"under": "chengguan", "level": "village", "code": "v", "zh": "{name}村", "en": "{name}"}
AGENT = {"kind": "department", "role": "agent", "zh": "代办员", "en": "Agent"}


def preset(folder: Path, values: str = HEAD, *, people: str = PEOPLE) -> Path:
    """A preset of one table."""
    folder.mkdir(exist_ok=True)
    (folder / "preset.toml").write_text(values, encoding="utf-8")
    (folder / "people.csv").write_text(people, encoding="utf-8")
    return folder


def procedure(folder: Path, name: str, content: bytes) -> None:
    """Put a procedure into a preset."""
    (folder / "procedures").mkdir(exist_ok=True)
    (folder / "procedures" / f"{name}.toml").write_bytes(content)


def codes(folder: Path) -> list[str]:
    """The codes of all that is wrong in a preset as it is read."""
    return [fault.code for fault in gather(folder).faults]


def test_the_smallest_preset_has_no_fault(tmp_path: Path) -> None:
    assert codes(preset(tmp_path / "small")) == []


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("not_toml", "code ="),
        ("unknown_preset_value", HEAD + "group_sise = 3\n"),
        ("missing_preset_value", 'code = "small"\n'),
        ("misshapen_preset_value", HEAD + "calendar = 3\n"),
        ("not_its_folder", HEAD.replace('"small"', '"large"')),
        ("circle_of_presets", HEAD + 'includes = ["small"]\n'),
        ("no_file", HEAD + 'calendar = "days.csv"\n'),
        ("wrong_use", HEAD + "procedure = [{}]\n"),
        ("unknown_use", HEAD + f"procedure = [{USE.replace('*', 'pigeon', 1)}]\n"),
        ("use_repeated", HEAD + f"procedure = [{USE}, {USE}]\n"),
        ("field_missing", HEAD + "generate = {}\n"),
    ],
)
def test_a_value_of_a_preset_brings_its_code_alone(tmp_path: Path, code: str, values: str) -> None:
    assert codes(preset(tmp_path / "small", values)) == [code]


def test_a_folder_without_a_preset(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["no_such_preset"]


def test_a_row_that_replaces_nothing(tmp_path: Path) -> None:
    folder = preset(tmp_path / "small", people=PEOPLE + "b,乙,yes\n")
    assert codes(folder) == ["nothing_to_replace"]


def test_days_and_procedures_that_are_no_text(tmp_path: Path) -> None:
    folder = preset(tmp_path / "small", HEAD + 'calendar = "days.csv"\n')
    (folder / "days.csv").write_bytes(b"date,is_workday,name\n\xff\n")
    procedure(folder, "lone", b"\xff")
    assert codes(folder) == ["not_decodable", "not_utf8"]


def test_two_procedures_of_one_code(tmp_path: Path) -> None:
    folder = preset(tmp_path / "small")
    for name in ("lone", "twin"):
        procedure(folder, name, b'[procedure]\ncode = "lone"\n')
    assert codes(folder) == ["procedure_repeated"]


@pytest.mark.django_db
def test_a_procedure_that_is_used_and_not_there(tmp_path: Path) -> None:
    folder = preset(tmp_path / "small", HEAD + f"procedure = [{USE}]\n")
    with pytest.raises(Faults) as refused:
        load_preset(folder, at=AT, by=CLERK)
    assert [fault.code for fault in refused.value.faults] == ["no_such_procedure"]


@pytest.mark.django_db
def test_a_pattern_at_a_level_and_with_an_outpost_that_are_not_there(tmp_path: Path) -> None:
    pattern = (
        '{ code = "same", zh = "同类", en = "Same", same = "category", place = "moon",'
        ' count = 3, days = 30, outpost = "watchtower" }'
    )
    folder = preset(tmp_path / "small", HEAD + f"patterns = [{pattern}]\n")
    with pytest.raises(Faults) as refused:
        load_preset(folder, at=AT, by=CLERK)
    assert {fault.code for fault in refused.value.faults} >= {"no_such_level", "no_such_kind"}


@pytest.mark.parametrize(
    ("code", "noun", "row"),
    [
        ("unknown_signer", "sign_offs", '{ document = "a", posts = ["dragon"] }'),
        (
            "unknown_document",
            "actions",
            '{ do = "note", at = ["handling"], by = ["lead"], needs = ["diary"] }',
        ),
        (
            "unknown_limit_key",
            "clocks",
            '{ code = "a", limit = { tokyo = "1 days", "*" = "9 days" }, start = "registered",'
            ' stop = ["replied"], whose = "lead", ends = "day" }',
        ),
    ],
)
def test_a_procedure_brings_the_code_of_what_the_county_has_not(
    tmp_path: Path, code: str, noun: str, row: str
) -> None:
    whole = merged(files.read(county(tmp_path)).lines, rows_held={})
    text = lone(noun, row).replace('"body-head"', '"head"')
    found = unknown_names(compiled(text), whole, papers=set(), file="lone.toml")
    assert [fault.code for fault in found] == [code]


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("no_area_under", {"areas": [VILLAGE | {"beneath": "hamlet", "count": 1}]}),
        (
            "no_body_above",
            {
                "areas": [
                    VILLAGE
                    | {"count": 1}
                    | {"body": {"kind": "village", "above": "banner", "zh": "{name}", "en": "x"}}
                ]
            },
        ),
        ("too_few_names", {"areas": [VILLAGE | {"count": 17}]}),
        ("no_body_under", {"posts": [AGENT | {"kind": "office", "each": 1}]}),
        ("nobody_holds", {"posts": [AGENT | {"each": 1, "held_by": "secretary"}]}),
        ("one_number", {"posts": [AGENT]}),
        ("more_than_total", {"posts": [AGENT | {"each": 3}, AGENT | {"total": 2}]}),
    ],
)
def test_rows_that_cannot_be_made_bring_their_code_alone(
    tmp_path: Path, code: str, rows: dict[str, Any]
) -> None:
    lines = files.read(county(tmp_path)).lines
    _, faults = generated({"seed": 7} | rows, lines=lines, file="x")
    assert [fault.code for fault in faults] == [code]
