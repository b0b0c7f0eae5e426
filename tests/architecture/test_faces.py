"""Templates, style sheets and scripts can be read and reviewed line by line."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.architecture.sources import PACKAGE, ROOT

from lianxin.web.stripping import Token, tokens_of

COLUMNS = 120
OCTETS = 160
"""What editors and tools without letters of ours count: a Chinese character is three."""
FACES = sorted(
    path
    for kind in ("html", "css", "js")
    for path in PACKAGE.rglob(f"*.{kind}")
    if ".min" not in path.suffixes  # as its makers send it out
)
TEMPLATES = [path for path in FACES if path.suffix == ".html"]
SHEETS = [path for path in FACES if path.suffix == ".css"]
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|/\*.*?\*/")


def at(path: Path, line: int) -> str:
    """Return a place that an editor can jump to."""
    return f"{path.relative_to(ROOT)}:{line}"


def loose_spaces(source: str) -> Iterator[int]:
    """Yield the lines with a space that the formatter may turn into a break that is nothing."""
    edge = Token("control", "")
    tokens, line = [edge, *tokens_of(source), edge], 1
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        starts = re.match(r" +(?!\s*\n)", token.text) and before.swallows_after
        ends = re.search(r"(?<!\n)(?<! ) +$", token.text) and after.swallows_before
        if token.kind == "text" and (starts or ends):
            yield line
        line += token.text.count("\n")


def crowded(sheet: str) -> Iterator[int]:
    """Yield the lines of a style sheet that say more than one thing."""
    for number, line in enumerate(sheet.splitlines(), 1):
        said = QUOTED.sub("", line)
        if said.count(";") > 1 or said.count("{") > 1:
            yield number


def test_a_line_is_no_wider_than_a_screen_beside_its_change() -> None:
    assert [
        at(path, number)
        for path in FACES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > COLUMNS
    ] == []


def test_a_line_is_no_longer_than_its_octets_allow() -> None:
    assert [
        at(path, number)
        for path in FACES
        for number, line in enumerate(path.read_bytes().splitlines(), 1)
        if len(line) > OCTETS
    ] == []


def test_a_line_of_a_style_sheet_says_one_thing() -> None:
    assert [at(path, line) for path in SHEETS for line in crowded(path.read_text())] == []


def test_a_space_that_a_reader_sees_does_not_hang_on_the_layout() -> None:
    assert [at(path, line) for path in TEMPLATES for line in loose_spaces(path.read_text())] == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("{{ a }} {{ b }}", []),
        ("<p>\n  {{ a }}\n</p>", []),
        ("{{ a }}{% if b %}&#32;b{% endif %}", []),
        ("{{ a }}\n{% if b %} b{% endif %}", [2]),
        ("{{ a }} {% if b %}b{% endif %}", [1]),
        ("<b>a </b>b", [1]),
    ],
)
def test_a_loose_space_is_found(source: str, lines: list[int]) -> None:
    assert list(loose_spaces(source)) == lines


@pytest.mark.parametrize(
    ("sheet", "lines"),
    [
        ("a { color: red; }\nb {\n  color: blue;\n}", []),
        ('a::before { content: "; {"; }', []),
        ("a { color: red; margin: 0; }", [1]),
        ("a { margin: 0 } b { margin: 0 }", [1]),
    ],
)
def test_a_crowded_line_is_found(sheet: str, lines: list[int]) -> None:
    assert list(crowded(sheet)) == lines
