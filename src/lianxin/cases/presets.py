"""Loads a preset and lets the book be read anew."""

from datetime import datetime
from pathlib import Path

from lianxin.cases import book as books
from lianxin.org.record import Author
from lianxin.people import presets
from lianxin.people.org_load import Loaded


def load(preset: str | Path, *, at: datetime, by: Author) -> Loaded:
    """Load a preset by code or folder, all or nothing; loading it again changes nothing.

    Raises Faults with everything that is wrong in any of its files.
    """
    loaded = presets.load_preset(preset, at=at, by=by)
    books.forget()
    return loaded
