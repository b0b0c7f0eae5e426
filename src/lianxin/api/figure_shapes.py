"""The answers about figures."""

from pydantic import AwareDatetime

from lianxin.api.shapes import Answer


class Words(Answer):
    """The same words in both languages."""

    zh: str
    en: str


class Count(Answer):
    """A fraction, never divided here; `excluded` says how many were left out, by reason."""

    numerator: int
    denominator: int
    excluded: dict[str, int]


class Before(Answer):
    """The same figure in the period it is held against."""

    since: str
    until: str
    total: Count
    groups: dict[str, Count]


class FigureLinks(Answer):
    """Where the entries behind the figure are."""

    entries: str


class Figure(Answer):
    """A figure with its meaning in words, in days of China; `until` is the first not counted."""

    figure: str
    name: Words
    numerator: Words
    denominator: Words
    exclusions: dict[str, Words]
    share: bool
    since: str
    until: str
    by: str
    total: Count
    groups: dict[str, Count]
    before: Before | None
    links: FigureLinks


class FigureLine(Answer):
    """An entry behind a figure, and what it counted as."""

    number: str
    sequence: int
    at: AwareDatetime
    group: str
    counted: bool
    asked: bool
    excluded: str


class FigureEntries(Answer):
    """A page of the entries behind a figure."""

    items: list[FigureLine]
    next: str | None
