"""The two roles of the home's own server: the owner migrates, the application works.

The web and the loops come as the application, which owns nothing: it can neither empty a table nor
take away a trigger, so what the ledger refuses it refuses to whoever breaks into them, too.
"""

from typing import Any

import psycopg
from psycopg import sql

APPLICATION = "lianxin_app"
_KNOWN = "SELECT 1 FROM pg_roles WHERE rolname = %s"
# What the owner makes later falls under the same rule, so migrations need not think of it.
_ALLOW = """
CREATE ROLE {role} LOGIN;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role};
"""


def make(address: str) -> None:
    """Make the application's role and let it work in this database, once; asked by the owner."""
    with psycopg.connect(address) as connection:
        if connection.execute(_KNOWN, (APPLICATION,)).fetchone() is None:
            _allow(connection)


def _allow(connection: psycopg.Connection[Any]) -> None:
    connection.execute(sql.SQL(_ALLOW).format(role=sql.Identifier(APPLICATION)))
