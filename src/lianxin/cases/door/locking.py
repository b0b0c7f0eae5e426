"""Locks the case, and reads in the same statement whatever else the decision needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from lianxin.cases.door import refolding, statements
from lianxin.cases.door.transaction import Passage
from lianxin.cases.rows import area_text
from lianxin.database.pipeline import Row, octets, text
from lianxin.ledger.rows import Head
from lianxin.rules.ask import Peer
from lianxin.rules.commands import Command
from lianxin.rules.commands.guarding import Unlink
from lianxin.rules.commands.intake import Accept, Register
from lianxin.rules.commands.ties import Link, MarkRepeat, Merge, Split
from lianxin.rules.state import FOLD_VERSION, CaseState, read_state

_TODAYS = str(FOLD_VERSION).encode()


@dataclass(frozen=True, slots=True)
class Locked:
    """A case as read under its lock, the key's earlier use, and other cases locked with it."""

    state: CaseState
    head: Head
    asked: bytes | None = None
    asked_of: str = ""
    others: Mapping[str, "Locked"] = field(default_factory=dict)


def lock(
    number: str, command: Command, *, key: tuple[str, str] | None, way: Passage
) -> tuple[Locked | None, str]:
    """Lock a case and open the door; returns it, if there is one, and the organisation's versions."""
    others = _changing_too(command)
    if others:
        # Always in one order, so that two merges can wait for each other but never forever.
        way.ask(statements.LOCK_ALL, {"numbers": sorted({number, *others})})
    # Looked up in the locking statement itself: a second question would cost a journey.
    caller, used = key or (None, None)
    rows = way.ask(statements.LOCK, {"number": number, "caller": caller, "key": used})
    if not rows:
        return None, text(way.ask(statements.OPEN_DOOR, {})[0][1])
    state, fold_version, sequence, head, _, token, digest, asked_of = rows[0]
    locked = Locked(
        state=_held_state(state, fold_version),
        head=_head(sequence, head),
        asked=octets(digest) if digest is not None else None,
        asked_of=text(asked_of),
        others=_by_number(_peers(others, way), state_of=_held_state) if others else {},
    )
    return locked, text(token)


def lock_many(numbers: Sequence[str], *, way: Passage) -> tuple[dict[str, Locked], str]:
    """Lock many cases in the order of their ids and open the door; unknown numbers lack.

    Returns the organisation's versions beside them.
    """
    rows = way.ask(statements.LOCK_ALL, {"numbers": list(numbers)})
    _, token = way.ask(statements.OPEN_DOOR, {})[0]
    return _by_number(rows, state_of=_held_state), text(token)


def _changing_too(command: Command) -> tuple[str, ...]:
    if isinstance(command, Merge):
        return (command.into,)
    return command.parts if isinstance(command, Split) else ()


def peers_of(locked: Locked, command: Command, *, way: Passage) -> dict[str, Peer]:
    """Return the other cases that a decision may look at."""
    if locked.others:
        return {number: Peer.of(other.state) for number, other in locked.others.items()}
    named: tuple[str, ...] = ()
    if isinstance(command, Link | Unlink):
        named = (command.to,)
    elif isinstance(command, MarkRepeat):
        named = (command.of,)
    elif isinstance(command, Accept):
        named = tuple(link.to for link in locked.state.ties.links)
        return {**_numbered(_read(named, way)), **_alike(locked.state, command, way)}
    return (
        {number: Peer.of(other.state) for number, other in _read(named, way).items()}
        if named
        else {}
    )


def earlier_of(command: Register, *, way: Passage) -> Peer | None:
    """Return the matter for which somebody says he is retaliated against; None for no such number."""
    if command.retaliation_for is None:
        return None
    return _numbered(_read((command.retaliation_for,), way)).get(command.retaliation_for)


def _alike(state: CaseState, command: Accept, way: Passage) -> dict[str, Peer]:
    """What the same people raised under the same subject at the same place, open or ended."""
    if command.route != "6" or state.matter.category is None or not state.people.petitioners:
        return {}
    parameters = {
        "case": state.id,
        "petitioners": list(state.people.petitioners),
        "category": state.matter.category,
        "path": area_text(state.matter.area_path),
    }
    return _numbered(_by_number(way.ask(statements.ALIKE, parameters), state_of=seen_state))


def _numbered(others: Mapping[str, Locked]) -> dict[str, Peer]:
    return {number: Peer.of(other.state) for number, other in others.items()}


def _read(numbers: tuple[str, ...], way: Passage) -> dict[str, Locked]:
    return _by_number(_peers(numbers, way), state_of=seen_state)


def _peers(numbers: tuple[str, ...], way: Passage) -> list[Row]:
    return way.ask(statements.PEERS, {"numbers": list(numbers)})


def _by_number(
    rows: Sequence[Row], *, state_of: Callable[[bytes | None, bytes | None], CaseState]
) -> dict[str, Locked]:
    cases = (
        Locked(state_of(state, fold_version), _head(sequence, head))
        for state, fold_version, sequence, head in rows
    )
    return {locked.state.number: locked for locked in cases}


def seen_state(stored: bytes | None, fold_version: bytes | None) -> CaseState:
    """Return a state that is decided by but not changed, as today's folds give it.

    Raises NewerDatabase, and Unfoldable for a damaged case of an older version.
    """
    state = read_state(stored or b"")
    if fold_version == _TODAYS:
        return state
    return refolding.current_state(UUID(state.id), fold_version=int(fold_version or b""))


def _held_state(stored: bytes | None, fold_version: bytes | None) -> CaseState:
    """The state of a case that the door holds; its rows are written anew where they are older.

    What a change writes of legs and parties is the difference to the state before it, so the rows
    must say what that state says.
    """
    state = seen_state(stored, fold_version)
    if fold_version != _TODAYS:
        refolding.write_anew([UUID(state.id)])
    return state


def _head(sequence: bytes | None, digest: bytes | None) -> Head:
    return Head(int(sequence or b""), octets(digest))
