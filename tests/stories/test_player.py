"""A story that goes otherwise than told says so, with its reason; one leaves no trace on the next."""

from typing import Any

import psycopg
import pytest
from django.db import connection

from lianxin.ledger import reading
from lianxin.rules.faults import Faults
from lianxin.stories.databases import Databases
from lianxin.stories.lines import Malformed
from lianxin.stories.player import Played, Run, play
from lianxin.stories.templates import drop, maintenance
from tests.stories.script import LAMP, LAND, do, expect, lamp_answered, story, tick

REGISTER = do("03-02 09:00", "operator-1", "register", **LAMP)
PETITION = do("03-02 09:00", "operator-3", "register", **LAND)


def _played(databases: Databases, *steps: dict[str, Any], keep: bool = False) -> Played:
    said: list[str] = []
    return play(story(*steps), databases=databases, keep=keep, say=said.append)


def _difference(databases: Databases, *steps: dict[str, Any]) -> tuple[int, str, str, str]:
    played = _played(databases, *steps)
    found = played.difference
    assert found is not None
    assert played.steps == played.line - 2  # the header is line 1
    return played.line, found.what, found.expected, found.got


def test_a_step_that_differs_ends_the_story_with_expected_and_got(databases: Databases) -> None:
    told = _difference(
        databases, REGISTER, expect(case="a", stage="dispatched"), expect(case="a", hops=7)
    )
    assert told == (3, "stage", "dispatched", "registered")


def test_a_step_that_was_to_be_refused_and_passes_differs(databases: Databases) -> None:
    told = _difference(databases, {**REGISTER, "refused": "too_many_representatives"})
    assert told == (2, "register", "refused too_many_representatives", "it passed")


def test_a_step_refused_with_another_code_differs(databases: Databases) -> None:
    step = do("03-02 10:00", "clerk-urban", "receive", refused="not_yours")
    assert _difference(databases, REGISTER, step) == (
        3,
        "receive",
        "refused not_yours",
        "refused not_visible",
    )


def test_a_refusal_that_rests_on_another_article_differs(databases: Databases) -> None:
    six = [{"name": f"代表{number}"} for number in range(6)]
    step = do("03-02 09:00", "operator-3", "register", **LAND, representatives=six)
    refused = {**step, "refused": "too_many_representatives"}
    assert _played(databases, {**refused, "article": "20(3)"}).difference is None
    told = _difference(databases, {**refused, "article": "34"})
    assert told == (2, "register: article", "34", "条例20(3)")


def test_an_unexpected_refusal_explains_the_running_clocks(databases: Databases) -> None:
    played = _played(databases, PETITION, do("03-02 10:00", "dispatcher-2", "archive"))
    assert played.difference is not None
    assert played.difference.got.startswith("refused not_now")
    assert played.difference.why[0] == "clock route (登记分流), owed by centre, 条例22、23(2) [V]"


def test_a_wrong_due_moment_is_explained_with_the_days_left_out(databases: Databases) -> None:
    late = do("04-16 09:00", "operator-3", "register", **LAND)
    wrong = {"route": {"due": "2026-05-01"}}
    played = _played(databases, late, expect(case="a", clock=wrong))
    assert played.difference is not None
    assert (played.difference.expected, played.difference.got) == ("2026-05-01", "2026-05-06")
    assert any("劳动节" in line for line in played.difference.why)


@pytest.mark.parametrize(
    ("expected", "what", "got"),
    [
        ({"lead": "housing"}, "lead", "urban-management"),
        ({"assists": ["housing"]}, "assists", "[liuyin]"),
        ({"overdue": ["handle"]}, "overdue", "[]"),
        ({"late": ["handle"]}, "late", "[]"),
        ({"clock": {"route": {"late": False}}}, "clock route", "not started"),
        ({"clock": {"handle": None}}, "clock handle", "started"),
        ({"clock": {"dispatch": {"stopped": False}}}, "clock dispatch stopped", "True"),
        ({"documents": {"opinion": "signed"}}, "documents", "{}"),
        ({"document": "opinion", "state": "signed"}, "document opinion", "none"),
        ({"merged_into": "a"}, "merged_into", "none"),
        ({"parts": ["a"]}, "parts", "[]"),
        ({"open_to": "clerk-urban", "commands": []}, "open to clerk-urban", "receive"),
        ({"open_to": "clerk-urban", "offers": ["close"]}, "open to clerk-urban", "receive"),
        ({"open_to": "clerk-urban", "denies": ["receive"]}, "open to clerk-urban", "receive"),
        ({"visible_to": "clerk-housing"}, "visible to clerk-housing", "[False, False]"),
        ({"hidden_from": ["clerk-urban"]}, "visible to clerk-urban", "[True, True]"),
        ({"facts": ["assigned", "registered"]}, "facts", "[registered, assigned]"),
    ],
)
def test_every_expectation_can_differ(
    expected: dict[str, Any], what: str, got: str, databases: Databases
) -> None:
    sent = do("03-02 09:10", "dispatcher-1", "assign", lead="urban-management", assist=["liuyin"])
    played = _played(databases, REGISTER, sent, {"expect": {"case": "a", **expected}})
    assert played.difference is not None
    assert played.difference.what == what
    assert got in played.difference.got


