"""What every caller would have to remember stands in one place, and nobody has a copy of it."""

import ast
import re

import pytest
from tests.architecture.sources import PACKAGE, Source, dotted, sources

from lianxin.rules.phases import FINAL_PHASES

OURS = sources()
EDGES = {"web", "api"}
READERS = {
    "documents/reader.py",
    "figures/reader.py",
    "intake/running.py",
    "notices/calendar_watch.py",
    "notices/reading.py",
    "sittings/sending.py",
}
"""What the loops run outside their own folders."""
GUARDED = {
    "door.record": {"key"},
    "door.register": {"key"},
    "Order": {"expect_version"},
}
"""How the door is called, and what keeps it from being called twice by one form."""
PASSAGES = ("record", "record_each", "record_many", "register")
COPIED = 4
"""So many final phases side by side are the list of them; facts of the same names come in twos."""


def listed(source: Source) -> list[tuple[int, set[str]]]:
    """Return the words of every set, tuple or list that a file writes out, with the line."""
    return [
        (node.lineno, {one.value for one in node.elts if isinstance(one, ast.Constant)})
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Set | ast.Tuple | ast.List)
    ]


def elsewhere(*homes: str) -> list[Source]:
    """Return our files but for these."""
    return [one for one in OURS if str(one.path.relative_to(PACKAGE)) not in homes]


def test_final_phases_are_listed_once() -> None:
    copies = [
        source.at(line)
        for source in elsewhere("rules/phases.py")
        for line, words in listed(source)
        if len(words & FINAL_PHASES) >= COPIED
    ]
    assert copies == []


def test_only_a_reference_knows_how_references_are_written() -> None:
    """No slice by the length of an id, no search for the number sign, no text put together."""
    by_hand = re.compile(r"\[:3[67]\]|\[37:\]|artition\(\"#\"\)|split\(\"#\"|\}#\{\w+(\.\w+)*\.hex")
    copies = [
        f"{source.at(number)} {line.strip()}"
        for source in elsewhere("rules/refs.py")
        for number, line in enumerate(source.text.splitlines(), start=1)
        if by_hand.search(line)
    ]
    assert copies == []


def test_a_query_code_is_looked_up_only_where_it_is_counted() -> None:
    """Whoever answers strangers takes them in by `bearers`; the rest is below any edge."""
    by_hand = [
        source.at(node.lineno)
        for source in elsewhere("cases/reading/bearers.py")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute | ast.ImportFrom) and source.package in EDGES
        if "queries.petitioner_by_code" in dotted_or_names(node)
    ]
    assert by_hand == []


def test_whoever_is_counted_is_answered_in_the_same_call() -> None:
    by_hand = [
        source.at(node.lineno)
        for source in elsewhere("people/rate_limits.py")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute | ast.ImportFrom)
        if dotted_or_names(node) & {"rate_limits._count", "rate_limits.count", "people_visit"}
    ]
    assert by_hand == []


def test_each_loop_asks_for_the_book_as_it_is_now() -> None:
    """A process of loops answers no door that would tell it of a change."""
    stale = [
        source.at(call.lineno)
        for source in OURS
        if source.package == "jobs" or source.path.parent.name == "loops" or _is_reader(source)
        for call in ast.walk(source.tree)
        if isinstance(call, ast.Call) and not call.args
        if dotted(call.func) in {"books.current", "book.current", "books.forget", "book.forget"}
    ]
    assert stale == []


def test_no_page_gives_a_command_that_a_second_press_would_give_again() -> None:
    """A key made by `web.once`, or the version that was read with the form."""
    pages = [one for one in elsewhere("web/once.py") if one.package == "web"]
    calls = [(page, call) for page in pages for call in ast.walk(page.tree)]
    unguarded = [
        page.at(call.lineno)
        for page, call in calls
        if isinstance(call, ast.Call)
        if dotted(call.func) in GUARDED
        and GUARDED[dotted(call.func)].isdisjoint(word.arg for word in call.keywords)
    ]
    assert unguarded == []


def test_a_page_of_a_case_gives_its_command_at_the_version_that_was_read() -> None:
    """An officer decides on what he read; a resident's form is kept to one passage by its key."""
    unread = [
        page.at(call.lineno)
        for page in OURS
        if page.package == "web" and "desk" in page.path.relative_to(PACKAGE).parts
        for call in ast.walk(page.tree)
        if isinstance(call, ast.Call) and dotted(call.func) in {"door.record", "Order"}
        if "once.version" not in words_of(call, "expect_version")
    ]
    assert unread == []


def test_the_interface_reads_key_and_version_with_the_command_and_gives_them_in_one_place() -> None:
    """A route calls `giving`; only `giving` calls the door, with what `bodies` read as one value."""
    by_hand = [
        source.at(node.lineno)
        for source in elsewhere("api/giving.py")
        if source.package == "api"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute | ast.ImportFrom)
        if dotted_or_names(node) & {"cases.door", *(f"door.{name}" for name in PASSAGES)}
    ]
    assert by_hand == []
    (giving,) = (one for one in OURS if str(one.path.relative_to(PACKAGE)) == "api/giving.py")
    calls = [one for one in ast.walk(giving.tree) if isinstance(one, ast.Call)]
    passages = {dotted(one.func): one for one in calls if dotted(one.func).startswith("door.")}
    assert set(passages) == {"door.register", "door.record"}
    assert all(words_of(one, "key") == {"sent.key"} for one in passages.values())
    assert words_of(passages["door.record"], "expect_version") == {"sent.expect"}


def test_pages_make_keys_in_one_place() -> None:
    by_hand = [
        page.at(call.lineno)
        for page in elsewhere("web/once.py")
        if page.package == "web"
        for call in ast.walk(page.tree)
        if isinstance(call, ast.Call) and dotted(call.func).rpartition(".")[2] == "Key"
    ]
    assert by_hand == []


def _is_reader(source: Source) -> bool:
    return str(source.path.relative_to(PACKAGE)) in READERS


@pytest.mark.parametrize(
    ("home", "by_hand"),
    [
        ("database/locks.py", r"pg_\w*advisory"),
        ("rules/time/moments.py", r"replace\(microsecond"),
        ("rules/actor.py", r"\.posts\[0\]|next\(iter\((\w+\.)*posts\)"),
    ],
)
def test_each_of_these_is_done_in_one_place(home: str, by_hand: str) -> None:
    """Locks have names, moments are cut, and of several posts the right one acts."""
    found = [
        source.at(number)
        for source in elsewhere(home)
        for number, line in enumerate(source.text.splitlines(), start=1)
        if re.search(by_hand, line)
    ]
    assert found == []


def words_of(call: ast.Call, name: str) -> set[str]:
    """Return the dotted names that stand in an argument of a call."""
    return {
        dotted(node)
        for word in call.keywords
        if word.arg == name
        for node in ast.walk(word.value)
        if isinstance(node, ast.Attribute)
    }


def dotted_or_names(node: ast.Attribute | ast.ImportFrom) -> set[str]:
    """Return what a node names, as `module.name`."""
    if isinstance(node, ast.Attribute):
        return {dotted(node)}
    module = (node.module or "").rpartition(".")[2]
    return {f"{module}.{alias.name}" for alias in node.names}
