"""Places as options of a field: made once a book, one of them chosen, nothing unescaped."""

from django.utils import translation

from lianxin.cases import book as books
from lianxin.web import places


def test_the_chosen_place_is_marked_and_no_other(county: str) -> None:
    book = books.current()
    assert "selected" not in places.options(book)
    marked = places.options(book, "chengguan")
    assert marked.count("selected") == 1
    assert '<option value="chengguan" selected>' in marked
    assert "selected" not in places.options(book)


def test_a_place_that_nobody_knows_marks_nothing_and_is_not_repeated(county: str) -> None:
    assert places.options(books.current(), '"><script>') == places.options(books.current())


def test_each_language_has_its_own_names(county: str) -> None:
    book = books.current()
    chinese = places.options(book)
    with translation.override("en"):
        assert places.options(book) != chinese
    assert places.options(book) == chinese
