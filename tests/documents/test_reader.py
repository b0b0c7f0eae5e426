"""Papers that facts ask for are made after the commit, in the order of the ledger, once."""

from uuid import UUID

from lianxin.cases.reading.queries import state_of
from lianxin.documents import papers, reader
from lianxin.documents.models import Paper
from lianxin.ledger import aside
from lianxin.ledger.outbox import PAUSE, TRIES
from lianxin.people.models import Petitioner
from tests.county import AT, give, officer
from tests.documents.matters import CLERK, accepted, day, delivered


def test_what_was_issued_is_made_without_anybody_reading_it(county: str) -> None:
    delivered()
    while reader.take(AT):
        pass
    assert ("opinion", 1) in Paper.objects.values_list("document", "n")


def test_numbers_follow_the_order_in_which_papers_went_out(county: str) -> None:
    cases = [accepted() for _ in range(3)]
    for at, number in enumerate(reversed(cases)):
        give(CLERK, number, "issue", at=day(3 + at), document="acceptance_notice")
    assert reader.take(AT) == 3
    found = [
        next(
            one.serial
            for one in papers.listed(officer(CLERK), number, at=day(9))
            if one.code == "acceptance_notice"
        )
        for number in reversed(cases)
    ]
    assert [one.rpartition("〕")[2] for one in found] == ["1号", "2号", "3号"]


def test_a_line_taken_twice_makes_nothing_twice(county: str) -> None:
    number = delivered()
    papers.printed(officer(CLERK), number, "opinion", form="pdf", at=day(8))
    before = Paper.objects.filter(document="opinion").count()
    while reader.take(AT):
        pass
    assert Paper.objects.filter(document="opinion").count() == before == 1


def test_a_paper_that_cannot_be_made_yet_holds_up_no_other(county: str) -> None:
    broken = delivered()
    give(CLERK, broken, "issue", at=day(9), document="public_reply")
    sound = delivered()
    while reader.take(AT):
        pass
    assert not Paper.objects.filter(document="public_reply").exists()
    assert papers.listed(officer(CLERK), sound, at=day(9))[-1].serial


def test_a_paper_that_fails_for_good_is_set_aside_and_holds_up_no_other(county: str) -> None:
    broken = accepted()
    give(CLERK, broken, "issue", at=day(3), document="acceptance_notice")
    Petitioner.objects.update(name_sealed=b"\x01 altered behind our back")
    sound = delivered()
    for minute in range(TRIES):
        while reader.take(AT + minute * PAUSE):
            pass
    assert papers.listed(officer(CLERK), sound, at=day(9))[-1].serial
    case = UUID(state_of(officer(CLERK), broken).id)
    assert not Paper.objects.filter(case=case).exists()
    assert [(line.reader, line.stream) for line in aside.listed()] == [(reader.READER, case)]
