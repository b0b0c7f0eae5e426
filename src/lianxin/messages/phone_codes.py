"""Codes that show that somebody holds a telephone: six digits, five minutes, five tries, once.

Kept is only a keyed digest of the number and a digest of the code; who asks too often, by number
or by address, is told to wait. Whether a number is known here makes no difference to any answer.
"""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from lianxin.messages import messages, statements
from lianxin.people import identity, rate_limits
from lianxin.people.sealing import match_key

DIGITS = 6
GOOD_FOR = timedelta(minutes=5)
TRIES = 5
# Habits of the field [D]: a code lasts five minutes, five wrong ones end it.
BY_NUMBER = rate_limits.Rate(most=3, seconds=600)
BY_ADDRESS = rate_limits.Rate(most=30, seconds=600)
TRIED_FROM = rate_limits.Rate(most=60, seconds=600)
MOBILE = re.compile(r"1[3-9]\d{9}")


class NotMobile(ValueError):
    """What was told is no number that a code can be sent to."""


@dataclass(frozen=True, slots=True)
class HeldPhone:
    """A telephone that somebody showed to hold: what it is matched by, and how it is shown."""

    key: bytes
    shown: str


def ask(phone: str, *, words: str, address: str, at: datetime) -> None:
    """Make a code for a mobile number and leave it for the carrier; `words` hold `%(code)s`.

    Raises NotMobile, and rate_limits.TooOften by number and by address.
    """
    number = identity.normal_phone(phone)
    if MOBILE.fullmatch(number) is None:
        raise NotMobile
    askers = {f"code for {number}": BY_NUMBER, f"phone code from {address}": BY_ADDRESS}
    rate_limits.limited(askers, lambda: _leave(number, words, at), at=at)


def _leave(number: str, words: str, at: datetime) -> None:
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    key = match_key(number, field="phone")
    until = at + GOOD_FOR
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statements.FORGET_CODES, {"at": at})
        cursor.execute(
            statements.PUT_CODE, {"key": key, "digest": _digest(key, code), "until": until}
        )
        messages.put(number, words % {"code": code}, at=at, good_until=until)


def redeem(phone: str, code: str, *, address: str, at: datetime) -> HeldPhone | None:
    """Return the telephone that a code opens, once; None for a wrong, spent or old one.

    Raises rate_limits.TooOften for an address that tries too much.
    """
    askers = {f"code tried from {address}": TRIED_FROM}
    return rate_limits.limited(askers, lambda: _redeemed(phone, code, at), at=at)


def _redeemed(phone: str, code: str, at: datetime) -> HeldPhone | None:
    number = identity.normal_phone(phone)
    key = match_key(number, field="phone")
    digest = _digest(key, "".join(code.split()))
    with connection.cursor() as cursor:
        cursor.execute(statements.COUNT_TRY, {"key": key, "at": at, "most": TRIES})
        row = cursor.fetchone()
        if row is None or not hmac.compare_digest(bytes(row[0]), digest):
            return None
        cursor.execute(statements.TAKE_CODE, {"key": key, "digest": digest})
        # Of two that come with it at once, one takes it.
        if cursor.rowcount != 1:
            return None
    return HeldPhone(key, identity.masked_phone(number))


def _digest(key: bytes, code: str) -> bytes:
    """Of six digits a plain digest hides nothing; this one is keyed and bound to the number."""
    return match_key(f"{key.hex()} {code}", field="phone code")
