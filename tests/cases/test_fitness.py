"""Code and database must be of one version; else one plain sentence says what to do."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from lianxin.cases import fitness
from lianxin.database.unfit import NewerDatabase, OlderDatabase
from lianxin.rules.state import FOLD_VERSION
from tests.cases import tables
from tests.county import register

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def run(sql: str) -> None:
    """Change the database as another version would."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_a_database_of_this_version_is_refused_to_nobody() -> None:
    fitness.refuse_unfit()


@pytest.mark.django_db
def test_a_migration_that_this_code_does_not_know_is_of_a_newer_version() -> None:
    run("INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '0999_x', now())")
    with pytest.raises(NewerDatabase, match="newer version of Lianxin"):
        fitness.refuse_newer()


@pytest.mark.django_db
def test_folds_of_a_newer_version_shut_this_one_out_from_their_first_case_on() -> None:
    run(f"INSERT INTO cases_folding (version, begun_at) VALUES ({FOLD_VERSION + 1}, now())")
    with pytest.raises(NewerDatabase, match="newer version of Lianxin"):
        fitness.refuse_newer()


@pytest.mark.django_db
def test_a_missing_migration_asks_for_migrate() -> None:
    run("DELETE FROM django_migrations WHERE app = 'cases' AND name LIKE '0006%'")
    with pytest.raises(OlderDatabase, match="lianxin migrate"):
        fitness.refuse_unfit()


def test_cases_of_older_folds_ask_for_migrate_until_it_was_through(county: str) -> None:
    case = UUID(register().state.id)
    with tables.door_open():
        tables.run("UPDATE cases_case SET fold_version = 0 WHERE id = %s", case)
    fitness.begin_folding(at=NOW)
    with pytest.raises(OlderDatabase, match="1 cases are to be folded anew: run `lianxin migrate`"):
        fitness.refuse_unfit()
    fitness.end_folding(at=NOW)
    fitness.refuse_unfit()
    assert fitness.newest_folds() == FOLD_VERSION
