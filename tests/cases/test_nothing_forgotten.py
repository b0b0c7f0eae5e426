"""What is declared is also used: every command has a row, every refusal a test."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lianxin.rules import commands, facts
from lianxin.rules.decide import LOOPS_ONLY
from lianxin.rules.evolve import FOLDS
from lianxin.rules.refusals import CODES
from tests.rules.county import shipped

TESTS = Path(__file__).parents[1]
STORIES = TESTS.parent / "src" / "lianxin" / "presets"
PROCEDURES = ("statutory", "simple", "hotline")
FIRST = "register"
LOOPS = {one.model_fields["command"].default for one in LOOPS_ONLY}


@pytest.mark.parametrize("name", sorted(commands.NAMES - LOOPS - {FIRST}))
def test_every_command_has_a_row_in_a_shipped_procedure(name: str) -> None:
    assert any(name in shipped(code).action_index for code in PROCEDURES)


@pytest.mark.parametrize("name", sorted(LOOPS))
def test_what_only_the_loops_may_do_has_no_row(name: str) -> None:
    assert not any(name in shipped(code).action_index for code in PROCEDURES)


def test_no_row_names_a_command_that_does_not_exist() -> None:
    named = {name for code in PROCEDURES for name in shipped(code).action_index}
    assert named <= commands.NAMES - LOOPS


def strings() -> Iterator[tuple[str, str]]:
    """Every string in a test, with its file; this file's own are left out."""
    for path in sorted(TESTS.rglob("*.py")):
        if path == Path(__file__):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, path.name


def told() -> Iterator[str]:
    """Every refusal that a shipped story expects."""
    for path in sorted(STORIES.rglob("*.jsonl")):
        for line in path.read_text().splitlines():
            yield json.loads(line).get("refused", "")


@pytest.fixture(scope="module")
def expected() -> set[str]:
    """The refusals that some test expects by name."""
    return {value for value, _ in strings()} & set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_is_met_by_a_test(expected: set[str], code: str) -> None:
    assert code in expected


def test_the_stories_expect_only_refusals_that_exist() -> None:
    assert set(told()) - {""} <= set(CODES)


def test_every_fold_is_of_a_fact_that_exists() -> None:
    assert set(FOLDS) <= facts.NAMES
