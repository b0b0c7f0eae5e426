"""Names for the tests of the grammar, and short ways to compile a text and see its faults."""

from functools import cache
from pathlib import Path

import pytest

from lianxin.rules.faults import Fault, Faults
from lianxin.rules.grammar.compile import compile_procedure, shipped
from lianxin.rules.procedures import Procedure

KNOWN = shipped()
DATA = Path(__file__).parents[1] / "data"
BASE = Path(__file__).parents[2] / "src" / "lianxin" / "presets" / "base" / "procedures"

LONE = """\
[procedure]
code = "lone"
label = { zh = "独立", en = "Lone" }
[rows]
stages = [
  { code = "registered", phase = "registered", zh = "登记", en = "Registered" },
  { code = "handling", phase = "handling", zh = "办理", en = "Handling" },
  { code = "archived", phase = "archived", zh = "归档", en = "Archived" },
]
tracks = [
  { code = "hearing", steps = ["ordered", "held"] },
]
actions = [
  { do = "accept", at = ["registered"], by = ["centre"], to = "handling" },
  { do = "archive", at = ["handling"], by = ["centre"], to = "archived" },
]
clocks = [
  { code = "answer", limit = "10 days", start = "registered", stop = ["replied"], whose = "lead", ends = "day" },
]
breaches = [
  { clock = "answer", at = "due", tell = ["supervisor"] },
]
sign_offs = [
  { document = "opinion", posts = ["body-head"] },
]
"""
ROW_LINE = {"stages": 9, "tracks": 12, "actions": 16, "clocks": 19, "breaches": 22, "sign_offs": 25}


@cache
def base(code: str) -> Procedure | None:
    """A procedure that ships with the product, or none."""
    path = BASE / f"{code}.toml"
    return compiled(path.read_text("utf-8"), name=path.name) if path.exists() else None


def compiled(text: str, *, name: str = "test.toml") -> Procedure:
    """The procedure of a text."""
    return compile_procedure(text, name=name, base=base, known=KNOWN)


def lone(noun: str = "", row: str = "") -> str:
    """A small sound procedure with one more row, which stands on ROW_LINE[noun]."""
    lines = LONE.splitlines()
    if noun:
        lines.insert(ROW_LINE[noun] - 1, f"  {row},")
    return "\n".join(lines) + "\n"


def over(noun: str, *rows: str, extends: str = "statutory") -> str:
    """A procedure over a shipped one; its rows stand from line 7 on."""
    head = f"""[procedure]
code = "local"
label = {{ zh = "本地", en = "Local" }}
extends = "{extends}"
[rows]
{noun} = [
"""
    return head + "".join(f"  {row},\n" for row in rows) + "]\n"


def faults(text: str) -> list[Fault]:
    """All faults of a text, of which there must be some."""
    with pytest.raises(Faults) as refused:
        compiled(text)
    return list(refused.value.faults)


def told(text: str) -> list[tuple[int, str]]:
    """Line and code of every fault of a text."""
    return [(fault.line, fault.code) for fault in faults(text)]
