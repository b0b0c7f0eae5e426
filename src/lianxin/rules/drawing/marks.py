"""The marks of a drawing — boxes, words, lines — and how wide words are. Lengths are pixels."""

import unicodedata
from dataclasses import dataclass, field
from typing import Literal

WIDE, NARROW = 1.0, 0.62
"""Width of a Chinese and of a Latin character, as parts of the size; on the safe side."""
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `kind` says how it is drawn."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str = ""

    @property
    def middle(self) -> float:
        """Return the horizontal middle."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class DrawnWords:
    """One line of text; `y` is its base line."""

    x: float
    y: float
    text: str
    size: int = 12
    anchor: Anchor = "middle"
    kind: str = "label"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points, with an arrow at its end when `arrow`."""

    points: tuple[tuple[float, float], ...]
    arrow: bool = True
    kind: str = "way"


@dataclass(slots=True)
class Drawing:
    """All marks of a drawing and how large it is."""

    boxes: list[Box] = field(default_factory=list)
    words: list[DrawnWords] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    width: float = 0
    height: float = 0


def width_of(text: str, size: int) -> float:
    """Return the width of a text, never less than it will be."""
    return sum(
        size * (WIDE if unicodedata.east_asian_width(character) in "WFA" else NARROW)
        for character in text
    )


def fitted(text: str, size: int, width: float) -> str:
    """Return the text, cut with an ellipsis where it would be wider."""
    if width_of(text, size) <= width:
        return text
    while text and width_of(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, size: int, width: float, *, lines: int) -> list[str]:
    """Return the text in at most so many lines, broken at spaces or between Chinese characters."""
    broken: list[str] = []
    left = text.strip()
    while left and len(broken) < lines - 1:
        cut = len(left)
        while cut > 1 and width_of(left[:cut], size) > width:
            cut -= 1
        if cut < len(left):
            space = left.rfind(" ", 0, cut + 1)
            cut = space if space > 0 else cut
        broken.append(left[:cut].rstrip())
        left = left[cut:].lstrip()
    return [*broken, fitted(left, size, width)] if left else broken
