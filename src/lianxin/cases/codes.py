"""Query codes: told to the resident, derived again when needed, kept nowhere in the open."""

import hmac

from lianxin.people.keys import keys
from lianxin.rules.numbers import query_code


def code_of(case: str) -> str:
    """Return the query code of a case (its id), the same each time."""
    chance = hmac.digest(keys().match, b"query code " + case.encode(), "sha256")
    return query_code(int.from_bytes(chance[:8], "big"))


def query_key(code: str) -> bytes:
    """Return what a case is found by when its query code is typed."""
    return hmac.digest(keys().match, b"query key " + code.encode(), "sha256")
