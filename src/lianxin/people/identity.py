"""Telephone and identity numbers: one form for comparing, and one to be shown."""

import re
import unicodedata

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
