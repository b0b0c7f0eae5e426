"""Every command a case understands, declared once."""

from types import MappingProxyType
from typing import Annotated, Any, get_args

from pydantic import Field, TypeAdapter

from lianxin.rules.commands.closing import Closing
from lianxin.rules.commands.dispatch import Dispatch
from lianxin.rules.commands.guarding import Guarding
from lianxin.rules.commands.handling import Handling
from lianxin.rules.commands.intake import Intake, Register
from lianxin.rules.commands.opinions import Opinions
from lianxin.rules.commands.oversight import Oversight
from lianxin.rules.commands.papers import Papers
from lianxin.rules.commands.persons import Persons
from lianxin.rules.commands.recourse import Recourse
from lianxin.rules.commands.shapes import BaseCommand
from lianxin.rules.commands.sittings import Sittings
from lianxin.rules.commands.succession import Succession
from lianxin.rules.commands.tasks import Tasks
from lianxin.rules.commands.tracks import Tracks

Command = (
    Intake
    | Dispatch
    | Handling
    | Sittings
    | Tasks
    | Papers
    | Closing
    | Recourse
    | Persons
    | Tracks
    | Guarding
    | Oversight
    | Opinions
    | Succession
)
DECLARED = frozenset({"zh", "en", "fact", "menu", "acts_on", "offer"})
"""What a command says of itself on its own class, with nothing taken from another one."""


def declared(cls: type[BaseCommand]) -> type[BaseCommand]:
    """Return a command's class; raises TypeError where it leaves unsaid where it stands."""
    silent = DECLARED - cls.__dict__.keys()
    if silent:
        raise TypeError(f"the command {cls.__name__} does not say: {', '.join(sorted(silent))}")
    return cls


CLASSES: MappingProxyType[str, type[BaseCommand]] = MappingProxyType(
    {cls.model_fields["command"].default: declared(cls) for cls in (Register, *get_args(Command))}
)
NAMES = frozenset(CLASSES)
ADAPTER: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="command")])


def parse(name: str, fields: dict[str, Any]) -> Command | Register:
    """Return the command of that name with these fields; pydantic's ValidationError says why not."""
    if name == "register":
        return Register.model_validate({**fields, "command": "register"})
    return ADAPTER.validate_python({**fields, "command": name})
