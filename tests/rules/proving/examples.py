"""Small procedures under proof: one that holds, and ways to break it."""

from functools import cache
from pathlib import Path

from lianxin.rules.grammar.compile import compile_procedure
from lianxin.rules.procedures import Procedure
from lianxin.rules.proving.prove import proved
from lianxin.rules.proving.telling import Trap
from tests.rules.known import KNOWN

PRESETS = Path(__file__).parents[3] / "src" / "lianxin" / "presets"
HOLDS = """\
[procedure]
code = "small"
label = { zh = "小程序", en = "Small" }
[rows]
stages = [
  { code = "registered", phase = "registered", zh = "已登记", en = "Registered" },
  { code = "dispatched", phase = "dispatched", zh = "已派", en = "Dispatched" },
  { code = "handling", phase = "handling", zh = "办理中", en = "Handling" },
  { code = "concluded", phase = "concluded", zh = "已办结", en = "Concluded" },
  { code = "closed", phase = "archived", zh = "已结案", en = "Closed" },
  { code = "withdrawn", phase = "withdrawn", zh = "已撤回", en = "Withdrawn" },
]
tracks = [
]
actions = [
  { do = "assign", at = ["registered"], by = ["centre"], to = "dispatched" },
  { do = "accept", at = ["dispatched"], by = ["lead"], to = "handling" },
  { do = "reply", at = ["handling"], by = ["lead"], to = "concluded" },
  { do = "close", at = ["concluded"], by = ["centre"], when = ["no_open_tracks"], to = "closed" },
  { do = "urge", at = ["open"], by = ["petitioner"] },
  { do = "supervise", at = ["dispatched", "handling"], by = ["supervisor"] },
  { do = "reassign", at = ["dispatched", "handling"], by = ["centre"] },
  { do = "withdraw", at = ["registered", "dispatched", "handling"], by = ["petitioner"], to = "withdrawn" },
]
clocks = [
  { code = "send", limit = "1 days", start = ["registered"], stop = ["assigned"], whose = "centre", zh = "派出", en = "Send" },
  { code = "answer", limit = "5 days", start = ["assigned"], stop = ["replied:lead"], whose = "lead", zh = "答复", en = "Answer" },
]
sittings = [
]
"""


def broken(*changes: tuple[str, str], **rows: str) -> str:
    """The small procedure with texts replaced, and with a row more in the lists that are named."""
    text = HOLDS
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    for noun, row in rows.items():
        head = f"\n{noun} = [\n"
        begun = text.index(head) + len(head) - 1
        end = text.index("\n]\n", begun) + 1
        more = "".join(f"  {line},\n" for line in row.splitlines())
        text = text[:end] + more + text[end:]
    return text


def compiled(text: str) -> Procedure:
    """The procedure of a text, over those that ship."""
    return compile_procedure(text, name="small.toml", base=shipped, known=KNOWN)


def found(text: str) -> tuple[Trap, ...]:
    """What a proof finds in a text."""
    return proved(compiled(text), file="small.toml")


def only(text: str, code: str) -> Trap:
    """The first finding of a code in a text."""
    there = [one for one in found(text) if one.fault.code == code]
    assert there, [one.fault.code for one in found(text)]
    return there[0]


@cache
def files() -> dict[str, Path]:
    """Every procedure that ships, by preset and code."""
    return {
        f"{path.parts[-3]}/{path.stem}": path
        for path in sorted(PRESETS.glob("*/procedures/*.toml"))
    }


@cache
def of_file(name: str) -> Procedure:
    """A procedure that ships with a preset."""
    preset, _, _ = name.partition("/")

    def base(code: str) -> Procedure | None:
        for folder in (preset, "base"):
            if f"{folder}/{code}" in files():
                return of_file(f"{folder}/{code}")
        return None

    text = files()[name].read_text(encoding="utf-8")
    return compile_procedure(text, name=name, base=base, known=KNOWN)


@cache
def shipped(code: str) -> Procedure | None:
    """A procedure of the common base."""
    return of_file(f"base/{code}") if f"base/{code}" in files() else None


@cache
def findings_of(name: str) -> tuple[Trap, ...]:
    """What a proof finds in a procedure that ships."""
    return proved(of_file(name), file=name)
