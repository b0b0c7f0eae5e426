"""Nothing is said twice in a row: a merge that keeps both sides may write the same line again."""

import re
from collections import Counter
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from tests.architecture.sources import PACKAGE, ROOT

WRITTEN = sorted(PACKAGE.rglob("*.po"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *PACKAGE.rglob("*.md")])
FEWEST = 3
"""Fewer words may well follow themselves: "that that", "no, no"."""


def doubled(text: str) -> str:
    """Return the longest run of words that follows itself or the sentence that comes again, or ''.

    Chinese is read character by character.
    """
    words = re.findall(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+", text.casefold())
    for length in range(len(words) // 2, FEWEST - 1, -1):
        for start in range(len(words) - 2 * length + 1):
            run = words[start : start + length]
            if run == words[start + length : start + 2 * length]:
                return " ".join(run)
    sentences = Counter(one.strip() for one in re.split(r"[.!?。！？]", text))
    again = [one for one, count in sentences.items() if count > 1 and len(one.split()) >= FEWEST]
    return next(iter(again), "")


def texts(catalogue: Catalog) -> list[str]:
    """Return every sentence and every translation, each form for itself."""
    said = [text for one in catalogue if one.id for text in (one.id, one.string)]
    return [form for text in said for form in ([text] if isinstance(text, str) else text)]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.parts[-3])
def test_no_translation_holds_its_text_twice(path: Path) -> None:
    found = [doubled(text) for text in texts(read_po(BytesIO(path.read_bytes())))]
    assert [one for one in found if one] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.parts[-3])
def test_no_sentence_stands_twice_in_a_catalogue(path: Path) -> None:
    blocks = re.findall(r"^msgid (?:\"[^\n]*\"\n)+", path.read_text("utf-8"), re.MULTILINE)
    ids = Counter("".join(re.findall(r'"(.*)"', block)) for block in blocks)
    assert [one for one, count in ids.items() if count > 1] == []


def test_no_line_of_a_page_of_prose_stands_twice_in_a_row() -> None:
    assert [
        f"{path.relative_to(ROOT)}:{number} {line}"
        for path in PAGES
        for lines in [path.read_text("utf-8").splitlines()]
        for number, (before, line) in enumerate(pairwise(lines), 2)
        if line == before and len(line.split()) >= FEWEST
    ] == []


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("All is kept. Log in.All is kept. Log in.", "all is kept log in"),
        ("Ask a body. Ask a body. Leave it.", "ask a body"),
        ("Ask a body. Leave it. Ask a body.", "Ask a body"),
        ("您写的都还在您写的都还在", "您 写 的 都 还 在"),
        ("No line covers it: it waits. It is nothing.", ""),
        ("the first of the year, the first of the month", ""),
    ],
)
def test_what_is_doubled_is_found(text: str, run: str) -> None:
    assert doubled(text) == run
