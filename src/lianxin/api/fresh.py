"""The versions of everything that decides who may do what, read once a request.

Whoever only reads has no door to tell him that the book moved, and a token that was revoked must
be refused at once: both hang on this one short statement.
"""

from lianxin.cases.book import fresh as book
from lianxin.cases.book import versions

__all__ = ["book", "versions"]
