"""The fonts papers are set in: those that come with us, and a county's own before them."""

from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

WHEEL = "pylopdf_fonts_zh_cn"
"""Noto Serif SC and Noto Sans SC under the SIL Open Font License, embedded in every paper."""


def folders() -> list[Path]:
    """Return the folders of fonts; a county puts a licensed FangSong into `fonts` of its home.

    Fonts of the system are left aside, or the same paper would look different on two machines.
    """
    spec = find_spec(WHEEL)
    assert spec is not None, "the fonts are among the requirements"
    ours = [Path(place) for place in spec.submodule_search_locations or ()]
    own = Path(settings.HOME) / "fonts"
    return [*ours, own] if own.is_dir() else ours
