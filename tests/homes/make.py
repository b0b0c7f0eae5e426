"""Makes a stored home of the version that runs this.

    LIANXIN_HOME=/somewhere/new python -m tests.homes.make tests/data/homes/NAME

With LIANXIN_POSTGRES_BIN naming the oldest PostgreSQL we run on: what its pg_dump writes, every
later pg_restore reads.
"""

import json
import lzma
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from lianxin.server import dumps, safekeeping
from lianxin.server.address import product
from tests.homes.measuring import ARCHIVE, TABLES, digests


def make(target: Path) -> None:
    """Fill the home with a county and its history, and keep it with its measures in `target`."""
    target.mkdir(parents=True)
    now = datetime.now(UTC).replace(microsecond=0)
    with product(current=False):
        # Models can be imported once Django is set up, not before.
        from tests.homes.history import fill  # noqa: PLC0415 - see above

        fill(now)
        measured = digests(os.environ["DATABASE_URL"])
        _keep(target / ARCHIVE, now)
    (target / TABLES).write_text(json.dumps(measured, indent=1, sort_keys=True) + "\n")


def _keep(target: Path, now: datetime) -> None:
    """Write the archive; its dump is taken uncompressed, since the whole is packed better."""
    run = dumps._run

    def unpressed(name: str, *options: str, address: str) -> None:
        run(name, *options, *(("--compress=0",) if name == "pg_dump" else ()), address=address)

    dumps._run = unpressed
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "home.tar"
        safekeeping.backup(archive, made_at=now)
        with archive.open("rb") as plain, lzma.open(target, "wb", preset=9) as packed:
            shutil.copyfileobj(plain, packed)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
