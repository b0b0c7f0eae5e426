"""Facts are forever: every one ever released reads back, and prints as it was hashed."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from lianxin.rules import commands, facts
from lianxin.rules.facts.shapes import ClockChange, Fact
from lianxin.rules.record.canonical import canonical
from lianxin.rules.time.calendar import CHINA


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema."""
    if isinstance(schema, list):
        for one in schema:
            yield from parts(one)
    elif isinstance(schema, dict):
        yield schema
        inner = [schema.get(key, {}) for key in ("properties", "$defs")]
        for one in [one for held in inner for one in held.values()]:
            yield from parts(one)
        for key in ("items", "prefixItems", "anyOf", "oneOf", "allOf"):
            yield from parts(schema.get(key, []))


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


@pytest.mark.parametrize("name", sorted(facts.NAMES))
def test_a_fact_can_hold_no_broken_number_and_no_map_but_of_text(name: str) -> None:
    found = list(parts(facts.CLASSES[name].model_json_schema()))
    assert {"string", "integer"} >= {one["type"] for one in found if "type" in one} - {
        "array",
        "boolean",
        "null",
        "object",
    }
    # A map would have a schema for its values, and what may be anything has an empty one.
    assert not [one for one in found if one.get("additionalProperties") or not one]


@pytest.mark.parametrize("stored", STORED, ids=lambda stored: stored["fact"])
def test_a_fact_is_written_as_any_other_payload_is(stored: dict[str, str]) -> None:
    assert canonical(json.loads(stored["payload"])) == stored["payload"]


def test_a_moment_is_written_in_utc_whatever_its_zone() -> None:
    at = datetime(2026, 3, 2, 8, 30, 15, 999, tzinfo=CHINA)
    change = ClockChange(code="answer", op="started", start=at)
    text = facts.payload(Fact.model_construct({"clocks"}, clocks=(change,)))
    assert '"start":"2026-03-02T00:30:15Z"' in text


def test_an_unknown_fact_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        facts.read("never_released", "{}")
