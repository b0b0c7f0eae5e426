"""Mediation: both sides willing, a mediator, an agreement, and the thirty days of the court."""

from lianxin.rules.book import Book
from lianxin.rules.standings import standings
from tests.rules.county import WANG, Play, handled, officer, shipped, with_book
from tests.rules.test_sittings import codes
from tests.rules.test_statutory import refused

TANG = officer("bihu-gov", person="tang")
MEDIATOR = [{"person": "tang", "role": "mediator"}]
AGREEMENT = {"parties": ["赵某", "水务局"], "terms": ["五月底前修好水渠。"]}


def mediation(*, consents: bool = True) -> Play:
    """A mediation that was ordered, both sides willing."""
    play = handled()
    play.do("order_sitting", WANG, kind="mediation", demand="双方自愿")
    if consents:
        play.do("record_consent", WANG, sitting=1, party="petitioner_side", given=True)
        play.do("record_consent", WANG, sitting=1, party="unit_side", given=True)
    return play


def session(play: Play) -> None:
    """Let the mediator bring the sides together once."""
    play.do("hold_sitting", WANG, sitting=1, seats=MEDIATOR, minutes="调解记录")


def test_nobody_is_brought_to_a_mediation_that_a_side_does_not_want() -> None:
    play = mediation(consents=False)
    no = refused(play, "hold_sitting", WANG, sitting=1, seats=MEDIATOR, minutes="调解")
    assert (no.code, no.why["article"]) == ("no_consent", "条例33；人民调解法17")
    play.do("record_consent", play.zhao, sitting=1, party="petitioner_side", given=True)
    assert (
        refused(play, "record_consent", play.zhao, sitting=1, party="unit_side", given=True).code
        == "not_yours"
    )
    no = refused(play, "hold_sitting", WANG, sitting=1, seats=MEDIATOR, minutes="调解")
    assert no.code == "no_consent"
    play.do("record_consent", WANG, sitting=1, party="unit_side", given=True)
    session(play)


def test_a_side_may_end_a_mediation_at_any_time() -> None:
    play = mediation()
    session(play)
    play.do("record_consent", play.zhao, sitting=1, party="petitioner_side", given=False)
    no = refused(play, "hold_sitting", WANG, sitting=1, seats=MEDIATOR, minutes="再调")
    assert no.code == "no_consent"


def test_a_mediation_has_a_mediator_and_as_many_sessions_as_it_needs() -> None:
    play = mediation()
    no = refused(play, "hold_sitting", WANG, sitting=1, seats=["tang"], minutes="调解")
    assert codes(no) == ["mediator_chosen"]
    play.do("name_seats", WANG, sitting=1, seats=MEDIATOR)
    assert "mediator" in standings(play.state, TANG, play.book)
    for _ in range(3):
        play.do("hold_sitting", TANG, sitting=1, seats=MEDIATOR, minutes="调解")
    assert play.state.sittings[0].sessions == 3


def test_a_failed_mediation_is_told_the_other_ways() -> None:
    play = mediation()
    session(play)
    no = refused(play, "conclude_sitting", WANG, sitting=1, outcome="failed")
    assert (codes(no), no.why["conditions"][0]["article"]) == (
        ["other_ways_told"],
        "人民调解法26",
    )
    play.do(
        "conclude_sitting", WANG, sitting=1, outcome="failed", told=["litigation", "arbitration"]
    )


def test_an_agreed_mediation_has_its_agreement_on_file() -> None:
    play = mediation()
    session(play)
    no = refused(play, "conclude_sitting", WANG, sitting=1, outcome="agreed")
    assert codes(no) == ["agreement_on_file"]
    play.do("record_agreement", WANG, sitting=1, **AGREEMENT)
    play.do("conclude_sitting", WANG, sitting=1, outcome="agreed")


