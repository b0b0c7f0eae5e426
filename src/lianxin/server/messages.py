"""`messages`: what waits for a telephone where no gateway carries it, to be read out."""

import argparse
from datetime import UTC, datetime

from lianxin.messages import carrier, messages
from lianxin.rules.time.calendar import CHINA
from lianxin.server.console import tell

GOOD = 0


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `messages`."""
    parser = commands.add_parser(
        "messages", help="short messages that no gateway carried: read them out by telephone"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    waiting = messages.waiting(at=datetime.now(UTC))
    for message in waiting:
        until = message.good_until.astimezone(CHINA).strftime("%H:%M")
        tell(f"{message.phone}  until {until}  {message.text}")
    if not waiting:
        tell("No message waits.")
    elif not carrier.is_connected():
        tell("No gateway is set (LIANXIN_SMS_URL). Ring the number back before you tell a code.")
    return GOOD
