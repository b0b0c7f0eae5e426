"""What a petitioner asks for by letter, at the window or by telephone, taken down for him.

It is his own step: judged by the rows that are his, at the day on which it came in. What the house
adds is who took it down, how it came, and that he is told.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from lianxin.rules.actor import Actor
from lianxin.rules.ask import Ask, Stamp
from lianxin.rules.commands import CLASSES
from lianxin.rules.commands.closing import TakeDown
from lianxin.rules.deciding.allowed import allowed
from lianxin.rules.deciding.settling import settle
from lianxin.rules.facts import Fact
from lianxin.rules.facts.closing import WordTakenDown
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import standings

Decide = Callable[[Any, Ask], tuple[Fact, ...]]
OWN_HAND = frozenset({"withdraw", "rate", "confirm", "contest"})
"""What speaks about whoever handles the matter, who therefore does not write it down himself."""


def taken_down(command: TakeDown, ask: Ask, stamp: Stamp, decide: Decide) -> tuple[Fact, ...]:
    """Return the petitioner's step as he could take it when his word came in, and who took it down.

    Refused `past` before there is anything to ask about, `self_check` to whoever handles the matter
    for what is said of him, `proof_missing` for a letter without its scan.
    """
    _refuse_own_hand(command, ask)
    if command.came == "letter" and not command.attachments:
        raise Refused("proof_missing", field="attachments", article="条例19(1)")
    moment = _received(command, ask)
    party = _party(command, ask)
    word, refs = _word(command, ask)
    inner = replace(
        ask,
        command=word,
        actor=party,
        standings=standings(ask.state, party, ask.book),
        refs=refs,
        received_at=moment,
    )
    inner = replace(inner, action=allowed(replace(inner, at=moment), word.command))
    entry = WordTakenDown(
        asks=command.asks,
        came=command.came,
        received_at=moment,
        body=stamp.body,
        text=ask.ref("text"),
        attachments=ask.many("attachments"),
        of=(command.of,) if command.of else (),
    )
    return settle(inner, (*decide(word, inner), entry), stamp)


def _refuse_own_hand(command: TakeDown, ask: Ask) -> None:
    if command.asks not in OWN_HAND:
        return
    if "centre" not in ask.standings:
        raise Refused("not_yours", by=["centre"])
    if ask.actor.person in ask.state.house.handlers:
        raise Refused("self_check", article="条例28(3)")


def _received(command: TakeDown, ask: Ask) -> datetime:
    """When it came in: not to come, and not before what it answers."""
    moment = command.received_at
    if moment > ask.at:
        raise Refused("future", field="received_at")
    offer = CLASSES[command.asks].offer
    window = ask.state.clock(offer.window) if offer is not None else None
    since = window.start if window is not None else ask.state.matter.raised_at
    if moment < since.replace(second=0):
        raise Refused("past", field="received_at")
    return moment


def _party(command: TakeDown, ask: Ask) -> Actor:
    """The petitioner whose word it is, as whoever bears his query code."""
    state = ask.state
    if command.of is None or command.of == state.number:
        return Actor(person="", kind="petitioner", case=state.number)
    carried = next((one for one in state.ties.carried if one.part == command.of), None)
    if carried is None:
        raise Refused("no_such", name=command.of, kind="case", field="of")
    return Actor(
        person=next(iter(carried.persons), ""),
        kind="petitioner",
        petitioners=frozenset(carried.petitioners),
    )


def _word(command: TakeDown, ask: Ask) -> tuple[Any, dict[str, Ref]]:
    """The command that he would have given himself, and the references of its words."""
    cls = CLASSES[command.asks]
    own = {name: name for name in ("text", "reason") if name in cls.model_fields}
    told: dict[str, Any] = dict.fromkeys(own, command.text)
    if command.asks == "rate":
        told |= {
            "contacted": command.contacted,
            "solved": command.solved,
            "satisfied": command.satisfied,
        }
    return cls(**told), dict.fromkeys(own, ask.ref("text"))
