"""What a process does whose database server is killed in the middle of its commands.

Runs in a process and a home of its own (see `test_database_lost`); prints one line of JSON.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import OperationalError, connection

from lianxin.cases import door, rebuild, statements
from lianxin.cases.door import Key, Passed, recording
from lianxin.founding import preset as presets
from lianxin.ledger import verify
from lianxin.ledger.record import Author
from lianxin.people.actors import posts_held
from lianxin.rules.actor import Actor
from lianxin.rules.commands.handling import Note
from lianxin.rules.commands.intake import Register
from lianxin.server import cluster, postgres

HOME = Path(os.environ["LIANXIN_HOME"])
AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
LAMP = Register(channel="hotline", kind="complaint", title="灯", text="灯坏", area="liuyin")
# A killed process loses nothing that it gave the kernel, so the disk need not be waited for.
FAST = {"fsync": "off", "full_page_writes": "off"}


def kill_server() -> None:
    """Kill the server and its children without warning."""
    for pid in cluster._at_work(HOME / "pg" / "data"):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def is_lost(name: str, call: Callable[[], Passed]) -> bool:
    """Kill the server while the rules decide: the case is locked, nothing is written yet."""
    plain = getattr(recording, name)

    def dying(*arguments: Any, **fields: Any) -> Any:
        kill_server()
        return plain(*arguments, **fields)

    setattr(recording, name, dying)
    try:
        call()
    except OperationalError:
        return True
    else:
        return False
    finally:
        setattr(recording, name, plain)
        with postgres.ensure(HOME, options=FAST):
            connection.close_if_unusable_or_obsolete()


def live() -> dict[str, Any]:
    """Register and note, lose the server in the middle of both, and try again with the same key."""
    call_command("migrate", verbosity=0)
    presets.load("qinghe", at=AT, by=Author("system"))
    operator = Actor("operator-1", posts=posts_held("operator-1", on=AT.date()))

    def register(key: str) -> Passed:
        return door.register(LAMP, actor=operator, at=AT, key=Key("caller", key, b"\1"))

    number = register("before").state.number

    def note() -> Passed:
        key = Key("caller", "note", b"\2")
        return door.record(number, Note(text="记"), actor=operator, at=AT, key=key)

    return {
        "lost": [is_lost("decide_register", lambda: register("key")), is_lost("decide", note)],
        "register": [register("key").again, register("key").again],
        "note": [note().again, note().again, note().sequence],
        "kept": register("before").state.number == number,
        **found(),
    }


def found() -> dict[str, Any]:
    """What is in the database, and what is wrong with it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM cases_case), (SELECT count(*) FROM files_text)"
        )
        cases, texts = cursor.fetchone()
    amiss = [str(fault) for fault in verify.run(kept=[statements.HEADS]).faults]
    amiss += [one.told for one in rebuild.differences()]
    return {"cases": cases, "texts": texts, "amiss": amiss}


def main() -> None:
    """Live through it with a server of our own."""
    with postgres.ensure(HOME, options=FAST):
        told = live()
        connection.close()
    sys.stdout.write(json.dumps(told) + "\n")
