"""Who comes with a query code: counted and looked up in one, so that codes cannot be guessed."""

from datetime import datetime

from lianxin.cases.reading import queries
from lianxin.people.rate_limits import Rate, limited
from lianxin.rules.actor import Actor
from lianxin.rules.numbers import tidy

BY_ADDRESS = Rate(most=60, seconds=60)
BY_CODE = Rate(most=30, seconds=60)
LONGEST = 40
"""Characters of a code by which an asker is told from others; a true one is shorter."""


def bearer(code: str, *, address: str, at: datetime) -> Actor:
    """Return the petitioner of the one case that a query code opens.

    Refused `not_visible` for a code that is ill-formed or unknown; raises TooOften for guessing,
    known or not. However a code is spelt, it is counted as the same.
    """
    askers = {f"code from {address}": BY_ADDRESS, f"code {tidy(code)[:LONGEST]}": BY_CODE}
    return limited(askers, lambda: queries.petitioner_by_code(code), at=at)
