"""Labels: every code that a page may show has its word in both languages, and no word is left over."""

from collections.abc import Callable, Iterable, Mapping
from typing import get_args

import pytest
from django.utils.translation import override

from lianxin.rules.commands.intake import Channel, Kind
from lianxin.rules.phases import Phase
from lianxin.web import names

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
