"""`python -m lianxin.jobs`: the loops, until SIGTERM or SIGINT."""

import logging
import os
import signal
import sys
import time
from types import FrameType

import django

from lianxin.database.outage import GONE
from lianxin.database.unfit import UnfitDatabase

GLANCE = 0.1
PATIENCE = 1.5  # seconds; `lianxin serve` expects the end within two
ENDED, UNFIT = 0, 1


def main() -> int:
    """Run all loops until a signal; what does not end in time is undone by the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.server.settings")
    django.setup()
    # Models can be imported once Django is set up, not before.
    from lianxin.cases import fitness  # noqa: PLC0415 - see above
    from lianxin.jobs.loops import Loops  # noqa: PLC0415 - see above

    try:
        fitness.refuse_unfit()
    except UnfitDatabase as unfit:
        logging.getLogger(__name__).error("%s", unfit)
        return UNFIT
    except GONE:
        # Loops outlive a database that is away, and so does this: it may come back.
        pass
    loops, signals = Loops(), list[int]()

    def on_signal(number: int, frame: FrameType | None) -> None:
        signals.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    loops.start()
    # A handler may run at any moment, also while a lock is held: it only leaves a note.
    while not signals:
        time.sleep(GLANCE)
    loops.ask_to_stop()
    if not loops.wait(at_most=PATIENCE):
        logging.getLogger(__name__).info("a loop was broken off; its transaction is undone")
        sys.stdout.flush()
        os._exit(ENDED)
    return ENDED


if __name__ == "__main__":
    sys.exit(main())
