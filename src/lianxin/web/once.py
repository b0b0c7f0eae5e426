"""What a form carries so that it is sent once: its token, and the version that was read with it."""

from hashlib import sha256
from uuid import UUID, uuid4

from django.http import QueryDict

from lianxin.cases.door import Key
from lianxin.rules.refusals import Refused

LONGEST = 8
"""Digits of a version."""


def token(answers: QueryDict) -> str:
    """Return the token that a form brought back; a new one for a form that is shown first."""
    try:
        return str(UUID(answers.get("token", "")))
    except ValueError:
        return new_token()


def new_token() -> str:
    """Return the token of a form that nobody sent yet."""
    return str(uuid4())


def key(caller: str, form_token: str, content: str) -> Key:
    """Return the key under which what a form says is put on record once, however often it is sent.

    The same form with other words in it is refused `key_reused`.
    """
    return Key(caller, form_token, sha256(content.encode()).digest())


def version(answers: QueryDict, field: str = "version") -> int:
    """Return the version of the case that was read with a form.

    Refused `version_missing` where the form brought none back: without it a second press, or a
    case that somebody else moved on, would go through unnoticed.
    """
    text = answers.get(field, "")
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
        raise Refused("version_missing")
    return int(text)
