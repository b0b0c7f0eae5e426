"""Words on official papers: dates, numerals, names of bodies, and what is masked."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from lianxin.rules.time.calendar import CHINA

_DIGITS = "零一二三四五六七八九"
_INVENTED = re.compile(r"[（(]虚构[）)]")


def day(moment: datetime | date) -> str:
    """Return a day of China as papers write it: `2026年3月2日`."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(CHINA).date()
    return f"{moment.year}年{moment.month}月{moment.day}日"


def hour(moment: datetime) -> str:
    """Return a moment of China: `2026年3月2日9时05分`."""
    here = moment.astimezone(CHINA)
    return f"{day(here)}{here.hour}时{here.minute:02d}分"


def numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese numerals, as headings count: `十二`."""
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return before + (_DIGITS[ones] if ones else "")


def named(zh: str) -> str:
    """Return a body's name as it stands on paper, without the mark of an invented one."""
    return _INVENTED.sub("", zh).strip()


def joined(names: Iterable[str]) -> str:
    """Return names in a row: `甲、乙、丙`."""
    return "、".join(name for name in names if name)


def hidden(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return a text with each personal value replaced by its mask, the longest first."""
    for open_, shut in sorted(pairs, key=lambda pair: -len(pair[0])):
        if len(open_) > 1:
            text = text.replace(open_, shut)
    return text
