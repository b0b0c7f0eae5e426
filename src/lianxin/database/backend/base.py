"""The database as Django reaches it: pooled connections are looked at, not asked."""

import select
from typing import Any

from django.db.backends.postgresql import base
from typing_extensions import override


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that its server gave up is noticed by what stands on its line: an end.

    Django would ask the server before every request, which costs each one a journey.
    """

    @override
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection, a pooled one only while its server has said nothing unasked."""
        link = super().get_new_connection(conn_params)
        pool = self.pool
        while pool is not None and _has_spoken(link.pgconn.socket):
            # The pool opens another in its place, and waits as long as it is set to.
            link.close()
            pool.putconn(link)
            link = super().get_new_connection(conn_params)
        return link


def _has_spoken(line: int) -> bool:
    waiting = select.poll()
    waiting.register(line, select.POLLIN)
    return bool(waiting.poll(0))
