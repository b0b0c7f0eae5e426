"""Figures count acts when they happen, clocks when they were due, and open down to their entries."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from lianxin.figures import reader
from lianxin.figures.definitions import FIGURES
from lianxin.figures.registry import (
    BY,
    BadFigureCursor,
    By,
    Count,
    FigureQuestion,
    compute,
    entries,
)
from lianxin.ledger import reading
from lianxin.rules.actor import SYSTEM, Actor
from lianxin.rules.refusals import Refused
from lianxin.server import figures as command
from lianxin.stories.cast import Cast
from lianxin.stories.databases import Databases
from lianxin.stories.player import Run
from tests.ledger.writing import another_connection
from tests.stories.script import (
    LAMP,
    LAND,
    asked,
    closed,
    do,
    expect,
    lamp_answered,
    story,
    tick,
)

NOW = datetime(2026, 7, 1, tzinfo=UTC)
MARCH = (date(2026, 3, 1), date(2026, 4, 1))
APRIL = (date(2026, 4, 1), date(2026, 5, 1))


@contextmanager
def _after(databases: Databases, *steps: dict[str, Any]) -> Iterator[Run]:
    """Look at the figures after a story."""
    with databases.fresh("qinghe"):
        run = Run(story(*steps))
        assert run.all(lambda line: None) == (0, None)
        reader.catch_up()
        yield run


def _asked(name: str, period: tuple[date, date] = MARCH, **more: Any) -> FigureQuestion:
    return FigureQuestion(name=name, since=period[0], until=period[1], **{"at": NOW, **more})


def _groups(name: str, period: tuple[date, date] = MARCH, by: By = "body") -> dict[str, str]:
    found = compute(_asked(name, period, by=by))
    return {key: one.fraction for key, one in found.groups.items()}


def _total(name: str, period: tuple[date, date] = MARCH, **more: Any) -> Count:
    return compute(_asked(name, period, **more)).total


DISSATISFIED = [
    *lamp_answered(),
    asked(on="03-03 09:00", satisfied="not", solved=False),
    do("03-04 09:00", "clerk-urban", "reply", text="更换线路，已亮。"),
    asked(on="03-05 09:00", satisfied="satisfied", solved=True),
    closed(on="03-05 09:10"),
]
AGAIN = [
    do("04-07 09:00", "petitioner", "reopen", reason="又坏了。"),
    tick("04-14 10:00"),
    do("04-15 09:00", "clerk-urban", "reply", text="再次修复。"),
    asked(on="04-16 09:00", satisfied="basically", solved=True),
    closed(on="04-16 09:10"),
]
NAMES = tuple(FIGURES)


def test_closing_twice_keeps_both_histories(databases: Databases) -> None:
    with _after(databases, *DISSATISFIED):
        assert _groups("concluded") == {"urban-management": "2/2"}
        assert _groups("answered_within_limit") == {"urban-management": "2/2"}
        assert _groups("satisfaction_rate") == {"urban-management": "1/2"}
        assert _groups("resolution_rate") == {"urban-management": "1/2"}
        assert _groups("reopened") == {"urban-management": "1/2"}
        assert _groups("conclusion_rate") == {"urban-management": "2/2"}


def test_reopening_never_edits_a_past_period(databases: Databases) -> None:
    with _after(databases, *DISSATISFIED):
        before = {(name, by): compute(_asked(name, by=by)) for name in NAMES for by in BY}
    with _after(databases, *DISSATISFIED, *AGAIN):
        after = {(name, by): compute(_asked(name, by=by)) for name in NAMES for by in BY}
        assert _groups("answered_within_limit", APRIL) == {"urban-management": "0/1"}
        assert _groups("concluded", APRIL) == {"urban-management": "1/1"}
        assert _groups("conclusion_rate", APRIL) == {"urban-management": "1/1"}
    assert after == before


def test_a_conclusion_counts_at_the_level_that_settled_it(databases: Databases) -> None:
    with _after(databases, *DISSATISFIED):
        assert _groups("concluded", by="level") == {"county": "2/2"}
        # What is no conclusion was settled nowhere.
        assert _groups("registered", by="level") == {"": "1/1"}


def test_an_answer_late_in_april_does_not_mend_march(databases: Databases) -> None:
    late = [*lamp_answered()[:3], tick("04-02 00:00")]
    with _after(databases, *late):
        before = _total("answered_within_limit")
    with _after(databases, *late, do("04-02 09:00", "clerk-urban", "reply", text="已修复。")):
        assert _total("answered_within_limit") == before == Count(0, 1)
        assert _total("answered_within_limit", APRIL) == Count(0, 0)
        assert _total("conclusion_rate") == Count(0, 1)
        assert _total("conclusion_rate", APRIL) == Count(1, 1)


def test_a_clock_that_is_not_due_yet_is_left_out_and_says_so(databases: Databases) -> None:
    now = datetime(2026, 3, 3, tzinfo=UTC)
    with _after(databases, *lamp_answered()[:3]):
        found = _total("answered_within_limit", at=now)
        assert found == Count(0, 0, {"not_due_yet": 1})
        assert _total("answered_within_limit") == Count(0, 1)


def test_what_was_withdrawn_in_time_was_never_missed(databases: Databases) -> None:
    gone = do("03-03 09:00", "petitioner", "withdraw", reason="自行解决。")
    with _after(databases, *lamp_answered()[:3], gone):
        assert _total("answered_within_limit") == Count(0, 0, {"ended_otherwise": 1})
        assert _total("conclusion_rate") == Count(0, 0, {"withdrawn": 1})


def test_what_was_withdrawn_too_late_stays_missed(databases: Databases) -> None:
    gone = do("03-20 09:00", "petitioner", "withdraw", reason="自行解决。")
    with _after(databases, *lamp_answered()[:3], gone):
        assert _total("answered_within_limit") == Count(0, 1)


def test_the_body_that_led_when_it_ran_out_has_missed_it(databases: Databases) -> None:
    passed_on = do("03-20 09:00", "dispatcher-1", "reassign", lead="housing", reason="改派。")
    with _after(databases, *lamp_answered()[:3], passed_on):
        assert _groups("answered_within_limit") == {"urban-management": "0/1"}


def test_a_body_that_took_over_in_time_answers_for_it(databases: Databases) -> None:
    passed_on = do("03-04 09:00", "dispatcher-1", "reassign", lead="housing", reason="改派。")
    answer = do("03-05 09:00", "clerk-housing", "reply", text="已修复。")
    with _after(
        databases,
        *lamp_answered()[:2],
        passed_on,
        do("03-04 10:00", "clerk-housing", "receive"),
        answer,
    ):
        assert _groups("answered_within_limit") == {"housing": "1/1"}
        assert _groups("returns") == {"urban-management": "0/1", "housing": "0/1"}


def test_a_paused_clock_is_due_when_it_runs_again(databases: Databases) -> None:
    steps = [
        *lamp_answered()[:3],
        do("03-03 09:00", "supervisor-2", "pause", clock="handle", reason="停电检修。"),
        do("03-30 09:00", "supervisor-2", "resume", clock="handle"),
        do("04-01 09:00", "clerk-urban", "reply", text="已修复。"),
    ]
    with _after(databases, *steps[:-2]):
        assert _total("answered_within_limit") == Count(0, 0)
    with _after(databases, *steps):
        assert _total("answered_within_limit", APRIL) == Count(1, 1)


def test_a_new_subject_moves_what_is_open_and_not_what_is_done(databases: Databases) -> None:
    other = do("03-02 09:05", "dispatcher-1", "set_category", category="c-010202")
    first, *rest = lamp_answered()
    with _after(databases, first, other, *rest):
        assert _groups("registered", by="category") == {"c-010201": "1/1"}
        assert _groups("concluded", by="category") == {"c-010202": "1/1"}
        assert _groups("conclusion_rate", by="category") == {"c-010202": "1/1"}


def test_a_petitioner_not_reached_is_left_out_of_the_rates(databases: Databases) -> None:
    missed = do("03-03 09:00", "follow-up-1", "follow_up", reached=False, satisfied="unreached")
    rated = do("03-03 10:00", "petitioner", "rate", contacted=True, solved=True, satisfied="not")
    sure = do("03-03 09:30", "petitioner", "confirm")
    with _after(databases, *lamp_answered(), missed, sure, rated):
        assert _total("satisfaction_rate") == Count(0, 1, {"unreached": 1, "unrated": 1})
        assert _total("resolution_rate") == Count(2, 2, {"unreached": 1})


def test_a_petition_is_dispatched_in_the_name_of_its_centre(databases: Databases) -> None:
    steps = [
        do("03-02 09:00", "operator-3", "register", **LAND),
        do("03-17 17:00", "dispatcher-2", "refer", lead="natural-resources"),
    ]
    with _after(databases, *steps):
        assert _groups("assigned_within_limit") == {"petition-office": "1/1"}


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_opens_down_to_the_entries_it_counts(name: str, databases: Databases) -> None:
    steps = [*DISSATISFIED, *lamp_answered("b", day="03-06"), expect(case="b", stage="concluded")]
    with _after(databases, *steps):
        total = _total(name)
        lines = entries(_asked(name)).lines
        assert sum(line.counted for line in lines) == total.numerator
        assert sum(line.asked for line in lines) == total.denominator
        assert [line.at for line in lines] == sorted(line.at for line in lines)
        for line in lines:
            found = {entry.sequence: entry for entry in reading.entries(line.case)}
            assert line.sequence in found
            assert line.number.startswith("QINGHE-")


def test_entries_come_page_by_page_and_by_group(databases: Databases) -> None:
    with _after(databases, *DISSATISFIED, *lamp_answered("b", day="03-06")):
        whole = entries(_asked("concluded", by="body")).lines
        first = entries(_asked("concluded", by="body"), limit=2)
        rest = entries(_asked("concluded", by="body"), cursor=first.next_cursor)
        assert (*first.lines, *rest.lines) == whole
        assert rest.next_cursor is None
        none = entries(_asked("concluded", by="body"), group="housing").lines
        assert none == ()
        mine = entries(_asked("concluded", by="body"), group="urban-management").lines
        assert mine == whole
        with pytest.raises(BadFigureCursor):
            entries(_asked("concluded"), cursor="nonsense")


def test_a_body_counts_its_own_matters_only(databases: Databases) -> None:
    other = [
        do("03-06 09:00", "operator-1", "register", "b", **LAMP),
        do("03-06 09:10", "dispatcher-1", "assign", "b", lead="housing"),
    ]
    with _after(databases, *lamp_answered(), *other):
        assert _total("registered") == Count(2, 2)
        for person, seen in (("clerk-urban", 1), ("clerk-tax", 0), ("dispatcher-1", 2)):
            assert _total("registered", actor=_actor(person)).numerator == seen
            assert len(entries(_asked("registered", actor=_actor(person))).lines) == seen


def test_a_respondent_cannot_count_what_is_shut_to_him(databases: Databases) -> None:
    report = {**LAMP, "kind": "misconduct_report", "respondent": ["hotline"]}
    with _after(databases, do("03-02 09:00", "operator-3", "register", **report)):
        assert _total("registered", actor=_actor("dispatcher-2")) == Count(1, 1)
        assert _total("registered", actor=_actor("dispatcher-1")) == Count(0, 0)
        assert entries(_asked("registered", actor=_actor("dispatcher-1"))).lines == ()


def _actor(person: str) -> Actor:
    return Cast().actor(person, at=NOW, number="")


def test_a_figure_is_held_against_the_period_before(databases: Databases) -> None:
    with _after(databases, *DISSATISFIED, *AGAIN):
        april = compute(_asked("concluded", APRIL, compare="previous"))
        assert april.before is not None
        assert (april.total.numerator, april.before.total.numerator) == (1, 2)
        year = compute(_asked("concluded", APRIL, compare="year"))
        assert year.before is not None
        assert year.before.total == Count(0, 0)


def test_tables_made_again_from_the_ledger_are_the_same(databases: Databases) -> None:
    with _after(databases, *DISSATISFIED, *AGAIN):
        before = _rows()
        reader.rebuild()
        assert reader.catch_up() > 0
        assert _rows() == before
        assert reader.catch_up() == 0
        assert reader.is_current()


def test_rows_that_went_astray_are_made_anew_by_a_command(
    databases: Databases, capsys: pytest.CaptureFixture[str]
) -> None:
    with _after(databases, *DISSATISFIED, *AGAIN):
        before = _rows()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM figures_act")
        commands = argparse.ArgumentParser().add_subparsers()
        command.register(commands)
        parsed = commands.choices["figures"].parse_args([])
        assert parsed.run(parsed) == 0
        assert _rows() == before
    assert "entries read" in capsys.readouterr().out


def test_nothing_is_forgotten_while_another_process_reads(databases: Databases) -> None:
    with _after(databases, *DISSATISFIED), another_connection() as other:
        before = _rows()
        other.execute("SELECT FROM ledger_cursor WHERE reader = %s FOR UPDATE", [reader.READER])
        assert not reader.rebuild()
        assert _rows() == before


def test_entries_read_one_at_a_time_give_the_same(databases: Databases) -> None:
    with _after(databases, *DISSATISFIED, *AGAIN):
        before = _rows()
        reader.rebuild()
        while reader.catch_up(limit=1):
            pass
        assert _rows() == before


def _rows() -> list[list[tuple[Any, ...]]]:
    found = []
    for table in ("figures_matter", "figures_act", "figures_clock", "figures_span"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            found.append(sorted(cursor.fetchall(), key=repr))
    return found


def test_an_unknown_figure_or_grouping_is_refused() -> None:
    with pytest.raises(Refused, match="no_such"):
        compute(_asked("happiness"))
    with pytest.raises(Refused, match="no_such"):
        compute(_asked("registered", by="moon", actor=SYSTEM))


def test_every_figure_has_its_words_in_both_languages() -> None:
    for one in FIGURES.values():
        words = [one.name, one.numerator, one.denominator, *one.exclusions.values()]
        assert all(said.zh and said.en for said in words), one.code


def test_a_response_is_what_the_resident_says_of_being_contacted(databases: Databases) -> None:
    steps = [
        *lamp_answered(),
        asked(on="03-03 09:00", satisfied="satisfied", solved=True),
        do(
            "03-03 10:00",
            "petitioner",
            "rate",
            contacted=False,
            solved=False,
            satisfied="not",
        ),
    ]
    with _after(databases, *steps):
        assert _groups("response_rate") == {"urban-management": "1/2"}
