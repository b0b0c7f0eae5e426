"""Where presets lie: a folder each, found by its code or by its path."""

import re
from pathlib import Path

import lianxin

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a code of a preset, an area, a body looks like."""
PRESETS = Path(lianxin.__file__).parent / "presets"
FILE = "preset.toml"


def folder_of(preset: str | Path) -> Path:
    """Return the folder of a preset, given as such or by the code of one that comes with us."""
    if isinstance(preset, Path):
        return preset
    return PRESETS / preset if CODE.fullmatch(preset) else Path(preset)
