"""Words are kept as they were said: nothing in them is read, run, trimmed or lost."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from lianxin.cases import door, rebuild
from lianxin.cases.reading import history, queries
from lianxin.cases.reading.filters import Filters
from lianxin.files import texts
from lianxin.ledger import proof_check, seal
from lianxin.ledger.signing import Ed25519
from lianxin.rules import commands
from lianxin.rules.commands.intake import Register
from lianxin.rules.refusals import Refused
from tests.cases import tables
from tests.county import AT, PLAIN, give, officer, petitioner, register

WORDS = {
    "control characters": "".join(map(chr, range(1, 32))) + "\x7f\x85\u2028\u2029",
    "line ends": "一\r\n二\n\r三\r",
    "spaces at both ends": "  \t 前后空格 \u3000\u00a0 ",
    "right to left": "\u202e反\u202c \u200f\u061c שלום مرحبا \u2066隔离\u2069",
    "nothing to see": "\u200b\u200d\ufeff\u00ad",
    "quotes": "' \" ` \\ '' \"\" \\' $$ $1 %s %(x)s {} {0} {{",
    "sql": "'); DROP TABLE cases_case; -- */ COPY ledger_entry TO '/tmp/x'; \\copy",
    "arrays": '{NULL,"a\\\\",b} {1,2} NULL null \\N',
    "html": "<script>alert('x')</script><img src=x onerror=alert(1)>&lt;&amp;&#x41;",
    "templates": "{{ 7*7 }} {% load x %} ${7*7} #{7*7} <%= 7 %>",
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇨🇳",
    "rare characters": "𠮷𪚥㙍\U0003134a é e\u0301 \ue000 \ufffe",
    "one letter": "x",
    "a number": "1e999",
    "json": '{"number": "X", "clocks": []}',
    "the longest": "长" * 99_999 + "终",
}


@pytest.fixture(params=list(WORDS.values()), ids=list(WORDS))
def words(request: pytest.FixtureRequest) -> str:
    """Something that somebody might say."""
    told: str = request.param
    return told


def test_words_are_read_back_as_they_were_said(county: str, words: str) -> None:
    passed = register(text=words, title=words[:300], points=[words], address=words[:500])
    seen = queries.view(officer("dispatcher-1"), passed.state.number, at=AT)
    assert (seen.text, seen.title) == (words, words[:300])
    (first,) = history.entries(officer("dispatcher-1"), passed.state.number, at=AT)
    assert first.payload is not None
    told = texts.read([UUID(first.payload["points"][0][:36])])
    assert list(told.values()) == [words]
    noted = give("dispatcher-1", passed.state.number, "note", text=words)
    ref = noted.facts[0].model_dump()["text"]
    assert texts.read([UUID(ref[:36])]) == {UUID(ref[:36]): words}


def test_words_stand_in_lists_as_they_are(county: str, words: str) -> None:
    number = register(title=words[:300]).state.number
    (line,) = queries.page(officer("dispatcher-1"), Filters(), at=AT).rows
    assert (line.number, line.title) == (number, words[:300])


BROKEN = {"NUL": "前\0后", "a lone high surrogate": "前\ud800后", "a lone low one": "\udfff"}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("field", ["title", "text", "address", "external_id"])
def test_what_cannot_be_stored_is_refused_by_the_command_itself(text: str, field: str) -> None:
    with pytest.raises(ValidationError):
        Register.model_validate({**PLAIN, field: text})


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_no_command_takes_what_cannot_be_stored(text: str) -> None:
    cases: list[tuple[str, dict[str, Any]]] = [
        ("register", {**PLAIN, "petitioner": {"name": text}}),
        ("register", {**PLAIN, "points": ["好", text]}),
        ("register", {**PLAIN, "petitioner": {"name": "赵", "address": text}}),
        ("note", {"text": text}),
        ("decline", {"reason": "x", "text": "好", "next_door": text}),
        ("call_in", {"bodies": ["water"], "place": "好", "by": text}),
        (
            "close",
            {"disposition": "hardship_helped", "exemption": {"ground": text, "article": "x"}},
        ),
        ("help_plan", {"measures": [{"what": text, "body": "water", "due": "明日"}]}),
        ("assign", {"lead": text}),
        ("merge", {"into": text}),
    ]
    for name, fields in cases:
        with pytest.raises(ValidationError):
            commands.parse(name, fields)


def test_an_empty_text_and_one_too_long_are_refused() -> None:
    for text in ("", "长" * 100_001):
        with pytest.raises(ValidationError):
            commands.parse("note", {"text": text})


def redact(ref: str) -> None:
    """Destroy a text as the law may ask."""
    texts.redact(UUID(ref[:36]), ground="个人信息保护法47", at=AT, record=lambda redaction: None)


def test_a_redacted_text_leaves_the_chain_whole_and_the_proof_valid(open_county: str) -> None:
    passed = register(title="赵一的名字", text="赵一住在三单元")
    number = passed.state.number
    give("dispatcher-1", number, "assign", lead="urban-management", demand="找赵一")
    seal.make(date(2026, 3, 2), at=AT, signer=Ed25519(b"\7" * 32))
    before = tables.rows("SELECT * FROM ledger_entry ORDER BY stream, sequence")
    redact(passed.state.matter.title)
    redact(passed.state.matter.text)
    assert tables.rows("SELECT * FROM ledger_entry ORDER BY stream, sequence") == before
    assert list(rebuild.differences()) == []
    proof = history.proof(officer("dispatcher-1"), number, at=AT)
    assert proof_check.check(proof) == []
    assert proof_check.unsealed(proof) == []
    seen = queries.view(officer("dispatcher-1"), number, at=AT)
    assert (seen.title, seen.text) == ("", "")
    (line,) = queries.page(officer("dispatcher-1"), Filters(), at=AT).rows
    assert line.title == ""
    assert queries.count(officer("dispatcher-1"), Filters(q="赵一"), at=AT) == 0
    assert "赵一" not in str(tables.rows("SELECT * FROM files_text WHERE redacted_at IS NOT NULL"))
    give("clerk-urban", number, "receive")


def test_a_petitioners_proof_keeps_shut_what_is_not_for_him_and_holds_all_the_same(
    county: str,
) -> None:
    number = register().state.number
    give("dispatcher-1", number, "note", text="内部意见")
    give("dispatcher-1", number, "note", text="请您等候", public=True)
    give("dispatcher-1", number, "set_risk", risk="red", reason="多人")
    proof = history.proof(petitioner(number), number, at=AT)
    assert ["payload" in entry for entry in proof["entries"]] == [True, False, True, False]
    assert proof_check.check(proof) == []
    mine = history.entries(petitioner(number), number, at=AT)
    assert [entry.payload is None for entry in mine] == [False, True, False, True]
    whole = history.proof(officer("dispatcher-1"), number, at=AT)
    assert whole["head"] == proof["head"]


def test_a_text_that_was_changed_behind_the_back_is_found(county: str) -> None:
    passed = register()
    tables.run("ALTER TABLE files_text DISABLE TRIGGER USER")
    tables.run("UPDATE files_text SET body = '别的' WHERE id = %s", passed.state.matter.title[:36])
    tables.run("ALTER TABLE files_text ENABLE TRIGGER USER")
    assert texts.altered() == [UUID(passed.state.matter.title[:36])]


def test_the_same_words_twice_leave_different_digests(county: str) -> None:
    one, other = register(), register()
    assert one.state.matter.title[37:] != other.state.matter.title[37:]


def test_texts_of_a_refused_command_are_not_kept(county: str) -> None:
    number = register().state.number
    before = tables.count("files_text")
    close: Any = commands.parse("close", {"disposition": "justified_settled", "text": "结"})
    with pytest.raises(Refused):
        door.record(number, close, actor=officer("dispatcher-1"), at=AT)
    assert tables.count("files_text") == before
