"""Templates are laid out for those who write them, and sent without their layout.

A line break with the indentation around it stands for:

- within a tag, between attributes: one space; before the end of the tag: nothing. A condition there
  lets whole attributes through, and the space before it goes with what it lets through;
- beside the tag of a block or of a button, and beside a template tag that says nothing itself
  (`if`, `for`, `include`): nothing; so too at the inner edges of every tag, at either end of a
  template, and between two Chinese characters, which would be torn apart;
- elsewhere, between words, values and tags within a line: one space, as in HTML.

In a sentence (`blocktranslate trimmed`) one between two Chinese characters is nothing too: what is
left is the key of its translation. Kept as they are: quoted values, and what stands in `pre`, `textarea`, `script` and `style`. A space that is meant where a line break
is nothing is written `&#32;`: the formatter is free to turn a plain one into a line break.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.template import Origin, TemplateSyntaxError
from django.template.loaders import app_directories
from typing_extensions import override

_TEMPLATE_TAG = r"\{%.*?%\}|\{\{.*?\}\}"
_QUOTED = rf""""(?:{_TEMPLATE_TAG}|[^"])*"|'(?:{_TEMPLATE_TAG}|[^'])*'"""
_TOKEN = re.compile(
    rf"""
      (?P<note>\{{\#.*?\#\}} | \{{%\ comment\b(?s:.*?)\{{%\ endcomment\ %\}})
    | (?P<sentence>\{{%\ blocktranslate\b(?s:.*?)\{{%\ endblocktranslate\ %\}})
    | (?P<value>\{{\{{.*?\}}\}}
        | \{{%\ (?:asset|still|switch|takes|translate|url)\b(?:(?!\ as\ \w+\ %\}}).)*?%\}})
    | (?P<control>\{{%.*?%\}})
    | (?P<tag></?(?P<name>[a-zA-Z][\w-]*)(?:{_TEMPLATE_TAG}|{_QUOTED}|[^>"'])*> | <!.*?>)
    | (?P<text>(?:[^<{{]|<(?![/a-zA-Z!])|\{{(?![%{{\#]))+)
    """,
    re.VERBOSE,
)
_WITHIN_TAG = re.compile(
    rf"""
      \s*(?P<lets>\{{%\ (?:if|elif|else|for|empty|with)\b.*?%\}})\s*
    | \s*(?P<ends>\{{%\ end(?:if|for|with)\ %\}}|/?>)
    | (?P<kept>{_TEMPLATE_TAG}|{_QUOTED})
    | \s*\n\s*
    """,
    re.VERBOSE,
)
_SPACE = "&#32;"
_BREAK = re.compile(rf"(?P<left>{_SPACE})?[ \t]*\n\s*(?P<right>{_SPACE})?")
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_TORN = re.compile(rf"(?<={_CHINESE.pattern})[ \t]*\n\s*(?={_CHINESE.pattern})")
_TRIMMED = re.compile(r"\{% blocktranslate\b[^%]*\btrimmed\b")
_VERBATIM = {"pre", "script", "style", "textarea"}
_BLOCKS = """
    article aside body br button caption circle col colgroup datalist dd defs desc details div dl dt
    fieldset figcaption figure footer form g h1 h2 h3 h4 h5 h6 head header hr html image legend li
    line link main meta nav ol optgroup option p path polygon polyline pre rect script section style
    summary table tbody td text tfoot th thead title tr ul use
"""
_ALONE = {"control", "note", "!", *_BLOCKS.split()}
_EMPTY = frozenset({"!", "img", "input", "wbr"})
"""Tags within a line that have no inside."""


@dataclass(frozen=True)
class Token:
    """A piece of a template: a tag by its name, or `text`, `value`, `control`, `sentence` …"""

    kind: str
    text: str

    @property
    def swallows_before(self) -> bool:
        """Whether a line break before it is nothing."""
        return self._stands_alone or self.text.startswith("</")

    @property
    def swallows_after(self) -> bool:
        """Whether a line break after it is nothing."""
        opens = self.text.startswith("<") and not self.text.startswith("</")
        return self._stands_alone or (opens and self.kind not in _EMPTY)

    @property
    def _stands_alone(self) -> bool:
        return self.kind in _ALONE


_EDGE = Token("control", "")


class Loader(app_directories.Loader):
    """Read the templates of the pages without their layout, and those of others as they are."""

    @override
    def get_contents(self, origin: Origin) -> str:
        """Return a template as it is compiled and sent."""
        source = super().get_contents(origin)
        is_ours = str(origin.template_name).startswith("web/")
        return stripped(source) if is_ours else source


def stripped(source: str) -> str:
    """Return a template without what is in it for its writers only."""
    tokens = [_EDGE, *tokens_of(source), _EDGE]
    neighbours = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return "".join(_stripped(token, before, after) for before, token, after in neighbours)


def tokens_of(source: str) -> Iterator[Token]:
    """Cut a template into tags, template tags, values and the text between them."""
    place = 0
    while place < len(source):
        match = _TOKEN.match(source, place)
        if match is None:
            raise TemplateSyntaxError(f"a tag is not closed: {source[place : place + 60]}")
        place = match.end()
        name = match["name"] or "!"
        yield Token(name if match["tag"] else str(match.lastgroup), match[0])
        if name in _VERBATIM and not match[0].startswith("</"):
            end = source.index(f"</{name}", place)
            yield Token("verbatim", source[place:end])
            place = end


def _stripped(token: Token, before: Token, after: Token) -> str:
    if token.kind == "sentence":
        return _sentence(token.text)
    if token.kind in {"value", "control", "verbatim"}:
        return token.text
    if token.kind == "text":
        return _text(token.text, before, after)
    return "" if token.kind == "note" else _WITHIN_TAG.sub(_attribute, token.text)


def _sentence(text: str) -> str:
    return _TORN.sub("", text) if _TRIMMED.match(text) else text


def _attribute(match: re.Match[str]) -> str:
    if match["lets"]:
        return f"{match['lets']} "
    return match["kept"] or match["ends"] or " "


def _text(text: str, before: Token, after: Token) -> str:
    def space(match: re.Match[str]) -> str:
        if match["left"] or match["right"]:
            return " "
        start, end = match.span()
        at_start, at_end = start == 0, end == len(text)
        if (at_start and before.swallows_after) or (at_end and after.swallows_before):
            return ""
        sides = "" if at_start or at_end else text[start - 1] + text[end]
        return "" if len(_CHINESE.findall(sides)) == 2 else " "

    return _BREAK.sub(space, text).replace(_SPACE, " ")
