"""Who should have a matter, and why: by the duty list. A person decides."""

from dataclasses import dataclass

from lianxin.rules.book import CENTRE_KIND, Book, DutyLine
from lianxin.rules.shutting_out import shut_with

DISCIPLINE = "discipline"
"""The kind of body that article 30(1) names first for reports of misconduct."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A lead with assists, the duty line it rests on, the reasons in order, and per cent of sureness."""

    lead: str
    assists: tuple[str, ...]
    line: DutyLine
    why: tuple[str, ...]
    confidence: int


def suggest(
    book: Book, *, category: str | None, area: str | None, shut: frozenset[str] = frozenset()
) -> Suggestion | None:
    """Return the body whose duty the matter is, or None: never a guess.

    The narrowest category counts first, then the narrowest place. A merged body's successor takes
    its duties (article 24); a body in `shut` (complained of) gives way to the first uninvolved one
    above it.
    """
    line_and_steps = _line(book, category, area)
    if line_and_steps is None:
        return None
    line, steps_up_category, steps_up_area = line_and_steps
    why = [f"duty {line.category} in {line.area}"]
    if line.article:
        why.append(line.article)
    lead = _successor(line.lead, book, why)
    clear = _uninvolved(lead, book, shut, why)
    if clear is None or clear not in book.bodies:
        # A line that leads to nobody is a matter for a person, not for the next line.
        return None
    assists = tuple(
        dict.fromkeys(
            body
            for body in (_successor(assist, book, []) for assist in line.assists)
            if body != clear and not _is_shut(body, book, shut)
        )
    )
    # Each step away from an exact line leaves more room for another body to be meant.
    confidence = max(40, 95 - 15 * steps_up_category - 5 * steps_up_area)
    return Suggestion(clear, assists, line, tuple(why), confidence)


def _line(book: Book, category: str | None, area: str | None) -> tuple[DutyLine, int, int] | None:
    places = tuple(reversed(book.area_path(area or book.root_area)))
    for up, code in enumerate(book.category_path(category)):
        for away, place in enumerate(places):
            # The subject before the place: who knows the trade knows it in the next village, too.
            line = book.duty_index.get((code, place))
            if line is not None:
                return line, up, away
    return None


def _successor(code: str, book: Book, why: list[str]) -> str:
    body = book.answering(code)
    if body is None or body.code == code:
        return code
    # Put among the reasons: whoever dispatches sees why a body is named that is on no list.
    why.append(f"{code} answered for by {body.code}")
    return body.code


def _is_shut(code: str, book: Book, shut: frozenset[str]) -> bool:
    # Whoever stands below a body complained of takes its orders, so it is no stranger (article
    # 30).
    return not shut_with(code, book).isdisjoint(shut)


def _uninvolved(code: str, book: Book, shut: frozenset[str], why: list[str]) -> str | None:
    at: str | None = code
    visited: set[str] = set()
    while at is not None and _is_shut(at, book, shut):
        # Two bodies each above the other are a fault of the data; it must not hang a registration.
        if at in visited:
            return None
        visited.add(at)
        body = book.bodies.get(at)
        at = (body.upper_gov or body.upper_line) if body else None
        why.append(f"complained of: handed up to {at}")
    return at


def centre_for(
    registrar: str, path: tuple[str, ...], *, shut: frozenset[str], book: Book
) -> str | None:
    """Return the petition centre of a matter; where it is in `shut`, the first body that is not.

    That is a body above it, else another centre or the discipline commission of the place
    (article 30); None where nobody is left.
    """
    body = book.bodies.get(registrar)
    own = registrar if body is not None and body.kind == CENTRE_KIND else book.centre_of(path)
    if own is None or not shut:
        return own
    return _uninvolved(own, book, shut, []) or _beside(path, book, shut)


def _beside(path: tuple[str, ...], book: Book, shut: frozenset[str]) -> str | None:
    for kind in (CENTRE_KIND, DISCIPLINE):
        for place in reversed(path):
            for code, body in sorted(book.bodies.items()):
                if (body.kind, body.area) == (kind, place) and not _is_shut(code, book, shut):
                    return code
    return None
