"""As whom PostgreSQL runs: it refuses root, and must work for everybody else."""

import os
import pwd
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from lianxin.server import account, postgres, programs
from lianxin.server.account import SystemAccount
from lianxin.server.console import CommandFailed

ROOT = os.geteuid() == 0
# What root can do here; a container may forbid namespaces, and an ordinary user has one way only.
WAYS = ["nobody", *(["namespace"] if ROOT and account._namespaces_work() else [])]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that an ordinary user owns, when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="lianxin-user-", dir="/tmp"))
    if ROOT:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    yield folder
    shutil.rmtree(folder)


def as_ordinary_user(action: Callable[[], None]) -> int:
    """Run an action as an ordinary user and return its exit code.

    A forked child, since an ordinary user may not reach the interpreter of root.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        if ROOT:
            nobody = pwd.getpwnam("nobody")
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
        action()
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        os._exit(1)
    os._exit(0)


def use(home: Path) -> None:
    """Write and read through the home's server, twice."""
    for number in (1, 2):
        with postgres.ensure(home) as address, psycopg.connect(address) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS used (number int)")
            connection.execute("INSERT INTO used VALUES (%s)", (number,))
            row = connection.execute("SELECT count(*) FROM used").fetchone()
            assert row == (number,)
    postgres.remove(home)


@pytest.mark.parametrize("way", WAYS)
def test_a_server_runs_in_a_folder_that_only_its_user_can_enter(
    empty_home: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANXIN_POSTGRES_ACCOUNT", way)
    empty_home.mkdir(mode=0o700, parents=True)
    use(empty_home)


def test_an_ordinary_user_needs_nothing_special(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    owner = open_folder.stat()
    reader = SystemAccount(uid=owner.st_uid, gid=owner.st_gid, drops=ROOT)
    found = programs.reachable(
        programs.for_data(Path("/none")), account=reader, spare=open_folder / "programs"
    )
    monkeypatch.setenv("LIANXIN_POSTGRES_BIN", str(found.bin))
    assert as_ordinary_user(lambda: use(open_folder / "home")) == 0


def test_programs_out_of_reach_are_copied_with_their_libraries(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIANXIN_POSTGRES_BIN", raising=False)
    wheel = next(each for each in programs.available() if programs.WHEEL in each.bin.parts)
    owner = account.choose()
    os.chown(open_folder, owner.uid, owner.gid)
    monkeypatch.setattr(
        SystemAccount, "can_run", lambda self, path: path.is_relative_to(open_folder)
    )
    copied = programs.reachable(wheel, account=owner, spare=open_folder)
    assert copied.bin.is_relative_to(open_folder)
    monkeypatch.undo()
    assert owner.can_run(copied["initdb"])


def test_programs_that_cannot_be_executed_anywhere_are_a_clear_fault(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SystemAccount, "can_run", lambda self, path: False)
    with pytest.raises(CommandFailed, match="cannot be executed"):
        programs.reachable(
            programs.for_data(Path("/none")), account=account.choose(), spare=open_folder
        )


def test_another_users_data_is_left_alone(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    stranger = SystemAccount(uid=4711, gid=4711)
    with pytest.raises(CommandFailed, match="belongs to another account"):
        stranger.own(open_folder)


def test_a_root_without_anybody_to_become_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> pwd.struct_passwd:
        raise KeyError(name)

    monkeypatch.setenv("LIANXIN_POSTGRES_ACCOUNT", "nobody")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwnam", unknown)
    with pytest.raises(CommandFailed, match="refuses to run as root"):
        account.choose()
