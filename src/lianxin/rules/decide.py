"""The one question: may this be done now, and what is then true? Dispatch only; no writing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, assert_never

from lianxin.rules import commands
from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.ask import Ask, Peer, Stamp
from lianxin.rules.book import Book
from lianxin.rules.commands.closing import Closing, TakeDown
from lianxin.rules.commands.dispatch import Dispatch
from lianxin.rules.commands.guarding import Guarding
from lianxin.rules.commands.handling import Handling
from lianxin.rules.commands.intake import Intake
from lianxin.rules.commands.opinions import Opinions
from lianxin.rules.commands.oversight import Oversight
from lianxin.rules.commands.papers import Papers, Restate, Ring, Sign
from lianxin.rules.commands.persons import Persons
from lianxin.rules.commands.recourse import Recourse
from lianxin.rules.commands.sittings import Sittings
from lianxin.rules.commands.succession import Succession, TakeOver
from lianxin.rules.commands.tasks import Tasks, Warn
from lianxin.rules.commands.ties import Merge, Split
from lianxin.rules.commands.tracks import TakeStep, Tracks
from lianxin.rules.conditions.registry import BY_COMMAND, unmet
from lianxin.rules.deciding import (
    closing,
    dispatch,
    guarding,
    handling,
    intake,
    joining,
    opinions,
    oversight,
    papers,
    papers_open,
    persons,
    recourse,
    sittings,
    succession,
    tasks,
    tracks,
)
from lianxin.rules.deciding.allowed import allowed, refuse_outsiders, rows_at, steps_of
from lianxin.rules.deciding.objects import present, words_open
from lianxin.rules.deciding.settling import settle
from lianxin.rules.deciding.taking_down import taken_down
from lianxin.rules.facts import Fact
from lianxin.rules.procedures import Action
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused
from lianxin.rules.shutting_out import refuse_named
from lianxin.rules.standings import HEAD, is_centre, standings
from lianxin.rules.state import CaseState
from lianxin.rules.tracks import awaited

LOOPS_ONLY = (Ring, Restate, Warn, TakeOver)
TAKE_STEP = "take_step"


class Decision(NamedTuple):
    """The facts of the case, of other cases by number, and the post and body acted from."""

    facts: tuple[Fact, ...]
    others: dict[str, tuple[Fact, ...]]
    stamp: Stamp


class OpenStep(NamedTuple):
    """A step of a track that somebody could take, with its name in both languages."""

    track: str
    step: str
    zh: str
    en: str


def decide(
    state: CaseState,
    command: commands.Command,
    *,
    actor: Actor,
    at: datetime,
    book: Book,
    refs: Mapping[str, Ref] | None = None,
    peers: Mapping[str, Peer] | None = None,
    people: Mapping[str, frozenset[str]] | None = None,
    holders: Mapping[str, frozenset[str]] | None = None,
) -> Decision:
    """Return what a command leaves, with its results; raises Refused with a code otherwise.

    `at` is UTC in whole seconds; `refs` the references of the command's texts; `peers` the other
    cases it names, locked by the door when they change too; `people` the bodies of the
    persons it names and of respondents; `holders` who fills posts, where somebody stands aside.
    """
    ask = ask_of(state, command, actor=actor, at=at, book=book, refs=refs, peers=peers)
    ask = replace(ask, people=people or {}, holders=holders)
    refuse_outsiders(ask)
    if isinstance(command, LOOPS_ONLY):
        if "system" not in ask.standings:
            raise Refused("not_yours", by=["system"])
    else:
        _refuse_early_signer(ask)
        if isinstance(command, TakeStep):
            tracks.named(command, ask)
        ask = replace(ask, action=allowed(ask, command.command))
        refuse_named(command, state, book, ask.people)
        guarding.refuse_spreading(ask)
    ask = replace(ask, held=_best_post(ask))
    stamp = _stamp(ask)
    if isinstance(command, Merge):
        return Decision(*joining.merged(command, ask, stamp), stamp)
    if isinstance(command, Split):
        return Decision(*joining.split(command, ask, stamp), stamp)
    if isinstance(command, TakeDown):
        return Decision(taken_down(command, ask, stamp, _facts), {}, stamp)
    return Decision(settle(ask, _facts(command, ask), stamp), {}, stamp)


def ask_of(
    state: CaseState,
    command: object,
    *,
    actor: Actor,
    at: datetime,
    book: Book,
    refs: Mapping[str, Ref] | None = None,
    peers: Mapping[str, Peer] | None = None,
) -> Ask:
    """Return the question with the actor's standings and the case's own version of its procedure."""
    return Ask(
        state=state,
        command=command,
        actor=actor,
        at=at,
        book=book,
        procedure=book.procedures[state.version],
        standings=standings(state, actor, book),
        refs=refs or {},
        peers=peers or {},
    )


def open_to(state: CaseState, *, actor: Actor, at: datetime, book: Book) -> tuple[str, ...]:
    """Return the commands that the actor could give now.

    Left out are those whose conditions fail and those that find nothing in the case to act on.
    """
    ask = ask_of(state, None, actor=actor, at=at, book=book)
    if not ask.standings or ask.standings <= {"respondent", "recused"}:
        return ()
    names = []
    for name in ask.procedure.action_index:
        if name == TAKE_STEP:
            is_open = bool(_steps_open(ask))
        elif name in papers_open.TRIES:
            is_open = papers_open.is_open(name, ask)
        else:
            is_open = any(_is_open(row, ask) for row in rows_at(ask, name)) and present(name, ask)
        if is_open:
            names.append(name)
    return tuple(sorted(names))


def words_open_to(state: CaseState, *, actor: Actor, at: datetime, book: Book) -> tuple[str, ...]:
    """Return what may be taken down now for the petitioner of a case, by the names of his commands."""
    return words_open(ask_of(state, None, actor=actor, at=at, book=book))


def steps_open_to(
    state: CaseState, *, actor: Actor, at: datetime, book: Book
) -> tuple[OpenStep, ...]:
    """Return the steps of tracks that the actor could take now, in the order of the procedure."""
    ask = ask_of(state, None, actor=actor, at=at, book=book)
    if not ask.standings or ask.standings <= {"respondent", "recused"}:
        return ()
    return _steps_open(ask)


def papers_open_to(
    state: CaseState,
    command: str,
    *,
    actor: Actor,
    at: datetime,
    book: Book,
    known: Iterable[str] = (),
) -> tuple[str, ...]:
    """Return the papers that the actor could draft, sign, issue, deliver or publish now.

    `known` are the codes of all papers that have a wording.
    """
    ask = ask_of(state, None, actor=actor, at=at, book=book)
    if not ask.standings or ask.standings <= {"respondent", "recused"}:
        return ()
    return papers_open.papers_open(command, ask, known=known)


def _steps_open(ask: Ask) -> tuple[OpenStep, ...]:
    steps_here = {
        (track.code, step)
        for row in rows_at(ask, TAKE_STEP)
        if _is_open(row, ask)
        for track in (ask.procedure.track_index[row.track or ""],)
        for step in steps_of(row, ask)
        if awaited(ask.state, track, step) is None
    }
    return tuple(
        OpenStep(track.code, step, named.zh or step, named.en or step)
        for track in ask.procedure.tracks
        for step in track.steps
        if (track.code, step) in steps_here
        for named in (track.step(step),)
    )


def _is_open(row: Action, ask: Ask) -> bool:
    return _open(row.by, ask) and not _blocked(unmet(row, ask))


def _blocked(conditions: tuple[str | tuple[str, ...], ...]) -> bool:
    return any(
        BY_COMMAND.isdisjoint({condition} if isinstance(condition, str) else set(condition))
        for condition in conditions
    )


def _open(by: tuple[str, ...], ask: Ask) -> bool:
    return not ask.standings.isdisjoint(by)


def _facts(command: commands.Command, ask: Ask) -> tuple[Fact, ...]:  # noqa: C901 - a dispatcher
    if isinstance(command, Intake):
        return intake.decide(command, ask)
    if isinstance(command, Dispatch):
        return dispatch.decide(command, ask)
    if isinstance(command, Handling):
        return handling.decide(command, ask)
    if isinstance(command, Tasks):
        return tasks.decide(command, ask)
    if isinstance(command, Sittings):
        return sittings.decide(command, ask)
    if isinstance(command, Papers):
        return papers.decide(command, ask)
    if isinstance(command, Closing):
        return closing.decide(command, ask)
    if isinstance(command, Recourse):
        return recourse.decide(command, ask)
    if isinstance(command, Persons):
        return persons.decide(command, ask)
    if isinstance(command, Tracks):
        return tracks.decide(command, ask)
    if isinstance(command, Guarding):
        return guarding.decide(command, ask)
    if isinstance(command, Oversight):
        return oversight.decide(command, ask)
    if isinstance(command, Opinions):
        return opinions.decide(command, ask)
    if isinstance(command, Succession):
        return succession.decide(command, ask)
    assert_never(command)


def _refuse_early_signer(ask: Ask) -> None:
    """A later signer is told who comes first, rather than that the step is not his."""
    if not isinstance(ask.command, Sign):
        return
    paper = ask.state.document(ask.command.document)
    posts = {posts.post for posts in ask.actor.posts}
    if paper is None or paper.next_post is None or paper.next_post in posts:
        return
    if not posts.isdisjoint(paper.posts):
        raise Refused("out_of_order", next=paper.next_post)


def _best_post(ask: Ask) -> HeldPost | None:
    """The post that gives the standing the row asks for."""
    return max(
        ask.actor.posts, key=lambda post: _fit(post.body, post.role, post.post, ask), default=None
    )


def _stamp(ask: Ask) -> Stamp:
    post = ask.held
    return Stamp(
        stream=ask.state.id,
        at=ask.at,
        person=ask.actor.person,
        post=post.post if post else "",
        body=post.body if post else "",
    )


def _fit(body: str, role: str, post: str, ask: Ask) -> int:
    """How closely a post gives what the row asks for: its own signature before all, then who leads."""
    lead = ask.state.lead
    by = set(ask.action.by) if ask.action else set()
    if "signer" in by and any(paper.next_post == post for paper in ask.state.documents):
        return 5
    if lead is not None and lead.body == body and by & {"lead", "holder", "body_head"}:
        return 4 if "body_head" in by and role == HEAD else 3
    if "centre" in by and is_centre(body, ask.book):
        return 3
    if "assist" in by and any(leg.body == body for leg in ask.state.open_assists):
        return 2
    if "tasked" in by and any(task.body == body for task in ask.state.open_tasks):
        return 2
    return 1 if body == ask.state.house.registrar_body else 0
