"""The drawing of a procedure: everything is on it, and nothing lies over anything."""

import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest

from lianxin.rules.drawing.draw import draw
from lianxin.rules.drawing.marks import fitted, width_of, wrapped
from lianxin.rules.drawing.plan import plan_of, span_of
from lianxin.rules.drawing.words import Lang
from lianxin.rules.procedures import Procedure
from tests.rules.known import DATA, LONE, base, compiled, over

SVG = "{http://www.w3.org/2000/svg}"
LANGS: tuple[Lang, ...] = ("zh", "en")


class Area(NamedTuple):
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        """Whether both cover a common area; touching edges do not count."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Area") -> bool:
        """Whether the other lies wholly within."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def shipped(code: str) -> Procedure:
    """A procedure that ships with the product."""
    found = base(code)
    assert found is not None
    return found


def cases() -> list[Procedure]:
    """The shipped procedures, the example, a small one and some awkward ones."""
    long = LONE.replace('zh = "办理"', f'zh = "{"办理" * 40}"').replace(
        'en = "Lone"', f'en = "{"L " * 200}"'
    )
    alone = (
        '[procedure]\ncode = "one"\nlabel = { zh = "一", en = "One" }\n[rows]\nstages = [\n'
        '  { code = "registered", phase = "registered", zh = "登记", en = "Registered" },\n'
        '  { code = "archived", phase = "archived", zh = "归档", en = "Archived" },\n]\n'
        'actions = [\n  { do = "archive", at = ["registered"], by = ["centre"], to = "archived" },\n]\n'
    )
    five = (DATA / "five-ones.toml").read_text("utf-8")
    return [
        *(shipped(code) for code in ("statutory", "simple", "hotline")),
        *(compiled(text) for text in (five, LONE, long, alone)),
    ]


def drawn(procedure: Procedure, lang: Lang = "zh") -> ET.Element:
    """The drawing, read back."""
    return ET.fromstring(draw(procedure, lang))  # noqa: S314 - our own drawing, read back


def boxes(root: ET.Element) -> list[Area]:
    """The boxes of stages, steps and clocks."""
    return [
        Area(x, y, x + float(one.attrib["width"]), y + float(one.attrib["height"]))
        for one in root.iter(f"{SVG}rect")
        if "class" in one.attrib
        for x, y in [(float(one.attrib["x"]), float(one.attrib["y"]))]
    ]


def words(root: ET.Element) -> list[tuple[str, Area]]:
    """Every text with its class and the area it covers."""
    found = []
    for one in root.iter(f"{SVG}text"):
        size = int(one.attrib["font-size"])
        x, y = float(one.attrib["x"]), float(one.attrib["y"])
        wide = width_of(one.text or "", size)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[one.attrib["text-anchor"]]
        found.append(
            (one.attrib["class"], Area(left, y - size * 0.82, left + wide, y + size * 0.1))
        )
    return found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("procedure", cases(), ids=lambda one: one.code)
def test_no_word_lies_over_a_box_or_another_word(procedure: Procedure, lang: Lang) -> None:
    root = drawn(procedure, lang)
    around, said = boxes(root), words(root)
    for kind, area in said:
        if kind.startswith("inside"):
            assert any(box.holds(area) for box in around), (kind, area)
        else:
            assert not any(box.meets(area) for box in around), (kind, area)
    for (_, one), (_, other) in combinations(said, 2):
        assert not one.meets(other), (one, other)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("procedure", cases(), ids=lambda one: one.code)
def test_no_box_lies_over_another_and_everything_is_on_the_sheet(
    procedure: Procedure, lang: Lang
) -> None:
    root = drawn(procedure, lang)
    sheet = Area(0, 0, float(root.attrib["width"]), float(root.attrib["height"]))
    around = boxes(root)
    for one, other in combinations(around, 2):
        assert not one.meets(other)
    for area in (*around, *(area for _, area in words(root))):
        assert sheet.holds(area)


