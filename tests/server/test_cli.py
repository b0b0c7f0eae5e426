"""The command line: exit codes, and messages that help."""

from pathlib import Path

import pytest
from django.db import connection

from lianxin.server import cli, postgres
from lianxin.server.console import CommandFailed


def test_an_unknown_command_is_wrong_use_and_shows_what_there_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["fly"]) == 2
    told = capsys.readouterr().err
    assert "no command `fly`" in told
    assert "migrate" in told


def test_no_command_at_all_is_wrong_use() -> None:
    assert cli.main([]) == 2


def test_asking_for_help_is_good_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    assert "serve" in capsys.readouterr().out
    assert cli.main(["backup", "--help"]) == 0


def test_a_wrong_option_is_wrong_use() -> None:
    assert cli.main(["stop", "--fast"]) == 2


@pytest.mark.parametrize("family", cli.FAMILIES, ids=lambda family: family.module)
def test_every_listed_command_has_its_parser(family: cli.CommandFamily) -> None:
    for command in family.commands:
        assert cli._dispatch(family, [command, "--help"]) == 0


def test_a_database_that_is_gone_is_said_in_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@/none?host={tmp_path}")
    assert cli.main(["backup", str(tmp_path / "b.tar")]) == 1
    assert "The database does not answer" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_database_of_another_version_is_said_in_one_clear_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_token RENAME COLUMN label TO name")
    assert cli.main(["token", "list"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("The database has not the shape of this version: run `lianxin migrate`.")
    assert told.count("\n") == 1


def test_a_fault_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(home: Path) -> bool:
        raise CommandFailed("No PostgreSQL here.")

    monkeypatch.setattr(postgres, "stop", broken)
    assert cli.main(["stop"]) == 1
    assert capsys.readouterr().err == "No PostgreSQL here.\n"


def test_stop_where_nothing_runs_says_so(
    empty_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["stop"]) == 0
    assert "Nothing runs" in capsys.readouterr().out
    assert not empty_home.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", [["migrate"], ["token", "list"], ["verify"], ["seal"], ["audit", "X"]]
)
def test_no_command_works_in_a_database_of_a_newer_version(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO cases_folding (version, begun_at) VALUES (99, now())")
    assert cli.main(words) == 1
    assert capsys.readouterr().err == (
        "The database is of a newer version of Lianxin: start that one, or restore a backup.\n"
    )
