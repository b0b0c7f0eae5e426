"""What a matter carries into another comes back with it when they part."""

from lianxin.rules.actor import Actor
from lianxin.rules.ask import Ask
from lianxin.rules.conditions.registry import holds
from lianxin.rules.decide import ask_of
from lianxin.rules.facts.closing import Confirmed, FollowedUp
from lianxin.rules.standings import standings
from lianxin.rules.state import PartyWord
from tests.rules.county import LI, SUN, WANG, Play, answer, answered, handled
from tests.rules.test_statutory import refused


def joined() -> tuple[Play, Play]:
    """A matter of one point, and one of two that goes into it; somebody is kept from the second."""
    host = handled(points=["修渠"])
    guest = handled(number="QINGHE-260302-000002", points=["赔苗", "道歉"])
    guest.do("recuse", LI, person="wang", ground="近亲属")
    guest.beside(host)
    guest.do("merge", LI, into=host.state.number, consent=True)
    _folded(host, guest)
    host.beside(guest)
    return host, guest


def _folded(play: Play, other: Play) -> None:
    """Give a case what a command to another case left in it."""
    for fact in other.others[play.state.number]:
        play.take(fact)


def test_points_and_recusals_go_in() -> None:
    host, _ = joined()
    assert (host.state.matter.points, host.state.guard.recused) == (3, ("wang",))


def test_they_come_out_again_with_what_was_answered_meanwhile() -> None:
    host, guest = joined()
    host.state = host.state.with_changes({"handling": {"answered_points": (1, 3)}})
    host.do("split", LI, parts=[guest.state.number])
    _folded(guest, host)
    assert (host.state.matter.points, host.state.handling.answered_points) == (1, (1,))
    assert (guest.state.matter.points, guest.state.handling.answered_points) == (2, (2,))
    assert (host.state.guard.recused, guest.state.guard.recused) == ((), ("wang",))


def test_the_points_of_a_later_guest_move_up_when_an_earlier_one_leaves() -> None:
    host, guest = joined()
    third = handled(number="QINGHE-260302-000003", points=["清淤"])
    third.beside(host)
    third.do("merge", LI, into=host.state.number, consent=True)
    _folded(host, third)
    host.state = host.state.with_changes({"handling": {"answered_points": (4,)}})
    host.do("split", LI, parts=[guest.state.number])
    assert (host.state.matter.points, host.state.handling.answered_points) == (2, (2,))


def test_who_was_kept_away_meanwhile_stays_away_from_both() -> None:
    host, guest = joined()
    host.do("recuse", LI, person="chen", ground="近亲属")
    host.do("split", LI, parts=[guest.state.number])
    _folded(guest, host)
    assert host.state.guard.recused == ("chen",)
    assert set(guest.state.guard.recused) == {"wang", "chen"}


def into(host: Play, guest: Play, when: str | None = None) -> None:
    """The guest goes into the host."""
    guest.beside(host)
    guest.do("merge", LI, when, into=host.state.number, consent=True)
    host.at = guest.at
    _folded(host, guest)
    host.beside(guest)


def out_of(host: Play, guest: Play, when: str | None = None) -> None:
    """The guest leaves the host."""
    host.beside(guest)
    host.do("split", LI, when, parts=[guest.state.number])
    guest.at = host.at
    _folded(guest, host)


def second(**fields: object) -> Play:
    return Play(number="QINGHE-260302-000002", **fields)


def running(play: Play) -> dict[tuple[str, str], tuple[object, object]]:
    """The clocks that go on, with where they began and end."""
    return {
        (clock.code, clock.about): (clock.start, clock.due)
        for clock in play.state.clocks
        if clock.stopped_at is None
    }


def test_a_petition_is_not_joined_to_an_order_that_no_law_counts() -> None:
    order = Play(channel="hotline", kind="complaint")
    order.do("assign", LI, lead="water")
    for guest in (second(), handled(number="QINGHE-260302-000002")):
        guest.beside(order)
        no = refused(guest, "merge", LI, into=order.state.number, consent=True)
        assert (no.code, no.why["of"]) == ("not_now", order.state.number)
        assert no.why["conditions"][0]["en"].startswith("a petition is not joined")


