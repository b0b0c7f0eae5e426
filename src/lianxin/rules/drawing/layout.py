"""Places the marks: stages in columns, arrows in channels of their own, words in the gaps.

Lines leave and enter boxes within the width of their column, and words stand in the gaps between
columns, so that no line crosses a word and no word a box.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lianxin.rules.drawing.clocks import add_clocks, add_tracks
from lianxin.rules.drawing.marks import Box, Drawing, DrawnWords, Path, fitted, wrapped
from lianxin.rules.drawing.plan import Arrow, DrawingPlan, plan_of
from lianxin.rules.drawing.words import Lang, stage_words, title_of, way_words
from lianxin.rules.procedures import Procedure

BOX, GAP, HIGH = 124.0, 156.0, 58.0
PITCH = BOX + GAP
MARGIN, LINE, CHANNEL = 28.0, 16.0, 12.0
NAME, CODE, LABEL, TITLE = 15, 11, 12, 20
STITCH = 6.0


@dataclass(slots=True)
class Channel:
    """A level way between columns for one arrow, and the height its words need over it."""

    arrow: Arrow
    words: list[str]
    first: int
    last: int
    y: float = 0

    @property
    def height(self) -> float:
        """Return how much height the channel takes."""
        return len(self.words) * LINE + CHANNEL


@dataclass(slots=True)
class Slots:
    """Where lines meet the upper and lower edges of boxes: each line has a place of its own."""

    wanted: dict[tuple[str, str], int] = field(default_factory=dict)
    taken: dict[tuple[str, str], int] = field(default_factory=dict)

    def want(self, code: str, edge: str) -> None:
        """Count one more line at an edge."""
        self.wanted[code, edge] = self.wanted.get((code, edge), 0) + 1

    def x(self, box: Box, code: str, edge: str) -> float:
        """Return the place of the next line at an edge."""
        taken = self.taken.get((code, edge), 0)
        self.taken[code, edge] = taken + 1
        even = box.width * (taken + 1) / (self.wanted[code, edge] + 1)
        # Lines from above and from below a column never fall upon each other.
        return box.x + round(even / STITCH) * STITCH + (STITCH / 2 if edge == "top" else 0)


def layout(procedure: Procedure, lang: Lang) -> Drawing:
    """Return the sheet with all marks of a procedure."""
    plan, sheet = plan_of(procedure), Drawing()
    straight = [arrow for arrow in plan.arrows if _is_straight(arrow, plan)]
    routed = [arrow for arrow in plan.arrows if arrow not in straight]
    upper = _channels([arrow for arrow in routed if not _is_lower(arrow, plan)], plan, lang)
    lower = _channels([arrow for arrow in routed if _is_lower(arrow, plan)], plan, lang)
    top = MARGIN + 2 * TITLE
    line_y = _stack(upper, top, upwards=True) + CHANNEL
    side_y = (
        _stack(lower, line_y + HIGH + CHANNEL, upwards=False) + CHANNEL if plan.side else line_y
    )
    boxes = _boxes(procedure, plan, lang, line_y=line_y, side_y=side_y, upper=upper, sheet=sheet)
    _route((*upper, *lower), plan, boxes, sheet)
    for arrow in straight:
        _straight(arrow, boxes, lang, sheet)
    name = procedure.label.zh if lang == "zh" else procedure.label.en
    head = f"{name}  {procedure.code} {procedure.edition}".rstrip()
    sheet.width = max(box.x + box.width for box in sheet.boxes) + MARGIN
    title = fitted(head, TITLE, sheet.width - 2 * MARGIN)
    sheet.words.append(DrawnWords(MARGIN, MARGIN + TITLE, title, TITLE, "start", "head"))
    bottom = max(box.y + box.height for box in sheet.boxes) + 2 * MARGIN
    bottom = add_clocks(procedure, plan, boxes, lang=lang, y=bottom, sheet=sheet)
    sheet.height = add_tracks(procedure, lang=lang, x=MARGIN, y=bottom, sheet=sheet)
    sheet.width = max(sheet.width, *(box.x + box.width + MARGIN for box in sheet.boxes))
    return sheet


def _is_straight(arrow: Arrow, plan: DrawingPlan) -> bool:
    if len(arrow.before) > 1 or arrow.after in plan.last:
        return False
    same_row = (arrow.before[0] in plan.line) == (arrow.after in plan.line)
    return same_row and plan.column(arrow.after) == plan.column(arrow.before[0]) + 1


def _is_lower(arrow: Arrow, plan: DrawingPlan) -> bool:
    return any(code in plan.side for code in (*arrow.before, arrow.after))


def _channels(arrows: Iterable[Arrow], plan: DrawingPlan, lang: Lang) -> list[Channel]:
    channels = []
    for arrow in arrows:
        columns = [plan.column(code) for code in (*arrow.before, arrow.after)]
        first, last = min(columns), max(columns)
        words = _lines(arrow, lang)
        channels.append(Channel(arrow, words, first, max(last, first + 1)))
    # Short ways stay near the line, ways to the last stages go furthest out.
    return sorted(
        channels,
        key=lambda channel: (channel.arrow.after in plan.last, channel.last - channel.first),
    )


def _lines(arrow: Arrow, lang: Lang) -> list[str]:
    words = way_words(list(arrow.steps), lang)
    return [line for step_words in words for line in wrapped(step_words, LABEL, GAP - 16, lines=2)]


def _stack(channels: list[Channel], top: float, *, upwards: bool) -> float:
    """Give each channel its height; channels that do not meet share a level. Return the far edge."""
    levels: list[list[Channel]] = []
    for channel in channels:
        for level in levels:
            if all(other.last < channel.first or channel.last < other.first for other in level):
                level.append(channel)
                break
        else:
            levels.append([channel])
    y = top
    for level in reversed(levels) if upwards else levels:
        y += max(channel.height for channel in level)
        for channel in level:
            channel.y = y
    return y


def _boxes(
    procedure: Procedure,
    plan: DrawingPlan,
    lang: Lang,
    *,
    line_y: float,
    side_y: float,
    upper: list[Channel],
    sheet: Drawing,
) -> dict[str, Box]:
    levels = {
        channel.arrow.after: channel.y for channel in upper if channel.arrow.after in plan.last
    }
    spare = line_y
    boxes: dict[str, Box] = {}
    for codes, kind in ((plan.line, "stage"), (plan.side, "side"), (plan.last, "last")):
        for code in codes:
            x = MARGIN + plan.column(code) * PITCH
            y = {"stage": line_y, "side": side_y}.get(kind, 0.0)
            high = HIGH
            if kind == "last":
                high = LINE + 8
                if code in levels:
                    y = levels[code] - high / 2
                else:
                    # Nothing leads here: it stands beside the line all the same.
                    y, spare = spare, spare + high + CHANNEL
            boxes[code] = Box(x, y, BOX, high, kind, code)
            sheet.boxes.append(boxes[code])
            _name(boxes[code], stage_words(procedure, code, lang), code, sheet)
    return boxes


def _name(box: Box, name: str, code: str, sheet: Drawing) -> None:
    inner = box.width - 12
    if box.height < HIGH:
        text = fitted(name, LABEL, inner)
        sheet.words.append(DrawnWords(box.middle, box.y + 16, text, LABEL, kind="inside"))
        return
    lines = wrapped(name, NAME, inner, lines=2)
    size = NAME if len(lines) == 1 else LABEL
    lines = wrapped(name, size, inner, lines=2)
    y = box.y + (26 if len(lines) == 1 else 19)
    for text in lines:
        sheet.words.append(DrawnWords(box.middle, y, text, size, kind="inside"))
        y += size + 3
    label = fitted(code, CODE, inner)
    sheet.words.append(DrawnWords(box.middle, box.y + HIGH - 9, label, CODE, kind="inside faint"))


def _route(
    channels: Iterable[Channel], plan: DrawingPlan, boxes: dict[str, Box], sheet: Drawing
) -> None:
    slots = Slots()
    routed = list(channels)
    for channel in routed:
        for code in (*channel.arrow.before, channel.arrow.after):
            slots.want(code, _edge(channel, boxes[code]))
    for channel in routed:
        _way(channel, plan, boxes, slots, sheet)


def _edge(channel: Channel, box: Box) -> str:
    return "top" if channel.y < box.y else "bottom"


def _way(
    channel: Channel, plan: DrawingPlan, boxes: dict[str, Box], slots: Slots, sheet: Drawing
) -> None:
    ends = []
    for code in channel.arrow.before:
        x, y = _meet(channel, boxes[code], code, slots)
        sheet.paths.append(Path(((x, y), (x, channel.y)), arrow=False))
        ends.append(x)
    target = boxes[channel.arrow.after]
    words_x = MARGIN + channel.first * PITCH + BOX + GAP / 2
    if channel.arrow.after in plan.last:
        sheet.paths.append(Path(((min(ends), channel.y), (target.x, channel.y))))
    else:
        x, y = _meet(channel, target, channel.arrow.after, slots)
        near, wide = min((*ends, x)), max((*ends, x))
        # A way within one column reaches out to the gap in which its words stand.
        wide = words_x + GAP / 2 - 8 if wide < words_x else wide
        sheet.paths.append(Path(((near, channel.y), (wide, channel.y)), arrow=False))
        sheet.paths.append(Path(((x, channel.y), (x, y))))
    _say(channel, words_x, sheet)


def _meet(channel: Channel, box: Box, code: str, slots: Slots) -> tuple[float, float]:
    edge = _edge(channel, box)
    return slots.x(box, code, edge), box.y if edge == "top" else box.y + box.height


def _say(channel: Channel, x: float, sheet: Drawing) -> None:
    title = "\n".join(dict.fromkeys(title_of(way.action) for way in channel.arrow.steps))
    y = channel.y - 5 - (len(channel.words) - 1) * LINE
    for text in channel.words:
        sheet.words.append(DrawnWords(x, y, text, LABEL, title=title))
        y += LINE


def _straight(arrow: Arrow, boxes: dict[str, Box], lang: Lang, sheet: Drawing) -> None:
    before, after = boxes[arrow.before[0]], boxes[arrow.after]
    y = before.y + before.height / 2
    start = before.x + before.width
    sheet.paths.append(Path(((start, y), (after.x, y))))
    title = "\n".join(dict.fromkeys(title_of(way.action) for way in arrow.steps))
    words = _lines(arrow, lang)
    over = words[:2]
    for place, text in enumerate(words):
        if place < len(over):
            at = y - 6 - (len(over) - 1 - place) * LINE
        else:
            at = y + 16 + (place - len(over)) * LINE
        sheet.words.append(DrawnWords((start + after.x) / 2, at, text, LABEL, title=title))
