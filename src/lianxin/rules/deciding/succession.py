"""Decisions about what a body had that was merged or dissolved in mid-case (article 24(2))."""

from collections.abc import Iterator

from lianxin.rules.ask import Ask
from lianxin.rules.book import Book
from lianxin.rules.commands import succession as commands
from lianxin.rules.deciding.bodies import above_or_none
from lianxin.rules.facts import Fact
from lianxin.rules.facts import succession as facts
from lianxin.rules.phases import ANSWERED
from lianxin.rules.refusals import Refused
from lianxin.rules.shutting_out import shut_out
from lianxin.rules.standings import HEAD
from lianxin.rules.state import REVIEWS, CaseState, Document


def decide(command: commands.Succession, ask: Ask) -> tuple[Fact, ...]:
    """Return one fact for each body that is no more and has a part in the matter.

    Refused `not_now` where there is none, or all that can be said of it was said.
    """
    ended = (code for code in dict.fromkeys(_parts(ask.state, ask.book)) if code in ask.book.ended)
    heirs = ((code, _heir(code, ask)) for code in ended)
    taken = tuple(
        _taken_over(code, after, ask)
        for code, after in heirs
        # Where nobody is left to take it, that is said once.
        if after is not None or code not in ask.state.dispatch.taken_from
    )
    if not taken:
        raise Refused("not_now", stage=ask.state.stage, command="take_over")
    return taken


def _parts(state: CaseState, book: Book) -> Iterator[str]:
    """The bodies that stand for something in a case that is not done."""
    for task in state.tasks:
        if task.standing:
            yield from filter(None, (task.body, task.given_from))
    owes = any(clock.stopped_at is None and not clock.window for clock in state.clocks)
    if owes or not state.is_final:
        yield from _holders(state)
        yield from _signers(state, book)


def _holders(state: CaseState) -> Iterator[str]:
    last, house = state.last_lead, state.house
    yield from (leg.body for leg in state.legs if leg.open)
    yield from filter(None, (last.body if last else house.registrar_body, house.centre))
    yield from state.dispatch.informed


def _signers(state: CaseState, book: Book) -> Iterator[str]:
    posts = (book.posts.get(paper.next_post or "") for paper in state.documents)
    yield from (post.body for post in posts if post is not None)


def _heir(before: str, ask: Ask) -> str | None:
    heir = ask.book.answering(before)
    if heir is None or heir.code == before:
        return None
    if shut_out(ask.state, ask.book, ask.people).body_is_shut_out(heir.code):
        # Merged into whom it is about: the first body above that is not concerned (article 30).
        return above_or_none(ask.state, heir.code, ask.book)
    return heir.code


def _taken_over(before: str, after: str | None, ask: Ask) -> facts.TakenOver:
    book, last = ask.book, ask.state.last_lead
    led = last is not None and last.body == before
    return facts.TakenOver(
        before=before,
        after=after,
        lead=(after or before) if led else None,
        unnamed=(after is None or book.bodies[before].successor is None)
        and _is_handled(before, ask),
        papers=tuple(_papers(before, after, ask)) if after else (),
    )


def _is_handled(before: str, ask: Ask) -> bool:
    """Whether it handles the matter, so that somebody has to be named who goes on with it."""
    lead = ask.state.lead
    handles = lead is not None and lead.body == before and lead.instrument not in REVIEWS
    return handles and ask.state.phase not in ANSWERED


def _papers(before: str, after: str, ask: Ask) -> Iterator[facts.PaperPosts]:
    for paper in ask.state.documents:
        if paper.next_post is None:
            continue
        posts = tuple(_posts(paper, before, after, ask.book))
        if posts != paper.posts:
            yield facts.PaperPosts(document=paper.code, posts=posts)


def _posts(paper: Document, before: str, after: str, book: Book) -> Iterator[str]:
    """Who signed stays; each other place is filled by that role of the new body, else its head."""
    by_role = {post.role: post.code for post in reversed(book.posts_of(after))}
    for place, code in enumerate(paper.posts):
        post = book.posts.get(code)
        own = place >= len(paper.signed_by) and post is not None and post.body == before
        yield (by_role.get(post.role) or by_role.get(HEAD) or code) if own and post else code
