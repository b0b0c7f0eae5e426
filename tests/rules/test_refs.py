"""A reference: text as it is stored, with its id and its digest to be had without counting."""

import json
from uuid import UUID

import pytest
from pydantic import TypeAdapter, ValidationError

from lianxin.rules.record.canonical import canonical
from lianxin.rules.refs import Ref

ID = UUID("0195f2c4-7d00-7000-8000-000000000001")
TEXT = f"{ID}#{'0a' * 32}"


def test_it_is_made_of_an_id_and_a_digest_and_gives_both_back() -> None:
    ref = Ref.of(ID, b"\x0a" * 32)
    assert ref == TEXT
    assert (ref.id, ref.digest) == (ID, b"\x0a" * 32)


@pytest.mark.parametrize("text", ["", str(ID), TEXT[:-1], TEXT + "0", f" {TEXT}", f"{TEXT}\n"])
def test_what_is_none_is_refused_and_not_parsed(text: str) -> None:
    assert Ref.parse(text) is None
    with pytest.raises(ValueError, match="no reference"):
        Ref(text)
    with pytest.raises(ValidationError):
        TypeAdapter(Ref).validate_python(text)


def test_it_prints_as_the_text_that_was_hashed() -> None:
    ref = TypeAdapter(Ref).validate_json(json.dumps(TEXT))
    assert type(ref) is Ref
    assert TypeAdapter(Ref).dump_json(ref) == json.dumps(TEXT).encode()
    assert canonical({"text": ref}) == canonical({"text": TEXT})


def test_all_of_a_payload_are_found_wherever_they_stand() -> None:
    payload = {"text": TEXT, "points": [TEXT, "words"], "deep": {"more": (TEXT,)}, "n": 3}
    assert list(Ref.within(payload)) == [Ref(TEXT)] * 3
