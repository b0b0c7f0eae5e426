"""The parts of `demo`: what it fills a home with, and what it shows. `test_walk` runs the whole."""

import json
import os
import socket
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.architecture.sources import ROOT
from tests.plays import databases, unblocked

from lianxin.cases import rebuild, statements
from lianxin.cases.reading import queries, tallies
from lianxin.cases.reading.filters import Filters
from lianxin.ledger import verify
from lianxin.org.preset_folders import folder_of
from lianxin.people import actors
from lianxin.people.models import Account, Token
from lianxin.rules.actor import SYSTEM, Actor
from lianxin.server import cli, demo, demo_cases, demo_county, demo_sittings, serving
from lianxin.server.console import CommandFailed
from lianxin.server.watching import Stopwatch
from lianxin.sittings import sight
from lianxin.sittings.models import Item, Sitting
from lianxin.stories.databases import Databases

__all__ = ["databases", "unblocked"]

CASES = folder_of("qinghe") / "sample" / "cases.toml"
NOW = datetime(2026, 4, 20, 3, 0, tzinfo=UTC)
HOTLINE = {
    *("registered", "dispatched", "received", "handling", "concluded", "followed_up"),
    *("closed", "archived", "withdrawn", "merged"),
}
PETITION = {
    *("registered", "dispatched", "received", "handling", "signing", "issuing", "answered"),
    *("concluded", "followed_up", "closed", "archived", "diverted"),
    *("reviewing", "reviewed", "re_reviewing", "ended"),
}


