"""The embedded PostgreSQL of a home: there while somebody uses it, gone when the last one leaves.

Every user holds a shared lock on a file; the last to leave gets it alone and stops the server.
The kernel drops the lock of a killed process, so the next command adopts what it left running.
"""

import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.pq import PGconn, Ping

from lianxin.server import account, cluster, programs, roles
from lianxin.server.cluster import OWNER, PORT, Cluster
from lianxin.server.console import CommandFailed
from lianxin.server.home import private_folder

DATABASE = "lianxin"
# A path to a unix socket holds 107 bytes and a home may lie deep: the socket lies in a short
# folder under /tmp instead, whose name the home remembers.
SHORT = Path("/tmp")  # noqa: S108 - only a folder of ours, mode 0700, is made and trusted in it
PATIENCE = 600.0  # seconds


@contextmanager
def ensure(home: Path, *, options: Mapping[str, str] | None = None) -> Iterator[str]:
    """Give the address of the home's running server, started if need be; the last user stops it.

    `options` are server settings for the case that it has to be started.
    """
    folder = private_folder(home / "pg")
    with (folder / "users.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        with _deciding(folder):
            address = _serving(folder, options=options or {})
        try:
            yield address
        finally:
            _leave(folder, users=users.fileno())


def running(home: Path) -> bool:
    """Say whether the home's server answers, be it only that it is still starting."""
    socket = _remembered_socket(home / "pg")
    return socket is not None and _answers(socket)


def stop(home: Path) -> bool:
    """Stop the home's server whoever uses it; False when none was running."""
    folder = home / "pg"
    if not (folder / "data").exists():
        return False
    with _deciding(folder):
        return _halt(folder)


def known_address(home: Path) -> str:
    """Return the address the home's server has, or will have, without making anything."""
    return _address(_remembered_socket(home / "pg") or SHORT / "lianxin-not-started")


def application_address(home: Path) -> str:
    """Return the address at which the web and the loops come: as a role that owns nothing."""
    socket = _remembered_socket(home / "pg") or SHORT / "lianxin-not-started"
    return _address(socket, user=roles.APPLICATION)


def future_address(home: Path) -> str:
    """Return the address at which the home's server will answer once started."""
    folder = private_folder(home / "pg")
    with _deciding(folder):
        return _address(_socket_folder(folder, owner=account.choose()))


def revive(home: Path) -> None:
    """Start the home's server again if it died under somebody who is using it."""
    if not running(home):
        with _deciding(home / "pg"):
            _serving(home / "pg", options={})


def prepare(home: Path, *, epoch: int, at_least: int = programs.FLOOR) -> None:
    """Make the home's database folder, never started, with transactions from a later epoch.

    Its major version is `at_least` so much: an older one cannot take in a newer one's dump.
    """
    folder = private_folder(home / "pg")
    with _deciding(folder):
        socket = _socket_folder(folder, owner=account.choose())
        made = _cluster(folder, socket=socket, at_least=at_least)
        made.create()
        made.advance_epoch(epoch)


def remove(home: Path) -> None:
    """Stop the home's server and forget its socket folder, before the home itself is thrown away."""
    stop(home)
    socket = _remembered_socket(home / "pg")
    if socket is not None and socket.parent == SHORT and socket.name.startswith("lianxin-"):
        shutil.rmtree(socket, ignore_errors=True)


def _leave(folder: Path, *, users: int) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    with _deciding(folder):
        _halt(folder)


@contextmanager
def _deciding(folder: Path) -> Iterator[None]:
    """One process at a time starts or stops the server."""
    with (folder / "decide.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _serving(folder: Path, *, options: Mapping[str, str]) -> str:
    socket = _socket_folder(folder, owner=account.choose())
    if not _answers(socket):
        owned = _cluster(folder, socket=socket)
        if not owned.data.exists():
            owned.create()
        _await(socket, owned=owned, pid=owned.start(socket, options=options))
    elif PGconn.ping(_conninfo(socket)) != Ping.OK:
        _await(socket, owned=_cluster(folder, socket=socket), pid=None)
    _make_database(socket)
    roles.make(_address(socket))
    return _address(socket)


def _halt(folder: Path) -> bool:
    pid = cluster.postmaster(folder / "data")
    socket = _remembered_socket(folder)
    if pid is not None and socket is not None:
        _cluster(folder, socket=socket).halt()
    return pid is not None


def _cluster(folder: Path, *, socket: Path, at_least: int = programs.FLOOR) -> Cluster:
    owner = account.choose()
    fitting = programs.for_data(folder / "data" / "PG_VERSION", at_least=at_least)
    return Cluster(
        data=folder / "data",
        log=folder / "log",
        programs=programs.reachable(fitting, account=owner, spare=socket),
        account=owner,
    )


def _await(socket: Path, *, owned: Cluster, pid: int | None) -> None:
    """Wait until connections are taken; recovery after a crash may need its time."""
    until = time.monotonic() + PATIENCE
    while PGconn.ping(_conninfo(socket)) != Ping.OK:
        if pid is not None and cluster.exited(pid):
            raise CommandFailed(
                f"PostgreSQL did not start. The end of {owned.log}:\n{owned.last_words()}"
            )
        if time.monotonic() > until:
            raise CommandFailed(
                f"PostgreSQL is still not ready after {PATIENCE:.0f} s: see {owned.log}."
            )
        time.sleep(0.01)


def _make_database(socket: Path) -> None:
    where = f"host={socket} port={PORT} user={OWNER} dbname=postgres"
    with psycopg.connect(where, autocommit=True) as connection:
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(query, (DATABASE,)).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _socket_folder(folder: Path, *, owner: account.SystemAccount) -> Path:
    """Return the home's socket folder, made anew under the same name if a cleaner took it."""
    remembered = _remembered_socket(folder)
    if remembered is not None and _is_private(remembered, uid=owner.uid):
        return remembered
    if cluster.postmaster(folder / "data") is not None:
        _end_unreachable(folder)
    made = _made_again(remembered) or Path(tempfile.mkdtemp(prefix="lianxin-", dir=SHORT))
    os.chown(made, owner.uid, owner.gid)
    draft = folder / "socket.draft"
    draft.write_text(f"{made}\n")
    draft.rename(folder / "socket")
    return made


def _made_again(folder: Path | None) -> Path | None:
    if folder is None:
        return None
    try:
        folder.mkdir(mode=0o700)
    except OSError:
        return None
    return folder


def _end_unreachable(folder: Path) -> None:
    """A cleaner of /tmp took the socket away from a running server: it must be started anew."""
    Cluster(
        data=folder / "data",
        log=folder / "log",
        programs=programs.for_data(folder / "data" / "PG_VERSION"),
        account=account.choose(),
    ).halt()


def _remembered_socket(folder: Path) -> Path | None:
    try:
        text = (folder / "socket").read_text().strip()
    except OSError:
        return None
    return Path(text) if text else None


def _is_private(path: Path, *, uid: int) -> bool:
    """In /tmp anybody may leave a folder: only one that is ours alone is trusted."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == uid and not status.st_mode & 0o077


def _answers(socket: Path) -> bool:
    return PGconn.ping(_conninfo(socket)) in (Ping.OK, Ping.REJECT)


def _conninfo(socket: Path) -> bytes:
    return f"host={socket} port={PORT} user={OWNER} dbname=postgres".encode()


def _address(socket: Path, *, user: str = OWNER) -> str:
    return f"postgresql://{user}@/{DATABASE}?host={quote(str(socket), safe='')}&port={PORT}"
