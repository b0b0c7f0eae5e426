"""The account PostgreSQL runs as: it refuses root, and root is who sets up many machines."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from lianxin.server.console import CommandFailed

NAMESPACE = ("unshare", "--user", "--map-user=1000", "--")


@dataclass(frozen=True, kw_only=True)
class SystemAccount:
    """Who owns the data seen from outside, and how a program is started as that owner.

    `prefix` goes before every command; `drops` says that we are root and become the owner.
    """

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()
    drops: bool = False

    def own(self, folder: Path) -> None:
        """Give the folder and all in it to this account, when another has it (root only)."""
        if not folder.exists() or folder.stat().st_uid == self.uid:
            return
        if os.geteuid() != 0:
            owner = folder.stat().st_uid
            raise CommandFailed(
                f"{folder} belongs to another account (uid {owner}): run as that one."
            )
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def spawn(
        self,
        program: Path,
        *options: str,
        data: Path,
        output: int | IO[bytes] | None = subprocess.PIPE,
    ) -> subprocess.Popen[bytes]:
        """Start a PostgreSQL program on a data folder, in a session of its own.

        A signal from the terminal does not reach it: its starter decides when it ends.
        """
        handle = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
        try:
            return subprocess.Popen(  # noqa: S603 - a PostgreSQL program that we looked up
                [*self.prefix, str(program), "-D", self._seen(data, handle), *options],
                cwd="/",
                env=_plain_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=(handle,),
                user=self.uid if self.drops else None,
                group=self.gid if self.drops else None,
                extra_groups=() if self.drops else None,
            )
        finally:
            os.close(handle)

    def can_run(self, program: Path) -> bool:
        """Say whether this account can execute the program where it lies."""
        command = [*self.prefix, str(program), "--version"]
        try:
            done = subprocess.run(  # noqa: S603 - a PostgreSQL program that we looked up
                command,
                capture_output=True,
                cwd="/",
                check=False,
                user=self.uid if self.drops else None,
                group=self.gid if self.drops else None,
                extra_groups=() if self.drops else None,
            )
        except PermissionError:
            return False
        return done.returncode == 0

    def _seen(self, data: Path, handle: int) -> str:
        # Nobody may not walk through /root; an open folder is reached without walking.
        through = f"/proc/self/fd/{handle}"
        return through if self.drops and os.path.isdir(through) else str(data)


def choose() -> SystemAccount:
    """Return ourselves, or for root: ourselves under another number, else `nobody`.

    LIANXIN_POSTGRES_ACCOUNT (`namespace` or `nobody`) decides for root where both would do.
    """
    if os.geteuid() != 0:
        return SystemAccount(uid=os.geteuid(), gid=os.getegid())
    wish = os.environ.get("LIANXIN_POSTGRES_ACCOUNT")
    if wish != "nobody" and (wish == "namespace" or _namespaces_work()):
        return SystemAccount(uid=0, gid=0, prefix=NAMESPACE)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise CommandFailed(
            "PostgreSQL refuses to run as root, and there is no account `nobody` to run it as:"
            " run Lianxin as an ordinary user."
        ) from None
    return SystemAccount(uid=nobody.pw_uid, gid=nobody.pw_gid, drops=True)


@cache
def _namespaces_work() -> bool:
    """Containers often forbid user namespaces; the only sure way to know is to try one."""
    if shutil.which("unshare") is None:
        return False
    return _succeeds([*NAMESPACE, "true"])


def _succeeds(command: Sequence[str]) -> bool:
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - fixed words
    return done.returncode == 0


def _plain_environment() -> dict[str, str]:
    # PGDATA, PGPORT and the like of whoever calls must not steer our server.
    kept = {"PATH", "LD_LIBRARY_PATH", "TZ", "TMPDIR"}
    return {name: value for name, value in os.environ.items() if name in kept} | {"LC_ALL": "C"}
