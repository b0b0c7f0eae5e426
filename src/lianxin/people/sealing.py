"""Sealing of personal data: AES-256-GCM with a random nonce, tied to the row and field it is for.

A sealed value is: version of the key (1 byte), nonce (12), ciphertext with its tag (16 more).
"""

import hmac
import os
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag

from lianxin.people.keys import keys

NONCE = 12


class CannotOpen(Exception):
    """A sealed value whose key is missing, or that was altered or moved to another place."""


def seal(text: str, *, owner: UUID, field: str) -> bytes:
    """Return the sealed form of a text; it opens only for the same owner and field."""
    keys_held = keys()
    # A nonce used twice under one key would open both texts, so it is never derived.
    nonce = os.urandom(NONCE)
    shut = keys_held.seals[keys_held.newest].encrypt(nonce, text.encode(), _place(owner, field))
    return bytes([keys_held.newest]) + nonce + shut


def unseal(sealed: bytes, *, owner: UUID, field: str) -> str:
    """Return the text; raises CannotOpen for an unknown key version or an altered value."""
    key = keys().seals.get(sealed[0]) if sealed else None
    if key is None:
        raise CannotOpen("the key of this value is not among the people keys")
    nonce, shut = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    try:
        return key.decrypt(nonce, shut, _place(owner, field)).decode()
    except (InvalidTag, ValueError):
        raise CannotOpen("this value was altered or belongs to another place") from None


def match_key(text: str, *, field: str) -> bytes:
    """Return what equal values of one field share and nobody can turn back without the key."""
    return hmac.digest(keys().match, f"{field}:{text}".encode(), sha256)


def _place(owner: UUID, field: str) -> bytes:
    # Bound to its place: a sealed value copied into another row or column does not open there.
    return owner.bytes + field.encode()
