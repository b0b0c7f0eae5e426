"""The book of a process: read once for all after a change, and never older than asked for."""

import pytest
from django.db import transaction

from lianxin.cases import book as books
from lianxin.org import snapshot, versions
from tests.county import at_once

READERS = 12


class Counting:
    """Reads the organisation and counts how often."""

    def __init__(self) -> None:
        self.count = 0
        self._load = snapshot.load

    def __call__(self) -> snapshot.OrgParts:
        """Read it."""
        self.count += 1
        return self._load()


@pytest.fixture
def loads(open_county: str, monkeypatch: pytest.MonkeyPatch) -> Counting:
    """How often the book is read from here on."""
    books.current()
    counting = Counting()
    monkeypatch.setattr(snapshot, "load", counting)
    return counting


def test_after_a_change_it_is_read_once_for_all_who_ask(open_county: str, loads: Counting) -> None:
    before = books.current()
    versions.bump("duties")
    found = at_once(open_county, *[books.fresh] * READERS)
    assert loads.count == 1
    assert {id(book) for book in found} == {id(books.current())}
    assert books.current() is not before


def test_a_process_that_begins_reads_it_once(open_county: str, loads: Counting) -> None:
    books.forget()
    at_once(open_county, *[books.current] * READERS)
    assert loads.count == 1


def test_whoever_waited_for_an_older_reading_gets_the_newer_one(loads: Counting) -> None:
    token = books.versions()
    versions.bump("org")
    held = books._held
    newer = books.fresh()
    assert books._renewed(token, before=held) is newer
    assert loads.count == 1


def test_a_reading_that_began_too_early_is_not_taken_for_the_newest(loads: Counting) -> None:
    held = books._held
    versions.bump("org")
    books.fresh()
    with transaction.atomic():
        versions.bump("duties")
    assert books._renewed(books.versions(), before=held).versions["duties"] > 0
    assert loads.count == 2
    assert books.fresh() is books.current()


def test_what_has_not_moved_is_not_read_again(loads: Counting) -> None:
    assert books.fresh() is books.current()
    assert loads.count == 0
