"""References: how an entry names a text or a file that lies elsewhere and may be destroyed."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

PATTERN = re.compile(r"([0-9a-f-]{36})#([0-9a-f]{64})")
"""The id of what is meant, a number sign, and its salted digest."""


class Ref(str):
    """A reference, which prints as it is stored; ValueError for a text that is none.

    The digest stays on record when what it stands for is destroyed.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> "Ref":
        """Take a stored reference."""
        # Most come from a reference already: one that was a Ref is not looked at again.
        if type(text) is not Ref and PATTERN.fullmatch(text) is None:
            raise ValueError("no reference")
        return super().__new__(cls, text)

    @classmethod
    def of(cls, id_: UUID, digest: bytes) -> "Ref":
        """Make the reference to what was deposited under this id with this digest."""
        return cls(f"{id_}#{digest.hex()}")

    @classmethod
    def parse(cls, text: str) -> "Ref | None":
        """Read a text that may be a reference."""
        return cls(text) if PATTERN.fullmatch(text) else None

    @classmethod
    def within(cls, value: object) -> "Iterator[Ref]":
        """Yield every reference in a payload, in lists and maps too."""
        if isinstance(value, str):
            ref = cls.parse(value)
            if ref is not None:
                yield ref
        elif isinstance(value, dict):
            for inner in value.values():
                yield from cls.within(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                yield from cls.within(inner)

    @property
    def id(self) -> UUID:
        """What is meant."""
        return UUID(self[:36])

    @property
    def digest(self) -> bytes:
        """What its salted content hashed to."""
        return bytes.fromhex(self[37:])

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read it from text, with the form told to whoever asks for the schema."""
        text = core_schema.str_schema(pattern=f"^{PATTERN.pattern}$")
        return core_schema.no_info_after_validator_function(cls, text)
