"""Case numbers and query codes."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.rules.numbers import ALPHABET, case_number, is_query_code, query_code, tidy

CHANCES = st.integers(min_value=0, max_value=2**50 - 1)


def test_a_case_number_bears_the_area_and_the_local_day() -> None:
    late_evening_utc = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
    assert case_number("qinghe", late_evening_utc, 0) == "QINGHE-260302-000000"


@settings(deadline=None, derandomize=True)
@given(CHANCES)
def test_a_query_code_knows_itself_however_it_is_typed(chance: int) -> None:
    code = query_code(chance)
    assert len(code) == 11
    assert is_query_code(code)
    assert tidy(f" {code[:4].lower()}-{code[4:8]} {code[8:]} ") == code


@settings(deadline=None, derandomize=True, max_examples=200)
@given(CHANCES, st.integers(0, 10), st.sampled_from(ALPHABET))
def test_one_mistyped_character_is_caught(chance: int, place: int, other: str) -> None:
    code = query_code(chance)
    typed = code[:place] + other + code[place + 1 :]
    assert is_query_code(typed) == (typed == code)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(CHANCES, st.integers(0, 9))
def test_two_swapped_neighbours_are_caught(chance: int, place: int) -> None:
    code = query_code(chance)
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_query_code(typed) == (typed == code)
