"""The project's own sources as text and as syntax trees."""

import ast
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "lianxin"


@dataclass(frozen=True)
class Source:
    """One Python file of ours."""

    path: Path

    @cached_property
    def text(self) -> str:
        """The file as it is."""
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        """The file as a syntax tree."""
        return ast.parse(self.text)

    @property
    def package(self) -> str:
        """The package right below the root package, such as `rules`."""
        return self.path.relative_to(PACKAGE).parts[0]

    @property
    def is_migration(self) -> bool:
        """Whether this changes the shape of the database."""
        return self.path.parent.name == "migrations"

    def comments(self) -> Iterator[tuple[int, str]]:
        """Yield every comment with its line."""
        with self.path.open("rb") as lines:
            for token in tokenize.tokenize(lines.readline):
                if token.type == tokenize.COMMENT:
                    yield token.start[0], token.string

    def at(self, line: int) -> str:
        """Return a place that an editor can jump to."""
        return f"{self.path.relative_to(ROOT)}:{line}"


def sources(folder: Path = PACKAGE) -> list[Source]:
    """Return every Python file below a folder."""
    return [Source(path) for path in sorted(folder.rglob("*.py"))]


def dotted(node: ast.expr) -> str:
    """Return `a.b.c` for an expression that is only names and dots, else what is known of it."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every module that is imported, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "."
