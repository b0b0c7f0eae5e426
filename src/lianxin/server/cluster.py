"""One PostgreSQL data folder: making it, starting it, ending it, whatever happened before."""

import atexit
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lianxin.server.account import SystemAccount
from lianxin.server.console import CommandFailed
from lianxin.server.programs import Programs

OWNER = "lianxin"
PORT = 5432
LARGE_LOG = 8 * 1024 * 1024  # bytes

# For a county's machine of two cores and 4 GB that also runs the web and the jobs. Whatever keeps
# an acknowledged fact (fsync, synchronous_commit, full_page_writes) is said, not assumed.
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "wal_compression": "pglz",
    "max_wal_size": "2GB",
    "min_wal_size": "256MB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.05",
    "idle_in_transaction_session_timeout": "10min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "2s",
    "log_checkpoints": "off",
}

# A child that ended is a zombie until asked about; kept here so that it can be.
_started: dict[int, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A data folder, the programs that fit it and the account they run as."""

    data: Path
    log: Path
    programs: Programs
    account: SystemAccount

    def create(self) -> None:
        """Make the data folder: UTF-8, the same order of texts on every machine, checksums.

        It appears whole or not at all, so a kill half-way leaves nothing to repair.
        """
        draft = self.data.with_name("data.draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        os.chown(draft, self.account.uid, self.account.gid)
        # `trust` asks who connects for no password: the only way in is a socket in a folder that
        # nobody but the owner (and root, who could read the data anyway) can enter.
        self._run(
            "initdb",
            *("--username", OWNER, "--auth-local", "trust", "--auth-host", "reject"),
            *("--encoding", "UTF8", "--data-checksums", *self._locale()),
            data=draft,
        )
        draft.rename(self.data)

    def start(self, socket: Path, *, options: Mapping[str, str]) -> int:
        """Start the server and return its process id; what a dead one left is cleared first."""
        self.account.own(self.data)
        self._clear(socket)
        settings = {**SETTINGS, **options, "unix_socket_directories": str(socket)}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        if self.log.exists() and self.log.stat().st_size >= LARGE_LOG:
            self.log.replace(self.log.with_name(f"{self.log.name}.old"))
        with self.log.open("ab") as log:
            child = self.account.spawn(
                self.programs["postgres"], *words, data=self.data, output=log
            )
        _started[child.pid] = child
        return child.pid

    def advance_epoch(self, epoch: int) -> None:
        """Let the transaction numbers of a stopped server go on from a later epoch."""
        self._run("pg_resetwal", "--epoch", str(epoch), data=self.data)

    def halt(self) -> None:
        """End the server: no new connections, open transactions rolled back, data flushed."""
        pid = postmaster(self.data)
        if pid is not None:
            _end(pid, signals=(signal.SIGINT, signal.SIGQUIT), data=self.data)

    def last_words(self) -> str:
        """Return the end of the server's log, for a message about why it did not start."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-12:])

    def _run(self, name: str, *options: str, data: Path) -> None:
        child = self.account.spawn(self.programs[name], *options, data=data)
        output, _ = child.communicate()
        if child.returncode != 0:
            raise CommandFailed(f"{name} failed:\n{output.decode(errors='replace').strip()}")

    def _locale(self) -> tuple[str, ...]:
        if self.programs.major < 17:
            return ("--locale", "C.UTF-8")
        return ("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8")

    def _clear(self, socket: Path) -> None:
        """Make sure that nothing still works on the data, then drop misleading lock files.

        A process id is soon used again after a restart of the machine, and a dead server may
        stay a zombie where nobody collects it: PostgreSQL takes either for a living one.
        """
        self.halt()
        for pid in _at_work(self.data):
            _end(pid, signals=(signal.SIGQUIT, signal.SIGKILL), data=self.data)
        claimed = _claimed(self.data)
        if claimed is not None and _alive(claimed):
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        for left in socket.glob(f".s.PGSQL.{PORT}*"):
            left.unlink(missing_ok=True)


def postmaster(data: Path) -> int | None:
    """Return the process id of the server that works on this data folder now, if any."""
    pid = _claimed(data)
    return pid if pid is not None and _works_on(pid, data=data) else None


def exited(pid: int) -> bool:
    """Say whether a server that this process started has ended."""
    child = _started.get(pid)
    return child is not None and child.poll() is not None


@atexit.register
def _ask_after() -> None:
    """One that somebody else killed, and that nobody started anew, was never asked after."""
    for child in _started.values():
        child.poll()


def _claimed(data: Path) -> int | None:
    with suppress(OSError, ValueError, IndexError):
        return int((data / "postmaster.pid").read_text().splitlines()[0])
    return None


def _works_on(pid: int, *, data: Path) -> bool:
    """A server and its children stand in their data folder; a stranger with that id does not."""
    if not Path("/proc/self/cwd").exists():
        return not exited(pid) and _alive(pid)
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", data)
    except OSError:
        return False


def _at_work(data: Path) -> list[int]:
    names = os.listdir("/proc") if Path("/proc/self/cwd").exists() else []
    numbers = (int(name) for name in names if name.isdigit())
    return [pid for pid in numbers if pid != os.getpid() and _works_on(pid, data=data)]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _end(
    pid: int, *, signals: tuple[signal.Signals, ...], data: Path, patience: float = 30
) -> None:
    """Send each signal in turn until the process no longer works on the data folder."""
    for number in signals:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if not _works_on(pid, data=data):
                # It has left its folder, so its end is a matter of moments.
                if pid in _started:
                    _started[pid].wait()
                return
            time.sleep(0.01)
    raise CommandFailed(f"PostgreSQL (process {pid}) on {data} does not end.")
