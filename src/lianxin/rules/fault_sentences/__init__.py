"""One sentence per fault of a file, in both languages; `{names}` are filled from its values."""

from collections.abc import Mapping
from types import MappingProxyType

from lianxin.rules.fault_sentences import (
    files,
    grammar,
    models,
    narrowing,
    papers,
    presets,
    proving,
    tables,
)
from lianxin.rules.fault_sentences.words import WORDS, Pair

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **files.SENTENCES,
        **grammar.SENTENCES,
        **models.SENTENCES,
        **narrowing.SENTENCES,
        **papers.SENTENCES,
        **presets.SENTENCES,
        **proving.SENTENCES,
        **tables.SENTENCES,
    }
)


def sentence(code: str, why: Mapping[str, object], lang: str) -> str:
    """Return the sentence of a fault, in Chinese (`zh…`) or else in English."""
    is_chinese = lang.startswith("zh")
    zh, en = SENTENCES[code]
    values = {name: _written(name, value, is_chinese=is_chinese) for name, value in why.items()}
    return (zh if is_chinese else en).format_map(values)


def _written(name: str, value: object, *, is_chinese: bool) -> object:
    if isinstance(value, Pair):
        return value.zh if is_chinese else value.en
    if isinstance(value, tuple):
        joint, nothing = ("、", "无") if is_chinese else (", ", "none")
        return joint.join(map(str, value)) or nothing
    words = WORDS.get(name, {}).get(str(value))
    return value if words is None else words[not is_chinese]
