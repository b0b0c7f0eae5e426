"""The rows of the long list: every word of them is escaped, and says what the line says."""

from dataclasses import fields

from lianxin.web.desk.lists.lines import ListedCase
from lianxin.web.desk.lists.rows import rows

BAD = "<b a=\"1\" c='2'>&"
LINE = ListedCase(
    number="QINGHE-260302-AAAAAA",
    title="路灯坏了",
    address="/desk/cases/QINGHE-260302-AAAAAA",
    about="热线 · 投诉",
    stage="办理中",
    place="城关街道",
    lead="城管局",
    risk="",
    urgent=False,
    due="3月5日 08:30",
    left="还剩3个工作日",
    look="soon",
)


def test_a_row_says_what_its_line_says() -> None:
    said = rows([LINE])
    for word in (LINE.number, LINE.title, LINE.about, LINE.place, LINE.lead, LINE.due, LINE.left):
        assert word in said
    assert f'<a href="{LINE.address}">' in said
    assert "紧急" not in said
    assert "risk" not in said


def test_what_is_not_there_is_left_empty_or_is_a_dash() -> None:
    said = rows([_with(lead="", left="", due="", look="")])
    assert "<td></td>" in said
    assert said.count("—") == 1


def test_urgency_and_colour_are_told_in_words() -> None:
    said = rows([_with(urgent=True, risk="red")])
    assert "紧急" in said
    assert 'aria-label="红"' in said


def test_nothing_that_was_written_becomes_markup() -> None:
    words = [one.name for one in fields(ListedCase) if one.name not in {"urgent", "risk", "stage"}]
    said = rows([_with(**dict.fromkeys(words, BAD))])
    assert BAD not in said
    assert said.count("&lt;b a=&quot;1&quot; c=&#x27;2&#x27;&gt;&amp;") == len(words) + 1
    assert "<b" not in said.replace("<br>", "")


def _with(**told: object) -> ListedCase:
    held = {one.name: getattr(LINE, one.name) for one in fields(ListedCase)}
    return ListedCase(**{**held, **told})  # type: ignore[arg-type]  # told by name in each test
