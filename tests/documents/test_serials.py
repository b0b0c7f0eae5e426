"""Official serials: gapless, one order, whoever comes at once and whatever dies in between."""

from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from lianxin.cases import book as books
from lianxin.cases.reading.queries import state_of
from lianxin.documents import making, papers, serials, templates_in_force
from lianxin.documents.models import Mark, Paper, Series
from lianxin.documents.templates import Template
from lianxin.ledger import reading
from lianxin.rules.refusals import Refused
from tests.county import at_once, give, officer
from tests.documents.matters import CLERK, accepted, day, signed


def issued() -> str:
    """A claim with an acceptance notice that nobody has read yet."""
    number = accepted()
    give(CLERK, number, "issue", at=day(3), document="acceptance_notice")
    return number


def read(number: str) -> bytes:
    """Read the notice, which makes it."""
    actor = officer(CLERK)
    return papers.printed(actor, number, "acceptance_notice", form="pdf", at=day(4)).content


def numbers() -> list[int | None]:
    """Return the numbers given, in order."""
    return sorted(Paper.objects.filter(n__isnull=False).values_list("n", flat=True))


def test_each_paper_has_the_next_number_of_its_body_and_year(county: str) -> None:
    for number in (issued(), issued(), issued()):
        read(number)
    assert numbers() == [1, 2, 3]


def test_twelve_clerks_at_once_leave_no_gap_and_nothing_twice(open_county: str) -> None:
    cases = [issued() for _ in range(12)]
    found = at_once(open_county, *(partial(read, number) for number in cases))
    assert not [one for one in found if isinstance(one, Exception)]
    assert numbers() == list(range(1, 13))


def test_one_paper_read_by_eight_at_once_is_made_once(open_county: str) -> None:
    number = issued()
    found = at_once(open_county, *[partial(read, number)] * 8)
    assert len(set(map(bytes, found))) == 1  # type: ignore[arg-type] - an exception has no bytes
    assert numbers() == [1]


def test_a_death_before_the_commit_gives_the_number_back(
    county: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = issued()

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt), transaction.atomic():
        cut.setattr(making, "_record", die)
        read(number)
    assert not Paper.objects.exists()
    assert not Series.objects.exists()
    read(number)
    assert numbers() == [1]


def test_a_new_year_begins_its_own_series(county: str) -> None:
    with transaction.atomic():
        assert serials.next_number("natural-resources", "opinion", 2026) == 1
        assert serials.next_number("natural-resources", "opinion", 2027) == 1
        assert serials.next_number("natural-resources", "opinion", 2026) == 2


def test_the_year_is_that_of_china() -> None:
    from_utc = day(0).replace(year=2025, month=12, day=31, hour=17)
    assert serials.year_of(from_utc) == 2026


def test_a_body_with_a_mark_writes_it_and_another_its_name(county: str) -> None:
    Mark.objects.create(body="natural-resources", mark="青自然资")
    template = templates_in_force.current()["opinion"].template
    book = books.current()
    told = partial(serials.serial, template, year=2026, n=12, book=book)
    assert told(body="natural-resources") == "青自然资信复〔2026〕12号"
    assert told(body="water") == f"{book.bodies['water'].zh}信复〔2026〕12号"
    assert isinstance(template, Template)


def test_every_serial_stands_in_the_ledger(county: str) -> None:
    number = issued()
    read(number)
    paper = Paper.objects.get()
    stream = making.stream_of("paper", f"{paper.body}/{paper.series}/{paper.year}")
    (entry,) = reading.entries(stream)
    assert entry.fact == "paper_made"
    assert paper.serial in entry.payload
    assert state_of(officer(CLERK), number).id in entry.payload
    assert "赵" not in entry.payload


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_paper SET serial = 'x'",
        "UPDATE documents_paper SET n = 7",
        "DELETE FROM documents_paper",
        "UPDATE documents_template SET text = ''",
        "DELETE FROM documents_template",
    ],
)
def test_the_database_refuses_to_change_a_paper_that_was_made(county: str, statement: str) -> None:
    read(issued())
    refused = pytest.raises(Exception, match="is refused")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_a_number_twice(county: str) -> None:
    read(issued())
    first = Paper.objects.get()
    first.pk, first.entry = making.time_ordered(day(4)), 999
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_an_opinion_is_not_delivered_before_it_has_its_number(county: str) -> None:
    number = signed()
    with pytest.raises(Refused) as caught:
        give(CLERK, number, "deliver", at=day(6), document="opinion", means="post")
    assert (caught.value.code, caught.value.why["step"]) == ("document_missing", "issue")
    give(CLERK, number, "issue", at=day(6), document="opinion")
    give(CLERK, number, "deliver", at=day(6), document="opinion", means="post")
    (line,) = [
        one for one in papers.listed(officer(CLERK), number, at=day(9)) if one.code == "opinion"
    ]
    assert line.state == "delivered"
    papers.printed(officer(CLERK), number, "opinion", form="pdf", at=day(9))
    assert numbers() == [1]
