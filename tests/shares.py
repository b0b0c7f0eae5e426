"""What each kind of test may cost, and a report of what it did cost: no test fails by seconds.

A whole run has 25 minutes on a busy machine of two cores, on which two runs go side by side; the
shares of either add up to no more. docs/testing.md says what to do where one is exceeded.
"""

import os
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
WHOLE = 25
"""Minutes of a whole run."""


@dataclass(frozen=True)
class Share:
    """The folders of a kind of test, and the minutes it may take."""

    minutes: float
    folders: tuple[str, ...]


SHARES: Mapping[str, Share] = {
    "rules and walker": Share(3, ("architecture", "rules")),
    "cases": Share(
        5,
        (
            *("cases", "database", "documents", "figures", "files", "founding", "intake", "jobs"),
            *("knowledge", "ledger", "messages", "notices", "org", "people", "sittings"),
        ),
    ),
    "pages": Share(7, ("api", "web")),
    "walk": Share(10, ("server", "stories", "walk")),
    "journeys": Share(17, ("journeys",)),
}
SECOND_SERVER = Share(
    8,
    (
        *("cases", "database", "documents", "figures", "files", "jobs", "ledger", "messages"),
        *("notices", "org", "people", "server", "sittings"),
    ),
)
"""What depends on the server: tests of packages that write statements of their own, not of pages."""
ON_BOTH = {"stories/test_player.py"}
"""Of other folders: a story's database is rewound by the server's own bookkeeping of rows."""


@dataclass
class Cost:
    """What the tests of a kind took: elapsed and processor seconds, and how many they were."""

    tests: int = 0
    seconds: float = 0.0
    processor: float = 0.0


class Report:
    """Measures every test and tells at the end what each kind took of its share."""

    def __init__(self) -> None:
        self.costs: dict[str, Cost] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Count a test with all that it sets up, to the kind of its folder."""
        elapsed, processor = time.monotonic(), _processor()
        try:
            return (yield)
        finally:
            cost = self.costs.setdefault(kind_of(item.path), Cost())
            cost.tests += 1
            cost.seconds += time.monotonic() - elapsed
            cost.processor += _processor() - processor

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell it, and name every kind that took more than its share."""
        terminalreporter.section("what the tests cost, in minutes")
        for line in self.lines(second=terminalreporter.config.getoption("--second-server")):
            terminalreporter.write_line(line)

    def lines(self, *, second: bool) -> list[str]:
        """Return the table: a line a kind; on the second server all are one kind."""
        told = [f"{'kind':<18}{'tests':>6}{'took':>8}{'share':>7}{'processor':>11}"]
        for kind, cost in self.costs.items():
            share = None if second else SHARES[kind].minutes
            told.append(_line(kind, cost, share))
        if second:
            whole = Cost(
                sum(cost.tests for cost in self.costs.values()),
                sum(cost.seconds for cost in self.costs.values()),
                sum(cost.processor for cost in self.costs.values()),
            )
            told.append(_line("second server", whole, SECOND_SERVER.minutes))
        return told


def kind_of(path: Path) -> str:
    """Return the kind of a test by the folder it lies in."""
    folder = path.relative_to(TESTS).parts[0]
    return next(kind for kind, share in SHARES.items() if folder in share.folders)


def is_of_the_server(path: Path) -> bool:
    """Say whether a test is of those that another PostgreSQL could break."""
    place = path.relative_to(TESTS)
    return place.parts[0] in SECOND_SERVER.folders or place.as_posix() in ON_BOTH


def _line(kind: str, cost: Cost, share: float | None) -> str:
    minutes = cost.seconds / 60
    line = f"{kind:<18}{cost.tests:>6}{minutes:>8.1f}"
    line += f"{share or '':>7}{cost.processor / 60:>11.1f}"
    return f"{line}  MORE THAN ITS SHARE" if share is not None and minutes > share else line


def _processor() -> float:
    """Seconds of processor of this process and of those it waited for."""
    return sum(os.times()[:4])
