"""How entries are computed."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256

import pytest

from lianxin.ledger.rows import EMPTY, Head, Origin, chain, header_text
from lianxin.rules.record.chain import GENESIS, EntryHeader, entry_digest
from tests.ledger.writing import AT, origin

ODD = 'a "quoted" \\ tab\t 汉字 \x7f \u2028 line\n😀'


def header_texts(acting: Origin) -> tuple[str, str]:
    """The header text of the rules and ours, for the same entry."""
    ours = header_text(acting, sequence=7, fact=ODD, previous=b"\x01" * 32)
    header = EntryHeader(
        family=acting.family,
        stream=acting.stream,
        sequence=7,
        fact=ODD,
        at=acting.at,
        person=acting.person,
        post=acting.post,
        body=acting.body,
        command=acting.command,
        previous=b"\x01" * 32,
    )
    return header.text(), ours


@pytest.mark.parametrize(
    "acting",
    [
        replace(origin(), family=ODD),
        replace(origin(), person=ODD),
        replace(origin(), post=ODD),
        replace(origin(), body=ODD),
    ],
)
def test_the_fast_header_text_is_that_of_the_rules(acting: Origin) -> None:
    theirs, ours = header_texts(acting)
    assert ours == theirs


def test_entries_follow_each_other_from_nothing() -> None:
    acting = origin()
    first, second = chain(acting, [("registered", "{}"), ("clock_started", '{"a":1}')])
    assert (first.sequence, second.sequence) == (1, 2)
    assert (first.previous, second.previous) == (GENESIS, first.digest)
    assert second.payload_digest == sha256(b'{"a":1}').digest()
    header = EntryHeader(
        family="case",
        stream=acting.stream,
        sequence=2,
        fact="clock_started",
        at=AT,
        person="li",
        post="clerk-1",
        body="centre",
        command=acting.command,
        previous=first.digest,
    )
    assert second.digest == entry_digest(header, second.payload_digest)


def test_entries_go_on_from_a_head() -> None:
    head = Head(sequence=41, digest=b"\x05" * 32)
    (row,) = chain(origin(), [("noted", "{}")], head=head)
    assert (row.sequence, row.previous) == (42, head.digest)


def test_the_same_moment_in_china_gives_the_same_digest() -> None:
    acting = origin()
    local = replace(acting, at=AT.astimezone(timezone(timedelta(hours=8))))
    assert chain(acting, [("noted", "{}")]) == chain(local, [("noted", "{}")])


@pytest.mark.parametrize(
    "at",
    [AT.replace(microsecond=1), datetime(2026, 3, 2)],  # noqa: DTZ001 - a moment without a zone is the point
)
def test_parts_of_a_second_and_moments_without_a_zone_are_refused(at: datetime) -> None:
    with pytest.raises(ValueError, match="whole seconds"):
        chain(origin(at=at), [("noted", "{}")])


def test_no_facts_give_no_entries() -> None:
    assert chain(origin(), [], head=EMPTY) == []
