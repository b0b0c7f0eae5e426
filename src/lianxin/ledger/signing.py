"""What a seal says, who signs it and how a signature is checked; needs no database.

A further algorithm is one line in `CHECKS` and a `Signer`; Ed25519 is the one that is here.
"""

import base64
import binascii
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lianxin.files import keyfile
from lianxin.rules.record.canonical import canonical, digest


class BadSealKey(ValueError):
    """A signing key that cannot be used; the sentence says why and never shows the key."""


class Signer(Protocol):
    """Signs seals: the algorithm's name, the public key as bytes, and the signature of a text."""

    @property
    def algorithm(self) -> str: ...
    @property
    def public_key(self) -> bytes: ...
    def sign(self, message: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class SealText:
    """What a seal signs; `day` and `made_at` (UTC, whole seconds) as ISO texts, bytes in hex."""

    number: int
    day: str
    root: str
    leaves: int
    previous: str
    made_at: str
    algorithm: str
    public_key: str

    def message(self) -> bytes:
        """Return the bytes that are signed."""
        return canonical({name: getattr(self, name) for name in self.__slots__}).encode()

    def digest(self) -> bytes:
        """Return the digest that the next seal carries as `previous`."""
        return digest(self.message())


class Ed25519:
    """Signs with an Ed25519 key (RFC 8032)."""

    algorithm = "ed25519"

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)

    @property
    def public_key(self) -> bytes:
        """The 32 bytes by which anybody checks the signatures."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature."""
        return self._key.sign(message)


def _ed25519(public_key: bytes, signature: bytes, message: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)


CHECKS: Mapping[str, Callable[[bytes, bytes, bytes], None]] = {"ed25519": _ed25519}


def is_signed(text: SealText, *, signature: bytes) -> bool:
    """Whether the signature was made over this seal with the key it names."""
    check = CHECKS.get(text.algorithm)
    # An algorithm that nobody here can check proves nothing, so it does not count as signed.
    if check is None:
        return False
    try:
        check(bytes.fromhex(text.public_key), signature, text.message())
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public_key: bytes) -> str:
    """Return the SHA-256 of a public key in groups of four, to be compared by eye."""
    hexadecimal = digest(public_key).hex()
    return " ".join(hexadecimal[place : place + 4] for place in range(0, len(hexadecimal), 4))


def key_in(folder: Path) -> Ed25519:
    """Return the installation's signing key, made on first use as `seal.key` (owner only).

    The file holds 32 bytes in base64. Two processes that come first together use the same key.
    """
    text = keyfile.kept_in(folder / "seal.key", fresh=_fresh)
    try:
        secret = base64.b64decode(text.strip(), validate=True)
    except (ValueError, binascii.Error):
        raise BadSealKey("the seal key is not written in base64") from None
    if len(secret) != 32:
        raise BadSealKey("a seal key has 32 bytes")
    return Ed25519(secret)


def trusted_in(folder: Path) -> frozenset[bytes]:
    """Return the public keys this home trusts: its own, and those in `seal-trusted.txt`.

    That file holds a key in hex a line, for seals made with earlier keys or on other machines.
    """
    keys = set()
    if (folder / "seal.key").exists():
        keys.add(key_in(folder).public_key)
    listed = folder / "seal-trusted.txt"
    if listed.exists():
        keys |= {bytes.fromhex(line) for line in listed.read_text().split()}
    return frozenset(keys)


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode() + "\n"
