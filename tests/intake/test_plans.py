"""Rows become commands, or say why not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from lianxin.intake.maps import NO_MAP, UNNAMED, ColumnMap
from lianxin.intake.plans import Labels, ReadingPlan, Ready, UnreadableRow, first_sentence, plan_for
from lianxin.intake.sheets import Cell, SheetRow
from lianxin.rules.faults import Faults

AT = datetime(2026, 3, 10, tzinfo=UTC)
LABELS = Labels({"柳荫社区": "liuyin", "liuyin": "liuyin"}, {"路灯": "c-010201"})


@dataclass(frozen=True)
class Table:
    headings: tuple[str, ...]
    name: str = "a.csv"
    count: int = 0

    def rows(self) -> Iterator[SheetRow]:
        yield from ()


def plan(*headings: str, given: ColumnMap = NO_MAP, channel: str | None = None) -> ReadingPlan:
    return plan_for(Table(headings), given, labels=LABELS, channel=channel)


def ready(cells: Sequence[Cell], *headings: str, given: ColumnMap = NO_MAP) -> Ready:
    return plan(*headings, given=given).ready(SheetRow(2, tuple(cells)), at=AT)


def test_the_usual_headings_are_known_without_a_map() -> None:
    found = ready(
        ["188006", "A000102948", "路灯", "2019/2/28 11:25:05", "不亮", "柳荫社区", "0"],
        "留言编号",
        "留言用户",
        "留言主题",
        "留言时间",
        "留言详情",
        "所属区域",
        "点赞数",
    ).command
    assert (found.external_id, found.title, found.text) == ("188006", "路灯", "不亮")
    assert found.petitioner is not None
    assert found.petitioner.name == "A000102948"
    assert found.raised_at == datetime(2019, 2, 28, 3, 25, 5, tzinfo=UTC)
    assert (found.area, found.kind, found.channel) == ("liuyin", "help", "import")


def test_columns_without_a_meaning_are_named() -> None:
    assert plan("内容", "点赞数", "备注").unused == ("点赞数", "备注")


def test_of_two_headings_for_one_field_the_more_usual_is_taken() -> None:
    found = plan("主题", "标题", "内容")
    assert (found.columns["title"], found.unused) == (1, ("主题",))


def test_a_file_with_a_text_column_only_has_its_first_sentence_as_title() -> None:
    command = ready(["路灯坏了。已经一周了！", "路灯"], "text", "label").command
    assert (command.title, command.text) == ("路灯坏了", "路灯坏了。已经一周了！")
    assert command.category == "c-010201"
    assert command.petitioner is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("很长" * 40, "很长" * 20),
        ("  开头有空格。后面", "开头有空格"),
        ("。只有句号在前", "。只有句号在前"),
        ("一\n二", "一"),
    ],
)
def test_a_title_is_the_first_sentence_of_at_most_forty_characters(text: str, title: str) -> None:
    assert first_sentence(text) == title


def test_a_label_nobody_knows_is_left_empty_and_counted() -> None:
    made = plan("内容", "分类", "区域", "诉求类型")
    found = made.ready(SheetRow(2, ("不亮", "城乡建设", "A3区", "举报")), at=AT)
    assert (found.command.category, found.command.area, found.command.kind) == (None, None, "help")
    assert made.unknown == {
        ("category", "城乡建设"): 1,
        ("area", "A3区"): 1,
        ("kind", "举报"): 1,
    }


def test_a_map_says_what_labels_mean_and_what_holds_by_default() -> None:
    given = ColumnMap.model_validate(
        {
            "channel": "hotline",
            "columns": {"说的话": "text", "类": "category", "性质": "kind", "急": "urgent"},
            "defaults": {"kind": "claim", "area": "liuyin", "petitioner.phone": "12345"},
            "values": {"kind": {"举报": "complaint"}, "urgent": {"急": True}},
            "categories": {"灯": "c-010201"},
        }
    )
    told = ready(["灯不亮", "灯", "举报", "急"], "说的话", "类", "性质", "急", given=given).command
    assert (told.channel, told.category, told.kind, told.urgent) == (
        "hotline",
        "c-010201",
        "complaint",
        True,
    )
    assert told.petitioner is not None
    assert (told.petitioner.name, told.petitioner.phone) == (UNNAMED, "12345")
    plain = ready(["灯不亮", "", "", ""], "说的话", "类", "性质", "急", given=given).command
    assert (plain.kind, plain.urgent, plain.area) == ("claim", False, "liuyin")


def test_a_named_channel_goes_before_the_maps_own() -> None:
    given = ColumnMap.model_validate({"channel": "hotline", "defaults": {"channel": "fax"}})
    found = plan("内容", given=given, channel="letter").ready(SheetRow(2, ("x",)), at=AT)
    assert found.command.channel == "letter"


@pytest.mark.parametrize(
    ("heading", "cell", "reason"),
    [
        ("时间", "昨天", "raised_at: 昨天 is no time that can be read"),
        ("时间", "2026-03-11", "raised_at: lies in the future"),
        ("是否紧急", "也许", "urgent: 也许 is neither 是 nor 否"),
        ("人数", "三十", "head_count: 三十 is no whole number"),
        ("人数", "0", "head_count: Input should be greater than or equal to 1"),
        ("电话", "138****1001", "petitioner.phone: String should match pattern"),
        ("标题", "长" * 301, "title: Value should have at most 300"),
        ("姓名", "a\0b", "petitioner.name: Value error, a text may not hold the NUL"),
    ],
)
def test_a_cell_that_cannot_be_read_says_why(heading: str, cell: str, reason: str) -> None:
    with pytest.raises(UnreadableRow) as found:
        ready(["不亮", cell], "内容", heading)
    assert reason in str(found.value)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["", ""], "has neither text nor title"),
        (["a", "b", "c"], "has 3 cells where the heading has 2"),
        (["a"], "has 1 cells where the heading has 2"),
        (["a", "长" * 100_001], "text: String should have at most 100000 characters"),
        (["a", "b\0"], "text: Value error, a text may not hold the NUL character"),
    ],
)
def test_a_row_that_makes_no_case_says_why(cells: list[str], reason: str) -> None:
    with pytest.raises(UnreadableRow) as found:
        ready(cells, "标题", "内容")
    assert reason in str(found.value)


def test_all_that_is_wrong_in_a_row_is_told_together() -> None:
    with pytest.raises(UnreadableRow) as found:
        ready(["x", "昨天", "也许"], "内容", "时间", "是否紧急")
    assert str(found.value).count(";") == 1


def test_degrees_are_numbers() -> None:
    given = ColumnMap.model_validate({"columns": {"内容": "text", "纬": "lat", "经": "lon"}})
    told = ready(["x", "38.5", "112"], "内容", "纬", "经", given=given)
    assert (told.command.lat, told.command.lon) == (38.5, 112.0)
    with pytest.raises(UnreadableRow, match="lat: north is no number of degrees"):
        ready(["x", "north", "1"], "内容", "纬", "经", given=given)


def test_a_row_is_known_by_its_number_or_else_by_its_content() -> None:
    numbered = ready(["7", "x"], "编号", "内容")
    other = ready(["7", "y"], "编号", "内容")
    assert numbered.key == other.key == "import:7"
    assert numbered.asked != other.asked
    plain = ready(["x"], "内容")
    assert plain.key == f"import:{plain.asked.hex()}"
    assert plain.key == ready(["x", ""], "内容", "标题").key


@pytest.mark.parametrize(
    ("headings", "given", "reason"),
    [
        (("编号", "时间"), NO_MAP, "no column holds the text of a case"),
        (
            ("内容",),
            ColumnMap.model_validate({"columns": {"说的话": "text"}}),
            "the file has none such",
        ),
    ],
)
def test_columns_that_make_no_case_are_refused(
    headings: tuple[str, ...], given: ColumnMap, reason: str
) -> None:
    with pytest.raises(Faults, match=reason):
        plan(*headings, given=given)


def test_a_number_with_words_in_it_becomes_a_code_and_the_same_again() -> None:
    given = ready(["信访〔2026〕12号", "不亮"], "工单编号", "内容").command.external_id
    assert given == ready(["信访〔2026〕12号", "又"], "工单编号", "内容").command.external_id
    assert given is not None
    assert given.startswith("x-")
    assert given != ready(["信访〔2026〕13号", "不亮"], "工单编号", "内容").command.external_id
