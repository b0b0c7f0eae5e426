"""Files put on record: good rows kept, wrong ones told, nothing twice."""

import csv
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from lianxin.cases.door import Passed, Registration
from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import page, view
from lianxin.intake import importing, recording
from lianxin.intake.importing import Outside, Progress, import_cases
from lianxin.intake.maps import ColumnMap
from lianxin.org.preset_folders import PRESETS
from lianxin.people.petitioners import reveal
from lianxin.rules.actor import SYSTEM, Actor
from lianxin.rules.faults import Faults
from tests.county import officer

SAMPLE = PRESETS / "qinghe" / "sample" / "hotline.csv"
AT = datetime(2026, 3, 10, 1, tzinfo=UTC)
WRONG = """编号,标题,时间,内容,分类,区域
1,路灯,2026/3/2 8:00,不亮,路灯,柳荫社区
2,井盖,三月二日,缺失,井盖,柳荫社区
3,,,,路灯,柳荫社区
4,收费,2026/3/2 9:00,物业费太高,收费争议,
5,错行,2026/3/2
1,路灯,2026/3/2 8:00,不亮,路灯,柳荫社区
1,路灯,2026/3/2 8:00,又不亮了,路灯,柳荫社区
"""


def brought(path: Path, **more: object) -> Progress:
    outside = more.pop("outside", Outside(clock=lambda: AT))
    assert isinstance(outside, Outside)
    return import_cases(path, actor=officer("operator-1"), outside=outside, **more)  # type: ignore[arg-type]  # the caller names the function's own arguments


def counts(done: Progress) -> tuple[int, int, int]:
    return done.new, done.again, done.rejected


def wrong_file(tmp_path: Path, text: str = WRONG) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_sample_of_the_county_is_wholly_good(county: str, tmp_path: Path) -> None:
    path = tmp_path / "hotline.csv"
    path.write_bytes(SAMPLE.read_bytes())
    done = brought(path, channel="hotline")
    assert counts(done) == (40, 0, 0)
    assert (done.routable, done.unrouted) == (38, 2)
    assert not (tmp_path / "hotline.csv.rejects.csv").exists()
    lines = page(SYSTEM, Filters(), at=AT).rows
    assert {line.stage for line in lines} == {"registered"}
    assert {line.lead for line in lines} == {None}


def test_a_case_keeps_what_its_row_said(county: str, tmp_path: Path) -> None:
    path = tmp_path / "hotline.csv"
    path.write_bytes(SAMPLE.read_bytes())
    brought(path, channel="hotline")
    line = next(
        one for one in page(SYSTEM, Filters(), at=AT).rows if one.title == "工地凌晨浇筑混凝土"
    )
    seen = view(officer("operator-1"), line.number, at=AT)
    assert seen.text.startswith("柳荫社区北侧工地连续三天")
    assert seen.state.matter.raised_at == datetime(2026, 3, 2, 0, 12, 40, tzinfo=UTC)
    assert seen.state.matter.registered_at == AT
    assert (seen.state.matter.external_id, seen.state.matter.area) == ("R260302001", "liuyin")
    assert (seen.state.house.registrar, seen.state.house.registrar_body) == (
        "operator-1",
        "hotline",
    )
    (petitioner,) = seen.state.people.petitioners
    assert reveal(UUID(petitioner)).name == "赵一鸣"


def test_good_rows_are_kept_and_wrong_ones_told_with_line_and_reason(
    county: str, tmp_path: Path
) -> None:
    done = brought(wrong_file(tmp_path))
    assert counts(done) == (2, 1, 4)
    assert done.rejects == tmp_path / "cases.csv.rejects.csv"
    with done.rejects.open(encoding="utf-8-sig", newline="") as source:
        head, *rows = csv.reader(source)
    assert head == ["line", "reason", "编号", "标题", "时间", "内容", "分类", "区域"]
    assert [(row[0], row[1]) for row in rows] == [
        ("3", "raised_at: 三月二日 is no time that can be read"),
        ("4", "has neither text nor title"),
        ("6", "has 3 cells where the heading has 6"),
        ("8", "its number stands on record with other content"),
    ]


def test_a_label_that_means_two_things_here_is_left_empty(county: str, tmp_path: Path) -> None:
    done = brought(wrong_file(tmp_path))
    assert done.unknown == {("category", "收费争议"): 1}
    waiting = page(officer("dispatcher-1"), Filters(phase="registered"), at=AT).rows
    (line,) = [row for row in waiting if row.category is None]
    assert (line.title, line.category) == ("收费", None)


def test_a_second_run_takes_nothing_twice(county: str, tmp_path: Path) -> None:
    path = wrong_file(tmp_path)
    brought(path)
    done = brought(path)
    assert counts(done) == (0, 3, 4)
    assert len(page(SYSTEM, Filters(), at=AT).rows) == 2


def test_the_same_number_by_another_channel_is_another_matter(county: str, tmp_path: Path) -> None:
    path = wrong_file(tmp_path, "编号,内容\n1,不亮\n")
    assert brought(path, channel="hotline").new == 1
    assert brought(path, channel="web").new == 1


def test_rejects_put_right_are_read_in_again(county: str, tmp_path: Path) -> None:
    done = brought(wrong_file(tmp_path))
    assert done.rejects is not None
    again = done.rejects.read_text(encoding="utf-8-sig").replace("三月二日", "2026/3/2")
    mended = tmp_path / "mended.csv"
    mended.write_text(again, encoding="utf-8")
    assert brought(mended).new == 1


