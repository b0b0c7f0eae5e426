"""Telephone and identity numbers: one form for comparing, and what is wrong with one."""

import re
import unicodedata
from datetime import date

# GB 11643-1999: weights and check characters of the 18-character number (ISO 7064, MOD 11-2).
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"

_COUNTRY = re.compile(r"^(?:\+|00)86(?=\d{7,})")
_NOT_DIALLED = re.compile(r"[\s\-‐-―()（）.·]")


def normal_phone(text: str) -> str:
    """Return a telephone number without spaces, dashes and the country code of China.

    Short codes (12345) and anything that is no number are given back as they came, trimmed.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    dialled = _NOT_DIALLED.sub("", plain)
    # A name or a note in the wrong field is kept as it came, not made into half a number.
    if not re.fullmatch(r"\+?\d+", dialled):
        return plain
    return _COUNTRY.sub("", dialled)


def normal_name(text: str) -> str:
    """Return a name without spaces and in one width, for comparing."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def normal_id_number(text: str) -> str:
    """Return an identity number in one width, without spaces, its X large."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def id_number_fault(text: str) -> str | None:
    """Return why this is no resident identity number, or None if it is one (GB 11643-1999)."""
    number = normal_id_number(text)
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number):
        return "an identity number has 17 digits and a digit or X"
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "the date of birth in the identity number does not exist"
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    if CHECKS[total % 11] != number[17]:
        return "the last character of the identity number does not fit the others"
    return None


def masked_name(name: str) -> str:
    """Return the family name's first character and two stars, which hide the length: `李**`."""
    return f"{name[:1]}**" if name else ""


def masked_phone(phone: str) -> str:
    """Return `138****2210`; a short code names a service, not a person, and stays."""
    if len(phone) < 7:
        return phone
    if len(phone) < 11:
        return f"{'*' * (len(phone) - 4)}{phone[-4:]}"
    return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"
