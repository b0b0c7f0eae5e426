"""Decisions about documents, clocks and corrections."""

from datetime import timedelta
from typing import assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import papers as commands
from lianxin.rules.deciding import delivering, timing
from lianxin.rules.deciding.bodies import body_in_charge
from lianxin.rules.deciding.papers_needed import (
    maker_of,
    needed,
    refuse_missing,
)
from lianxin.rules.deciding.reviewing import taken_with
from lianxin.rules.deciding.telling import body_for, decision_told, refuse_stranger
from lianxin.rules.facts import Fact
from lianxin.rules.facts import papers as facts
from lianxin.rules.record.canonical import canonical, digest
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Document

LEADER = "leader"
FILED = 1
"""The entry by which a matter is put on record."""
SAME_DAY = timedelta(hours=24)
Delivering = commands.Deliver | commands.FailDelivery | commands.PostNotice
Timing = commands.Extend | commands.Pause | commands.Resume | commands.Ring | commands.Restate


def decide(command: commands.Papers, ask: Ask) -> tuple[Fact, ...]:
    """Return the facts of a command about papers or clocks."""
    if isinstance(command, Timing):
        return timing.decide(command, ask)
    if isinstance(command, Delivering):
        return (delivering.decide(command, ask),)
    match command:
        case commands.Draft():
            return (_drafted(command, ask),)
        case commands.Sign():
            return _signed(command, ask)
        case commands.Issue():
            return (_issued(command, ask),)
        case commands.Publish():
            needed(ask, command.document)
            return (facts.Published(document=command.document),)
        case commands.Correct():
            return (_corrected(command, ask),)
        case _:
            assert_never(command)


def fields_digest(ask: Ask, document: str, **fields: str | None) -> str:
    """Return the digest of a document's fields, which is what its signers sign."""
    whole = {"case": ask.state.number, "document": document, **fields}
    return digest(canonical(whole)).hex()


def signing_posts(ask: Ask, document: str, body: str) -> tuple[str, ...]:
    """Return the posts that sign a document, in order, as the procedure says.

    A name is an exact post, `leader`, or a role in the lead body; the head stands in for a role
    that the body has not. Refused `no_such` where there is no head either.
    """
    row = ask.procedure.sign_off_index.get(document)
    if row is None:
        return ()
    posts = [_post(ask, name, body) for name in row.posts]
    return tuple(dict.fromkeys(posts))


def _post(ask: Ask, name: str, body: str) -> str:
    if name == LEADER or name in ask.book.posts:
        return name
    role = name.replace("-", "_")
    role = "head" if role == "body_head" else role
    by_role = {post.role: post.code for post in ask.book.posts_of(body)}
    post = by_role.get(role) or by_role.get("head")
    if post is None:
        raise Refused("no_such", name=f"{name} of {body}", kind="post")
    return post


def _drafted(command: commands.Draft, ask: Ask) -> Fact:
    paper = ask.state.document(command.document)
    # What its own decision makes nobody drafts beside it; a delivered one of those stands.
    made = maker_of(command.document, ask) is not None
    if made or (paper is not None and paper.state != "delivered"):
        raise Refused("not_now", stage=ask.state.stage, document=command.document)
    # In nobody's name who is shut out by now: then whoever drafts it answers for it.
    body = body_in_charge(ask) or ask.acting_post()[1]
    return facts.Drafted(
        document=command.document,
        text=ask.ref("text"),
        fields=fields_digest(ask, command.document, text=ask.ref("text")),
        posts=signing_posts(ask, command.document, body),
        body=body,
    )


def _signed(command: commands.Sign, ask: Ask) -> tuple[Fact, ...]:
    paper = ask.state.document(command.document)
    if paper is None:
        refuse_missing(ask, command.document)
    post = paper.next_post
    if post is None:
        raise Refused("not_now", stage=ask.state.stage)
    posts_held = {own.post for own in ask.actor.posts}
    # In the order of the procedure: a head does not sign before those who vouch to him.
    if post not in posts_held and not (post == LEADER and LEADER in ask.standings):
        raise Refused("out_of_order", next=post)
    complete = command.approve and len(paper.signed_by) + 1 == len(paper.posts)
    signed = facts.Signed(
        document=command.document,
        post=post,
        approve=command.approve,
        complete=complete,
        fields=paper.fields,
        stands_in_for=next(
            (
                own.stands_in_for
                for own in ask.actor.posts
                if own.post == post and own.stands_in_for
            ),
            None,
        ),
        text=ask.maybe("text"),
    )
    return (signed, *taken_with(paper, ask)) if complete else (signed,)


def _issued(command: commands.Issue, ask: Ask) -> Fact:
    document = command.document
    paper = _to_send(document, ask)
    decision = decision_told(document, ask)
    text = ask.maybe("text")
    return facts.Issued(
        document=document,
        fields=paper.fields if paper else fields_digest(ask, document, text=text),
        text=text,
        body=paper.body if paper else body_for(document, decision, ask),
        tells=decision.fact if decision else "",
        about=decision.n if decision else 0,
    )


def _to_send(document: str, ask: Ask) -> Document | None:
    """Return the signed paper that is sent out; None for one that is made by sending it.

    Refused `document_missing`, `not_signed`, `not_now` for one sent already, or `not_yours`.
    """
    paper = ask.state.document(document)
    by_itself = _by_itself(ask, document)
    if by_itself and (paper is None or paper.state == "delivered"):
        return None
    if paper is None:
        refuse_missing(ask, document)
    needed(ask, document)
    if paper.state != "signed":
        raise Refused("not_now", stage=ask.state.stage, document=document)
    refuse_stranger(paper, ask)
    return paper


def _by_itself(ask: Ask, document: str) -> bool:
    """Whether a paper is made at once; a new lead may give such a one after its predecessor did."""
    return document not in ask.procedure.sign_off_index and maker_of(document, ask) is None


def _corrected(command: commands.Correct, ask: Ask) -> Fact:
    if command.entry > ask.state.fact_count:
        raise Refused("no_such", name=f"entry {command.entry}", field="entry")
    only_registrar = ask.standings.isdisjoint(
        set(ask.action.by if ask.action else ()) - {"registrar"}
    )
    # A slip of the pen is noticed at once; later its correction is the centre's to judge.
    if only_registrar and ask.at - ask.state.matter.registered_at > SAME_DAY:
        raise Refused("not_now", stage=ask.state.stage)
    filing = command.entry == FILED and ask.state.handling.filing == "disputed"
    return facts.Corrected(entry=command.entry, text=ask.ref("text"), filing=filing)
