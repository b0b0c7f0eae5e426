"""Decisions about who is kept from a matter (article 30)."""

from collections.abc import Iterable
from typing import assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.book import Book
from lianxin.rules.commands import guarding as commands
from lianxin.rules.conditions.registry import tell
from lianxin.rules.deciding.bodies import upper
from lianxin.rules.deciding.intake import seen_peer
from lianxin.rules.deciding.registering import procedure_for
from lianxin.rules.facts import Fact
from lianxin.rules.facts import guarding as facts
from lianxin.rules.facts.dispatch import Moved
from lianxin.rules.facts.shapes import RespondentIn, TaskChange
from lianxin.rules.naming import PERSONS
from lianxin.rules.procedures import Procedure
from lianxin.rules.refusals import Refused
from lianxin.rules.routing import DISCIPLINE, centre_for
from lianxin.rules.shutting_out import named_in, persons_with_a_part, shut_out
from lianxin.rules.standings import HEAD
from lianxin.rules.state import REPORT, Belongs, CaseState

UNSHIELDING = "unshielding"
"""The paper on which a loosening rests."""
HANDS = 2
"""Persons who must have signed it: nobody opens a report alone, whatever posts he holds."""
DECIDES = frozenset({"centre", "upper_head"})
"""Standings that decide on anybody's recusal; a head decides on those of the own body."""


def decide(command: commands.Guarding, ask: Ask) -> tuple[Fact, ...]:
    """Return the facts of a guarding command."""
    match command:
        case commands.Shield():
            return _kept_from(command, ask)
        case commands.Readmit():
            return (_readmitted(command, ask),)
        case commands.Unlink():
            return (_unlinked(command, ask),)
        case _:
            assert_never(command)


def _kept_from(command: commands.Shield, ask: Ask) -> tuple[Fact, ...]:
    shielded = _shielded(command, ask)
    to = _procedure_of_reports(shielded, ask)
    if to is None:
        return (shielded,)
    moved = Moved(
        procedure=to.code,
        version=to.digest,
        before=ask.state.procedure,
        reason=ask.ref("reason"),
    )
    return shielded, moved


def _procedure_of_reports(shielded: facts.Shielded, ask: Ask) -> Procedure | None:
    """The procedure that an order goes on in when it turns out to be a report of misconduct.

    What the law counts already stays where it is; so does what is finished.
    """
    state = ask.state
    if shielded.kind != REPORT or state.is_report or state.is_final:
        return None
    if any(rule.wall for rule in ask.procedure.clocks):
        return None
    new = procedure_for(shielded.kind, state.matter.channel, ask.book)
    return None if new.code == state.procedure else new


def refuse_spreading(ask: Ask) -> None:
    """Refused `unmet` for whoever would come to know of a report that may be about anybody.

    Discipline inspection may have it (article 22), and the circle that keeps it. Where that is
    shut out itself, whoever is not may have what is known to be about it.
    """
    if not ask.state.kept_close or _discipline_is_shut_out(ask):
        return
    for named in named_in(ask.command):
        if not named.mark.gives_part:
            continue
        if named.mark.kind == "body":
            bodies = frozenset({ask.body(named.code)})
        elif named.mark.kind in PERSONS:
            bodies = ask.people.get(named.code, frozenset())
        else:
            continue
        kinds = {ask.book.bodies[code].kind for code in bodies if code in ask.book.bodies}
        if kinds != {DISCIPLINE}:
            raise Refused("unmet", conditions=[tell("stays_close", ask)], field=named.field)


def _discipline_is_shut_out(ask: Ask) -> bool:
    shut = shut_out(ask.state, ask.book, ask.people)
    return all(
        shut.body_is_shut_out(body.code)
        for body in ask.book.bodies.values()
        if body.kind == DISCIPLINE
    )


def _shielded(command: commands.Shield, ask: Ask) -> facts.Shielded:
    state = ask.state
    if state.ties.parts or state.ties.merged_into is not None:
        # One matter would tell of the other what it must not: split first.
        raise Refused("not_now", stage=state.stage, of=state.ties.merged_into)
    after = _after(command, ask)
    # Nothing new would still be a fact, and a fact that says nothing cannot be taken back.
    if _told(after) == _told(state):
        raise Refused("not_now", stage=state.stage)
    loosens = _loosens(state, after)
    # Shutting may be done at once; opening again rests on a paper that two have signed.
    if loosens:
        _refuse_unsigned(ask)
    kept_out = shut_out(after, ask.book)
    shut = [leg for leg in state.legs if leg.open and kept_out.body_is_shut_out(leg.body)]
    before = next((leg.body for leg in shut if leg.role == "lead"), None)
    return facts.Shielded(
        kind=after.matter.kind,
        confidential=after.guard.confidential,
        respondent_bodies=after.guard.respondent_bodies,
        respondent_persons=after.guard.respondent_persons,
        respondents_in=tuple(
            RespondentIn(person=seat.person, body=seat.body) for seat in after.guard.respondents_in
        ),
        respondent_unknown=after.guard.respondent_unknown,
        kept_by_few=after.guard.kept_by_few,
        centre=_centre(after, ask.book),
        released=tuple(dict.fromkeys(leg.body for leg in shut)),
        let_go=_let_go(after, ask),
        before=before,
        lead=_above(after, before, ask) if before is not None else None,
        loosened=loosens,
        tasks=_lifted(after, ask),
        reason=ask.ref("reason"),
    )


