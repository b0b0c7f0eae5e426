"""A home of an earlier version: today's code takes it over, and not a value in it is another."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from tests.homes.measuring import TABLES, Digests, digests, unpacked
from tests.server.test_walk import environment, run

from lianxin.rules.state import FOLD_VERSION
from lianxin.server import postgres

HOMES = sorted((Path(__file__).parents[1] / "data" / "homes").glob("*/"))
OLD_CASE = Path(__file__).with_name("old_case.py")
# Django's own lists of what was applied, and of the classes there are.
OF_THE_CODE = {"auth_permission", "django_content_type", "django_migrations"}


@dataclass
class Upgraded:
    """A home restored and brought up to date: its tables when stored, when restored, and since."""

    home: Path
    stored: Digests
    restored: Digests
    migrated: Digests
    verified: "subprocess.CompletedProcess[str]"
    told: str


@pytest.fixture(scope="module", params=HOMES, ids=lambda folder: folder.name)
def upgraded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Upgraded]:
    """A home of an earlier version as `restore` and `migrate` leave it."""
    folder = tmp_path_factory.mktemp(request.param.name)
    home = folder / "home"
    assert run(home, "restore", str(unpacked(request.param, into=folder))).stderr == ""
    stored = json.loads((request.param / TABLES).read_text())
    try:
        with postgres.ensure(home) as address:
            restored = digests(address)
            migrated = run(home, "migrate")
            assert migrated.returncode == 0, migrated.stderr
            since = digests(address)
            yield Upgraded(home, stored, restored, since, run(home, "verify"), migrated.stdout)
    finally:
        postgres.remove(home)


def changed(before: Digests, after: Digests) -> set[str]:
    """Name every table and column of before whose values are others now, or that is gone."""
    return {
        f"{table}.{column}"
        for table, columns in before.items()
        for column, digest in columns.items()
        if table not in OF_THE_CODE and after.get(table, {}).get(column) != digest
    }


def test_a_restored_home_holds_what_was_kept(upgraded: Upgraded) -> None:
    assert changed(upgraded.stored, upgraded.restored) == set()


def test_bringing_an_old_home_up_to_date_leaves_every_value_as_it_was(upgraded: Upgraded) -> None:
    assert int(upgraded.stored["ledger_entry"]["*"]) > 700
    # A state is written in today's shape; `verify` says that it says the same.
    assert changed(upgraded.stored, upgraded.migrated) <= {"cases_case.state"}


def test_every_case_of_an_old_home_is_folded_anew_and_said_to_be(upgraded: Upgraded) -> None:
    assert "The folds have changed:" in upgraded.told
    with psycopg.connect(postgres.known_address(upgraded.home)) as connection:
        versions = connection.execute("SELECT DISTINCT fold_version FROM cases_case").fetchall()
    assert versions == [(FOLD_VERSION,)]
    again = run(upgraded.home, "migrate")
    assert "folded anew" not in again.stdout


def test_the_ledger_of_an_old_home_is_whole(upgraded: Upgraded) -> None:
    assert (upgraded.verified.returncode, upgraded.verified.stderr) == (0, "")
    assert "Everything is as it was recorded." in upgraded.verified.stdout


def test_an_old_case_goes_on_by_an_old_token(upgraded: Upgraded) -> None:
    done = subprocess.run(
        [sys.executable, OLD_CASE],
        capture_output=True,
        text=True,
        check=False,
        env=environment(upgraded.home),
    )
    told = json.loads(done.stdout)
    assert told["status"] == 200, told
    assert told["after"]["number"] == told["before"]["number"]
    assert told["after"]["head"] != told["before"]["head"]
    verified = run(upgraded.home, "verify")
    assert "Everything is as it was recorded." in verified.stdout, verified.stdout
