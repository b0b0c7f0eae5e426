"""What of a template's layout reaches the reader: nothing, and no word is torn apart by it."""

import re
from pathlib import Path

import pytest
from django.template import Context, Engine, Origin, Template, TemplateSyntaxError
from django.template.loader import get_template

from lianxin.web.stripping import Loader, stripped


@pytest.mark.parametrize(
    ("laid_out", "sent"),
    [
        ("<ul>\n  <li>一</li>\n\n  <li>二</li>\n</ul>\n", "<ul><li>一</li><li>二</li></ul>"),
        ("<p>\n  {{ name }}\n</p>", "<p>{{ name }}</p>"),
        ("{% if a %}\n  <b>a</b>\n{% endif %}\n", "{% if a %}<b>a</b>{% endif %}"),
        ("{{ a }}\n{% include 'b.html' %}\n{{ c }}", "{{ a }}{% include 'b.html' %}{{ c }}"),
        ("<a\n  href='x'\n>\n  去\n</a>", "<a href='x'>去</a>"),
        ("<button>好</button>\n<button>不好</button>", "<button>好</button><button>不好</button>"),
        ("{# why #}\n<p>a</p>{% comment %}\nx\n{% endcomment %}\n", "<p>a</p>"),
        (
            "{% translate '有的话写上' as hint %}\n{{ hint }}",
            "{% translate '有的话写上' as hint %}{{ hint }}",
        ),
    ],
)
def test_a_line_break_beside_a_block_or_a_template_tag_is_nothing(laid_out: str, sent: str) -> None:
    assert stripped(laid_out) == sent


@pytest.mark.parametrize(
    ("laid_out", "sent"),
    [
        ("{{ number }}\n  {{ title }}", "{{ number }} {{ title }}"),
        ("<a>去</a>\n  <span>说</span>", "<a>去</a> <span>说</span>"),
        ("<label>\n<input>\n是</label>", "<label><input> 是</label>"),
        ("PDF,\n  two pages", "PDF, two pages"),
        ("{% translate '编号' %}\n  {{ number }}", "{% translate '编号' %} {{ number }}"),
    ],
)
def test_elsewhere_it_is_one_space(laid_out: str, sent: str) -> None:
    assert stripped(laid_out) == sent


def test_chinese_is_not_torn_apart_by_a_line_break() -> None:
    assert stripped("<b>有危险，\n  先打电话</b>") == "<b>有危险，先打电话</b>"


@pytest.mark.parametrize(
    ("laid_out", "key"),
    [
        ("\n  有危险，\n  先打电话\n", "\n  有危险，先打电话\n"),
        ("\n  {{ n }}件\n  {{ place }}的事\n", "\n  {{ n }}件\n  {{ place }}的事\n"),
        ("有 一个空格，\n\n  和一行空的", "有 一个空格，和一行空的"),
    ],
)
def test_a_sentence_over_two_lines_is_the_key_of_its_translation(laid_out: str, key: str) -> None:
    block = "{{% blocktranslate trimmed with n=all %}}{}{{% endblocktranslate %}}"
    assert stripped(block.format(laid_out)) == block.format(key)


def test_a_sentence_that_keeps_its_line_breaks_keeps_them_all() -> None:
    block = "{% blocktranslate %}有危险，\n先打电话{% endblocktranslate %}"
    assert stripped(block) == block


@pytest.mark.parametrize(
    ("laid_out", "sent"),
    [
        ("<b>a</b>{% if b %}&#32;<i>b</i>{% endif %}", "<b>a</b>{% if b %} <i>b</i>{% endif %}"),
        (
            "<b>a</b>\n{% if b %}\n  &#32;<i>b</i>\n{% endif %}",
            "<b>a</b>{% if b %} <i>b</i>{% endif %}",
        ),
        ("{{ title }} ·&#32;\n{% endblock %}", "{{ title }} · {% endblock %}"),
    ],
)
def test_a_space_that_is_meant_is_written_out(laid_out: str, sent: str) -> None:
    assert stripped(laid_out) == sent


@pytest.mark.parametrize(
    ("laid_out", "sent"),
    [
        (
            '<input\n  name="a"\n  {% if b %}checked{% endif %}\n>',
            '<input name="a"{% if b %} checked{% endif %}>',
        ),
        (
            "<i {% if a %}class='b'{% else %}hidden{% endif %}></i>",
            "<i{% if a %} class='b'{% else %} hidden{% endif %}></i>",
        ),
        ('<path\n  d="M0 0\n  1 1"\n/>', '<path d="M0 0\n  1 1"/>'),
        (
            '<i title="a\n  b" {% if c > d %}\n  hidden\n{% endif %}\n></i>',
            '<i title="a\n  b"{% if c > d %} hidden{% endif %}></i>',
        ),
    ],
)
def test_attributes_on_lines_of_their_own_are_apart_and_their_values_kept(
    laid_out: str, sent: str
) -> None:
    assert stripped(laid_out) == sent


@pytest.mark.parametrize(
    "kept",
    [
        "<pre>\n  a\n    b\n</pre>",
        "<textarea name='a'>\n{{ text }}\n\n</textarea>",
        "<script>\nlet a;\n</script>",
        "{% blocktranslate %}\n  两行的\n  句子{% endblocktranslate %}",
    ],
)
def test_what_is_written_by_people_or_looked_up_is_left_as_it_is(kept: str) -> None:
    assert stripped(kept) == kept


def test_a_tag_that_is_not_closed_is_named() -> None:
    with pytest.raises(TemplateSyntaxError, match="<a href"):
        stripped("<p>说</p><a href='x")


@pytest.mark.parametrize(
    ("name", "sent"), [("web/a.html", "<p>a</p>"), ("ninja/a.html", "<p>\n  a\n</p>\n")]
)
def test_the_pages_lose_their_layout_and_those_of_others_keep_it(
    tmp_path: Path, name: str, sent: str
) -> None:
    (tmp_path / "a.html").write_text("<p>\n  a\n</p>\n")
    origin = Origin(str(tmp_path / "a.html"), template_name=name)
    assert Loader(Engine.get_default()).get_contents(origin) == sent


def test_every_page_is_read_without_its_layout() -> None:
    assert "\n" not in get_template("web/parts/risk.html").render({"risk": "red"})


def test_stripping_twice_is_stripping_once() -> None:
    laid_out = "<p>\n  {{ a }}&#32;\n  {% if b %}\n    <b>b</b>\n  {% endif %}\n  c\n</p>\n"
    once = stripped(laid_out)
    assert stripped(once) == once
    shown = Template(once).render(Context({"a": "甲", "b": True}))
    assert re.sub(r"\s+", " ", shown) == shown == "<p>甲 <b>b</b>c</p>"
