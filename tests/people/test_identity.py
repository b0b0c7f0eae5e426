"""Telephone and identity numbers: one form to compare, and what is wrong with one."""

import pytest

from lianxin.people.identity import (
    masked_name,
    masked_phone,
    normal_id_number,
    normal_name,
    normal_phone,
)


@pytest.mark.parametrize(
    ("told", "normal"),
    [
        ("138 1234 2210", "13812342210"),
        ("+86-138-1234-2210", "13812342210"),
        ("008613812342210", "13812342210"),
        ("１３８１２３４２２１０", "13812342210"),
        ("(0451) 8123-4567", "045181234567"),
        ("12345", "12345"),
        ("8621", "8621"),
        ("+1 202 555 0101", "+12025550101"),
        ("问邻居王姐", "问邻居王姐"),
        ("", ""),
    ],
)
def test_one_telephone_has_one_form_however_it_is_told(told: str, normal: str) -> None:
    assert normal_phone(told) == normal


def test_names_and_identity_numbers_compare_without_spaces_and_width() -> None:
    assert normal_name(" 李 春花 ") == normal_name("李春花")
    assert normal_id_number("11010519491231002ｘ") == "11010519491231002X"


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13812342210", "138****2210"), ("81234567", "****4567"), ("12345", "12345"), ("", "")],
)
def test_a_masked_telephone_keeps_enough_to_recognise_and_too_little_to_call(
    phone: str, masked: str
) -> None:
    assert masked_phone(phone) == masked


def test_a_masked_name_hides_its_length() -> None:
    assert masked_name("李春花") == masked_name("李强") == "李**"
    assert masked_name("") == ""
