"""Takes what a closed sitting decided to its cases, as commands through the door.

Until its case has taken it, a decision shows as not yet taken; a refused one shows why.
"""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from lianxin.cases import door
from lianxin.cases.door import Key
from lianxin.files import texts
from lianxin.ledger import outbox
from lianxin.people import actors
from lianxin.rules import commands
from lianxin.rules.actor import Actor
from lianxin.rules.commands.intake import Register
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.sittings.acts import READER
from lianxin.sittings.models import Item, Sitting

BATCH = 50


def take(at: datetime, *, limit: int = BATCH) -> int:
    """Give the next decisions to their cases and return how many; safe to run twice.

    A decision is known to the door by its sitting and item, so that none is entered twice.
    """
    return outbox.drain(
        READER, lambda line: _give(line.stream, int(line.payload), at), at=at, limit=limit
    )


def _give(stream: UUID, n: int, at: datetime) -> None:
    sitting = Sitting.objects.get(pk=stream)
    item = sitting.items.get(n=n)
    on = at.astimezone(CHINA).date()
    convener = Actor(person=sitting.convener, posts=actors.posts_held(sitting.convener, on=on))
    command = commands.parse("enter_decision", _fields(sitting, item))
    assert not isinstance(command, Register)
    # A line that comes again finds its key used at the door, and enters nothing twice.
    digest = sha256(f"{item.decision}{item.analysis}".encode()).digest()
    key = Key(f"sitting:{sitting.id}", f"item:{item.n}", digest)
    try:
        door.record(item.number, command, actor=convener, at=at, key=key)
        item.state = "taken"
    except Refused as no:
        item.state, item.refused = "refused", no.code
    item.save()


def _fields(sitting: Sitting, item: Item) -> dict[str, object]:
    refs = {ref: Ref(ref).id for ref in (item.decision, item.analysis) if ref}
    words = texts.read(refs.values())
    return {
        "meeting": str(sitting.id),
        "kind": sitting.kind,
        "text": words[refs[item.decision]],
        "analysis": words.get(refs[item.analysis]) if item.analysis else None,
        "body": item.body or None,
        "person": item.person or None,
        "due": item.due,
    }
