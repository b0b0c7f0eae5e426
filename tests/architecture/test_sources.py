"""House rules that no tool of others knows."""

import ast
import re
from collections.abc import Iterator

import pytest
from tests.architecture.sources import PACKAGE, ROOT, Source, dotted, sources

MODULE, FUNCTION = 400, 40  # lines
# The edges read the clock once and hand it down; for everybody below, time is an argument.
WITH_CLOCK = {"web", "api", "intake", "jobs", "stories", "server"}
CLOCKS = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|timezone\.(now|localdate|localtime)"
    r"|time\.(time|time_ns|localtime|gmtime)|Now)$"
)
VAGUE = {"utils", "util", "helpers", "services", "base", "managers", "manager", "common", "misc"}
# Django looks for a database's own part under this very name.
NAMED_BY_OTHERS = {"src/lianxin/database/backend/base.py:1"}
LEFT_OUT = {"skip", "skipif", "skipUnless", "skipIf", "xfail", "importorskip"}

OURS = sources()
EVERYTHING = [*OURS, *sources(ROOT / "tests")]


def calls(source: Source) -> Iterator[ast.Call]:
    """Yield every call in a file."""
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def reads_clock(call: ast.Call) -> bool:
    """Say whether a call asks what time it is, or leaves it to Django to ask."""
    stamps = {"auto_now", "auto_now_add"}
    return bool(CLOCKS.search(dotted(call.func))) or any(
        word.arg in stamps for word in call.keywords
    )


def stamped_by_database(source: Source) -> set[ast.expr]:
    """Return the defaults of columns: when a line came in is the database's own bookkeeping."""
    return {
        word.value for call in calls(source) for word in call.keywords if word.arg == "db_default"
    }


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a file."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_public(source: Source, node: ast.AST) -> bool:
    """Say whether a definition is there for others."""
    name = getattr(node, "name", "_")
    return not name.startswith("_") and source.path.parent.name != "migrations"


def test_time_comes_in_from_the_edges() -> None:
    reading = [
        source.at(call.lineno)
        for source in OURS
        if source.path.parent != PACKAGE and source.package not in WITH_CLOCK
        for call in calls(source)
        if reads_clock(call) and call not in stamped_by_database(source)
    ]
    assert reading == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("datetime.now(UTC)", True),
        ("dt.datetime.utcnow()", True),
        ("timezone.now()", True),
        ("time.time()", True),
        ("Now()", True),
        ("DateTimeField(auto_now_add=True)", True),
        ("time.monotonic()", False),
        ("datetime.fromisoformat(text)", False),
        ("state.now()", False),
    ],
)
def test_a_call_of_the_clock_is_recognised(text: str, found: bool) -> None:
    (call,) = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    assert reads_clock(call) is found


def test_modules_are_short() -> None:
    long = [source.at(MODULE) for source in EVERYTHING if source.text.count("\n") > MODULE]
    assert long == []


def test_functions_are_short() -> None:
    long = [
        f"{source.at(node.lineno)} {node.name}"
        for source in EVERYTHING
        for node in functions(source)
        if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION
    ]
    assert long == []


def test_a_file_is_named_after_what_is_in_it() -> None:
    vague = [source for source in EVERYTHING if source.path.stem in VAGUE]
    assert [source.at(1) for source in vague if source.at(1) not in NAMED_BY_OTHERS] == []


def test_what_is_public_says_what_holds() -> None:
    silent = [
        f"{source.at(node.lineno)} {node.name}"
        for source in OURS
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if is_public(source, node) and ast.get_docstring(node) is None
    ]
    assert silent == []


def test_every_exception_to_a_check_says_which_and_why() -> None:
    reasoned = re.compile(r"noqa: [A-Z0-9, ]+ - \S|type: ignore\[[a-z, -]+\]\s+#?\s*\S")
    silent = [
        source.at(line)
        for source in EVERYTHING
        for line, comment in source.comments()
        if re.match(r"#\s*(noqa|type: ignore)", comment) and not reasoned.search(comment)
    ]
    assert silent == []


def test_nothing_is_left_for_later() -> None:
    later = [
        source.at(line)
        for source in EVERYTHING
        for line, comment in source.comments()
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", comment)
    ]
    assert later == []


def test_every_test_runs_and_is_expected_to_pass() -> None:
    left_out = [
        source.at(node.lineno)
        for source in sources(ROOT / "tests")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in LEFT_OUT
    ]
    assert left_out == []
