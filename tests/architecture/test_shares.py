"""Every test has a share of the time, and what writes its own statements meets a second server."""

import re

from tests import shares
from tests.architecture.sources import PACKAGE, ROOT

STATEMENT = re.compile(r"\.execute\(|\bStatement\(|RawSQL|\.raw\(")
# Whether a server answers is asked alike of any; a county is loaded by its own tests, and of
# stories the player is tested on both.
ALIKE = {"api", "founding", "stories", "web"}
FOLDERS = {
    path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and any(path.glob("test_*"))
}


def writes_statements(package: str) -> bool:
    """Say whether a package holds SQL of its own."""
    return any(
        STATEMENT.search(path.read_text("utf-8")) for path in (PACKAGE / package).rglob("*.py")
    )


def test_every_folder_of_tests_is_of_one_kind() -> None:
    named = [folder for share in shares.SHARES.values() for folder in share.folders]
    assert sorted(named) == sorted(set(named))
    assert set(named) >= FOLDERS


def test_the_shares_of_two_runs_side_by_side_are_no_more_than_the_whole() -> None:
    journeys = shares.SHARES["journeys"].minutes
    first = sum(share.minutes for share in shares.SHARES.values()) - journeys
    assert max(first, shares.SECOND_SERVER.minutes + journeys) <= shares.WHOLE


def test_whatever_writes_statements_of_its_own_is_tested_on_a_second_server() -> None:
    writing = {
        path.name for path in PACKAGE.iterdir() if path.is_dir() and writes_statements(path.name)
    }
    assert writing - ALIKE <= set(shares.SECOND_SERVER.folders)


def test_what_is_named_beside_the_folders_is_there() -> None:
    assert [place for place in shares.ON_BOTH if not (ROOT / "tests" / place).is_file()] == []


def test_a_kind_that_took_more_than_its_share_is_named() -> None:
    report = shares.Report()
    report.costs["pages"] = shares.Cost(tests=3, seconds=60 * 8.0)
    report.costs["cases"] = shares.Cost(tests=3, seconds=60 * 1.0)
    told = report.lines(second=False)
    assert [line.split()[0] for line in told if line.endswith("MORE THAN ITS SHARE")] == ["pages"]


def test_on_a_second_server_all_kinds_have_one_share() -> None:
    report = shares.Report()
    for kind in ("cases", "walk"):
        report.costs[kind] = shares.Cost(tests=1, seconds=60 * 7.0)
    *kinds, whole = report.lines(second=True)
    assert whole.startswith("second server") and whole.endswith("MORE THAN ITS SHARE")
    assert not any(line.endswith("MORE THAN ITS SHARE") for line in kinds)
