"""Facts are forever: every one ever released reads back, and prints as it was hashed."""

import json
from pathlib import Path

import pytest

from lianxin.rules import commands, facts

GOLDEN = Path(__file__).parents[1] / "data" / "facts.jsonl"
STORED = [json.loads(line) for line in GOLDEN.read_text().splitlines()]


@pytest.mark.parametrize("stored", STORED, ids=lambda stored: stored["fact"])
def test_a_stored_fact_reads_back_to_the_very_text_that_was_hashed(stored: dict[str, str]) -> None:
    fact = facts.read(stored["fact"], stored["payload"])
    assert facts.payload(fact) == stored["payload"]


def test_every_fact_has_its_stored_example() -> None:
    assert {stored["fact"] for stored in STORED} == facts.NAMES


def test_every_command_names_a_fact_that_exists() -> None:
    assert {cls.fact for cls in commands.CLASSES.values()} <= facts.NAMES


def test_a_fact_holds_no_broken_number() -> None:
    with pytest.raises(TypeError, match="payload holds"):
        facts.canonical({"amount": 1.5})


def test_an_unknown_fact_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        facts.read("never_released", "{}")