def test_the_sixty_days_are_not_lost_in_a_matter_that_is_not_as_far() -> None:
    host, guest = Play(), handled(number="QINGHE-260302-000002")
    host.do("assign", LI, lead="water")
    guest.beside(host)
    no = refused(guest, "merge", LI, into=host.state.number, consent=True)
    assert (no.code, no.why["clock"], no.why["article"]) == ("not_now", "handle", "条例34")
    into(guest, host)
    assert guest.due("handle") == "2026-05-06 23:59"


def test_a_matter_that_was_answered_takes_nobody_in_who_still_waits() -> None:
    host, guest = answered(), handled(number="QINGHE-260302-000002")
    guest.beside(host)
    no = refused(guest, "merge", LI, "2026-04-21 09:00", into=host.state.number, consent=True)
    assert (no.code, no.why["of"]) == ("not_now", host.state.number)


def test_who_is_joined_before_being_told_is_told_in_the_time_his_own_matter_had() -> None:
    host, guest = handled(), second()
    host.do("issue", WANG, "2026-03-05 09:00", document="acceptance_notice")
    host.do("deliver", WANG, document="acceptance_notice", means="post")
    assert not host.clock("tell").running
    guest.do("assign", LI, "2026-03-06 09:00", lead="water")
    due = guest.due("tell")
    into(host, guest, "2026-03-09 09:00")
    assert (host.clock("tell").running, host.due("tell")) == (True, due)
    assert not guest.clock("tell").running
    # The notice of before told others: it is issued anew.
    host.do("issue", WANG, "2026-03-10 09:00", document="acceptance_notice")
    host.do("deliver", WANG, document="acceptance_notice", means="post")
    assert not host.clock("tell").running
    # Nobody decided in his own matter yet: what was left of its days when he was told is still to come.
    out_of(host, guest, "2026-03-11 09:00")
    assert (guest.state.stage, guest.clock("tell").running) == ("dispatched", True)
    assert guest.due("tell") == "2026-03-23 23:59"


def test_who_was_accepted_before_he_was_joined_is_told_once() -> None:
    host, guest = handled(), handled(number="QINGHE-260302-000002")
    into(host, guest, "2026-03-04 09:00")
    host.do("issue", WANG, "2026-03-05 09:00", document="acceptance_notice")
    host.do("deliver", WANG, document="acceptance_notice", means="post")
    out_of(host, guest, "2026-03-11 09:00")
    assert not guest.clock("tell").running
    assert guest.due("handle") == "2026-05-06 23:59"


def test_who_leaves_after_the_answer_has_his_own_still_to_come() -> None:
    host, guest = handled(), handled(number="QINGHE-260302-000002")
    into(host, guest, "2026-03-06 09:00")
    answer(host, "2026-04-10 09:00", "2026-04-20 09:00")
    out_of(host, guest, "2026-05-20 09:00")
    handle = guest.clock("handle")
    assert (guest.state.stage, handle.running, handle.late) == ("handling", True, False)
    # Thirty days lie between the answer and the split: the sixty days, to 3 May, end as many later.
    assert guest.due("handle") == "2026-06-02 23:59"
    answer(guest, "2026-06-01 09:00", "2026-06-02 09:00")
    assert not guest.clock("handle").late


def test_what_was_missed_before_the_answer_is_late_after_the_split() -> None:
    host, guest = handled(), handled(number="QINGHE-260302-000002")
    into(host, guest, "2026-03-06 09:00")
    answer(host, "2026-05-18 09:00", "2026-05-20 09:00")
    out_of(host, guest, "2026-05-21 09:00")
    assert guest.clock("handle").late


def test_the_period_of_an_assignment_goes_in_and_comes_out() -> None:
    host, guest = handled(), second()
    guest.do("assign", LI, "2026-03-05 09:00", lead="water", days=10)
    before = running(guest)
    into(host, guest, "2026-03-06 09:00")
    assert host.due("report") == "2026-03-16 23:59"
    out_of(host, guest, "2026-03-09 09:00")
    assert not host.clock("report").running
    assert running(guest) == before


