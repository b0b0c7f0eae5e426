"""`backup` and `restore`: what comes back is what was kept, or nothing at all."""

import io
import json
import shutil
import tarfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from lianxin.rules.state import FOLD_VERSION
from lianxin.server import archive, cli, dumps, postgres, programs, safekeeping
from lianxin.server.console import CommandFailed

MADE_AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
KEPT = "CREATE TABLE kept AS SELECT 'row ' || n AS word, pg_current_xact_id() AS tx FROM generate_series(1, 500) n"


def kept_home(home: Path) -> None:
    """A home with rows, a file and a key in it."""
    with postgres.ensure(home) as address, psycopg.connect(address) as connection:
        connection.execute(KEPT.encode())
    (home / "files" / "ab").mkdir(parents=True)
    (home / "files" / "ab" / "cd").write_bytes(b"\x00photo")
    (home / "keys").mkdir()
    (home / "keys" / "people.key").write_text("secret")


@pytest.fixture
def kept(home: Path, tmp_path: Path) -> Path:
    """A backup of such a home; the home itself is lost afterwards."""
    kept_home(home)
    safekeeping.backup(tmp_path / "kept.tar", made_at=MADE_AT)
    postgres.remove(home)
    shutil.rmtree(home)
    return tmp_path / "kept.tar"


def is_untouched(home: Path) -> bool:
    """Say whether nothing of a failed restore was left in the home."""
    return not any((home / name).exists() for name in ("pg", "files", "keys"))


def repacked(source: Path, *, name: str, content: bytes) -> None:
    """Rewrite an archive with one member put in the place of its namesake, or added."""
    changed = source.with_suffix(".changed")
    with tarfile.open(source) as old, tarfile.open(changed, "w") as new:
        members: Sequence[tarfile.TarInfo] = [m for m in old.getmembers() if m.name != name]
        for member in members:
            new.addfile(member, old.extractfile(member))
        added = tarfile.TarInfo(name)
        added.size = len(content)
        new.addfile(added, io.BytesIO(content))
    changed.rename(source)


def test_rows_files_and_keys_come_back(kept: Path, empty_home: Path) -> None:
    assert cli.main(["restore", str(kept)]) == 0
    with postgres.ensure(empty_home) as address, psycopg.connect(address) as connection:
        row = connection.execute("SELECT count(*), min(word) FROM kept").fetchone()
        assert row == (500, "row 1")
    assert (empty_home / "files" / "ab" / "cd").read_bytes() == b"\x00photo"
    key = empty_home / "keys" / "people.key"
    assert (key.read_text(), key.stat().st_mode & 0o777) == ("secret", 0o600)


def test_transactions_after_a_restore_have_higher_numbers_than_any_restored(
    kept: Path, empty_home: Path
) -> None:
    safekeeping.restore(kept)
    with postgres.ensure(empty_home) as address, psycopg.connect(address) as connection:
        question = (
            "SELECT pg_current_xact_id() > (SELECT max(tx::text::bigint)::text::xid8 FROM kept)"
        )
        assert connection.execute(question).fetchone() == (True,)


def test_a_backup_of_a_newer_server_is_restored_into_one_that_is_as_new(
    tmp_path: Path, empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIANXIN_POSTGRES_BIN", raising=False)
    monkeypatch.setattr(programs, "_on_system", lambda: iter(()))
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "newer"))
    kept_home(tmp_path / "newer")
    safekeeping.backup(tmp_path / "kept.tar", made_at=MADE_AT)
    # From now on an older one stands first, as the system's often does.
    older = programs.for_server(16).bin
    monkeypatch.setattr(programs, "_on_system", lambda: iter((older,)))
    monkeypatch.setenv("LIANXIN_HOME", str(empty_home))
    assert programs.for_data(empty_home / "none").major == 16
    safekeeping.restore(tmp_path / "kept.tar")
    assert (empty_home / "pg" / "data" / "PG_VERSION").read_text().strip() == "18"
    postgres.remove(tmp_path / "newer")


