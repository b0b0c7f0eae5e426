"""Whether the database is of the version of this code: of its migrations, neither more nor fewer."""

from collections.abc import Iterable

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def foreign_migrations() -> list[str]:
    """Name the migrations that were applied and that this code does not know."""
    return sorted(set(applied_migrations()) - _named(known()))


def missing_migrations() -> list[str]:
    """Name the migrations of this code that were not applied."""
    return sorted(_named(known()) - set(applied_migrations()))


def applied_migrations() -> list[str]:
    """Name the migrations that were applied to the database; none in an empty one."""
    return sorted(_named(MigrationRecorder(connection).applied_migrations()))


def known() -> set[tuple[str, str]]:
    """Return app and name of every migration that this code has; asks no database."""
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _named(migrations: Iterable[tuple[str, str]]) -> set[str]:
    return {f"{app}.{name}" for app, name in migrations}
