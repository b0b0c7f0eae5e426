"""The two voices of a command: what it tells and what it complains about."""

import sys


class CommandFailed(Exception):
    """Something is wrong that the reader of the message can put right; exit code 1."""


def tell(text: str) -> None:
    """Write one line to the standard output at once, so that progress is seen as it happens."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Write one line to the standard error at once."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
