"""`backup` and `restore`: a home in one file, and back."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import lianxin
from lianxin import __version__
from lianxin.database.unfit import FOREIGN
from lianxin.rules.state import FOLD_VERSION
from lianxin.server import archive, dumps, postgres
from lianxin.server.address import database
from lianxin.server.console import CommandFailed, tell
from lianxin.server.home import home_folder, private_folder


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `backup` and `restore`."""
    backed = commands.add_parser("backup", help="the database, files and keys in one archive")
    backed.add_argument("archive", type=Path, nargs="?", help="default: by date, in this folder")
    backed.set_defaults(run=_backup)
    restored = commands.add_parser("restore", help="fill an empty home from an archive")
    restored.add_argument("archive", type=Path)
    restored.set_defaults(run=_restore)


def backup(target: Path, *, made_at: datetime) -> archive.Manifest:
    """Write a verified archive of the home and its database while both may be in use.

    The dump comes first: a file deposited meanwhile is one too many, never one too few.
    """
    with _scratch(target.absolute().parent) as scratch, database() as address:
        migrations, folds = dumps.standing(address)
        if _is_newer(migrations, folds):
            raise CommandFailed(FOREIGN)
        dump = scratch / archive.DUMP
        dumps.dump(address, into=dump)
        if dumps.contents(dump) == 0:
            raise CommandFailed("The database is empty: there is nothing to keep.")
        manifest = archive.Manifest(
            made_at=made_at.isoformat(timespec="seconds"),
            transaction=dumps.transaction(address),
            version=__version__,
            migrations=migrations,
            folds=folds,
        )
        return archive.write(target, dump=dump, home=home_folder(), manifest=manifest)


def restore(source: Path) -> archive.Manifest:
    """Fill the home from an archive. Raises CommandFailed unless home and database are empty.

    The database comes last and as a whole: until then the home is as good as empty, and what
    was laid into it is taken away again when anything fails.
    """
    home = home_folder()
    manifest = archive.check(source)
    _refuse_newer(manifest)
    _refuse_used(home)
    with _scratch(private_folder(home)) as scratch:
        try:
            dump = scratch / archive.DUMP
            archive.extract(source, home=home, dump=dump)
            _load(dump, home=home, manifest=manifest)
        except BaseException:
            _clear(home)
            raise
    return manifest


def _backup(arguments: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    target = arguments.archive or Path(f"lianxin-{now:%Y%m%d-%H%M%S}.tar")
    if target.exists():
        raise CommandFailed(f"{target} is already there: a backup never replaces another.")
    manifest = backup(target, made_at=now)
    tell(f"{target}: the database and {len(manifest.digests) - 1} files, read again and whole.")
    tell("It holds the keys: keep it where the keys may be.")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    manifest = restore(arguments.archive)
    tell(f"{home_folder()} stands as it was at {manifest.made_at}.")
    tell("`lianxin migrate` brings it up to date, and `lianxin serve` does so by itself.")
    return 0


def _load(dump: Path, *, home: Path, manifest: archive.Manifest) -> None:
    if not os.environ.get("DATABASE_URL"):
        # Readers follow the ledger in the order of transaction numbers, which entries keep:
        # on a young server, new entries would come before the restored ones.
        epoch = manifest.transaction // dumps.EPOCH + 1
        postgres.prepare(home, epoch=epoch, at_least=dumps.made_by(dump))
    with database() as address:
        if dumps.transaction(address) < manifest.transaction:
            epoch = manifest.transaction // dumps.EPOCH + 1
            raise CommandFailed(
                "The transactions of this server are behind those in the backup, so readers would"
                f" miss new entries. Stop it, run `pg_resetwal --epoch {epoch}`, start it again."
            )
        dumps.load(dump, address=address)


def _refuse_newer(manifest: archive.Manifest) -> None:
    if _is_newer(manifest.migrations, manifest.folds):
        raise CommandFailed(
            f"This backup was made by Lianxin {manifest.version}, which is newer than this one"
            f" ({__version__}): restore it with that version."
        )


def _is_newer(migrations: Collection[str], folds: int) -> bool:
    # Found by their files: settings would lay keys into the home that is still to be filled.
    files = Path(lianxin.__file__).parent.glob("*/migrations/[0-9]*.py")
    ours = {f"{file.parents[1].name}.{file.stem}" for file in files}
    return folds > FOLD_VERSION or not ours.issuperset(migrations)


def _refuse_used(home: Path) -> None:
    used = [name for name in ("pg/data", *archive.FOLDERS) if _holds_something(home / name)]
    if used:
        raise CommandFailed(f"{home} is in use ({', '.join(used)}): name an empty LIANXIN_HOME.")
    address = os.environ.get("DATABASE_URL")
    if address and not dumps.is_empty(address):
        raise CommandFailed("The database at DATABASE_URL has tables: name an empty one.")


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _clear(home: Path) -> None:
    postgres.remove(home)
    for name in ("pg", *archive.FOLDERS):
        shutil.rmtree(home / name, ignore_errors=True)


@contextmanager
def _scratch(beside: Path) -> Iterator[Path]:
    """A folder on the same disk: the dump may be larger than /tmp."""
    with tempfile.TemporaryDirectory(prefix=".lianxin-", dir=beside) as name:
        yield Path(name)
