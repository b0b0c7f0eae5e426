"""Faults of files: each code is raised somewhere and has its sentence, with its values, in both languages."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import lianxin
from lianxin.rules.fault_sentences import (
    SENTENCES,
    files,
    grammar,
    models,
    narrowing,
    papers,
    presets,
    proving,
    tables,
)
from lianxin.rules.faults import Fault, Faults, Flaw

SOURCE = Path(lianxin.__file__).parent
TESTS = Path(__file__).parents[1]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PARTS = (files, grammar, models, narrowing, papers, presets, proving, tables)
KEPT = "kept_words"
"""The code of a fault that stays in the words of an older version: nothing raises it anew."""


@cache
def flaws() -> tuple[tuple[str, ast.Call], ...]:
    """Every place in the source where a flaw is made, with the file and line it stands in."""
    return tuple(_flaws())


def _flaws() -> Iterator[tuple[str, ast.Call]]:
    for file in sorted(SOURCE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "Flaw(" in text else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Flaw":
                yield f"{file.relative_to(SOURCE)}:{node.lineno}", node


def names_of(sentence: str) -> set[str]:
    """The values that a sentence names."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def quoted(file: Path) -> Iterator[str]:
    """Every text that stands by itself in a file of Python."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def raised() -> dict[str, list[tuple[str, set[str | None]]]]:
    """Every code raised in the source: where, and with which values."""
    codes = defaultdict(list)
    for place, call in flaws():
        if isinstance(call.args[0], ast.Constant):
            codes[str(call.args[0].value)].append((place, {one.arg for one in call.keywords}))
    return codes


def test_a_flaw_says_its_code_and_its_values_where_it_is_raised() -> None:
    unsaid = [
        place
        for place, call in flaws()
        if not isinstance(call.args[0], ast.Constant)
        or any(keyword.arg is None for keyword in call.keywords)
    ]
    # What is read from the database was said with a code when it was kept.
    assert [place.partition(":")[0] for place in unsaid] == ["rules/faults.py"]


def test_every_code_raised_has_a_sentence_and_every_sentence_is_raised() -> None:
    assert set(raised()) == set(SENTENCES)


def test_every_code_is_named_by_a_test_that_brings_it() -> None:
    # This file names codes without bringing them about.
    files = set(TESTS.rglob("test_*.py")) - {Path(__file__)}
    words = {word for file in files for word in quoted(file)}
    assert set(SENTENCES) - words == {KEPT}


def test_a_code_stands_in_one_list_alone() -> None:
    assert sum(len(part.SENTENCES) for part in PARTS) == len(SENTENCES)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_both_sentences_of_a_code_name_exactly_the_values_it_is_raised_with(code: str) -> None:
    zh, en = SENTENCES[code]
    places = {place: values for place, values in raised()[code]}
    assert places == dict.fromkeys(places, names_of(zh))
    assert names_of(en) == names_of(zh)


@pytest.mark.parametrize("code", sorted(set(SENTENCES) - {KEPT}))
def test_one_sentence_is_chinese_and_the_other_is_not(code: str) -> None:
    zh, en = SENTENCES[code]
    assert CHINESE.search(zh) or not re.search("[a-z]", re.sub(r"\{.*?\}", "", zh))
    assert not CHINESE.search(en.replace("条例", ""))


def test_a_value_that_is_a_word_of_ours_is_said_in_the_language_of_the_sentence() -> None:
    flaw = Flaw("not_among", name="nowhere", table="areas")
    assert flaw.sentence("zh-hans") == "nowhere不在地区表里"
    assert flaw.sentence("en") == "nowhere is not among the areas"


def test_several_values_are_joined_as_the_language_joins_them() -> None:
    flaw = Flaw("unknown_file", names=("areas", "bodies"))
    assert flaw.sentence("zh") == "不是可识别的表；可用的表有：areas、bodies"
    assert flaw.sentence() == "is no table; the tables are areas, bodies"
    flaw = Flaw("unknown_outcome", command="note", outcome="x", names=())
    assert flaw.sentence("zh") == "note没有“x”这个结果，可用的有：无"
    assert flaw.sentence() == "note has no outcome 'x'; its outcomes: none"


def test_a_value_with_braces_stays_as_it_is() -> None:
    assert Flaw("not_a_date", value="{odd}").sentence("zh") == "{odd}不是2026-03-01这样的日期"
    assert Flaw("serial_without_number").sentence("zh") == "缺少序号{n}"


def test_a_fault_is_written_as_compilers_write_it() -> None:
    flaw = Flaw("empty")
    assert str(Fault("a.csv", 0, "", flaw)) == "a.csv: is empty"
    assert str(Fault("a.csv", 2, "zh", flaw)) == "a.csv:2: zh: is empty"
    assert str(Fault("a.toml", 2, "zh", flaw, 7)) == "a.toml:2:7: zh: is empty"


def test_faults_are_listed_once_in_order_of_file_and_line() -> None:
    early, late = Fault("a", 2, "", Flaw("empty")), Fault("a", 10, "", Flaw("empty"))
    assert Faults([late, early, late]).faults == (early, late)


def test_a_fault_that_was_kept_is_the_very_fault() -> None:
    flaw = Flaw("unknown_file", names=("areas", "bodies"))
    fault = Fault("a.csv", 3, "zh", flaw)
    assert Fault.of_kept(fault.kept()) == fault


def test_a_fault_kept_before_there_were_codes_keeps_its_words() -> None:
    fault = Fault.of_kept(["a.csv", 3, "zh", "is empty"])
    assert (fault.line, fault.column, fault.sentence("zh")) == (3, "zh", "is empty")
