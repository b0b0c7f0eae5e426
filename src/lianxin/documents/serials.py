"""Official serials: gapless for each body, series and year, given in the transaction of the paper."""

from datetime import datetime

from django.db import connection

from lianxin.documents import statements
from lianxin.documents.models import Mark
from lianxin.documents.templates import Template
from lianxin.documents.wording import named
from lianxin.rules.book import Book
from lianxin.rules.time.calendar import CHINA


def next_number(body: str, series: str, year: int) -> int:
    """Return the next number of a series and hold it until the transaction ends."""
    # Outside a transaction a number would be gone when its paper failed, and the series had a gap.
    assert connection.in_atomic_block, "a number is given together with its paper"
    with connection.cursor() as cursor:
        cursor.execute(statements.NEXT_SERIAL, {"body": body, "series": series, "year": year})
        return int(cursor.fetchone()[0])


def year_of(made_at: datetime) -> int:
    """Return the year of China whose series a paper belongs to."""
    return made_at.astimezone(CHINA).year


def serial(template: Template, *, body: str, year: int, n: int, book: Book) -> str:
    """Return the serial as it stands on the paper: `青信复〔2026〕12号`."""
    return template.serial.format(mark=mark_of(body, book), year=year, n=n)


def mark_of(body: str, book: Book) -> str:
    """Return the mark of a body in its serials; its name where it has none."""
    mark = Mark.objects.filter(pk=body).values_list("mark", flat=True).first()
    if mark:
        return mark
    return named(book.bodies[body].zh) if body in book.bodies else body
