"""Case numbers and query codes."""

from datetime import datetime

from lianxin.rules.time.calendar import CHINA

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without I, L, O and U, which people misread."""


def base32(value: int, length: int) -> str:
    """Return the lowest `length` base-32 digits of a number."""
    digits = []
    for _ in range(length):
        value, rest = divmod(value, 32)
        digits.append(ALPHABET[rest])
    return "".join(reversed(digits))


def case_number(area: str, at: datetime, chance: int) -> str:
    """Return `<area>-<yymmdd>-<6 base32>`; random within the day, so that nobody can count cases."""
    return f"{area.upper()}-{at.astimezone(CHINA):%y%m%d}-{base32(chance, 6)}"


def query_code(chance: int) -> str:
    """Return ten base-32 characters of chance and a check character."""
    body = base32(chance, 10)
    return body + check_character(body)


def check_character(body: str) -> str:
    """Return the character that catches every one mistyped and every two swapped neighbours.

    A weighted sum in the field of 32 elements (x^5 + x^2 + 1), each place worth x times the next.
    """
    total = 0
    for character in body:
        total = (total ^ ALPHABET.index(character)) << 1
        total = total ^ 0b100101 if total & 32 else total
    return ALPHABET[total]


def is_query_code(text: str) -> bool:
    """Whether a typed code is well formed; spaces, dashes and case do not matter."""
    code = tidy(text)
    return (
        len(code) == 11
        and all(character in ALPHABET for character in code)
        and check_character(code[:-1]) == code[-1]
    )


def tidy(text: str) -> str:
    """Return a typed code as stored: upper case, O as 0, I and L as 1, no spaces or dashes."""
    code = "".join(text.split()).replace("-", "").upper()
    return code.replace("O", "0").replace("I", "1").replace("L", "1")
