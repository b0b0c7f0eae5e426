"""Labels: every code that a page may show has its word in both languages, and no word is left over."""

from collections.abc import Callable, Iterable, Mapping
from typing import get_args

import pytest
from django.utils.translation import override

from lianxin.rules.commands.intake import Channel, Kind
from lianxin.rules.conditions.words import WORDS
from lianxin.rules.phases import Phase
from lianxin.web import names, options

TABLES: dict[str, tuple[Mapping[str, Callable[[], str]], Iterable[str]]] = {
    "kinds of matters": (names._KINDS, get_args(Kind)),
    "channels": (names._CHANNELS, get_args(Channel)),
    "phases": (names._PHASES, get_args(Phase)),
}


@pytest.mark.parametrize("table", TABLES)
def test_every_code_has_a_word_and_no_word_stands_for_a_code_that_is_not_there(table: str) -> None:
    labels, codes = TABLES[table]
    assert set(labels) == set(codes)


@pytest.mark.parametrize("table", TABLES)
def test_every_word_is_chinese_on_a_chinese_page_and_english_on_an_english_one(table: str) -> None:
    labels, _codes = TABLES[table]
    with override("zh-hans"):
        assert [code for code, label in labels.items() if label().isascii()] == []
    with override("en"):
        assert [code for code, label in labels.items() if not label().isascii()] == []


def called_on_pages(question: str, code: str) -> str:
    """Return what pages call a kind, a channel, or an answer to a question."""
    known = {"kind": names.kind, "channel": names.channel}.get(question)
    return known(code) if known else options.word(question, code)


@pytest.mark.parametrize("prefix", ["kind_", "channel_", "outcome_", "disposition_"])
def test_a_condition_calls_what_it_names_as_the_pages_do(prefix: str) -> None:
    question = prefix.rstrip("_")
    for language, place in (("zh-hans", 0), ("en", 1)):
        with override(language):
            said = {code: called_on_pages(question, code) for code in WORDS[prefix]}
        assert said == {code: called[place] for code, called in WORDS[prefix].items()}
