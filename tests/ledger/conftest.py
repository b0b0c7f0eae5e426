"""The ledger keeps what it holds, so tests that commit empty it themselves."""

from collections.abc import Iterator

import pytest

from tests.ledger.writing import empty_ledger


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """A database where this test alone commits, with an empty ledger."""
    empty_ledger()
    yield
    empty_ledger()
