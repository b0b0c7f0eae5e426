"""Homes that are left clean."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.county import county, county_template, open_county

from lianxin.server import cli, postgres

__all__ = ["county", "county_template", "open_county"]
Verify = Callable[..., tuple[int, str]]


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Verify:
    """Runs the command `verify` and gives its exit code and what it told."""

    def run(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = cli.main(["verify", *words])
        return code, capsys.readouterr().out

    return run


@pytest.fixture(scope="session")
def made_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a stopped server: copying it is quicker than making another."""
    made = tmp_path_factory.mktemp("made")
    with postgres.ensure(made):
        pass
    postgres.remove(made)
    return made / "pg" / "data"


@pytest.fixture
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home not made yet, which commands take for theirs; no database named from outside."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    postgres.remove(tmp_path / "home")


@pytest.fixture
def home(empty_home: Path, made_data: Path) -> Path:
    """The same with an empty database in it."""
    return filled(empty_home, made_data=made_data)


@pytest.fixture
def other_home(tmp_path: Path, made_data: Path) -> Iterator[Path]:
    """A second home beside the first."""
    yield filled(tmp_path / "other", made_data=made_data)
    postgres.remove(tmp_path / "other")


def filled(folder: Path, *, made_data: Path) -> Path:
    """Lay a made database into a home."""
    (folder / "pg").mkdir(mode=0o700, parents=True)
    shutil.copytree(made_data, folder / "pg" / "data", symlinks=True)
    return folder
