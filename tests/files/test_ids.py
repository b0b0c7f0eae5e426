"""Ids that sort by time."""

from datetime import UTC, datetime, timedelta

from lianxin.files.ids import least_of, time_ordered

AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)


def test_later_ids_sort_later_and_none_is_made_twice() -> None:
    made = [time_ordered(AT + timedelta(milliseconds=step)) for step in range(500)]
    assert made == sorted(made)
    assert len({time_ordered(AT) for _ in range(1000)}) == 1000


def test_an_id_is_a_version_7_uuid_of_its_moment() -> None:
    made = time_ordered(AT)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(AT.timestamp() * 1000)


def test_no_id_of_a_moment_or_after_lies_below_its_least() -> None:
    least = least_of(AT)
    assert least.version == 7
    assert all(time_ordered(AT) >= least for _ in range(100))
    assert time_ordered(AT - timedelta(milliseconds=1)) < least
