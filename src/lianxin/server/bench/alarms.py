"""Clocks that come due among many that run."""

import time
from datetime import datetime

from django.db import connection

from lianxin.cases.loops.ringing import ring_due
from lianxin.server.bench.figures import Measurement
from lianxin.server.bench.raw import Bare
from lianxin.server.bench.setting import BenchSetting

DUE = 500
_RUNNING = "SELECT count(*) FROM cases_case WHERE ring_at IS NOT NULL"
_UNTIL = """
SELECT max(ring_at) FROM (SELECT ring_at FROM cases_case WHERE ring_at IS NOT NULL
ORDER BY ring_at LIMIT %s) AS next
"""


def rung(setting: BenchSetting, bare: Bare) -> list[Measurement]:
    """Measure five hundred alarms rung through the door, however many clocks run beside them."""
    running, until = _asked(_RUNNING, []), _asked(_UNTIL, [DUE])
    if not isinstance(until, datetime):
        return []
    began = time.perf_counter()
    rung = ring_due(until, limit=DUE)
    took = (time.perf_counter() - began) * DUE / max(1, rung)
    return [
        Measurement(
            f"ring {DUE} clocks of {running:,}",
            took,
            "s",
            bare.rung(DUE),
            bar=1.0,
            stretch=0.5,
            more=False,
            rest={"rung": rung, "running": running},
        )
    ]


def _asked(question: str, values: list[int]) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]
