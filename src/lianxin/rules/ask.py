"""What a decision is made from: the case, the command, who, when, and the book."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.book import Book
from lianxin.rules.procedures import Action, Procedure
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState


class Stamp(NamedTuple):
    """Who did it in which post, and when (UTC, whole seconds)."""

    stream: str
    at: datetime
    person: str
    post: str
    body: str


class Peer(NamedTuple):
    """What a decision may know about another case.

    `ended`: the same facts and grounds are taken up no more, since a re-review decided them (article 36(3)).
    """

    id: str
    number: str
    stage: str
    phase: str
    lead: str | None
    level: int
    ended: bool
    state: CaseState

    @classmethod
    def of(cls, state: CaseState) -> "Peer":
        """Return what a decision may know about the case of this state."""
        lead = state.last_lead
        return cls(
            id=state.id,
            number=state.number,
            stage=state.stage,
            phase=state.phase,
            lead=lead.body if lead else None,
            level=len(state.matter.area_path),
            ended=state.phase == "ended" or state.re_reviewed,
            state=state,
        )


@dataclass(frozen=True)
class Ask:
    """One question to the rules.

    `refs` maps the path of each text of the command to its reference; `peers` other cases by number;
    `people` the bodies of the persons that the command names and of respondents; `held` the post acted from;
    `received_at` when the word of a petitioner came in that somebody takes down for him; `holders` who
    fills the posts of the lead and of those above today, where somebody stands aside.
    """

    state: CaseState
    command: Any
    actor: Actor
    at: datetime
    book: Book
    procedure: Procedure
    standings: frozenset[str]
    refs: Mapping[str, Ref]
    peers: Mapping[str, Peer] = field(default_factory=dict)
    people: Mapping[str, frozenset[str]] = field(default_factory=dict)
    action: Action | None = None
    held: HeldPost | None = None
    received_at: datetime | None = None
    holders: Mapping[str, frozenset[str]] | None = None

    def ref(self, path: str) -> Ref:
        """Return the reference of a text that the command must have."""
        return self.refs[path]

    def maybe(self, path: str) -> Ref | None:
        """Return the reference of a text that the command may have."""
        return self.refs.get(path)

    def many(self, path: str) -> tuple[Ref, ...]:
        """Return the references of a list of texts, in order."""
        refs: list[Ref] = []
        while f"{path}.{len(refs)}" in self.refs:
            refs.append(self.refs[f"{path}.{len(refs)}"])
        return tuple(refs)

    def body(self, code: str) -> str:
        """Return a body's code, or that of its last successor (article 24).

        Refused `no_such` for an unknown one.
        """
        from_book = self.book.answering(code)
        if from_book is None:
            raise Refused("no_such", name=code, kind="body", **self.where(code))
        return from_book.code

    def where(self, answer: str) -> dict[str, str]:
        """Return the field of the command in which this was told, for the why of a refusal."""
        for name in type(self.command).model_fields:
            value = getattr(self.command, name)
            if answer == value or (isinstance(value, tuple) and answer in value):
                return {"field": name}
        return {}

    def acting_post(self, *, body: str | None = None) -> tuple[str, str]:
        """Return the post and body that the actor acts from, the given body's first."""
        chosen = self.actor.post_in(body) or self.held or self.actor.post_for()
        return (chosen.post, chosen.body) if chosen else ("", "")