def stages() -> dict[str, set[str]]:
    """Which stages have a case, by procedure."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT procedure, array_agg(DISTINCT stage) FROM cases_case GROUP BY 1")
        return {procedure: set(found) for procedure, found in cursor.fetchall()}


def test_the_sample_has_a_case_at_every_stage_and_none_is_refused(county: str) -> None:
    done = demo_cases.take(CASES, now=NOW)
    assert done.refused == {}
    assert stages() == {"hotline": HOTLINE, "statutory": PETITION, "hard-matters": {"handling"}}
    assert verify.run(kept=[statements.HEADS]).faults == []
    assert list(rebuild.differences()) == []


def test_some_cases_of_the_sample_are_overdue_and_were_rung(county: str) -> None:
    demo_cases.take(CASES, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case WHERE is_open AND due_at < %s", [NOW])
        assert cursor.fetchone()[0] > 0
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE fact = 'rung'")
        assert cursor.fetchone()[0] > 0


@pytest.mark.parametrize(
    "day", ["2026-02-24", "2026-05-06", "2026-10-09", "2026-12-31", "2027-03-01"]
)
def test_the_sample_goes_through_after_holidays_and_beyond_the_calendar(
    county: str, day: str
) -> None:
    now = datetime.fromisoformat(f"{day}T00:10:00+08:00")
    assert demo_cases.take(CASES, now=now).refused == {}


def test_taking_the_sample_again_on_another_day_adds_nothing(county: str) -> None:
    first = demo_cases.take(CASES, now=NOW)
    again = demo_cases.take(CASES, now=NOW + timedelta(days=3))
    assert (again.new, again.refused) == (0, {})
    assert again.numbers == first.numbers


def test_a_step_that_is_refused_holds_up_its_own_case_only(county: str, tmp_path: Path) -> None:
    text = CASES.read_text("utf-8").replace(
        'title = "来信反映低保取消"', 'title = "来信", area = "none"', 1
    )
    changed = tmp_path / "cases.toml"
    changed.write_text(
        text.replace('area = "dawa", category = "c-080303"', 'category = "c-080303"'), "utf-8"
    )
    done = demo_cases.take(changed, now=NOW)
    assert set(done.refused) == {"letter"}
    assert len(done.numbers) > 20


def test_the_keys_are_the_same_each_time_and_readable_by_the_owner_only(
    county: str, tmp_path: Path
) -> None:
    place = tmp_path / "keys" / "demo.json"
    keys = demo_county._keys(place, now=NOW)
    assert place.stat().st_mode & 0o777 == 0o600
    assert demo_county._keys(place, now=NOW) == keys
    assert Counter(Token.objects.values_list("label", flat=True)) == {"demo": 3}
    assert Account.objects.count() == len(demo_county.PEOPLE)


def test_a_token_that_was_revoked_is_given_anew(county: str, tmp_path: Path) -> None:
    place = tmp_path / "demo.json"
    keys = demo_county._keys(place, now=NOW)
    one = keys.tokens["clerk-urban"]
    actors.revoke_token(actors.hashed(one), at=NOW, by=demo_county.BY)
    assert demo_county._keys(place, now=NOW).tokens["clerk-urban"] != one
    assert demo_county._keys(place, now=NOW).password == keys.password


def test_keys_that_cannot_be_read_are_made_anew(county: str, tmp_path: Path) -> None:
    place = tmp_path / "demo.json"
    place.write_text("{}")
    keys = demo_county._keys(place, now=NOW)
    assert json.loads(place.read_text()) == {"tokens": keys.tokens, "password": keys.password}


def test_a_taken_port_is_passed_over_unless_it_was_asked_for(
    empty_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(demo, "FIRST_PORT", port)
        assert demo._free_port() > port
        assert cli.main(["demo", "--port", str(port)]) == 1
    assert f"Port {port}" in capsys.readouterr().err
    assert not empty_home.exists()


def test_no_free_port_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(host: str, *, port: int) -> None:
        raise CommandFailed(f"Port {port} of {host} cannot be used.")

    monkeypatch.setattr(serving, "refuse_taken", taken)
    with pytest.raises(CommandFailed, match="8000 to 8019 are taken"):
        demo._free_port()


def test_a_web_that_never_answers_ends_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended: list[int] = []
    monkeypatch.setattr(demo, "PATIENCE", 0.0)
    monkeypatch.setattr(os, "kill", lambda pid, number: ended.append(number))
    keys = demo_county.DemoKeys(tokens={"dispatcher-1": "secret"}, password="word")
    showing = demo._Showing(1, keys, Stopwatch(), once=False)
    showing.run()
    assert (showing.failed, len(ended)) == (True, 1)
    assert "The web does not answer" in capsys.readouterr().err


def test_the_stories_it_plays_go_as_told(databases: Databases) -> None:
    played = demo_county.play_stories()
    assert [one.difference for one in played] == [None, None]
    assert all(one.steps > 10 for one in played)
    assert (ROOT / demo.STORY).is_file()


def test_one_sitting_is_to_come_and_minutes_wait_for_signatures_once(county: str) -> None:
    numbers = demo_cases.take(CASES, now=NOW).numbers
    assert demo_sittings.hold(numbers, now=NOW) == len(demo_sittings.MEETINGS)
    assert demo_sittings.hold(numbers, now=NOW + timedelta(days=2)) == 0
    assert Sitting.objects.filter(meets_at__gt=NOW, closed_at=None).count() == 1
    for person in ("leader-1", "section-pingchuan"):
        (one,) = sight.waiting_to_sign(Actor(person))
        assert one.sitting.digest
    assert set(Item.objects.exclude(state="open").values_list("state", flat=True)) == {"taken"}


def test_the_docket_and_a_hearing_are_there_to_be_seen(county: str) -> None:
    demo_cases.take(CASES, now=NOW)
    counts = {
        mark: queries.count(SYSTEM, Filters.model_validate({"mark": mark}), at=NOW)
        for mark in ("docket", "docket_unled", "docket_unplanned")
    }
    assert counts == {"docket": 3, "docket_unled": 1, "docket_unplanned": 2}
    kinds = {one.kind for case in tallies.sat(SYSTEM, ["2026-04"]) for one in case.state.sittings}
    assert kinds == {"hearing"}
