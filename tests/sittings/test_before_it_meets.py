"""Before it meets: the agenda is changed, the day is moved, the sitting is called off."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.cases import book as books
from lianxin.cases.reading.filters import Filters
from lianxin.ledger import reading
from lianxin.rules.refusals import Refused
from lianxin.sittings import sight
from lianxin.sittings.agenda import open_matters
from tests.county import AT, officer
from tests.sittings.test_joint_meetings import (
    CLERK,
    HEAD,
    OUTSIDER,
    PRESENT,
    agenda,
    convened,
    decided,
    done,
    led,
)

LATER = AT + timedelta(days=3)


def test_matters_are_put_on_and_taken_off_and_the_rest_keep_their_numbers(county: str) -> None:
    first, second = led("dongling", "dongling"), led("shanghe", "pingchuan")
    sitting = convened()
    third = led("xiahe", "xiahe")
    done(sitting, "amend_agenda", add=[third, second], drop=[1])
    assert agenda(sitting) == [second, third]
    assert [item.n for item in sitting.items.order_by("n")] == [2, 3]
    done(sitting, "amend_agenda", add=[first])
    assert agenda(sitting) == [second, third, first]


def test_what_the_convener_does_not_see_or_is_secret_is_put_on_no_agenda(county: str) -> None:
    sitting = convened()
    for number in (led("huxin", "bihu"), led("shanghe", "pingchuan", confidential=True)):
        with pytest.raises(Refused, match="not_visible"):
            done(sitting, "amend_agenda", add=[number])


def test_an_item_that_was_decided_stays_on_the_agenda(county: str) -> None:
    led("shanghe", "pingchuan")
    sitting = convened()
    done(sitting, "attend", persons=PRESENT)
    done(sitting, "decide_item", item=1, decision="清淤")
    with pytest.raises(Refused, match="not_now"):
        done(sitting, "amend_agenda", drop=[1])
    with pytest.raises(Refused, match="no_such"):
        done(sitting, "amend_agenda", drop=[9])


def test_the_day_is_moved_but_never_into_the_past(county: str) -> None:
    sitting = convened()
    done(sitting, "move_sitting", meets_at=LATER, place="村委会")
    seen = sight.view(officer(HEAD), sitting.id, at=AT)
    assert (seen.sitting.meets_at, seen.place) == (LATER, "村委会")
    with pytest.raises(Refused, match="past"):
        done(sitting, "move_sitting", meets_at=AT - timedelta(days=1))


def test_what_was_called_off_decides_nothing_and_says_why(county: str) -> None:
    led("shanghe", "pingchuan")
    sitting = convened()
    done(sitting, "call_off", reason="道路中断")
    assert sight.view(officer(HEAD), sitting.id, at=AT).reason == "道路中断"
    with pytest.raises(Refused, match="not_now"):
        done(sitting, "attend", persons=PRESENT)
    with pytest.raises(Refused, match="not_now"):
        done(sitting, "sign_minutes")
    told = [entry.fact for entry in reading.entries(sitting.id)]
    assert told == ["sitting_convened", "sitting_called_off"]


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("amend_agenda", {"drop": [1]}),
        ("move_sitting", {"meets_at": LATER}),
        ("call_off", {"reason": "不开"}),
    ],
)
def test_only_who_leads_it_changes_it_and_an_outsider_sees_nothing_of_it(
    county: str, act: str, fields: dict[str, Any]
) -> None:
    led("xiahe", "xiahe")
    sitting = convened()
    with pytest.raises(Refused, match="not_yours"):
        done(sitting, act, "head-xiahe", **fields)
    with pytest.raises(Refused, match="not_visible"):
        done(sitting, act, OUTSIDER, **fields)


def test_who_was_noted_by_mistake_is_taken_back_and_need_not_sign(county: str) -> None:
    sitting = convened()
    done(sitting, "attend", persons=[*PRESENT, "head-xiahe"])
    done(sitting, "attend", persons=[], absent=["head-xiahe"])
    assert set(sitting.seats.filter(attended=True).values_list("person", flat=True)) == set(PRESENT)


def test_a_seat_named_by_its_convener_keeps_its_post(county: str) -> None:
    seats = [{"person": HEAD, "role": "chair"}, {"person": "head-xiahe"}, {"person": CLERK}]
    told = convened(seats=seats).seats.order_by("n").values_list("person", "post")
    posts = [(HEAD, "pingchuan-head"), ("head-xiahe", "xiahe-head"), (CLERK, "pingchuan-clerk")]
    assert list(told) == posts


def test_an_agenda_may_be_of_some_of_the_open_matters_only(county: str) -> None:
    led("shanghe", "pingchuan")
    one = led("xiahe", "xiahe")
    among = Filters(q=one)
    found = open_matters(officer(HEAD), "pingchuan", at=AT, book=books.current(), among=among)
    assert list(found) == [("xiahe", one)]


def test_a_calendar_holds_what_meets_within_it_and_is_in_sight(county: str) -> None:
    led("shanghe", "pingchuan")
    sitting = convened()
    (one,) = sight.between(officer(HEAD), AT, AT + timedelta(days=2))
    assert (one.sitting.pk, one.place, one.items) == (sitting.pk, "镇会议室", 1)
    assert sight.between(officer(HEAD), AT + timedelta(days=2), AT + timedelta(days=9)) == []
    assert sight.between(officer(OUTSIDER), AT, AT + timedelta(days=2)) == []


def test_minutes_wait_for_one_signature_at_a_time(county: str) -> None:
    sitting = decided(led("shanghe", "pingchuan"))
    assert [one.sitting.pk for one in sight.waiting_to_sign(officer(PRESENT[0]))] == [sitting.pk]
    assert sight.waiting_to_sign(officer(PRESENT[1])) == []
    done(sitting, "sign_minutes", PRESENT[0])
    assert sight.waiting_to_sign(officer(PRESENT[0])) == []
    (one,) = sight.waiting_to_sign(officer(PRESENT[1]))
    assert one.unsigned == 1
