"""A way told: as a story that can be played, and in sentences that can be read."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from lianxin.rules.commands.papers import Ring
from lianxin.rules.time.calendar import CHINA
from lianxin.rules.walking.findings import Finding
from lianxin.rules.walking.world import WalkStep

RULES: dict[str, tuple[str, str]] = {
    "replay": ("事实重算与台账行不一致", "facts folded again give another row"),
    "present": ("能办的事项没有在菜单里给出", "what could be done was not offered"),
    "clock_kept": ("时限丢失或者起点被改", "a clock was lost or moved its start"),
    "clock_restarted": ("正在走的时限重新起算", "a running clock began anew"),
    "late": ("已超期的变成按时", "what was late became punctual"),
    "explained": ("时限的说明与到期不符", "a clock's explanation does not come to its due moment"),
    "split": ("拆件没有把并件拿走的还回来", "a split does not give back what the merger took"),
    "joined": ("并件拆件后当事人不对", "after joining, a petitioner is here who does not belong"),
    "lead": ("主办单位不是恰好一个", "there is not exactly one lead"),
    "owed": ("答复前没有任何人按期限负责", "before the answer nobody owes anything by a moment"),
    "stoppable": ("时限没有办法停", "a clock that no command ahead stops"),
    "ended": ("已了结的还在催办", "a matter that is over still presses somebody"),
    "respondent": ("被反映的单位、人仍有身份", "somebody complained of still has a part"),
    "alarm": ("到点的提醒被拒", "an alarm that is due is refused"),
    "stuck": ("走不到头", "no way to an end was found"),
}
"""What each rule says when it does not hold, in both languages."""


def story(title: str, preset: str, steps: Sequence[WalkStep]) -> Iterator[str]:
    """Yield the lines of a story of these steps; what loops do comes of the time that passes."""
    start = steps[0].at.astimezone(CHINA).isoformat() if steps else ""
    yield _line({"story": title, "preset": preset, "start": start})
    for step in steps:
        if isinstance(step.command, Ring):
            yield _line({"tick": step.at.astimezone(CHINA).isoformat()})
        else:
            yield _line(
                {
                    "at": step.at.astimezone(CHINA).isoformat(),
                    "as": step.actor.person or "petitioner",
                    "do": step.command.command,
                    "case": step.case,
                    "with": fields(step),
                }
            )


def fields(step: WalkStep) -> dict[str, Any]:
    """Return the fields of a step as a story says them."""
    return step.command.model_dump(mode="json", exclude_defaults=True, exclude={"command"})


def sentences(finding: Finding, steps: Sequence[WalkStep]) -> Iterator[str]:
    """Yield what was found and the way there, one sentence a step, in Chinese and English."""
    zh, en = RULES[finding.rule]
    yield f"{zh} / {en}: {finding.what}"
    for n, step in enumerate(steps, start=1):
        at = step.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
        command = step.command
        said = ", ".join(f"{name}={value}" for name, value in fields(step).items())
        yield f"  {n}. {at} {_who(step)} {command.zh} / {command.en} ({step.case}) {said}".rstrip()


def _who(step: WalkStep) -> str:
    if step.actor.kind == "system":
        return "系统 / the loops"
    return step.actor.person or "反映人 / the petitioner"


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