@pytest.mark.parametrize("procedure", cases(), ids=lambda one: one.code)
def test_no_level_line_runs_through_a_stage_nor_a_line_through_a_word(procedure: Procedure) -> None:
    root = drawn(procedure)
    around = boxes(root)
    labels = [area for kind, area in words(root) if kind == "label"]
    for line in root.iter(f"{SVG}polyline"):
        points = [
            (float(x), float(y))
            for x, y in (point.split(",") for point in line.attrib["points"].split())
        ]
        for (x, y), (to_x, to_y) in pairwise(points):
            area = Area(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
            if line.attrib["class"] == "way":
                assert not any(_crosses(area, one) for one in (*around, *labels))


def _crosses(line: Area, box: Area) -> bool:
    """Whether a line, which has no width or no height, runs through the inside of a box."""
    inner = Area(box.left + 1, box.top + 1, box.right - 1, box.bottom - 1)
    return (
        line.left < inner.right
        and inner.left < line.right
        and line.top < inner.bottom
        and inner.top < line.bottom
    )


@pytest.mark.parametrize("procedure", cases(), ids=lambda one: one.code)
def test_no_upright_line_falls_upon_another(procedure: Procedure) -> None:
    upright: list[tuple[str, float, float]] = []
    for line in drawn(procedure).iter(f"{SVG}polyline"):
        points = [point.split(",") for point in line.attrib["points"].split()]
        if line.attrib["class"] == "way" and points[0][0] == points[-1][0]:
            top, bottom = sorted((float(points[0][1]), float(points[-1][1])))
            upright.append((points[0][0], top, bottom))
    for (x, upper, lower), (other, up, down) in combinations(upright, 2):
        assert x != other or lower <= up or down <= upper


def test_every_stage_command_that_moves_and_clock_is_on_the_sheet() -> None:
    text = draw(shipped("statutory"))
    for stage in shipped("statutory").stages:
        assert f">{stage.zh}<" in text or f"<title>{stage.code}</title>" in text
    for clock in shipped("statutory").clocks:
        assert clock.zh in text
    for name in ("交办", "受理 1–4", "受理 5–6", "拟处理意见", "审签 签完", "申请复查", "终结"):
        assert name in text


def test_a_wall_a_window_and_a_local_clock_are_told_apart() -> None:
    root = drawn(shipped("statutory"))
    kinds = [one.attrib.get("class") for one in root.iter(f"{SVG}rect")]
    # Clocks of tasks are told in words: no stage says where one begins.
    clocks = [one for one in shipped("statutory").clocks if one.each != "task"]
    windows = sum(clock.window for clock in clocks)
    walls = sum(clock.wall and not clock.window for clock in clocks)
    assert windows and walls
    assert (kinds.count("window"), kinds.count("wall")) == (windows, walls)
    assert kinds.count("clock") == len(clocks) - windows - walls


def test_the_drawing_has_chinese_fonts_and_no_script_or_outside_part() -> None:
    text = draw(shipped("statutory"))
    assert "Noto Sans CJK SC" in text
    for word in ("<script", "href", "http:", "https:", "url(http", "@import", "foreignObject"):
        assert word not in text.replace("http://www.w3.org/2000/svg", "")


def test_names_are_escaped() -> None:
    text = LONE.replace('en = "Lone"', 'en = "<script>&amp;"').replace(
        'zh = "登记"', "zh = '<b onload=\"x\">'"
    )
    drawn = draw(compiled(text), "en") + draw(compiled(text), "zh")
    assert "<script>" not in drawn
    assert "<b " not in drawn


def test_the_same_procedure_is_drawn_the_same_each_time() -> None:
    assert draw(shipped("statutory")) == draw(shipped("statutory"))


def test_stages_stand_in_the_order_of_the_longest_way() -> None:
    plan = plan_of(shipped("statutory"))
    assert plan.line == (
        "registered",
        "dispatched",
        "received",
        "handling",
        "signing",
        "issuing",
        "answered",
        "concluded",
        "followed_up",
        "closed",
        "archived",
    )
    assert plan.side == ("reviewing", "reviewed", "re_reviewing", "re_reviewed", "ended")
    assert set(plan.last) == {"declined", "diverted", "withdrawn", "merged"}


def test_an_added_stage_stands_by_those_of_its_phase() -> None:
    plan = plan_of(compiled((DATA / "five-ones.toml").read_text("utf-8")))
    assert plan.line[3:5] == ("handling", "joint_study")


def test_last_stages_that_nothing_leads_to_are_drawn_beside_the_line() -> None:
    text = over(
        "stages",
        '{ code = "handed_over", phase = "merged", zh = "移交", en = "Handed over" }',
        '{ code = "set_aside", phase = "merged", zh = "搁置", en = "Set aside" }',
    )
    root = drawn(compiled(text))
    assert {"移交", "搁置"} <= {one.text for one in root.iter(f"{SVG}text")}
    for one, other in combinations(boxes(root), 2):
        assert not one.meets(other)


@pytest.mark.parametrize(
    ("clock", "begins", "runs"),
    [
        ("route", {"registered"}, {"registered"}),
        ("handle", {"handling"}, {"handling", "signing", "issuing"}),
        ("review_apply", {"answered"}, {"answered", "concluded", "followed_up", "closed"}),
        ("review", {"reviewing"}, {"reviewing"}),
        ("re_review_apply", {"reviewed"}, {"reviewed", "concluded", "followed_up", "closed"}),
    ],
)
def test_a_clock_spans_the_stages_in_which_it_can_run(
    clock: str, begins: set[str], runs: set[str]
) -> None:
    found = span_of(shipped("statutory").clock_index[clock], shipped("statutory"))
    assert found[0] == begins
    assert runs <= found[1]
    assert not found[1] & {"registered", "dispatched"} - begins


def test_words_are_cut_and_broken_to_fit() -> None:
    assert fitted("办理中", 10, 30) == "办理中"
    assert fitted("办理中", 10, 25) == "办…"
    assert wrapped("办理中了", 10, 20, lines=2) == ["办理", "中了"]
    assert wrapped("End of it", 10, 40, lines=2) == ["End of", "it"]
    assert wrapped("", 10, 40, lines=2) == []
