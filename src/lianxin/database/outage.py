"""What the loss of the database looks like to whoever answers people."""

from django.db import InterfaceError, OperationalError
from psycopg import errors as postgres

from lianxin.database.unfit import NewerDatabase

GONE: tuple[type[Exception], ...] = (
    NewerDatabase,
    OperationalError,
    InterfaceError,
    postgres.OperationalError,
    postgres.InterfaceError,
)
AFTER = 5
"""Seconds after which a caller may try again."""