def refuse_foreign(person: str, ask: Ask) -> None:
    """Refused `not_yours` for somebody else's recusal, but to the centre and the head of his body."""
    theirs = ask.people.get(person, frozenset())
    heads = any(post.role == HEAD and post.body in theirs for post in ask.actor.posts)
    if not heads and ask.standings.isdisjoint(DECIDES):
        raise Refused("not_yours", by=["body_head", *sorted(DECIDES)], article="条例28(3)")


def _readmitted(command: commands.Readmit, ask: Ask) -> Fact:
    if command.person not in ask.state.guard.recused:
        raise Refused("no_such", name=command.person, kind="officer", field="person")
    # Letting back in is decided by whoever could have kept him out.
    refuse_foreign(command.person, ask)
    return facts.Readmitted(person=command.person, ground=ask.ref("ground"))


def _unlinked(command: commands.Unlink, ask: Ask) -> Fact:
    peer = seen_peer(command.to, ask)
    if all(link.to != peer.number for link in ask.state.ties.links):
        raise Refused("no_such", name=command.to, kind="case", field="to")
    return facts.Unlinked(
        to=peer.number, repeat=ask.state.ties.repeat_of == peer.number, reason=ask.ref("reason")
    )


def _after(command: commands.Shield, ask: Ask) -> CaseState:
    """The case with its new respondents; refused `no_such` where the petitioner would be one."""
    state, book = ask.state, ask.book
    own = next((code for code in command.respondent if code in state.people.persons), None)
    if own is not None:
        # Nobody shuts a resident out of the own matter.
        raise Refused("no_such", name=own, kind="officer", field="respondent")
    cleared = set(command.cleared)
    bodies = (*state.guard.respondent_bodies, *(c for c in command.respondent if c in book.bodies))
    people = (c for c in command.respondent if c not in book.bodies)
    persons = _but((*state.guard.respondent_persons, *people), cleared)
    confidential = (
        state.guard.confidential if command.confidential is None else command.confidential
    )
    after = state.with_changes(
        {
            "matter": {"kind": command.kind or state.matter.kind},
            "guard": {
                "confidential": confidential,
                "respondent_bodies": _but(bodies, cleared),
                "respondent_persons": persons,
                "respondents_in": _seats(persons, ask),
                "respondent_unknown": _unknown(command, state),
            },
        }
    )
    # Where everybody of the circle is concerned himself, whoever is not must be able to act.
    left = shut_out(after, book).leaves_a_keeper(state.matter.area_path)
    by_few = state.ties.retaliation_for is not None and left
    return after.with_changes({"guard": {"kept_by_few": by_few}})


def _unknown(command: commands.Shield, state: CaseState) -> bool:
    if command.respondent:
        return False
    if command.respondent_unknown is None:
        return state.guard.respondent_unknown
    return command.respondent_unknown


def _seats(persons: Iterable[str], ask: Ask) -> tuple[Belongs, ...]:
    """Where they sat when they were named, and where they sit now: leaving opens nothing again."""
    kept = (seat for seat in ask.state.guard.respondents_in if seat.person in set(persons))
    today = (
        Belongs(person=person, body=body)
        for person in persons
        for body in sorted(ask.people.get(person, ()))
    )
    return tuple(dict.fromkeys((*kept, *today)))


def _but(codes: Iterable[str], gone: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code not in gone))


def _told(state: CaseState) -> tuple[object, ...]:
    guard = state.guard
    return (
        state.matter.kind,
        guard.confidential,
        guard.respondent_bodies,
        guard.respondent_persons,
        guard.respondents_in,
        guard.respondent_unknown,
    )


def _loosens(before: CaseState, after: CaseState) -> bool:
    """Whether somebody who was shut out would no longer be, or the next one named would not be."""
    if not before.secret:
        return False
    named = {*before.guard.respondent_bodies, *before.guard.respondent_persons}
    kept_out = {*after.guard.respondent_bodies, *after.guard.respondent_persons}
    # Who it is about was found out: that shuts him out, and lets those work who are not concerned.
    let_loose = before.kept_close and not after.kept_close and not after.names_respondents
    return not after.secret or let_loose or not named <= kept_out


def _refuse_unsigned(ask: Ask) -> None:
    paper = ask.state.document(UNSHIELDING)
    if paper is None:
        raise Refused("document_missing", document=UNSHIELDING, article="条例30(3)")
    # Two posts in one hand sign once.
    if paper.state == "drafted" or len(set(paper.signers)) < HANDS:
        raise Refused("not_signed", document=UNSHIELDING, next=paper.next_post, article="条例30(3)")


def _lifted(after: CaseState, ask: Ask) -> tuple[TaskChange, ...]:
    """The tasks of those shut out: nobody reports on a matter that he must not see."""
    shut = shut_out(after, ask.book)
    return tuple(
        TaskChange(n=task.n, op="released")
        for task in after.tasks
        if task.standing
        and (
            shut.body_is_shut_out(task.body)
            or shut.person_is_shut_out(task.person, ask.people.get(task.person, ()))
        )
    )


def _let_go(after: CaseState, ask: Ask) -> tuple[str, ...]:
    """The persons with a part who sit in what is complained of, or are themselves."""
    shut = shut_out(after, ask.book)
    parts = sorted(persons_with_a_part(after))
    return tuple(
        person
        for person in parts
        if shut.person_is_shut_out(person, ask.people.get(person, frozenset()))
    )


def _above(after: CaseState, body: str, ask: Ask) -> str | None:
    try:
        return upper(after, body, ask.book)
    except Refused:
        return None


def _centre(after: CaseState, book: Book) -> str | None:
    shut = shut_out(after, book).bodies
    return centre_for(after.house.registrar_body, after.matter.area_path, shut=shut, book=book)
