"""A home of an earlier version: today's code takes it over, and not a value in it is another."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from tests.homes.measuring import TABLES, Digests, digests, unpacked
from tests.server.test_serving import free_port
from tests.server.test_walk import environment, run
from tests.waiting import until

from lianxin.rules.state import FOLD_VERSION
from lianxin.server import postgres

HOMES = sorted((Path(__file__).parents[1] / "data" / "homes").glob("*/"))
OLD_CASE = Path(__file__).with_name("old_case.py")
FOREIGN = "The database is of a newer version of Lianxin: start that one, or restore a backup."
BATCH, DONE = 10, 20
# The command itself, in batches small enough for a home of a test to have several.
IN_BATCHES = f"""
import os, sys, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.server.settings")
django.setup()
from lianxin.cases import rebuild
from lianxin.server import cli
rebuild.BATCH = {BATCH}
sys.exit(cli.main(["migrate"]))
"""
OLDER = "SELECT count(*) FROM cases_case WHERE fold_version < %s"
# Django's own lists of what was applied, and of the classes there are.
OF_THE_CODE = {"auth_permission", "django_content_type", "django_migrations"}


Party = tuple[object, str, str]


@dataclass
class Upgraded:
    """A home restored and brought up to date: its tables when stored, when restored, and since."""

    home: Path
    stored: Digests
    restored: Digests
    migrated: Digests
    verified: "subprocess.CompletedProcess[str]"
    told: str
    parties: tuple[set[Party], set[Party]]


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
            restored, party_rows = digests(address), parties(home)
            migrated = run(home, "migrate")
            assert migrated.returncode == 0, migrated.stderr
            since = digests(address)
            both = party_rows, parties(home)
            verified = run(home, "verify")
            yield Upgraded(home, stored, restored, since, verified, migrated.stdout, both)
    finally:
        postgres.remove(home)


def parties(home: Path) -> set[Party]:
    """Read who stands where in which case, the marks that lists go by among them."""
    with psycopg.connect(postgres.known_address(home)) as connection:
        return set(connection.execute('SELECT "case", who, role FROM cases_party').fetchall())


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
    others = changed(upgraded.stored, upgraded.migrated) - {"cases_case.state"}
    assert {one.partition(".")[0] for one in others} <= {"cases_party"}


def test_whoever_stood_in_an_old_case_stands_there_still(upgraded: Upgraded) -> None:
    before, since = upgraded.parties
    assert before - since == set()
    # Today's lists have queues of their own, and an old case may belong in one of them.
    assert {role for _, _, role in since - before} <= {"mark"}


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


def older(home: Path) -> int:
    """Return how many cases of a home are of an older fold version."""
    with psycopg.connect(postgres.known_address(home)) as connection:
        row = connection.execute(OLDER, [FOLD_VERSION]).fetchone()
    assert row is not None
    return int(row[0])


def test_a_killed_migrate_keeps_what_it_did_and_is_gone_on_with(upgraded: Upgraded) -> None:
    home = upgraded.home
    with psycopg.connect(postgres.known_address(home)) as connection:
        connection.execute("SELECT set_config('lianxin.door', 'open', true)")
        count = connection.execute("UPDATE cases_case SET fold_version = 0").rowcount
        connection.execute("DELETE FROM cases_folding")
    assert count > DONE + BATCH
    with psycopg.connect(postgres.known_address(home)) as connection:
        # Its third batch waits for this case, and is killed there.
        connection.execute(
            "SELECT FROM cases_case WHERE id = (SELECT id FROM cases_case ORDER BY id OFFSET %s LIMIT 1)"
            " FOR UPDATE",
            [DONE + 1],
        )
        with subprocess.Popen([sys.executable, "-c", IN_BATCHES], env=environment(home)) as command:
            until(lambda: older(home) == count - DONE)
            command.kill()
        assert command.returncode == -signal.SIGKILL
    assert older(home) == count - DONE
    checked = run(home, "migrate", "--check")
    sentence = f"{count - DONE} cases are to be folded anew: run `lianxin migrate`.\n"
    assert (checked.returncode, checked.stdout) == (1, sentence)
    assert f"{count - DONE} cases were folded anew." in run(home, "migrate").stdout
    assert older(home) == 0
    assert "Everything is as it was recorded." in run(home, "verify").stdout


@pytest.fixture
def newer(upgraded: Upgraded) -> Iterator[Path]:
    """The home, as if the next version had been at work in it."""
    with psycopg.connect(postgres.known_address(upgraded.home), autocommit=True) as connection:
        connection.execute("INSERT INTO cases_folding (version, begun_at) VALUES (99, now())")
        yield upgraded.home
        connection.execute("DELETE FROM cases_folding WHERE version = 99")


def test_serve_starts_nothing_in_a_database_of_a_newer_version(newer: Path) -> None:
    for words in (["serve"], ["serve", "--no-migrate"]):
        served = run(newer, *words, "--port", str(free_port()))
        assert (served.returncode, served.stderr) == (1, f"{FOREIGN}\nNothing was started.\n")


def test_loops_do_not_start_in_a_database_of_a_newer_version(newer: Path) -> None:
    loops = subprocess.run(
        [sys.executable, "-m", "lianxin.jobs"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment(newer),
    )
    assert loops.returncode == 1
    (line,) = (loops.stdout + loops.stderr).splitlines()
    assert FOREIGN in line
