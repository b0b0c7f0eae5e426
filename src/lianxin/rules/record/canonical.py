"""The one text form of a payload, so that the same facts always hash to the same digest."""

import json
from hashlib import sha256
from typing import Any

type_names = "text, whole numbers, true, false, null, and lists or maps of these"


def canonical(value: Any) -> str:
    """Return the canonical JSON text: sorted keys, no spaces, characters unescaped.

    Raises TypeError for a float or a foreign type: two machines may print them differently.
    """
    _only_exact(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str | bytes) -> bytes:
    """Return the SHA-256 digest of a text (as UTF-8) or of bytes."""
    return sha256(text.encode() if isinstance(text, str) else text).digest()


def _only_exact(value: Any) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key must be text, not {type(key).__name__}")
            _only_exact(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _only_exact(inner)
    elif not (value is None or isinstance(value, str | bool | int)):
        raise TypeError(f"a payload holds {type_names}; not {type(value).__name__}")