def test_an_agreement_of_a_mediation_needs_that_mediation() -> None:
    play = mediation(consents=False)
    assert refused(play, "record_agreement", WANG, sitting=7, **AGREEMENT).code == "no_such"
    assert refused(play, "record_agreement", WANG, sitting=1, **AGREEMENT).code == "no_consent"
    unheld = mediation()
    assert refused(unheld, "record_agreement", WANG, sitting=1, **AGREEMENT).code == "not_now"
    later = {"effective_at": "2026-12-01T09:00:00+08:00"}
    assert refused(play, "record_agreement", WANG, **AGREEMENT, **later).code == "future"


def agreed() -> Play:
    """A mediated agreement that took effect on 10 March."""
    play = mediation()
    play.at = play.at.replace(day=12)
    session(play)
    told = {"sitting": 1, "effective_at": "2026-03-10T15:00:00+08:00"}
    play.do("record_agreement", WANG, **AGREEMENT, **told)
    return play


def test_the_court_is_asked_within_thirty_days_of_the_agreement_s_effect() -> None:
    play = agreed()
    assert play.due("judicial_confirmation") == "2026-04-09 23:59"
    assert play.clock("judicial_confirmation").window
    no = refused(
        play, "record_confirmation", WANG, "2026-04-10 00:00", agreement=1, outcome="applied"
    )
    assert (no.code, no.why["conditions"][0]["article"]) == ("unmet", "人民调解法33 [V]")


def test_a_court_confirms_what_was_applied_for_and_once() -> None:
    play = agreed()
    for outcome in ("confirmed", "rejected"):
        assert refused(play, "record_confirmation", WANG, outcome=outcome).code == "not_now"
    play.do("record_confirmation", WANG, "2026-04-09 20:00", outcome="applied")
    assert play.clock("judicial_confirmation").stopped_at is not None
    assert refused(play, "record_confirmation", WANG, outcome="applied").code == "not_now"
    play.do("record_confirmation", WANG, "2026-04-20 09:00", outcome="confirmed")
    assert play.state.agreements[0].confirmation == "confirmed"
    assert refused(play, "record_confirmation", WANG, outcome="rejected").code == "not_now"
    assert refused(play, "record_confirmation", WANG, agreement=2, outcome="applied").code == (
        "no_such"
    )


def test_sides_that_settled_by_themselves_have_no_thirty_days() -> None:
    play = handled()
    play.do("record_agreement", WANG, **AGREEMENT)
    assert play.state.clock("judicial_confirmation") is None
    assert refused(play, "record_confirmation", WANG, outcome="applied").code == "unmet"


def test_a_county_calls_the_window_of_the_court_as_it_likes() -> None:
    local = shipped("statutory")
    renamed = tuple(
        clock.model_copy(update={"code": "to_court"})
        if clock.code == "judicial_confirmation"
        else clock
        for clock in local.clocks
    )
    local = local.model_copy(update={"code": "local", "clocks": renamed, "digest": "local"})
    book = with_book(
        procedures={"local": local}, current={"local": "local"}, uses={("*", "*"): "local"}
    )
    play = handled(book=book)
    play.do("record_agreement", WANG, **AGREEMENT)
    assert play.state.clock("judicial_confirmation") is None
    assert refused(play, "record_confirmation", WANG, agreement=1, outcome="applied").code == (
        "unmet"
    ), "settled between themselves, it goes to no court"
    play = mediation_of(book)
    play.do("record_confirmation", WANG, agreement=1, outcome="applied")
    assert play.clock("to_court").stopped_at is not None


def mediation_of(book: Book) -> Play:
    """A mediated agreement under the procedures of a book."""
    play = handled(book=book)
    play.do("order_sitting", WANG, kind="mediation", demand="双方自愿")
    for party in ("petitioner_side", "unit_side"):
        play.do("record_consent", WANG, sitting=1, party=party, given=True)
    session(play)
    play.do("record_agreement", WANG, **AGREEMENT, sitting=1)
    return play
