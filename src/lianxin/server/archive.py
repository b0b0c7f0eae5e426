"""The archive of a home: one tar with the dump, the files, the keys, and a list of digests."""

import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pydantic import BaseModel

from lianxin.server.console import CommandFailed

DUMP = "database.dump"
MANIFEST = "manifest.json"
FOLDERS = ("files", "keys")
FORM, READABLE = 2, (1, 2)
"""Of form 1 are archives that do not tell which version wrote them."""


class Manifest(BaseModel):
    """What an archive holds: SHA-256 digests by name, and the server's next transaction number.

    The ledger keeps transaction numbers; where they are restored to, numbers must go on higher.
    `version` is the product's that wrote it; `migrations` and `folds` say how far its database had
    come, by which an older product knows that it must not touch it.
    """

    form: int = FORM
    made_at: str
    transaction: int
    version: str = ""
    migrations: tuple[str, ...] = ()
    folds: int = 0
    digests: Mapping[str, str] = {}


def write(target: Path, *, dump: Path, home: Path, manifest: Manifest) -> Manifest:
    """Write the archive, for its owner only; under its name stands a whole archive or none.

    `manifest` is its list without the digests.
    """
    draft = target.with_name(target.name + ".draft")
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    digests: dict[str, str] = {}
    try:
        with os.fdopen(handle, "w+b") as out, tarfile.open(fileobj=out, mode="w") as tar:
            for name, path in [(DUMP, dump), *_inside(home)]:
                digests[name] = _add(tar, path, name=name)
            manifest = manifest.model_copy(update={"digests": digests})
            _add_manifest(tar, manifest)
        check(draft)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def check(path: Path) -> Manifest:
    """Read the whole archive again and compare every digest. Raises CommandFailed naming what differs."""
    with _opened(path) as tar:
        manifest = read_manifest(tar)
        digests = {
            member.name: _digest(_content(tar, member)) for member in tar if member.name != MANIFEST
        }
    differing = sorted(
        name
        for name in manifest.digests.keys() | digests.keys()
        if manifest.digests.get(name) != digests.get(name)
    )
    if differing:
        raise CommandFailed(f"{path} is damaged: {', '.join(differing[:5])}.")
    return manifest


def extract(path: Path, *, home: Path, dump: Path) -> None:
    """Lay the files and keys into the home and the dump where it is wanted."""
    with _opened(path) as tar:
        for member in tar:
            if member.name != MANIFEST:
                _lay(tar, member, target=_place(member.name, home=home, dump=dump))


def read_manifest(tar: tarfile.TarFile) -> Manifest:
    """Return the archive's own list. Raises CommandFailed for a tar that is none of ours, or newer."""
    try:
        manifest: Any = json.load(_content(tar, tar.getmember(MANIFEST)))
    except (KeyError, ValueError):
        raise CommandFailed(
            "This is not a backup of Lianxin: it has no list of contents."
        ) from None
    if manifest.get("form") not in READABLE:
        raise CommandFailed(
            f"This backup is of form {manifest.get('form')}, which a newer version of Lianxin wrote:"
            " restore it with that one."
        )
    return Manifest.model_validate(manifest)


def _opened(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, mode="r:")
    except FileNotFoundError:
        raise CommandFailed(f"There is no {path}.") from None
    except (tarfile.TarError, OSError) as fault:
        raise CommandFailed(f"{path} cannot be read: {fault}") from None


def _inside(home: Path) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path.relative_to(home).as_posix(), path


def _add(tar: tarfile.TarFile, path: Path, *, name: str) -> str:
    """A file here never changes once written, so reading it twice gives the same."""
    with path.open("rb") as source:
        digest = _digest(source)
        source.seek(0)
        tar.addfile(tar.gettarinfo(arcname=name, fileobj=source), source)
    return digest


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    text = manifest.model_dump_json(indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size = len(text)
    tar.addfile(member, io.BytesIO(text))


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(member) if member.isfile() else None
    if content is None:
        raise CommandFailed(f"The backup holds {member.name}, which is not a plain file.")
    return content


def _digest(content: IO[bytes]) -> str:
    hash_so_far = sha256()
    while piece := content.read(1 << 20):
        hash_so_far.update(piece)
    return hash_so_far.hexdigest()


def _place(name: str, *, home: Path, dump: Path) -> Path:
    """An archive from elsewhere must not write outside the two folders it is for."""
    if name == DUMP:
        return dump
    parts = PurePosixPath(name).parts
    if len(parts) < 2 or parts[0] not in FOLDERS or ".." in parts:
        raise CommandFailed(f"The backup holds {name}, which has no place in a home.")
    return home.joinpath(*parts)


def _lay(tar: tarfile.TarFile, member: tarfile.TarInfo, *, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        content = _content(tar, member)
        while piece := content.read(1 << 20):
            out.write(piece)
