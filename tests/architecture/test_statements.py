"""What is said to the database stands in one place a package, under a name."""

import ast
import re
from collections.abc import Iterator

import pytest
from tests.architecture.sources import PACKAGE, Source, dotted, sources

SQL = re.compile(
    r"\b(SELECT|INSERT INTO|UPDATE \w+ (AS \w+ )?SET|DELETE FROM|TRUNCATE|MERGE INTO|COPY \("
    r"|(CREATE|ALTER|DROP) (TABLE|DATABASE|ROLE|INDEX|TRIGGER|SCHEMA)|GRANT|REVOKE|SET LOCAL"
    r"|WITH \w+ AS \()\b|^(BEGIN|COMMIT|ROLLBACK)$"
)
ELSEWHERE = {
    "database/": "PostgreSQL itself: snapshots, and the two forms of a list of columns",
    "server/": "the server's own: roles, databases, dumps, before there is a table of ours",
    "server/bench/": "bare SQL to be measured against, not a part of the product",
    "stories/databases.py": "empties whatever tables there are, by names the server lists",
    "stories/templates.py": "databases by name, put in by the driver's own composer",
    "api/health.py": "asks whether the tables are there; says nothing else",
    "cases/reading/scope.py": "ways to a case, each an Arm with its values: parts, not statements",
    "cases/reading/filters.py": "conditions, each an Arm with its values: parts, not statements",
    "cases/reading/waiting.py": "conditions, each an Arm with its values: parts, not statements",
    "figures/definitions.py": "a definition holds its words and its rows, to be read side by side",
    "figures/grouping.py": "the key of a group: a part of the statements that count",
    "ledger/case_stream.py": "only the door may import it, and it alone writes case streams",
}
"""Where SQL may stand outside of `statements.py`, a file or a folder, and why."""
LENT = {
    ("org", "VERSIONS_SQL"): "brought along by statements that are asked anyway",
    ("files", "PUT_TEXTS"): "a part of the door's one writing statement",
    ("people", "PUT_PETITIONERS"): "a part of the door's one writing statement",
    ("cases", "HEADS"): "the heads that the check of the ledger holds against its own",
}
"""Statements that other packages use, each with its reason."""


def place(source: Source) -> str:
    """Return where a file lies below the root package."""
    return source.path.relative_to(PACKAGE).as_posix()


def said(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every text in a file that is SQL, docstrings apart."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.value)
        for parent in ast.walk(tree)
        if isinstance(parent, documented)
        for node in parent.body
        if isinstance(node, ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) not in docs and SQL.search(" ".join(node.value.split())):
            yield node.lineno, node.value


def excepted(source: Source) -> str:
    """Return the entry of the list that a file falls under; empty for none."""
    where = place(source)
    fitting = [
        one for one in ELSEWHERE if where == one or (one[-1] == "/" and where.startswith(one))
    ]
    return max(fitting, key=len, default="")


OURS = [source for source in sources() if not source.is_migration]


def test_sql_stands_in_the_statements_of_its_package() -> None:
    strewn = [
        source.at(line)
        for source in OURS
        if source.path.name != "statements.py" and not excepted(source)
        for line, _ in said(source.tree)
    ]
    assert strewn == []


def test_every_exception_is_still_needed() -> None:
    used = {excepted(source) for source in OURS if any(said(source.tree))}
    assert set(ELSEWHERE) - used == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('cursor.execute("SELECT 1")', True),
        ('x = f"UPDATE cases_case SET {name} = 1"', True),
        ('x = "DELETE" + " FROM x"', False),
        ('def f():\n    """SELECT nothing."""', False),
        ('x = "Select a file"', False),
    ],
)
def test_sql_is_recognised(text: str, found: bool) -> None:
    assert any(said(ast.parse(text))) is found


def test_a_package_says_its_statements_itself() -> None:
    borrowed = {
        (owner, name)
        for source in OURS
        for owner, name in used(source.tree)
        if owner != source.package
    }
    assert borrowed - set(LENT) == set()
    assert set(LENT) - borrowed == set()


def used(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield package and name of every statement that a file uses, imported by name or module."""
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("lianxin."):
            continue
        owner = str(node.module).split(".")[1]
        if str(node.module).endswith(".statements"):
            yield from ((owner, alias.name) for alias in node.names)
        modules |= {
            alias.asname or alias.name: owner for alias in node.names if alias.name == "statements"
        }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and dotted(node.value) in modules:
            yield modules[dotted(node.value)], node.attr