def test_a_run_without_rejects_takes_the_old_ones_away(county: str, tmp_path: Path) -> None:
    path = wrong_file(tmp_path)
    brought(path)
    path.write_text("编号,内容\n9,不亮\n", encoding="utf-8")
    assert brought(path).rejects is None
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cases.csv"]


def test_a_file_of_another_kind_under_the_name_of_rejects_stays(
    county: str, tmp_path: Path
) -> None:
    path = wrong_file(tmp_path, "内容\n不亮\n")
    other = tmp_path / "cases.csv.rejects.csv"
    other.write_text("mine", encoding="utf-8")
    brought(path)
    assert other.read_text(encoding="utf-8") == "mine"


def test_a_stopped_import_goes_on_where_it_was(
    county: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    path = tmp_path / "many.csv"
    path.write_text("编号,内容\n" + "".join(f"{n},事{n}\n" for n in range(35)), encoding="utf-8")
    stopping: Callable[[], bool] = lambda: True  # noqa: E731 - a stop that was asked for
    done = brought(path, outside=Outside(clock=lambda: AT, stop=stopping))
    assert (done.stopped, done.new, done.done) == (True, 10, 10)
    told: list[int] = []
    done = brought(
        path, outside=Outside(clock=lambda: AT, report=lambda one: told.append(one.done))
    )
    assert counts(done) == (25, 10, 0)
    assert (told, done.total) == ([10, 20, 30, 35], 35)


def test_several_processes_take_in_what_one_takes(
    open_county: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    monkeypatch.setattr(recording, "MUCH", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    path = tmp_path / "many.csv"
    rows = [f"{n},事{n}\n" for n in range(75)]
    path.write_text("编号,内容\n" + "".join([*rows, rows[3], "7,别的事\n", "8\n"]), "utf-8")
    told: list[int] = []
    watched = Outside(clock=lambda: AT, report=lambda one: told.append(one.done))
    done = brought(path, outside=watched)
    assert counts(done) == (75, 1, 2)
    assert told[-1] == done.done == 78
    assert queries.count(SYSTEM, Filters(), at=AT) == 75
    reasons = (tmp_path / "many.csv.rejects.csv").read_text("utf-8")
    assert "its number stands on record with other content" in reasons
    stopping: Callable[[], bool] = lambda: True  # noqa: E731 - a stop that was asked for
    done = brought(path, outside=Outside(clock=lambda: AT, stop=stopping))
    assert (done.stopped, done.new, done.again) == (True, 0, 10)


def test_one_row_the_door_refuses_does_not_take_its_batch_along(
    county: str, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("编号,内容\n" + "".join(f"{n},事{n}\n" for n in range(35)), encoding="utf-8")
    brought(path)
    changed = path.read_text(encoding="utf-8").replace("17,事17", "17,别的事")
    path.write_text(changed + "35,事35\n", encoding="utf-8")
    done = brought(path)
    assert counts(done) == (1, 34, 1)


def test_a_faulty_file_changes_nothing(county: str, tmp_path: Path) -> None:
    path = wrong_file(tmp_path, '编号,内容\n1,好\n2,"坏"坏\n')
    with pytest.raises(Faults, match=r"cases\.csv:3"):
        brought(path)
    assert page(SYSTEM, Filters(), at=AT).rows == ()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cases.csv"]


def test_rejects_that_could_not_be_written_stop_it_before_it_begins(
    county: str, tmp_path: Path
) -> None:
    path = wrong_file(tmp_path)
    (tmp_path / "cases.csv.rejects.csv.draft").mkdir()
    with pytest.raises(Faults, match="cannot be written"):
        brought(path)
    assert page(SYSTEM, Filters(), at=AT).rows == ()


def test_a_batch_is_one_transaction_of_few_statements(county: str, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("编号,内容\n" + "".join(f"{n},事{n}\n" for n in range(100)), encoding="utf-8")
    with CaptureQueriesContext(connection) as asked:
        brought(path)
    # The county's labels, the book, and for the one batch: savepoint, look, write, release.
    assert len(asked) <= 8


def test_what_a_map_says_is_used(county: str, tmp_path: Path) -> None:
    path = wrong_file(tmp_path, "单号;说的话;类\n7;灯不亮;灯\n")
    given = ColumnMap.model_validate(
        {
            "channel": "hotline",
            "columns": {"单号": "external_id", "说的话": "text", "类": "category"},
            "defaults": {"area": "liuyin"},
            "categories": {"灯": "c-010201"},
        }
    )
    done = brought(path, column_map=given)
    assert (done.new, done.routable) == (1, 1)
    (line,) = page(SYSTEM, Filters(), at=AT).rows
    assert (line.channel, line.category, line.area) == ("hotline", "c-010201", "liuyin")


def test_numbers_that_chance_gave_twice_cost_no_row(
    county: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("编号,内容\n" + "".join(f"{n},事{n}\n" for n in range(35)), encoding="utf-8")
    record = recording.door.record_many

    def unlucky(wanted: Sequence[Registration], *, actor: Actor) -> list[Passed]:
        if len(wanted) > unlucky_from:
            raise IntegrityError
        return record(wanted, actor=actor)

    monkeypatch.setattr(recording.door, "record_many", unlucky)
    unlucky_from = 3
    assert counts(brought(path)) == (35, 0, 0)
    unlucky_from = 0
    with pytest.raises(IntegrityError):
        brought(path)
