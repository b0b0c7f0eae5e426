"""Times as other systems write them."""

from datetime import UTC, datetime

import pytest

from lianxin.intake.moments import moment

NOON = datetime(2019, 2, 28, 3, 25, 5, tzinfo=UTC)
MINUTE = NOON.replace(second=0)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("2019/2/28 11:25:05", NOON),
        ("2019-02-28 11:25", MINUTE),
        ("2019-02-28T11:25:05", NOON),
        ("2019.2.28 11:25", MINUTE),
        ("2019年2月28日 11时25分", MINUTE),
        ("2019年2月28日11:25:05", NOON),
        ("2019/02/28 11:25:05.123", NOON),
        ("２０１９/2/28 11：25", MINUTE),
        ("2019-02-28T03:25:05+00:00", NOON),
        ("2019-02-28T11:25:05+08:00", NOON),
        ("2019-02-28", datetime(2019, 2, 27, 16, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_a_time_of_china(told: str, meant: datetime) -> None:
    assert moment(told) == meant


def test_a_moment_of_a_workbook_is_taken_as_china_time() -> None:
    assert moment(datetime(2019, 2, 28, 11, 25, 5)) == NOON  # noqa: DTZ001 - as a workbook gives it


def test_forms_of_a_map_are_tried_in_order_and_alone() -> None:
    assert moment("28.02.2019 11:25", forms=["%Y", "%d.%m.%Y %H:%M"]) == MINUTE
    with pytest.raises(ValueError, match="2019-02-28"):
        moment("2019-02-28", forms=["%d.%m.%Y"])


@pytest.mark.parametrize("told", ["", "昨天", "2019-13-01", "2019-02-30 10:00", "43524.5", "11:25"])
def test_what_is_no_time_is_not_guessed(told: str) -> None:
    with pytest.raises(ValueError):
        moment(told)
