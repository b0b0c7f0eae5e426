"""A township sits over its open matters: the agenda, the quorum, the decisions, the minutes."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from lianxin.cases.reading import queries
from lianxin.files import texts
from lianxin.ledger import aside, reading, verify
from lianxin.ledger.outbox import PAUSE, TRIES
from lianxin.rules.actor import SYSTEM
from lianxin.rules.refusals import Refused
from lianxin.sittings import acts, sending, sight
from lianxin.sittings.minutes import minutes
from lianxin.sittings.models import Sitting
from lianxin.sittings.shapes import ACTS, Convene
from tests.county import AT, give, officer, register

HEAD, CLERK, OUTSIDER = "head-pingchuan", "clerk-pingchuan", "head-bihu"
PRESENT = ("head-pingchuan", "section-pingchuan")


def led(area: str, lead: str, **more: Any) -> str:
    """A matter of the township, sent to a body."""
    number = register(area=area, **more).state.number
    give("dispatcher-2", number, "assign", lead=lead)
    return number


def convened(who: str = HEAD, **more: Any) -> Sitting:
    """A joint meeting of Pingchuan tomorrow."""
    told = {"kind": "joint_meeting", "body": "pingchuan", "place": "镇会议室"}
    meets_at = AT + timedelta(days=1)
    asked = Convene.model_validate({**told, "meets_at": meets_at, **more})
    return acts.convene(officer(who), asked, at=AT)


def done(sitting: Sitting, act: str, who: str = HEAD, **fields: Any) -> Sitting:
    """Something done with a sitting."""
    asked: Any = ACTS[act].model_validate({"act": act, **fields})
    return acts.act(officer(who), sitting.id, asked, at=AT)


def decided(number: str, **fields: Any) -> Sitting:
    """A closed meeting that decided the only item it had."""
    sitting = convened()
    (item,) = [one.n for one in sitting.items.all() if one.number == number]
    done(sitting, "attend", persons=PRESENT)
    owed = {"body": "pingchuan", "due": AT + timedelta(days=14), **fields}
    done(sitting, "decide_item", item=item, decision="限期清淤", **owed)
    return done(sitting, "close_sitting", minutes="会议记录")


def agenda(sitting: Sitting, who: str = HEAD) -> list[str]:
    """The numbers that somebody sees on the agenda."""
    return [item.number for item in sight.view(officer(who), sitting.id, at=AT).items]


def test_every_open_matter_of_the_township_is_on_the_agenda_by_village(county: str) -> None:
    upper, lower = led("shanghe", "pingchuan"), led("dongling", "dongling")
    led("huxin", "bihu")
    closed = led("xiahe", "xiahe")
    give("dispatcher-2", closed, "merge", into=upper, consent=True)
    sitting = convened()
    assert agenda(sitting) == [lower, upper]
    assert [item.village for item in sitting.items.order_by("n")] == ["dongling", "shanghe"]


def test_a_secret_matter_is_on_no_agenda(county: str) -> None:
    open_one = led("shanghe", "pingchuan")
    register(area="shanghe", kind="misconduct_report", respondent=["pingchuan"])
    hidden = led("shanghe", "pingchuan", confidential=True)
    assert agenda(convened()) == [open_one]
    with pytest.raises(Refused, match="not_visible"):
        convened(cases=[hidden])


def test_a_member_sees_of_the_agenda_what_he_sees_of_the_cases(county: str) -> None:
    led("shanghe", "pingchuan")
    own = led("xiahe", "xiahe")
    sitting = convened()
    assert "head-xiahe" in {seat.person for seat in sitting.seats.all()}
    assert agenda(sitting, "head-xiahe") == [own]


def test_an_outsider_sees_no_sitting(county: str) -> None:
    sitting = convened()
    with pytest.raises(Refused, match="not_visible"):
        sight.view(officer(OUTSIDER), sitting.id, at=AT)
    with pytest.raises(Refused, match="not_visible"):
        done(sitting, "attend", OUTSIDER, persons=[OUTSIDER])
    with pytest.raises(Refused, match="not_visible"):
        done(Sitting(id=uuid4()), "sign_minutes")
    assert sight.listed(officer(OUTSIDER), limit=10) == []
    assert sight.listed(officer(HEAD), limit=10) == [sitting]
    assert sight.listed(officer("dispatcher-2"), limit=10) == [sitting]


@pytest.mark.parametrize("who", [CLERK, OUTSIDER])
def test_only_who_speaks_for_a_body_convenes_it(county: str, who: str) -> None:
    with pytest.raises(Refused, match="not_yours"):
        convened(who)


def test_a_seat_is_given_to_people_there_are(county: str) -> None:
    with pytest.raises(Refused, match="no_such"):
        convened(seats=[{"person": "nobody-here"}])
    with pytest.raises(Refused, match="no_such"):
        convened(body="nowhere")


def test_the_convener_chairs_where_nobody_else_does(county: str) -> None:
    sitting = convened(seats=[{"person": CLERK, "role": "recorder"}])
    told = [(seat.person, seat.role) for seat in sitting.seats.order_by("n")]
    assert told == [(HEAD, "chair"), (CLERK, "recorder")]


def test_nothing_is_decided_without_a_quorum(county: str) -> None:
    led("shanghe", "pingchuan")
    sitting = convened()
    done(sitting, "attend", persons=PRESENT[:1])
    for act, fields in (
        ("decide_item", {"item": 1, "decision": "清淤"}),
        ("close_sitting", {"minutes": "记录"}),
    ):
        with pytest.raises(Refused, match="no_quorum"):
            done(sitting, act, **fields)


def test_a_member_does_not_decide_for_the_meeting(county: str) -> None:
    led("xiahe", "xiahe")
    sitting = convened()
    done(sitting, "attend", persons=PRESENT)
    with pytest.raises(Refused, match="not_yours"):
        done(sitting, "decide_item", "head-xiahe", item=1, decision="我来定")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"item": 9}, "no_such"),
        ({"item": 1, "body": "nowhere"}, "no_such"),
        ({"item": 1, "due": AT - timedelta(days=1)}, "past"),
    ],
)
def test_a_decision_names_what_there_is(county: str, fields: dict[str, Any], code: str) -> None:
    led("shanghe", "pingchuan")
    sitting = convened()
    done(sitting, "attend", persons=PRESENT)
    with pytest.raises(Refused, match=code):
        done(sitting, "decide_item", decision="清淤", **fields)


def test_a_meeting_does_not_close_over_what_it_left_undecided(county: str) -> None:
    led("shanghe", "pingchuan")
    led("xiahe", "pingchuan")
    sitting = convened()
    done(sitting, "attend", persons=PRESENT)
    done(sitting, "decide_item", item=1, decision="清淤")
    with pytest.raises(Refused, match="undecided") as no:
        done(sitting, "close_sitting", minutes="记录")
    assert no.value.why["items"] == [1, 2], "the one has neither owner nor deadline"
    due = AT + timedelta(days=14)
    done(sitting, "decide_item", item=1, decision="清淤", body="shanghe", due=due)
    done(sitting, "decide_item", item=2, decision="等县里测绘", put_off=True)
    done(sitting, "close_sitting", minutes="记录")
    assert [item.state for item in sitting.items.order_by("n")] == ["sent", "put_off"]


def test_what_was_put_off_is_on_the_next_agenda_and_sends_nothing(county: str) -> None:
    number = led("shanghe", "pingchuan")
    sitting = convened()
    done(sitting, "attend", persons=PRESENT)
    done(sitting, "decide_item", item=1, decision="等县里测绘", put_off=True)
    done(sitting, "close_sitting", minutes="记录")
    assert sending.take(AT) == 0
    assert agenda(convened()) == [number]


def test_what_has_its_answer_does_not_come_up(county: str) -> None:
    number = led("shanghe", "pingchuan", channel="hotline", kind="complaint")
    assert agenda(convened()) == [number]
    give("clerk-pingchuan", number, "receive")
    give("clerk-pingchuan", number, "reply", text="已清淤")
    assert agenda(convened()) == []


def test_a_decision_becomes_a_task_of_its_owner_and_only_once(county: str) -> None:
    number = led("shanghe", "pingchuan")
    due = AT + timedelta(days=10)
    sitting = decided(number, body="shanghe", due=due)
    assert sitting.items.get().state == "sent"
    assert sending.take(AT) == 1
    assert sending.take(AT) == 0
    (task,) = queries.state_of(SYSTEM, number).tasks
    assert (task.source, task.body, task.due) == ("decision", "shanghe", due)
    assert sitting.items.get().state == "taken"


def test_a_decision_known_to_the_door_is_not_entered_twice(county: str) -> None:
    number = led("shanghe", "pingchuan")
    sitting = decided(number, body="shanghe")
    for _ in range(2):
        sending._give(sitting.id, 1, AT)
    assert len(queries.state_of(SYSTEM, number).tasks) == 1


def test_a_decision_that_its_case_refuses_shows_why(county: str) -> None:
    number = led("shanghe", "pingchuan")
    sitting = decided(number, person="head-pingchuan")
    give("dispatcher-2", number, "merge", into=led("xiahe", "xiahe"), consent=True)
    sending.take(AT)
    item = sitting.items.get(number=number)
    assert (item.state, item.refused) == ("refused", "not_now")


def test_a_decision_whose_words_were_destroyed_holds_up_no_other(county: str) -> None:
    lost = led("shanghe", "pingchuan")
    sitting = decided(lost, body="shanghe")
    texts.redact(UUID(sitting.items.get().decision[:36]), ground="x", at=AT, record=str)
    number = led("dongling", "pingchuan")
    sound = convened(cases=[number])
    done(sound, "attend", persons=PRESENT)
    owed = {"body": "shanghe", "due": AT + timedelta(days=14)}
    done(sound, "decide_item", item=1, decision="限期清淤", **owed)
    done(sound, "close_sitting", minutes="会议记录")
    for minute in range(TRIES):
        sending.take(AT + minute * PAUSE)
    assert sound.items.get(number=number).state == "taken"
    assert sitting.items.get().state == "sent"
    assert [line.stream for line in aside.listed()] == [sitting.id]


def test_closed_minutes_are_frozen_and_signed_in_order(county: str) -> None:
    number = led("shanghe", "pingchuan")
    open_one = convened()
    with pytest.raises(Refused, match="not_now"):
        done(open_one, "sign_minutes")
    sitting = decided(number)
    assert len(sitting.digest) == 64
    for act, fields in (
        ("attend", {"persons": PRESENT}),
        ("decide_item", {"item": 1, "decision": "改"}),
        ("close_sitting", {"minutes": "再记"}),
    ):
        with pytest.raises(Refused, match="not_now"):
            done(sitting, act, **fields)
    with pytest.raises(Refused, match="out_of_order"):
        done(sitting, "sign_minutes", PRESENT[1])
    for who in PRESENT:
        done(sitting, "sign_minutes", who)
    with pytest.raises(Refused, match="not_now"):
        done(sitting, "sign_minutes", PRESENT[1])


def test_every_step_of_a_sitting_stands_in_the_ledger_without_a_word_of_text(county: str) -> None:
    sitting = decided(led("shanghe", "pingchuan"))
    entries = reading.entries(UUID(str(sitting.id)))
    assert [entry.fact for entry in entries] == [
        "sitting_convened",
        "sitting_attended",
        "sitting_decided",
        "sitting_closed",
    ]
    assert not any("清淤" in entry.payload or "镇会议室" in entry.payload for entry in entries)
    assert not list(verify.run().faults)


def test_the_minutes_are_a_plain_value_to_be_printed(county: str) -> None:
    number = led("shanghe", "pingchuan")
    sitting = decided(number, body="shanghe", analysis="淤积半米")
    told = minutes(sitting.id, actor=officer(HEAD), at=AT)
    assert (told["place"], told["text"], told["digest"]) == (
        "镇会议室",
        "会议记录",
        sitting.digest,
    )
    (item,) = told["items"]
    assert (item["village"], item["number"], item["analysis"]) == ("上河村", number, "淤积半米")
    assert told["seats"][0]["role"] == "chair"
    with pytest.raises(Refused, match="not_visible"):
        minutes(sitting.id, actor=officer(OUTSIDER), at=AT)
