"""The traps of our own files as a proof finds them now, and the striking out of what was mended.

    python -m tests.rules.proving.known

strikes what is no longer found out of `founding/known_traps.py`. It writes nothing in: a new trap is
mended, and not listed.
"""

from collections.abc import Mapping
from pathlib import Path

from lianxin.founding import known_traps
from lianxin.founding.known_traps import Key
from tests.rules.proving.examples import files, findings_of, of_file


def base_of(name: str) -> str | None:
    """The file that a file of ours extends."""
    code, (preset, _, _) = of_file(name).extends, name.partition("/")
    found = [f"{folder}/{code}" for folder in (preset, "base")]
    return next((base for base in found if base in files() and base != name), None)


def inherited(name: str) -> frozenset[Key]:
    """The traps of all that a file stands on."""
    base = base_of(name)
    return found_in(base) | inherited(base) if base else frozenset()


def found_in(name: str) -> frozenset[Key]:
    """Every trap that a proof finds in a file."""
    return frozenset(one.key for one in findings_of(name))


def own(name: str) -> frozenset[Key]:
    """The traps that a file has beyond those of what it stands on."""
    return found_in(name) - inherited(name)


def lines(traps: Mapping[str, frozenset[Key]]) -> list[str]:
    """The lines of the list for all these traps, in order."""
    return sorted(" ".join((file, *key)) for file, keys in traps.items() for key in keys)


def strike() -> None:
    """Strike out of the list what is no longer found."""
    there = {file: keys & own(file) for file, keys in known_traps.by_file().items()}
    path = Path(known_traps.__file__)
    before = known_traps.LINES
    after = "".join(f"{line}\n" for line in lines(there))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(before, after, 1) if before else text, encoding="utf-8")


if __name__ == "__main__":
    strike()
