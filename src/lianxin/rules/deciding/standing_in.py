"""Who acts where those who would have to stand aside (article 28(3)): the next above, and never nobody."""

from collections.abc import Iterator

from lianxin.rules.ask import Ask
from lianxin.rules.book import Book
from lianxin.rules.deciding.bodies import above_or_none
from lianxin.rules.facts.persons import StoodIn
from lianxin.rules.facts.succession import PaperPosts
from lianxin.rules.standings import HEAD
from lianxin.rules.state import CaseState, Document

LEADER = "leader"


def posts_asked(state: CaseState, book: Book) -> tuple[str, ...]:
    """Return the posts of which a decision may have to know who fills them today."""
    lead = state.last_lead
    signing = (book.posts.get(post) for paper in state.documents for post in paper.posts)
    bodies = {post.body for post in signing if post is not None}
    bodies |= {lead.body} if lead else set()
    for body in tuple(bodies):
        bodies |= book.above.get(body, frozenset())
    return tuple(post.code for body in sorted(bodies) for post in book.posts_of(body))


def stood_in(ask: Ask) -> Iterator[StoodIn]:
    """Yield who signs instead of those who stand aside, and that nobody is left; `ask.state` is after.

    A deputy appointed to the post signs by that; else the head of the body signs, and for the head
    the next above.
    """
    if ask.holders is None or ask.state.is_final:
        return
    papers, stuck = [], _has_no_hand(ask)
    for paper in ask.state.documents:
        if paper.next_post is None:
            continue
        posts = _posts(paper, ask)
        stuck = stuck or not posts
        if posts and posts != paper.posts:
            papers.append(PaperPosts(document=paper.code, posts=posts))
    unmanned = stuck and not _is_known(ask.state)
    if papers or unmanned:
        yield StoodIn(papers=tuple(papers), unmanned=unmanned)


def _is_known(state: CaseState) -> bool:
    """Whether the centre was told of this lead already."""
    lead = state.last_lead
    return lead is not None and state.dispatch.fell_to == lead.body


def _has_no_hand(ask: Ask) -> bool:
    """Whether the lead has people, and each of them stands aside."""
    lead = ask.state.lead
    posts = ask.book.posts_of(lead.body) if lead else ()
    people = {person for post in posts for person in _holders(post.code, ask)}
    return bool(people) and people <= set(ask.state.guard.recused)


def _holders(post: str, ask: Ask) -> frozenset[str]:
    return (ask.holders or {}).get(post, frozenset())


def _is_able(post: str, ask: Ask) -> bool:
    """Whether somebody can sign in a post: who fills it does not stand aside."""
    recused, house = set(ask.state.guard.recused), ask.state.house
    if post == LEADER:
        leaders = {*house.leaders, *((house.responsible,) if house.responsible else ())}
        return not leaders or not leaders <= recused
    holders = _holders(post, ask)
    # A post that nobody fills waits for its appointment, as it would without any recusal.
    return not holders or not holders <= recused


def _posts(paper: Document, ask: Ask) -> tuple[str, ...]:
    """The posts that sign, those that signed first; empty where nobody is left for one of them."""
    signed = paper.posts[: len(paper.signed_by)]
    left = []
    for post in paper.posts[len(signed) :]:
        able = post if _is_able(post, ask) else _stand_in(post, signed, ask)
        if able is None:
            return ()
        left.append(able)
    return (*signed, *dict.fromkeys(left))


def _stand_in(post: str, signed: tuple[str, ...], ask: Ask) -> str | None:
    book, own = ask.book, ask.book.posts.get(post)
    body = own.body if own else None
    while body is not None:
        heads = (other.code for other in book.posts_of(body) if other.role == HEAD)
        for head in heads:
            filled = bool(_holders(head, ask))
            if head != post and head not in signed and filled and _is_able(head, ask):
                return head
        body = above_or_none(ask.state, body, book)
    return None
