"""Secrets kept in a file each: made on first use, whole or not at all."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def kept_in(path: Path, *, fresh: Callable[[], str]) -> str:
    """Return what the file holds, written from `fresh` on first use; only its owner may read it.

    Of two processes that come first together both get the same text.
    """
    if not path.exists():
        _write_first(path, fresh())
    return path.read_text()


def _write_first(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
    try:
        # A link, not a rename: it never replaces what was there first.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