def test_a_server_whose_transactions_are_behind_is_not_restored_into(
    kept: Path, empty_home: Path, other_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres.ensure(other_home) as address:
        monkeypatch.setenv("DATABASE_URL", address)
        monkeypatch.setattr(dumps, "transaction", lambda address: 3)
        with pytest.raises(CommandFailed, match="pg_resetwal --epoch 1"):
            safekeeping.restore(kept)
    assert is_untouched(empty_home)


def test_a_home_in_use_is_not_restored_into(kept: Path, empty_home: Path) -> None:
    kept_home(empty_home)
    with pytest.raises(CommandFailed, match="is in use"):
        safekeeping.restore(kept)
    assert (empty_home / "files" / "ab" / "cd").exists()


def test_a_database_in_use_is_not_restored_into(
    kept: Path, empty_home: Path, other_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres.ensure(other_home) as address:
        with psycopg.connect(address) as connection:
            connection.execute("CREATE TABLE mine (a int)")
        monkeypatch.setenv("DATABASE_URL", address)
        with pytest.raises(CommandFailed, match="has tables"):
            safekeeping.restore(kept)
    assert is_untouched(empty_home)


def test_a_damaged_archive_is_refused_by_name_and_leaves_nothing(
    kept: Path, empty_home: Path
) -> None:
    repacked(kept, name="files/ab/cd", content=b"\x00another photo")
    with pytest.raises(CommandFailed, match="damaged: files/ab/cd"):
        safekeeping.restore(kept)
    assert is_untouched(empty_home)


def test_a_file_that_was_put_into_an_archive_is_refused(kept: Path, empty_home: Path) -> None:
    repacked(kept, name="../../etc/passwd", content=b"root")
    with pytest.raises(CommandFailed, match="damaged"):
        safekeeping.restore(kept)
    with pytest.raises(CommandFailed, match="no place in a home"):
        archive.extract(kept, home=empty_home, dump=empty_home / "dump")
    assert not (empty_home.parent / "etc").exists()


def cut(dump: bytes) -> bytes:
    """A dump whose list is whole, but not what it lists."""
    return dump[:-100]


def spoilt(dump: bytes) -> bytes:
    """What only begins like a dump."""
    return b"PGDMP broken"


@pytest.mark.parametrize(
    ("damage", "told"), [(cut, "pg_restore failed"), (spoilt, "dump cannot be read")]
)
def test_a_dump_that_fails_to_load_leaves_the_home_empty(
    damage: Callable[[bytes], bytes],
    told: str,
    kept: Path,
    empty_home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    manifest = archive.check(kept)
    with tarfile.open(kept) as tar:
        whole = tar.extractfile("database.dump")
        assert whole
        content = damage(whole.read())
    repacked(kept, name="database.dump", content=content)
    monkeypatch.setattr(archive, "check", lambda path: manifest)
    with pytest.raises(CommandFailed, match=told):
        safekeeping.restore(kept)
    assert is_untouched(empty_home)


@pytest.mark.parametrize("content", [b"", b"not a tar at all" * 100])
def test_a_file_that_is_no_archive_is_refused(
    content: bytes, tmp_path: Path, empty_home: Path
) -> None:
    (tmp_path / "b.tar").write_bytes(content)
    assert cli.main(["restore", str(tmp_path / "b.tar")]) == 1
    assert is_untouched(empty_home)


def test_a_missing_archive_is_refused(tmp_path: Path, empty_home: Path) -> None:
    with pytest.raises(CommandFailed, match="There is no"):
        safekeeping.restore(tmp_path / "none.tar")


def test_a_backup_of_a_newer_form_is_refused(kept: Path) -> None:
    repacked(kept, name="manifest.json", content=b'{"form": 3}')
    with pytest.raises(CommandFailed, match="is of form 3"):
        archive.check(kept)


def test_a_backup_never_replaces_another(home: Path, tmp_path: Path) -> None:
    (tmp_path / "there.tar").write_text("older")
    assert cli.main(["backup", str(tmp_path / "there.tar")]) == 1
    assert (tmp_path / "there.tar").read_text() == "older"


def test_an_empty_database_is_not_worth_a_backup(home: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="nothing to keep"):
        safekeeping.backup(tmp_path / "b.tar", made_at=MADE_AT)
    assert not list(tmp_path.glob("*.tar*"))


def test_only_the_owner_may_read_a_backup(kept: Path) -> None:
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("newer", [{"folds": FOLD_VERSION + 1}, {"migrations": ["cases.0999_x"]}])
def test_a_backup_of_a_newer_version_is_not_restored(
    kept: Path, empty_home: Path, newer: dict[str, object]
) -> None:
    manifest = archive.check(kept).model_dump() | {"version": "9.1", **newer}
    repacked(kept, name=archive.MANIFEST, content=json.dumps(manifest).encode())
    with pytest.raises(CommandFailed, match=r"made by Lianxin 9\.1, which is newer than this one"):
        safekeeping.restore(kept)
    assert is_untouched(empty_home)


def test_a_backup_that_does_not_tell_its_version_is_an_older_one_and_restored(
    kept: Path, empty_home: Path
) -> None:
    manifest = archive.check(kept).model_dump(include={"made_at", "transaction", "digests"})
    content = json.dumps({"form": 1, **manifest}).encode()
    repacked(kept, name=archive.MANIFEST, content=content)
    assert safekeeping.restore(kept).version == ""


def test_a_database_of_a_newer_version_is_not_backed_up(home: Path, tmp_path: Path) -> None:
    with postgres.ensure(home) as address, psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE cases_folding AS SELECT 9 AS version")
    with pytest.raises(CommandFailed, match="newer version of Lianxin"):
        safekeeping.backup(tmp_path / "kept.tar", made_at=MADE_AT)
