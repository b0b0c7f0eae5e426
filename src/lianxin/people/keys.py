"""The keys that seal what tells who a petitioner is.

Each version of the people key is a master secret; sealing and matching use keys derived from it,
so that neither gives the other away.
"""

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from lianxin.files import keyfile

ENVIRONMENT = "LIANXIN_PEOPLE_KEY"
SIZE = 32


class BadKey(ValueError):
    """A people key that cannot be used; the sentence says why and never shows the key."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys by version; the newest seals, all open, and the oldest matches (matches must last)."""

    newest: int
    seals: Mapping[int, AESGCM]
    match: bytes


@cache
def keys() -> Keys:
    """Return the keys of this installation, made on first use and read once a process.

    They stand in LIANXIN_PEOPLE_KEY, else in `people.key` under the home (owner only): a line a
    version, `<version> <32 bytes in base64>`; a lone key is version 1.
    """
    secret = os.environ.get(ENVIRONMENT)
    if secret:
        return _derive(secret)
    return _derive(keyfile.kept_in(Path(settings.KEYS_FOLDER) / "people.key", fresh=_fresh))


def _fresh() -> str:
    return f"1 {base64.b64encode(secrets.token_bytes(SIZE)).decode()}\n"


def _derive(text: str) -> Keys:
    masters = dict(_master(line) for line in text.splitlines() if line.strip())
    if not masters:
        raise BadKey("the people key is empty")
    seals = {
        version: AESGCM(_from(master, b"lianxin people seal"))
        for version, master in masters.items()
    }
    # A new key must not break the finding of earlier petitioners: what compares stays the first.
    return Keys(max(masters), seals, _from(masters[min(masters)], b"lianxin people match"))


def _master(line: str) -> tuple[int, bytes]:
    words = line.split()
    version, key = ("1", words[0]) if len(words) == 1 else (words[0], words[-1])
    try:
        number, secret = int(version), base64.b64decode(key, validate=True)
    except (ValueError, binascii.Error):
        raise BadKey("a people key is written as `<version> <base64>`") from None
    if len(secret) != SIZE or not 1 <= number <= 255:
        raise BadKey("a people key has 32 bytes and a version from 1 to 255")
    return number, secret


def _from(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=SIZE, salt=None, info=purpose).derive(master)
