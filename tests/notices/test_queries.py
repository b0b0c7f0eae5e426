"""A reader's own notices."""

from datetime import timedelta

from lianxin.cases import door
from lianxin.notices.queries import mark_read, mine, unread_count
from lianxin.notices.reading import put, take
from lianxin.notices.receivers import Receiver, body
from lianxin.rules import commands
from lianxin.rules.commands.persons import Recuse
from tests.county import AT, give, officer, register

LATER = AT + timedelta(minutes=1)


def assigned(**fields: object) -> str:
    number = register(**fields).state.number  # type: ignore[arg-type]  # fields of `register`
    give("dispatcher-1", number, "assign", lead="urban-management")
    take(LATER)
    return number


def test_a_body_reads_what_it_was_told(county: str) -> None:
    number = assigned()
    (line,) = mine(officer("clerk-urban"))
    assert (line.number, line.fact, line.read_at) == (number, "assigned", None)
    assert unread_count(officer("clerk-urban")) == 1
    assert mine(officer("clerk-ecology")) == ()
    assert unread_count(officer("clerk-ecology")) == 0


def test_a_post_and_a_person_read_their_own(county: str) -> None:
    put([Receiver(post="hotline-supervisor"), Receiver(person="leader-1")], fact="x", at=AT)
    assert len(mine(officer("supervisor-2"))) == 1
    assert len(mine(officer("leader-1"))) == 1
    assert mine(officer("operator-1")) == ()


def test_notices_come_newest_first_and_page_by_page(county: str) -> None:
    for count in range(5):
        put([body("hotline")], fact="x", about=str(count), at=AT)
    reader = officer("operator-1")
    first = mine(reader, limit=2)
    assert [line.about for line in first] == ["4", "3"]
    assert [line.about for line in mine(reader, before=first[-1].id)] == ["2", "1", "0"]
    assert unread_count(reader, most=3) == 3


def test_reading_marks_only_what_is_the_readers_own(county: str) -> None:
    assigned()
    (line,) = mine(officer("clerk-urban"))
    assert mark_read(officer("clerk-ecology"), [line.id], at=LATER) == 0
    assert mark_read(officer("clerk-urban"), [line.id], at=LATER) == 1
    assert mark_read(officer("clerk-urban"), [line.id], at=LATER) == 0
    assert mine(officer("clerk-urban"), unread=True) == ()
    assert mine(officer("clerk-urban"))[0].read_at == LATER


def test_whoever_is_recused_later_no_longer_sees_the_notice(county: str) -> None:
    number = assigned()
    give("clerk-urban", number, "receive", at=LATER)
    stands_aside = commands.parse("recuse", {"person": "clerk-urban", "ground": "亲属关系"})
    assert isinstance(stands_aside, Recuse)
    door.record(number, stands_aside, actor=officer("head-urban"), at=LATER)
    assert mine(officer("clerk-urban")) == ()
    assert len(mine(officer("head-urban"))) >= 1


def test_a_notice_of_no_case_is_seen_by_whom_it_is_told(county: str) -> None:
    put([body("hotline")], fact="calendar_missing", about="2027", at=AT)
    (line,) = mine(officer("operator-1"))
    assert (line.case, line.number, line.about) == (None, "", "2027")