def test_a_split_gives_back_exactly_what_the_merger_released() -> None:
    guest = handled(number="QINGHE-260302-000002")
    guest.do("add_assist", WANG, body="agriculture", demand="会办", days=30)
    errand = {"text": "勘查", "body": "agriculture", "due": "2026-03-20T18:00+08:00"}
    guest.do("plan", WANG, text="先勘查", tasks=[errand])
    guest.do(
        "advise", LI, kind="improve_work", text="完善", body="water", due="2026-04-30T18:00+08:00"
    )
    # Stopped in the very second of the merger, by what it waited for.
    guest.do("issue", WANG, "2026-03-06 09:00", document="acceptance_notice")
    guest.do("deliver", WANG, document="acceptance_notice", means="post")
    before = guest.state
    host = handled()
    into(host, guest, "2026-03-06 09:00")
    assert [task.state for task in guest.state.tasks] == ["released", "open"]
    out_of(host, guest, "2026-03-10 09:00")
    assert guest.state.clocks == before.clocks
    assert guest.state.tasks == before.tasks
    assert (guest.state.legs, guest.state.documents) == (before.legs, before.documents)
    assert (guest.state.stage, guest.state.people) == (before.stage, before.people)
    assert not guest.clock("tell").running


def test_what_was_late_before_a_merger_is_late_after_it() -> None:
    host, guest = handled(), second()
    guest.do("assign", LI, "2026-03-02 09:00", lead="water", days=1)
    guest.ring("report", "due", "2026-03-04 00:00")
    into(host, guest, "2026-03-05 09:00")
    assert guest.clock("report").late
    out_of(host, guest, "2026-03-06 09:00")
    assert (guest.clock("report").running, guest.clock("report").late) == (True, True)


def test_what_was_late_before_anybody_was_told_is_late_after_a_merger_too() -> None:
    host, guest = handled(), second()
    guest.do("assign", LI, "2026-03-02 09:00", lead="water", days=1)
    into(host, guest, "2026-03-05 09:00")
    assert guest.clock("report").late
    out_of(host, guest, "2026-03-06 09:00")
    assert (guest.clock("report").running, guest.clock("report").late) == (True, True)


def test_no_sitting_and_no_binding_track_is_left_behind_in_a_merger() -> None:
    host, guest = handled(), handled(number="QINGHE-260302-000002")
    guest.do("order_sitting", WANG, kind="hearing", demand="重大疑难")
    guest.beside(host)
    no = refused(guest, "merge", LI, into=host.state.number, consent=True)
    assert (no.code, no.why["sitting"]) == ("not_now", "1")


def test_nobody_stays_who_came_with_a_matter_within_a_matter() -> None:
    first, outer = handled(), handled(number="QINGHE-260302-000003")
    middle = second(actor=account("qian", "qian-token"))
    inner = Play(number="QINGHE-260302-000004", actor=account("sun", "sun-token"))
    for play in (middle, inner):
        play.do("assign", LI, "2026-03-05 09:00", lead="water")
    into(middle, inner, "2026-03-06 09:00")
    into(outer, middle, "2026-03-06 10:00")
    assert "petitioner" in standings(outer.state, Actor("sun", kind="petitioner"), outer.book)
    middle.beside(inner)
    no = refused(middle, "split", LI, parts=[inner.state.number])
    assert (no.code, no.why["of"]) == ("not_now", outer.state.number)
    out_of(outer, middle, "2026-03-07 09:00")
    out_of(middle, inner, "2026-03-07 10:00")
    for play, mine in ((outer, ""), (middle, "qian"), (inner, "sun")):
        for person in ("qian", "sun"):
            found = standings(play.state, Actor(person, kind="petitioner"), play.book)
            assert bool(found) == (person == mine), (play.state.number, person)
    assert first.state.ties.parts == ()


def account(person: str, token: str) -> Actor:
    """A resident with a log-in."""
    return Actor(person, kind="petitioner", petitioners=frozenset({token}))


