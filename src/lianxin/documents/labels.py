"""What papers are called: by the label of the template in force, read once for each book."""

from collections.abc import Mapping

from lianxin.documents import templates_in_force
from lianxin.documents.templates import WordingLabel
from lianxin.rules.book import Book

_held: tuple[Book, Mapping[str, WordingLabel]] | None = None


def labels(book: Book) -> Mapping[str, WordingLabel]:
    """Return the labels of all papers by code, as they stood when this book was first asked.

    Putting a template in force moves the book, so that the next page reads a new one. A paper
    without a template has no label here: whoever shows it falls back to its code.
    """
    global _held
    labels_held = _held
    if labels_held is None or labels_held[0] is not book:
        # Two threads may both read: either answer is right, and the later one stays.
        current = templates_in_force.current()
        labels_held = book, {code: source.template.label for code, source in current.items()}
        _held = labels_held
    return labels_held[1]
