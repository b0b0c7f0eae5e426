"""`procedure`: faults with their lines, a drawing, and what a new version would have changed."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.county import AT, county, county_template, give, register
from tests.rules.proving.examples import HOLDS, only
from tests.rules.proving.test_findings import BROKEN

from lianxin.cases.loops import ringing
from lianxin.org.preset_folders import PRESETS
from lianxin.server import cli

__all__ = ["county", "county_template"]
BASE = PRESETS / "base" / "procedures"
HOTLINE = (BASE / "hotline.toml").read_text(encoding="utf-8")


def changed(tmp_path: Path, before: str, after: str) -> Path:
    assert before in HOTLINE
    path = tmp_path / "hotline.toml"
    path.write_text(HOTLINE.replace(before, after), encoding="utf-8")
    return path


def handled() -> str:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management", at=AT + timedelta(minutes=20))
    give("clerk-urban", number, "receive", at=AT + timedelta(minutes=40))
    give("clerk-urban", number, "reply", text="已责令停工。", at=AT + timedelta(hours=2))
    return number


@pytest.mark.parametrize("name", ["statutory", "hotline", "simple"])
def test_a_procedure_that_ships_is_sound(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["procedure", "check", str(BASE / f"{name}.toml")]) == cli.GOOD
    assert "sound" in capsys.readouterr().out


@pytest.mark.parametrize("kind", sorted(BROKEN))
def test_a_procedure_with_a_trap_of_any_kind_is_refused(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "small.toml"
    path.write_text(BROKEN[kind], encoding="utf-8")
    assert cli.main(["procedure", "check", str(path), "--lang", "zh"]) == cli.WRONG
    told = capsys.readouterr()
    assert "sound" not in told.out
    assert only(BROKEN[kind], kind).told("zh") in told.err
    assert "findings: no matter may be trusted to it." in told.err


def test_every_fault_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = changed(tmp_path, 'to = "received"', 'to = "nowhere"')
    assert cli.main(["procedure", "check", str(path)]) == cli.WRONG
    told = capsys.readouterr().err
    lines = [n for n, row in enumerate(HOTLINE.splitlines(), 1) if 'to = "received"' in row]
    assert all(f"hotline.toml:{line}:" in told for line in lines)


def test_a_file_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["procedure", "check", str(tmp_path / "none.toml")]) == cli.WRONG
    assert "cannot be read" in capsys.readouterr().err


def test_a_base_is_found_beside_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.toml").write_text("no procedure", encoding="utf-8")
    own = tmp_path / "nightline.toml"
    own.write_text(HOLDS.replace('"small"', '"nightline"'), encoding="utf-8")
    child = tmp_path / "child.toml"
    text = (BASE / "simple.toml").read_text(encoding="utf-8").split("[rows]")[0]
    text = text.replace('code = "simple"', 'code = "child"')
    child.write_text(text.replace('"statutory"', '"nightline"') + "[rows]\n", encoding="utf-8")
    assert cli.main(["procedure", "check", str(child)]) == cli.GOOD
    assert "child is sound" in capsys.readouterr().out


def test_a_procedure_is_drawn_beside_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = changed(tmp_path, "", "")
    assert cli.main(["procedure", "draw", str(path)]) == cli.GOOD
    assert (tmp_path / "hotline.svg").read_text(encoding="utf-8").startswith("<svg")
    out = tmp_path / "en.svg"
    assert cli.main(["procedure", "draw", str(path), "--lang", "en", "--out", str(out)]) == cli.GOOD
    assert out.is_file()
    nowhere = str(tmp_path / "none" / "x.svg")
    assert cli.main(["procedure", "draw", str(path), "--out", nowhere]) == cli.WRONG


def test_the_same_procedure_would_have_changed_nothing(
    county: str, capsys: pytest.CaptureFixture[str]
) -> None:
    handled()
    # Everything still running at the moment of the trial is late under either version.
    assert cli.main(["procedure", "try", str(BASE / "hotline.toml")]) == cli.GOOD
    told = capsys.readouterr().out
    assert "1 cases of hotline tried, 0 would have gone otherwise" in told


def test_a_clock_that_would_have_run_late_is_told(
    county: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = handled()
    path = changed(tmp_path, '"*" = "4 working_hours"', '"*" = "10 minutes"')
    assert cli.main(["procedure", "try", str(path)]) == cli.WRONG
    told = capsys.readouterr().out
    late = "dispatch (派单) late: due 2026-03-02 08:40, done 2026-03-02 08:50, urban-management"
    assert f"{number}: {late}" in told
    assert "dispatch (派单): 1 of 1 cases would have run late" in told
    assert "1 clocks late, 0 commands refused" in told


def test_a_command_that_would_have_been_refused_is_told(
    county: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = handled()
    before = '{ do = "assign", at = ["registered"], by = ["centre"]'
    path = changed(tmp_path, before, before.replace('["centre"]', '["supervisor"]'))
    assert cli.main(["procedure", "try", str(path)]) == cli.WRONG
    told = capsys.readouterr().out
    assert f"{number}: entry 2: assign refused (not_yours)" in told


def test_a_case_is_followed_past_alarms_and_until_it_leaves_the_procedure(
    county: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number = register().state.number
    from_loops = AT + timedelta(days=3)
    ringing.ring_due(from_loops)
    give(
        "dispatcher-1",
        number,
        "move",
        procedure="statutory",
        reason="应走信访程序",
        at=from_loops,
    )
    assert cli.main(["procedure", "try", str(BASE / "hotline.toml")]) == cli.GOOD
    assert "1 cases of hotline tried" in capsys.readouterr().out


def test_an_extension_the_new_version_does_not_know_is_refused(
    county: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    give("clerk-urban", number, "receive")
    give(
        "head-urban", number, "extend", clock="handle", days=5, reason="雨天", approver="head-urban"
    )
    path = changed(tmp_path, 'limit = "5 working_days", times = 3', 'limit = "2 working_days"')
    assert cli.main(["procedure", "try", str(path)]) == cli.WRONG
    assert f"{number}: entry 4: extend refused (extension_too_long)" in capsys.readouterr().out


def test_a_trial_may_look_at_the_cases_of_one_month(
    county: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handled()
    path = str(changed(tmp_path, '"*" = "4 working_hours"', '"*" = "10 minutes"'))
    months = {"2026-02": ("2026-02-01", "2026-03-01"), "2026-03": ("2026-03-01", "2026-04-01")}
    told = {}
    for month, (since, until) in months.items():
        cli.main(["procedure", "try", path, "--since", since, "--until", until])
        told[month] = capsys.readouterr().out
    assert "0 cases of hotline tried" in told["2026-02"]
    assert "1 cases of hotline tried, 1 would have gone otherwise" in told["2026-03"]
    assert cli.main(["procedure", "try", path, "--since", "soon"]) == cli.MISUSED


def test_a_trial_writes_nothing(
    county: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handled()
    before = everything()
    cli.main(["procedure", "try", str(changed(tmp_path, "4 working_hours", "10 minutes"))])
    assert everything() == before


def everything() -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM ledger_entry),"
            " (SELECT md5(string_agg(c::text, '|' ORDER BY id)) FROM cases_case AS c)"
        )
        return tuple(cursor.fetchone())


def test_a_procedure_is_walked_and_the_steps_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    walked = ["procedure", "walk", "qinghe", "--procedure", "statutory", "--steps", "3"]
    assert cli.main(walked) in {cli.GOOD, cli.WRONG}
    assert "qinghe, statutory: 3 steps" in capsys.readouterr().out


def test_what_is_not_there_is_not_walked(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["procedure", "walk", "qinghe", "--procedure", "none"]) != cli.GOOD
    assert "qinghe has no procedure none" in capsys.readouterr().err
    assert cli.main(["procedure", "walk", "qinghe", "--steps", "0"]) != cli.GOOD
