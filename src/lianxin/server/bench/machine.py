"""The machine as far as figures depend on it, and what processes cost there."""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from lianxin.server.home import CHECKOUT

TICKS = os.sysconf("SC_CLK_TCK")
PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class Machine:
    """What the figures were measured on; memory in MiB, `commit` where git knows one."""

    cores: int
    processor: str
    memory: int
    system: str
    postgresql: str
    python: str
    commit: str | None
    durable: str


def this() -> Machine:
    """Return the facts of this machine and of the database in use."""
    return Machine(
        cores=os.cpu_count() or 1,
        processor=_said("cpuinfo", r"model name\s*:\s*(.+)") or platform.machine(),
        memory=int(_said("meminfo", r"MemTotal:\s*(\d+)") or 0) // 1024,
        system=platform.system(),
        postgresql=_shown("server_version"),
        python=platform.python_version(),
        commit=_commit(),
        durable=f"fsync {_shown('fsync')}, synchronous_commit {_shown('synchronous_commit')}",
    )


def below(parent: int) -> list[int]:
    """Return the processes that a process started, and theirs in turn; none where /proc lacks."""
    children: dict[int, list[int]] = {}
    for pid, fields in _stats():
        children.setdefault(int(fields[1]), []).append(pid)
    pids, waiting = [], [parent]
    while waiting:
        for child in children.get(waiting.pop(), []):
            pids.append(child)
            waiting.append(child)
    return pids


def cpu(pids: Iterable[int]) -> float:
    """Return the seconds of processor time that living processes have used so far."""
    wanted = set(pids)
    return sum(
        (int(fields[11]) + int(fields[12])) / TICKS for pid, fields in _stats() if pid in wanted
    )


def resident(pid: int) -> float:
    """Return the memory a process holds, in MiB; 0 where that cannot be told."""
    size = re.search(r"VmRSS:\s*(\d+)", _text(PROCESSES / str(pid) / "status"))
    return int(size[1]) / 1024 if size else 0.0


def _stats() -> Iterable[tuple[int, list[str]]]:
    names = os.listdir(PROCESSES) if PROCESSES.is_dir() else []
    for name in names:
        # The name of a program, in brackets, may hold blanks and brackets.
        _, _, rest = (
            _text(PROCESSES / name / "stat").rpartition(")") if name.isdigit() else [""] * 3
        )
        if rest:
            yield int(name), rest.split()


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _said(file: str, pattern: str) -> str | None:
    line = re.search(pattern, _text(PROCESSES / file))
    return line[1].strip() if line else None


def _shown(setting: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [setting])
        return str(cursor.fetchone()[0]).split(" ")[0]


def _commit() -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run(  # noqa: S603 - fixed words, in our own folder
        [git, "rev-parse", "--short", "HEAD"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() if done.returncode == 0 else None
