"""On which line each row of a procedure's file stands, which the TOML reader does not tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_PIECE = re.compile(
    r'"""(?:[^\\]|\\.)*?""""{0,2}'
    r"|'''.*?'''" + r"'{0,2}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{}=\n]"
    r"|[^\s\[\]{}=\"'#]+",
    re.DOTALL,
)
_OPENING, _CLOSING = "[{", "]}"


@dataclass(frozen=True, slots=True)
class RowPlace:
    """The first and last line of a row, from 1."""

    first: int
    last: int


@dataclass(slots=True)
class TextPlaces:
    """Lines of the keys of each table, and of the rows of each list under `[rows]`."""

    keys: dict[tuple[str, str], int] = field(default_factory=dict)
    rows: dict[str, list[RowPlace]] = field(default_factory=dict)

    def key(self, table: str, name: str) -> int:
        """Return the line of a key, of its table, or the first line."""
        return self.keys.get((table, name)) or self.keys.get((table, "")) or 1


def places(text: str) -> TextPlaces:
    """Return where keys and rows stand in a text that is known to be sound TOML."""
    places = TextPlaces()
    pieces = _pieces(text)
    table = ""
    for piece, line in pieces:
        if piece == "\n" or piece.startswith("#"):
            continue
        if piece == "[":
            table = _header(pieces)
            places.keys.setdefault((table, ""), line)
            continue
        key = _key(piece, pieces)
        places.keys.setdefault((table, key), line)
        _value(places.rows.setdefault(key, []) if table == "rows" else None, pieces)
    return places


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    line, at = 1, 0
    for match in _PIECE.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield match[0], line


def _header(pieces: Iterator[tuple[str, int]]) -> str:
    parts = []
    for piece, _ in pieces:
        if piece == "\n":
            break
        if piece not in _OPENING + _CLOSING and not piece.startswith("#"):
            parts.append(piece)
    return "".join(parts)


def _key(first: str, pieces: Iterator[tuple[str, int]]) -> str:
    parts = [first]
    for piece, _ in pieces:
        if piece == "=":
            break
        parts.append(piece)
    return "".join(parts).strip("\"'")


def _value(rows: list[RowPlace] | None, pieces: Iterator[tuple[str, int]]) -> None:
    depth, began = 0, 0
    for piece, line in pieces:
        if piece in _OPENING:
            depth += 1
            if piece == "{" and depth == 2:
                began = line
        elif piece in _CLOSING:
            if piece == "}" and depth == 2 and rows is not None:
                rows.append(RowPlace(began, line))
            depth -= 1
        elif piece == "\n" and depth == 0:
            break