def satisfied_of_two() -> tuple[Play, Play]:
    """An answered order of one caller that carries the matter of another, concluded."""
    host, guest = Play(channel="hotline", kind="complaint"), second(channel="hotline")
    for play in (host, guest):
        play.do("assign", LI, "2026-03-02 09:00", lead="water")
    into(host, guest, "2026-03-02 10:00")
    host.do("receive", WANG, "2026-03-02 11:00")
    host.do("reply", WANG, "2026-03-03 09:00", text="已整改")
    return host, guest


CLOSE = {"disposition": "justified_settled"}


def test_one_petitioner_s_word_closes_no_matter_over_the_other_s_no() -> None:
    host, guest = satisfied_of_two()
    told = {"reached": True, "solved": True, "satisfied": "satisfied"}
    host.do("follow_up", SUN, of=guest.state.number, **told)
    mine, theirs = PartyWord(part=host.state.number, satisfied="not"), *host.state.closing.words
    assert (theirs.part, theirs.content) == (guest.state.number, True)
    host.state = host.state.with_changes({"closing": {"words": (mine, theirs)}})
    no = refused(host, "close", SUN, **CLOSE)
    assert no.why["conditions"][0]["code"] == "petitioner_satisfied | exemption_signed"


def test_the_no_of_one_of_them_takes_the_matter_up_again() -> None:
    host, guest = satisfied_of_two()
    host.do("confirm", host.zhao, text="好了")
    host.do("follow_up", SUN, of=guest.state.number, reached=True, satisfied="not")
    assert host.state.stage == "handling"


def test_both_words_together_close_a_merged_matter() -> None:
    host, guest = satisfied_of_two()
    host.do(
        "follow_up", SUN, of=guest.state.number, reached=True, solved=True, satisfied="satisfied"
    )
    host.do("confirm", host.zhao)
    host.do("close", SUN, **CLOSE)


def test_the_word_of_a_matter_leaves_with_it() -> None:
    host, guest = satisfied_of_two()
    told = {"reached": True, "solved": True, "satisfied": "satisfied"}
    host.do("follow_up", SUN, of=guest.state.number, **told)
    out_of(host, guest, "2026-03-05 09:00")
    assert host.state.closing.words == ()
    assert refused(host, "close", SUN, **CLOSE).code == "unmet"


def test_a_word_is_that_of_a_matter_handled_here() -> None:
    host, _ = satisfied_of_two()
    no = refused(host, "follow_up", SUN, of="QINGHE-260302-000009", reached=True)
    assert (no.code, no.why["field"]) == ("no_such", "of")


def test_the_last_word_counts_also_after_a_confirmation() -> None:
    host, guest = satisfied_of_two()
    out_of(host, guest)
    host.do("confirm", host.zhao)
    said = FollowedUp(reached=True, solved=False, satisfied="not")
    host.take(said)
    assert not host.state.closing.confirmed
    assert not holds("petitioner_satisfied", asked(host))
    host.take(Confirmed())
    assert holds("petitioner_satisfied", asked(host))


def asked(play: Play) -> Ask:
    return ask_of(play.state, None, actor=SUN, at=play.at, book=play.book)


def test_the_older_matter_is_told_of_in_words_a_person_understands() -> None:
    older, newer = handled(), Play(number="QINGHE-260302-000002")
    newer.do("assign", LI, lead="water")
    newer.do("receive", WANG)
    newer.do("accept", WANG, "2026-04-01 09:00", route="6")
    older.beside(newer)
    no = refused(older, "merge", LI, "2026-04-02 09:00", into=newer.state.number, consent=True)
    assert no.why["conditions"][0]["zh"] == (
        "“办理”的期限会落空：请把较新的一件并入较早、办得较前的一件"
    )


def test_what_was_late_goes_on_late_in_the_matter_that_takes_it_in() -> None:
    host, guest = handled(), second()
    guest.do("assign", LI, "2026-03-02 09:00", lead="water", days=1)
    guest.do("receive", WANG, "2026-03-02 10:00")
    guest.do("accept", WANG, "2026-03-02 11:00", route="6")
    guest.ring("report", "due", "2026-03-04 00:00")
    assert guest.clock("report").late
    into(host, guest, "2026-03-05 09:00")
    assert host.clock("report").late
