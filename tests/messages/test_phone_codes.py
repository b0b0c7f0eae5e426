"""A code shows that somebody holds a telephone: once, for five minutes, five tries."""

import re
from datetime import datetime, timedelta

import pytest

from lianxin.messages import carrier, messages, phone_codes
from lianxin.messages.models import Message, PhoneCode
from lianxin.people.rate_limits import Rate, TooOften
from tests.county import AT

PHONE, WORDS, FROM = "13800002210", "验证码 %(code)s", "10.0.0.1"
SOON = AT + timedelta(minutes=1)


def _asked(phone: str = PHONE, *, at: datetime = AT) -> str:
    phone_codes.ask(phone, words=WORDS, address=FROM, at=at)
    found = re.search(r"\d{6}", messages.waiting(at=at)[-1].text)
    assert found
    return found[0]


def _opens(code: str, *, phone: str = PHONE, at: datetime = SOON) -> bool:
    return phone_codes.redeem(phone, code, address=FROM, at=at) is not None


def test_a_code_opens_once(county: str) -> None:
    code = _asked()
    assert _opens(f" {code[:3]} {code[3:]} ")
    assert not _opens(code)


def test_a_number_is_known_however_it_is_written(county: str) -> None:
    code = _asked("+86 138-0000-2210")
    assert _opens(code)


def test_after_five_minutes_it_opens_nothing(county: str) -> None:
    assert not _opens(_asked(), at=AT + phone_codes.GOOD_FOR)


def test_five_wrong_ones_end_it(county: str) -> None:
    code = _asked()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert [_opens(wrong) for _ in range(phone_codes.TRIES)] == [False] * phone_codes.TRIES
    assert not _opens(code)


def test_a_new_code_ends_the_one_before(county: str) -> None:
    first = _asked()
    second = _asked(at=AT + timedelta(seconds=1))
    assert first == second or not _opens(first)
    assert _opens(second)


def test_a_code_opens_no_other_number(county: str) -> None:
    code = _asked()
    assert not _opens(code, phone="13900000000")


@pytest.mark.parametrize("phone", ["12345", "打不通", "010-88886666", "", "2380000221000"])
def test_what_is_no_mobile_number_gets_none(county: str, phone: str) -> None:
    with pytest.raises(phone_codes.NotMobile):
        phone_codes.ask(phone, words=WORDS, address=FROM, at=AT)


def test_a_number_is_not_rung_without_end(county: str) -> None:
    for _ in range(phone_codes.BY_NUMBER.most):
        _asked()
    with pytest.raises(TooOften):
        _asked()


def test_an_address_cannot_ask_for_many_numbers(
    county: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_codes, "BY_ADDRESS", Rate(most=2, seconds=600))
    _asked("13800000001")
    _asked("13800000002")
    with pytest.raises(TooOften):
        _asked("13800000003")


def test_an_address_cannot_try_without_end(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_codes, "TRIED_FROM", Rate(most=2, seconds=600))
    code = _asked()
    _opens("000000")
    _opens("000000")
    with pytest.raises(TooOften):
        _opens(code)


def test_neither_number_nor_code_lies_open(county: str) -> None:
    code = _asked()
    (message,), (kept,) = Message.objects.all(), PhoneCode.objects.all()
    lying = b"".join(
        map(bytes, (message.phone_sealed, message.text_sealed, kept.phone_key, kept.digest))
    )
    assert code.encode() not in lying
    assert PHONE.encode() not in lying


def test_what_means_nothing_any_more_is_swept_away(county: str) -> None:
    _asked()
    assert carrier.carry(SOON) == 0
    assert Message.objects.count() == 1
    carrier.carry(AT + phone_codes.GOOD_FOR)
    assert Message.objects.count() == 0


def test_a_code_that_opens_nothing_any_more_is_swept_by_the_loop(county: str) -> None:
    _asked()
    carrier.carry(AT + phone_codes.GOOD_FOR - timedelta(seconds=1))
    assert (PhoneCode.objects.count(), Message.objects.count()) == (1, 1)
    carrier.carry(AT + phone_codes.GOOD_FOR)
    assert (PhoneCode.objects.count(), Message.objects.count()) == (0, 0)
