"""Refusals: each code has its sentence in both languages."""

import pytest

from lianxin.rules.refusals import CODES, Refused
from lianxin.rules.wording import SENTENCES, sentence


def test_every_code_has_its_sentence_and_no_sentence_is_left_over() -> None:
    assert set(CODES) == set(SENTENCES)


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_reads_in_both_languages_even_without_its_values(code: str) -> None:
    refused = Refused(code)  # type: ignore[arg-type] - the parameter comes from the list of codes
    assert sentence(refused, "zh-hans").endswith("。")
    assert sentence(refused, "en").endswith(".")


def test_a_refusal_names_its_values() -> None:
    assert sentence(Refused("out_of_order", next="water-head"), "en") == (
        "Signatures go in order: water-head is next."
    )
