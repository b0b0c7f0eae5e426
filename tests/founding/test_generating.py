"""Rows made from a few words: the same everywhere, spread evenly, refused with every reason."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from lianxin.founding import files as org_files
from lianxin.founding.checks import checked
from lianxin.founding.generating import generated, spread
from lianxin.founding.preset import load_preset
from lianxin.founding.tables import TableLine
from lianxin.org.models import Area
from lianxin.rules.faults import Faults
from tests.founding.tables_on_disk import AT, CLERK, county

VILLAGES = {
    "under": "chengguan",
    "level": "village",
    "code": "v",
    "count": 5,
    "zh": "{name}村",
    "en": "{name} Village",
}
COMMITTEE = {"kind": "village", "above": "township", "zh": "{name}村委会", "en": "{name} Committee"}
TOWN = "code,area,kind,upper_gov,upper_line,successor,zh,en\ngov,qinghe,government,,,,县政府,\n"
TOWN += "urban,qinghe,department,gov,,,城市管理局,\nchengguan,chengguan,township,gov,,,城关街道,\n"
SECRETARY = {"kind": "village", "role": "secretary", "each": 1, "zh": "书记", "en": "Secretary"}
AGENT = {"kind": "village", "role": "agent", "zh": "代办员", "en": "Agent"}


def written(folder: Path) -> list[TableLine]:
    return org_files.read(county(folder, bodies=TOWN)).lines


def asked(**rows: Any) -> dict[str, Any]:
    return {"seed": 7, "areas": [VILLAGES | {"body": COMMITTEE}], **rows}


def made(folder: Path, told: dict[str, Any]) -> list[TableLine]:
    lines, faults = generated(told, lines=written(folder), file="x/preset.toml")
    assert faults == []
    return lines


def reasons(folder: Path, told: dict[str, Any]) -> list[str]:
    _, faults = generated(told, lines=written(folder), file="x/preset.toml")
    return [str(one).removeprefix("x/preset.toml: generate") for one in faults]


def codes(lines: Sequence[TableLine], table: str) -> list[str]:
    return [line.values["code"] for line in lines if line.table == table]


def test_the_same_words_make_the_same_rows(tmp_path: Path) -> None:
    told = asked(posts=[SECRETARY, AGENT | {"count": 7}])
    assert made(tmp_path, told) == made(tmp_path, told)
    other = made(tmp_path, told | {"seed": 8})
    assert codes(other, "posts") == codes(made(tmp_path, told), "posts")
    assert other != made(tmp_path, told)


def test_names_do_not_move_when_a_row_is_added(tmp_path: Path) -> None:
    few = made(tmp_path, asked(posts=[SECRETARY]))
    more = made(tmp_path, asked(posts=[AGENT | {"each": 2}, SECRETARY]))
    assert {line for line in map(str, few)} <= {line for line in map(str, more)}


def test_places_come_with_a_body_below_the_one_above_and_names_that_differ(tmp_path: Path) -> None:
    lines = made(tmp_path, asked())
    assert codes(lines, "areas") == [f"chengguan-v{n}" for n in range(1, 6)]
    assert codes(lines, "bodies") == codes(lines, "areas")
    assert {line.values["upper_gov"] for line in lines if line.table == "bodies"} == {"chengguan"}
    assert len({line.values["zh"] for line in lines if line.table == "areas"}) == 5


def test_places_may_stand_below_those_of_another_row(tmp_path: Path) -> None:
    grids = VILLAGES | {"beneath": "village", "level": "grid", "code": "g", "count": 11}
    lines = made(tmp_path, {"seed": 7, "areas": [VILLAGES, grids]})
    above = Counter(line.values["parent"] for line in lines if line.values["level"] == "grid")
    assert sorted(above.values()) == [2, 2, 2, 2, 3]
    assert codes(lines, "areas")[5:7] == ["chengguan-g01", "chengguan-g02"]


@pytest.mark.parametrize(("count", "shares"), [(7, [3, 2, 2]), (2, [1, 1, 0]), (0, [0, 0, 0])])
def test_what_is_counted_is_spread_evenly(count: int, shares: list[int]) -> None:
    assert [share for _, share in spread(count, ["a", "b", "c"])] == shares


def test_a_total_makes_what_is_missing_and_counts_what_is_written(tmp_path: Path) -> None:
    stations = [
        {"at": "village", "level": "point", "each": 1, "zh": "{name}代办点", "en": "{name} Point"},
        {
            "at": "township",
            "level": "station",
            "total": 9,
            "zh": "{name}站",
            "en": "{name} Station",
        },
    ]
    posts = [AGENT | {"count": 3}, AGENT | {"total": 8}]
    lines = made(tmp_path, asked(posts=posts, stations=stations))
    # One station is written by hand.
    assert len(codes(lines, "stations")) == 8
    assert "chengguan-station-3" in codes(lines, "stations")
    assert len(codes(lines, "posts")) == 8


def test_a_post_may_be_held_by_who_holds_another_in_the_same_body(tmp_path: Path) -> None:
    lines = made(tmp_path, asked(posts=[SECRETARY, AGENT | {"each": 1, "held_by": "secretary"}]))
    held = {
        line.values["post"]: line.values["person"] for line in lines if line.table == "appointments"
    }
    assert held["chengguan-v1-agent-1"] == held["chengguan-v1-secretary-1"]
    assert len(codes(lines, "people")) == 5


def test_what_is_made_stands_the_checks_of_what_is_written(tmp_path: Path) -> None:
    lines = made(tmp_path, asked(posts=[SECRETARY]))
    _, faults = checked([*written(tmp_path), *lines], rows_held={})
    assert faults == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"areas": [VILLAGES | {"under": "nowhere"}]}, ".areas.0: nowhere is not among the areas"),
        (
            {"areas": [VILLAGES | {"beneath": "hamlet"}]},
            ".areas.0: there is no area of level hamlet under chengguan",
        ),
        (
            {"areas": [VILLAGES | {"body": COMMITTEE | {"above": "banner"}}]},
            ".areas.0: there is no body of kind banner in chengguan",
        ),
        ({"areas": [VILLAGES | {"count": 17}]}, ".areas.0: 16 names of places are too few"),
        ({"posts": [AGENT | {"count": 3}]}, ".posts.0: there is no body of kind village"),
        (
            {"posts": [AGENT | {"kind": "department", "each": 1, "held_by": "secretary"}]},
            ".posts.0: nobody is secretary of urban",
        ),
        (
            {"posts": [AGENT | {"kind": "department", "role": "head", "total": 0}]},
            ".posts.0.total: Input should be greater than or equal to 1",
        ),
        ({"posts": [AGENT]}, ".posts.0: a row has one of each, count and total"),
        (
            {"posts": [AGENT | {"each": 1, "count": 2}]},
            ".posts.0: a row has one of each, count and total",
        ),
        ({"areas": [VILLAGES | {"level": "Village"}]}, ".areas.0.level: String should match"),
        ({"areas": [VILLAGES | {"cuont": 3}]}, ".areas.0.cuont: Extra inputs are not permitted"),
        ({"trees": []}, ".trees: Extra inputs are not permitted"),
    ],
)
def test_what_cannot_be_made_is_told(tmp_path: Path, told: dict[str, Any], expected: str) -> None:
    found = reasons(tmp_path, {"seed": 7} | told)
    assert any(one.startswith(expected) for one in found), found


def test_more_than_a_total_already_is_told(tmp_path: Path) -> None:
    found = reasons(tmp_path, asked(posts=[AGENT | {"each": 1}, AGENT | {"total": 4}]))
    assert found == [".posts.1: 5 are more than the total of 4 already"]


@pytest.mark.django_db
def test_a_preset_with_faulty_generation_loads_nothing(tmp_path: Path) -> None:
    folder = county(tmp_path / "small", bodies=TOWN)
    (folder / "preset.toml").write_text(
        'code = "small"\nlabel = { zh = "小县", en = "Small" }\n[generate]\nseed = 1\n'
        'areas = [{ under = "nowhere", level = "village", code = "v", count = 2,'
        ' zh = "{name}村", en = "{name}" }]\n'
        'posts = [{ kind = "office", role = "agent", each = 1, zh = "员", en = "Agent" }]\n',
        encoding="utf-8",
    )
    with pytest.raises(Faults) as refused:
        load_preset(folder, at=AT, by=CLERK)
    assert [str(one) for one in refused.value.faults] == [
        "small/preset.toml: generate.areas.0: nowhere is not among the areas",
        "small/preset.toml: generate.posts.0: there is no body of kind office under any area",
    ]
    assert not Area.objects.exists()
