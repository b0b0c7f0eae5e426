"""Puts the texts and persons of a command where they belong, leaving references."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from lianxin.cases.door.named_persons import refuse_unknown
from lianxin.files.ids import time_ordered
from lianxin.files.marks import marks as marks_of
from lianxin.files.texts import TextRow, prepare
from lianxin.people import petitioners
from lianxin.people.petitioners import PetitionerRow
from lianxin.rules.commands.intake import Petitioner, Register
from lianxin.rules.commands.texts import texts
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused


@dataclass(slots=True)
class Deposit:
    """What a command leaves in `files` and `people`, and the references the facts will hold."""

    texts: list[TextRow] = field(default_factory=list)
    people: list[PetitionerRow] = field(default_factory=list)
    refs: dict[str, Ref] = field(default_factory=dict)
    petitioners: tuple[str, ...] = ()
    representatives: tuple[str, ...] = ()


def deposit(command: BaseModel, *, at: datetime) -> Deposit:
    """Return the rows for a command's texts and persons; nothing is written yet.

    Refused `no_such` for an attachment that was never stored and for an unknown person.
    """
    refuse_unknown(command)
    made = Deposit()
    for text in texts(command):
        row = prepare(text.body, kind=text.kind, at=at)
        made.texts.append(row)
        made.refs[text.path] = Ref.of(row.id, row.digest)
    _attach(made, getattr(command, "attachments", ()))
    if isinstance(command, Register):
        if command.petitioner is not None:
            made.petitioners = (_person(made, command.petitioner, at),)
        made.representatives = tuple(
            _person(made, representative, at) for representative in command.representatives
        )
    return made


def _person(made: Deposit, petitioner: Petitioner, at: datetime) -> str:
    row = petitioners.prepare(petitioner.model_dump(), id=time_ordered(at))
    made.people.append(row)
    return str(row.id)


def _attach(made: Deposit, ids: tuple[str, ...]) -> None:
    if not ids:
        return
    marks = marks_of([UUID(attachment) for attachment in ids])
    for place, attachment in enumerate(ids):
        mark = marks.get(UUID(attachment))
        # An id that nobody stored is refused before a fact can name it for ever.
        if mark is None:
            raise Refused("no_such", name=attachment, kind="attachment", field="attachments")
        made.refs[f"attachments.{place}"] = Ref.of(UUID(attachment), mark)
