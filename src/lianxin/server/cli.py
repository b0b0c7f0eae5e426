"""The command line: which command lies in which module, and what has to run for it."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

import django
import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError, ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

from lianxin.database.unfit import UnfitDatabase
from lianxin.server.address import database, refuse_unfit
from lianxin.server.console import CommandFailed, complain

GOOD, WRONG, MISUSED = 0, 1, 2
INTERRUPTED = 130


@dataclass(frozen=True)
class CommandFamily:
    """Commands that live in one module, whose `register(commands)` adds their parsers.

    Each parser sets `run`, a function of the parsed arguments that returns the exit code.
    `needs`: `nothing` (the module sees to itself), `models` (Django is set up), `database` (Django
    is set up and the database runs, started for the command if need be) or `tables` (and is of
    this version). A database of a newer version is refused to every one of them.
    """

    module: str
    needs: Literal["nothing", "models", "database", "tables"]
    commands: Mapping[str, str]


FAMILIES: tuple[CommandFamily, ...] = (
    CommandFamily(
        "lianxin.server.schema", "database", {"migrate": "bring the database up to date"}
    ),
    CommandFamily(
        "lianxin.server.founding",
        "database",
        {"init": "load a preset: a county as data", "calendar": "load days off and made up"},
    ),
    CommandFamily(
        "lianxin.server.importing",
        "tables",
        {"import": "take in cases of other systems, or the tables of an organisation"},
    ),
    CommandFamily("lianxin.server.tokens", "tables", {"token": "keys of machines to the API"}),
    CommandFamily(
        "lianxin.server.messages",
        "tables",
        {"messages": "short messages that no gateway carried, to be read out"},
    ),
    CommandFamily(
        "lianxin.server.procedures",
        "models",
        {"procedure": "check, draw or try a procedure's file"},
    ),
    CommandFamily(
        "lianxin.server.paperwork",
        "models",
        {"documents": "papers of cases: check templates, list, print"},
    ),
    CommandFamily(
        "lianxin.server.demo", "nothing", {"demo": "a county with cases in it, to be tried"}
    ),
    CommandFamily(
        "lianxin.server.verifying",
        "nothing",
        {"verify": "check every entry, seal and projection, or one proof"},
    ),
    CommandFamily(
        "lianxin.server.sealing", "tables", {"seal": "seal the ledger, and print the page"}
    ),
    CommandFamily(
        "lianxin.server.outbox",
        "tables",
        {"outbox": "what the loops could not do: listed, or tried again"},
    ),
    CommandFamily(
        "lianxin.server.figures", "tables", {"figures": "make figures anew from the ledger"}
    ),
    CommandFamily("lianxin.server.auditing", "tables", {"audit": "one case's whole story"}),
    CommandFamily("lianxin.server.playing", "database", {"play": "play stories through the door"}),
    CommandFamily(
        "lianxin.server.bench.command", "database", {"bench": "measure the product here"}
    ),
    CommandFamily(
        "lianxin.server.serving",
        "nothing",
        {
            "serve": "run the database, the web and the loops until stopped",
            "stop": "stop what `serve`, or a killed command, left running in this home",
        },
    ),
    CommandFamily(
        "lianxin.server.safekeeping",
        "nothing",
        {
            "backup": "write the database, the files and the keys into one archive",
            "restore": "fill an empty home from such an archive",
        },
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 good, 1 something is wrong, 2 used wrongly."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    family = _family(words)
    try:
        return _run(family, words) if family else _misused(words)
    except CommandFailed as fault:
        complain(str(fault))
    except (OperationalError, psycopg.OperationalError) as fault:
        complain(f"The database does not answer: {fault}".strip())
    except ProgrammingError as fault:
        if not isinstance(fault.__cause__, UndefinedColumn | UndefinedTable):
            raise
        reason = str(fault).partition("\n")[0]
        complain(
            f"The database has not the shape of this version: run `lianxin migrate`. ({reason})"
        )
    except UnfitDatabase as unfit:
        complain(str(unfit))
    except ImproperlyConfigured as fault:
        complain(f"The settings are wrong: {fault}")
    except KeyboardInterrupt:
        return INTERRUPTED
    return WRONG


def _family(words: Sequence[str]) -> CommandFamily | None:
    return next((family for family in FAMILIES if words and words[0] in family.commands), None)


def _run(family: CommandFamily, words: Sequence[str]) -> int:
    if family.needs in {"database", "tables"}:
        with database():
            return _dispatch(family, words)
    return _dispatch(family, words)


def _dispatch(family: CommandFamily, words: Sequence[str]) -> int:
    if family.needs != "nothing":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.server.settings")
        django.setup()
    parser = argparse.ArgumentParser(prog="lianxin")
    # Imported only now: models can be imported once Django is set up, not before.
    import_module(family.module).register(parser.add_subparsers(required=True))
    try:
        parsed = parser.parse_args(words)
    except SystemExit as end:
        return GOOD if end.code in (None, 0) else MISUSED
    if family.needs in {"database", "tables"}:
        refuse_unfit(current=family.needs == "tables")
    return int(parsed.run(parsed))


def _misused(words: Sequence[str]) -> int:
    """Tell what there is: asked for it is an answer, otherwise a complaint."""
    lines = ["usage: lianxin COMMAND …   (lianxin COMMAND --help tells more)", ""]
    for family in FAMILIES:
        lines += [f"  {name:<12}{purpose}" for name, purpose in family.commands.items()]
    wants_help = bool(words) and words[0] in ("-h", "--help", "help")
    if words and not wants_help:
        lines.insert(0, f"There is no command `{words[0]}`.")
    (sys.stdout if wants_help else sys.stderr).write("\n".join(lines) + "\n")
    return GOOD if wants_help else MISUSED
