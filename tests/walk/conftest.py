"""Databases to walk in, and a report of the walk at the end."""

import pytest

from tests.plays import databases, unblocked
from tests.walk import not_yet

__all__ = ["databases", "unblocked"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let what can be walked now be taken out of the list of what cannot."""
    parser.addoption(
        "--note-walk", action="store_true", help="take out of the list what can be walked now"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how far one comes by hand."""
    if not not_yet.TALLY:
        return
    terminalreporter.section("the walk through the pages")
    for line in not_yet.report(not_yet.TALLY):
        terminalreporter.write_line(line)
    if terminalreporter.config.getoption("--note-walk", default=False):
        not_yet.LIST.write_text(not_yet.written(not_yet.shortened(not_yet.TALLY)), encoding="utf-8")
