"""A form is sent once: by its token, its words, and the version that was read with it."""

from uuid import UUID

import pytest
from django.http import QueryDict

from lianxin.rules.refusals import Refused
from lianxin.web import once

TOKEN = "00000000-0000-4000-8000-000000000001"


def test_a_token_that_came_back_is_kept_and_any_other_is_new() -> None:
    assert once.token(_answers(token=TOKEN)) == TOKEN
    for spoilt in ("", "x", TOKEN + "1", "<b>"):
        made = once.token(_answers(token=spoilt))
        assert str(UUID(made)) == made != TOKEN


def test_the_same_words_have_the_same_key_and_others_another_digest() -> None:
    assert once.key("desk:li", TOKEN, "a") == once.key("desk:li", TOKEN, "a")
    other = once.key("desk:li", TOKEN, "b")
    assert other.key == TOKEN
    assert other.asked != once.key("desk:li", TOKEN, "a").asked


def test_a_version_is_a_number() -> None:
    assert once.version(_answers(v="7"), "v") == 7


@pytest.mark.parametrize("text", ["", "-1", "٣", "1" * 9, "1.0"])
def test_a_form_without_the_version_that_was_read_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="version_missing"):
        once.version(_answers(v=text), "v")
    with pytest.raises(Refused, match="version_missing"):
        once.version(_answers())


def _answers(**fields: str) -> QueryDict:
    answers = QueryDict(mutable=True)
    answers.update(fields)
    return answers