def test_a_figure_that_differs_tells_what_it_counts(databases: Databases) -> None:
    period = {"since": "2026-03-01", "until": "2026-04-01"}
    asked = {"figure": "registered", "by": "channel", **period, "value": {"hotline": "2/2"}}
    played = _played(databases, REGISTER, expect(**asked))
    assert played.difference is not None
    assert played.difference.got == "hotline 1/1"
    assert "Matters registered" in played.difference.why[0]


def test_time_that_passes_rings_each_clock_at_its_own_moment(databases: Databases) -> None:
    told = story(*lamp_answered()[:2], tick("03-20 00:00"))
    with databases.fresh("qinghe"):
        run = Run(told)
        assert run.all(lambda line: None) == (0, None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM cases_case")
            (case,) = cursor.fetchone()
        rung = [entry for entry in reading.entries(case) if entry.fact == "rung"]
    moments = [entry.at for entry in rung]
    assert len(rung) >= 4
    assert moments == sorted(moments)
    assert f"{moments[0]:%m-%d %H:%M}" == "03-03 01:10"  # one working day after 09:10 in China


def test_somebody_unknown_makes_the_story_malformed(databases: Databases) -> None:
    with pytest.raises(Malformed, match=r"test\.jsonl:2: the preset has no person nobody"):
        _played(databases, do("03-02 09:00", "nobody", "register", **LAMP))


def test_a_resident_of_the_preset_acts_for_himself(databases: Databases) -> None:
    mine = do("03-02 09:00", "resident-zhao", "register", **{**LAMP, "channel": "web"})
    urged = do("03-03 09:00", "resident-zhao", "urge")
    other = do("03-03 10:00", "resident-li", "urge", refused="not_visible")
    assert _played(databases, mine, urged, other).difference is None


def test_one_story_leaves_no_trace_on_the_next(databases: Databases) -> None:
    period = {"since": "2026-03-01", "until": "2026-04-01"}
    asked = expect(figure="registered", **period, value="1/1")
    for _ in range(3):
        assert _played(databases, *lamp_answered(), asked, expect(verify="ok")).difference is None


def test_a_database_that_cannot_be_made_as_new_is_not_used_again(databases: Databases) -> None:
    with databases.fresh("qinghe") as first, connection.cursor() as cursor:
        cursor.execute("UPDATE org_body SET zh = 'x' WHERE code = 'housing'")
    with databases.fresh("qinghe") as second:
        assert second != first
    with maintenance() as server:
        assert not _is_there(server, first)


def test_a_story_that_fails_midway_leaves_no_database(databases: Databases) -> None:
    with pytest.raises(RuntimeError), databases.fresh("qinghe") as name:
        raise RuntimeError
    with maintenance() as server:
        assert not _is_there(server, name)


def test_a_kept_database_stays_as_the_story_left_it(databases: Databases) -> None:
    played = _played(databases, REGISTER, keep=True)
    with maintenance() as server:
        try:
            assert _is_there(server, played.database)
            with psycopg.connect(server.info.dsn, dbname=played.database) as there:
                assert there.execute("SELECT count(*) FROM cases_case").fetchone() == (1,)
        finally:
            drop(played.database, server=server)


def test_a_faulty_preset_is_told_and_leaves_no_template(databases: Databases) -> None:
    with pytest.raises(Faults, match="no such preset"), databases.fresh("nowhere"):
        raise AssertionError("not reached")
    with databases.fresh("qinghe"):
        assert str(connection.settings_dict["NAME"]).startswith("lianxin_play")


def _is_there(server: psycopg.Connection[Any], name: str) -> bool:
    known = "SELECT 1 FROM pg_database WHERE datname = %s"
    return server.execute(known, [name]).fetchone() is not None
