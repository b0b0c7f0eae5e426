"""Traps that files of ours still have: each named, until it is mended. A county's own file has none.

A line says in which file, of which kind and where. A test holds the list to be exactly what a proof
finds today: what is mended must leave it, and nothing new may come in.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from lianxin.org.preset_folders import PRESETS

Key = tuple[str, ...]
LINES = """\
base/hotline nobody_owes dispatched
base/hotline nobody_owes handling
base/hotline nobody_owes received
base/hotline nobody_owes registered
base/simple clock_unstoppable simple_accept answered
base/simple clock_unstoppable simple_accept concluded
base/simple clock_unstoppable simple_accept followed_up
base/simple clock_unstoppable simple_accept handling
base/simple clock_unstoppable simple_accept issuing
base/simple clock_unstoppable simple_accept re_reviewed
base/simple clock_unstoppable simple_accept re_reviewing
base/simple clock_unstoppable simple_accept reviewed
base/simple clock_unstoppable simple_accept reviewing
base/simple clock_unstoppable simple_accept signing
base/statutory nobody_owes dispatched
base/statutory nobody_owes handling
base/statutory nobody_owes issuing
base/statutory nobody_owes re_reviewing
base/statutory nobody_owes received
base/statutory nobody_owes registered
fangzheng/grid-levels clock_unstoppable settle dispatched
fangzheng/grid-levels clock_unstoppable settle handling
fangzheng/grid-levels clock_unstoppable settle received
pingfang/five-ones nobody_owes joint_study
"""


@cache
def by_file() -> Mapping[str, frozenset[Key]]:
    """Return the traps that each file has beyond those of what it stands on."""
    found: dict[str, set[Key]] = {}
    for line in LINES.splitlines():
        file, *key = line.split()
        found.setdefault(file, set()).add(tuple(key))
    return {file: frozenset(keys) for file, keys in found.items()}


def traps_of(texts: Iterable[str]) -> frozenset[Key]:
    """Return the traps of all those texts that are files of ours, to the letter."""
    ours = _ours()
    files = [ours[text] for text in texts if text in ours]
    return frozenset(key for file in files for key in by_file().get(file, ()))


@cache
def _ours() -> Mapping[str, str]:
    return {
        path.read_text(encoding="utf-8"): f"{path.parts[-3]}/{path.stem}"
        for path in sorted(PRESETS.glob("*/procedures/*.toml"))
    }
