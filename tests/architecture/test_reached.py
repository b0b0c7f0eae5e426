"""What is built is reached: by an address, a command, a loop, or what Django looks for by itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import global_settings, settings
from tests.architecture.reaching import Reach, whole_product
from tests.architecture.sources import PACKAGE, Source, sources

LATER = "gets its way in by the work on notices"
LAWFUL = "correction and redaction get their way in by the work on personal data"
WAITING = {
    "lianxin.notices.queries": {
        "NoticeLine": LATER,
        "mine": LATER,
        "unread_count": LATER,
        "mark_read": LATER,
    },
    "lianxin.files.attachments": {"redact": LAWFUL},
    "lianxin.files.texts": {"Redaction": LAWFUL, "UnableToRedact": LAWFUL, "redact": LAWFUL},
    "lianxin.people.petitioners": {"correct": LAWFUL, "restrict": LAWFUL, "redact": LAWFUL},
    "lianxin.server.postgres": {
        "future_address": "tells a process that is to be started where the home's server will be"
    },
    "lianxin.stories.templates": {
        "drop_templates": "clears a server of what the player keeps there between two runs"
    },
}
"""What is built and not reached yet: by module and name, each with the reason."""
TEMPLATES = PACKAGE / "web" / "templates"
LICENCE = "LICENSE"
"""Stands beside what others made and is asked for by nobody."""
DIGITS = "0123456789"
OTHERS = ("WHITENOISE_", "ROOT_URLCONF")
"""Settings that Django and what serves static files read, without a value of their own."""
STATIC = PACKAGE / "web" / "static"


@pytest.fixture(scope="module")
def reach() -> Reach:
    """What is reached of the product."""
    return whole_product()


def test_everything_public_is_reached_or_says_why_it_is_not_yet(reach: Reach) -> None:
    stranded = [
        reach.at((module, name))
        for module, name in reach.public
        if (module, name) not in reach.reached and name not in WAITING.get(module, {})
    ]
    assert stranded == []


def test_what_waits_is_still_there_and_still_waits(reach: Reach) -> None:
    waiting = {(module, name) for module, names in WAITING.items() for name in names}
    assert waiting - set(reach.public) == set()
    assert waiting & reach.reached == set()


def small(tmp_path: Path, **modules: str) -> Reach:
    """A product of a few modules, each below the root package by its name."""
    made = []
    for name, text in modules.items():
        path = PACKAGE / f"{name}.py"
        source = Source(path)
        vars(source)["text"] = text
        made.append(source)
    return Reach(made)


@pytest.mark.parametrize(
    ("calling", "reached"),
    [
        ("from lianxin.far import useful\ndef main():\n    useful()", True),
        ("from lianxin import far\ndef main():\n    far.useful()", True),
        ("from lianxin import far\nTABLE = {1: far.useful}\ndef main():\n    TABLE[1]()", True),
        ("def main():\n    from lianxin.far import useful\n    useful()", True),
        ("PLACE = 'lianxin.far.useful'\ndef main():\n    print(PLACE)", True),
        ("from lianxin.far import useful\ndef main():\n    pass", False),
        (
            "from lianxin.far import useful\ndef other():\n    useful()\ndef main():\n    pass",
            False,
        ),
        ("from lianxin import far\ndef main():\n    getattr(far, 'use' + 'ful')()", False),
        ("from lianxin.far import useful\ndef main(useful):\n    useful()", False),
        ("def main(far):\n    far.useful()", False),
    ],
)
def test_what_is_called_is_told_from_what_only_might_be(
    tmp_path: Path, calling: str, reached: bool
) -> None:
    found = small(tmp_path, near=calling, far="def useful():\n    pass")
    found.start(("lianxin.near", "main"))
    assert (("lianxin.far", "useful") in found.reached) is reached


def test_a_method_is_called_by_its_plain_name(tmp_path: Path) -> None:
    text = "class A:\n    def good(self): pass\n    def idle(self): pass\ndef main(a: A): a.good()"
    found = small(tmp_path, near=text).start(("lianxin.near", "main"))
    assert ("lianxin.near", "A.good") in found.reached
    assert ("lianxin.near", "A.idle") not in found.reached


def mentions() -> Iterator[str]:
    """Yield every text of sources and templates that may name a file."""
    for source in sources():
        yield source.text
    for path in TEMPLATES.rglob("*.html"):
        yield path.read_text()


def test_every_template_is_shown_or_taken_in_by_another() -> None:
    named = "\n".join(mentions())
    holed = re.findall(r"(\w+/[\w/]*)\{[^{}]*\}([\w/]*\.html)", named)
    unused = [
        name
        for path in sorted(TEMPLATES.rglob("*.html"))
        for name in [path.relative_to(TEMPLATES).as_posix()]
        if f'"{name}"' not in named
        if not any(re.fullmatch(rf"{before}\w+{after}", name) for before, after in holed)
    ]
    assert unused == []


def test_every_file_for_browsers_is_asked_for() -> None:
    named = "\n".join([*mentions(), *(path.read_text() for path in STATIC.rglob("*.[cj]s*"))])
    unused = [
        path.relative_to(STATIC).as_posix()
        for path in sorted(STATIC.rglob("*"))
        if path.is_file() and path.name not in named and path.stem != LICENCE
    ]
    assert unused == []


def test_every_setting_is_read_by_us_or_by_django() -> None:
    text = "\n".join(source.text for source in sources())
    beside = (PACKAGE / "server" / "settings.py").read_text()
    idle = {
        name
        for name in dir(settings)
        if name[0].isalpha() and name.isupper() and settings.is_overridden(name)
        if not hasattr(global_settings, name) and not name.startswith(OTHERS)
        if not re.search(rf"settings(, \"|\.){name}\b", text)
        if len(re.findall(rf"\b{name}\b", beside)) < 2
    }
    assert idle == set()


def test_every_class_of_the_style_sheets_is_worn() -> None:
    said = "\n".join(mentions()) + "\n".join(one.read_text() for one in STATIC.rglob("*.js"))
    words = set(re.findall(r"[\w-]+", said))
    idle = {
        name
        for path in STATIC.rglob("*.css")
        for name in re.findall(
            r"\.(-?[a-z_][\w-]*)",
            re.sub(r"/\*.*?\*/|url\([^)]*\)", "", path.read_text(), flags=re.S),
        )
        if name not in words and f"{name.rstrip(DIGITS)}{{{{" not in said
    }
    assert idle == set()
