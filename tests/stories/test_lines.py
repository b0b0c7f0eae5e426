"""A story is read whole and checked before anything is played."""

from pathlib import Path

import pytest

from lianxin.stories.lines import Do, Expect, Malformed, Tick, parse, read
from tests.stories.script import FILE, LAMP, at, do, expect, story, text, tick


def test_a_story_has_a_header_and_steps_with_their_lines() -> None:
    found = story(
        do("03-02 09:00", "operator-1", "register", **LAMP),
        tick("03-03 00:00"),
        expect(case="a", stage="registered"),
    )
    assert found.header.preset == "qinghe"
    assert [line.number for line in found.lines] == [2, 3, 4]
    assert [type(line.step) for line in found.lines] == [Do, Tick, Expect]


def test_empty_lines_are_passed_over_and_counted() -> None:
    found = parse(text() + "\n\n" + '{"tick": "2026-03-03T00:00+08:00"}\n', file=FILE)
    assert [line.number for line in found.lines] == [3]


REGISTER = do("03-02 09:00", "operator-1", "register", **LAMP)


@pytest.mark.parametrize(
    ("steps", "line", "reason"),
    [
        ([{"who": "x"}], 2, "a step has one of do, tick, expect"),
        ([{**REGISTER, "wiht": {}}], 2, "wiht"),
        ([do("03-02 09:00", "operator-1", "regsiter")], 2, "there is no command regsiter"),
        ([{**REGISTER, "with": {**LAMP, "kind": "wish"}}], 2, "register: kind"),
        ([{**REGISTER, "with": {"kind": "help"}}], 2, "register: channel"),
        ([REGISTER, do("03-02 09:10", "operator-1", "urge", "b")], 3, "no case b yet"),
        ([REGISTER, REGISTER], 3, "there is a case a already"),
        ([REGISTER, expect(case="b", stage="x")], 3, "no case b yet"),
        ([REGISTER, do("03-02 09:10", "operator-1", "link", to="c", relation="related")], 3, "c"),
        ([REGISTER, tick("03-01 00:00")], 3, "time runs backward"),
        ([{"tick": "2026-03-03T00:00"}], 2, "timezone"),
        ([REGISTER, expect(case="a", clock={"route": {"due": "2026-03-03T00:00"}})], 3, "offset"),
        ([REGISTER, expect(case="a", clock={"route": {"duo": "2026-03-03"}})], 3, "duo"),
        ([REGISTER, expect(case="a")], 3, "nothing is expected"),
        ([REGISTER, expect(case="a", open_to="operator-1")], 3, "open_to is asked with"),
        ([REGISTER, expect(case="a", document="opinion")], 3, "with its state"),
        ([expect(figure="registered", value="1/1")], 2, "since, until and value"),
        (
            [expect(figure="no_such", since="2026-03-01", until="2026-04-01", value="1/1")],
            2,
            "there is no figure no_such",
        ),
        ([{**REGISTER, "article": "条例20"}], 2, "article"),
        ([{**REGISTER, "refused": "forbidden"}], 2, "refused"),
    ],
)
def test_a_slip_is_told_with_file_and_line(steps: list, line: int, reason: str) -> None:
    with pytest.raises(Malformed) as told:
        story(*steps)
    assert (told.value.file, told.value.line) == (FILE, line)
    assert reason in str(told.value)


def test_a_line_that_is_no_json_is_told_with_its_place() -> None:
    with pytest.raises(Malformed, match=r"test\.jsonl:2: is no JSON"):
        parse(text() + "\n{oops", file=FILE)
    with pytest.raises(Malformed, match="is no JSON object"):
        parse(text() + "\n[1]", file=FILE)


def test_a_story_without_a_header_is_refused() -> None:
    with pytest.raises(Malformed, match="the story is empty"):
        parse("\n", file=FILE)
    with pytest.raises(Malformed, match="1: preset"):
        parse('{"story": "x", "start": "2026-03-02T08:30+08:00"}', file=FILE)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match="cannot be read"):
        read(tmp_path / "none.jsonl")
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"\xff\xfe")
    with pytest.raises(Malformed, match="cannot be read"):
        read(bad)


def test_a_case_refused_at_registration_has_no_name_yet() -> None:
    with pytest.raises(Malformed, match="no case a yet"):
        story(
            {**REGISTER, "refused": "too_many_representatives"},
            expect(case="a", stage="registered"),
        )


def test_moments_of_a_story_carry_their_offset() -> None:
    assert at("03-02 09:00") == "2026-03-02T09:00+08:00"
