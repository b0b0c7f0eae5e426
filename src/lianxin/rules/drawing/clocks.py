"""The lower part of a drawing: clocks as bars under the stages they span, and the tracks."""

from collections.abc import Mapping, Sequence

from lianxin.rules.drawing.marks import Box, Drawing, DrawnWords, Path, fitted, width_of
from lianxin.rules.drawing.plan import DrawingPlan, span_of
from lianxin.rules.drawing.words import Lang, clock_words, said, stage_words
from lianxin.rules.procedures import ClockRule, Procedure, Track

ROW, BAR, HEAD, MARGIN = 34.0, 8.0, 44.0, 28.0
STEP, STEP_GAP, STEP_HIGH = 118.0, 30.0, 26.0
SIZE, SMALL, TITLE, LINE = 12, 11, 15, 20


def add_clocks(
    procedure: Procedure,
    plan: DrawingPlan,
    boxes: Mapping[str, Box],
    *,
    lang: Lang,
    y: float,
    sheet: Drawing,
) -> float:
    """Add the bars of all clocks under a row of stage names; return where the next part begins.

    Clocks of the main line come first, those of the side line under names of their own.
    """
    spans = {clock.code: span_of(clock, procedure) for clock in procedure.clocks}
    side = [
        clock
        for clock in procedure.clocks
        if spans[clock.code][0] and spans[clock.code][0] <= set(plan.side)
    ]
    apart = [clock for clock in procedure.clocks if clock.each == "task"]
    main = [clock for clock in procedure.clocks if clock not in side and clock not in apart]
    for codes, clocks in ((plan.line, main), (plan.side, side)):
        if clocks:
            y = _names(procedure, codes, boxes, lang=lang, y=y, rows=len(clocks), sheet=sheet)
            for clock in clocks:
                ends = _ends(spans[clock.code], codes, boxes)
                y = _bar(clock, ends, lang=lang, y=y, sheet=sheet)
            y += MARGIN
    return _apart(apart, lang=lang, y=y, sheet=sheet)


def _apart(clocks: Sequence[ClockRule], *, lang: Lang, y: float, sheet: Drawing) -> float:
    """Add the clocks of tasks in words: a task may be given at any stage, so no bar says where."""
    if not clocks:
        return y
    sheet.words.append(DrawnWords(MARGIN, y, said("tasks", lang), TITLE, "start", "head"))
    for clock in clocks:
        y += LINE
        text = fitted(clock_words(clock, lang), SIZE, sheet.width - 2 * MARGIN)
        title = f"{clock.code}: {', '.join(clock.start)} → {', '.join(clock.stop)}"
        sheet.words.append(DrawnWords(MARGIN, y, text, SIZE, "start", "label", title))
    return y + 2 * MARGIN


def _names(
    procedure: Procedure,
    codes: Sequence[str],
    boxes: Mapping[str, Box],
    *,
    lang: Lang,
    y: float,
    rows: int,
    sheet: Drawing,
) -> float:
    head = said("clocks", lang)
    sheet.words.append(DrawnWords(MARGIN, y, head, TITLE, "start", "head"))
    y += 20
    for code in codes:
        box = boxes[code]
        name = fitted(stage_words(procedure, code, lang), SMALL, box.width)
        sheet.words.append(DrawnWords(box.middle, y, name, SMALL, kind="faint"))
        for x in (box.x, box.x + box.width):
            points = ((x, y + 6), (x, y + 10 + rows * ROW))
            sheet.paths.append(Path(points, arrow=False, kind="tick"))
    return y + 10


def _ends(
    span: tuple[frozenset[str], frozenset[str]],
    codes: Sequence[str],
    boxes: Mapping[str, Box],
) -> tuple[float, float]:
    """From the first stage in which it begins to the last in which it may run."""
    begins = [boxes[code] for code in codes if code in span[0]] or [boxes[codes[0]]]
    first = min(begins, key=lambda box: box.x)
    runs = [boxes[code] for code in codes if code in span[1]]
    last = max((first, *runs), key=lambda box: box.x)
    return first.x, last.x + last.width


def _bar(
    clock: ClockRule, ends: tuple[float, float], *, lang: Lang, y: float, sheet: Drawing
) -> float:
    text = fitted(clock_words(clock, lang), SIZE, sheet.width - 2 * MARGIN)
    # Words that would run over the edge begin further left.
    x = min(ends[0], sheet.width - MARGIN - width_of(text, SIZE))
    title = f"{clock.code}: {', '.join(clock.start)} → {', '.join(clock.stop)}"
    sheet.words.append(DrawnWords(x, y + 14, text, SIZE, "start", "label", title))
    kind = "window" if clock.window else "wall" if clock.wall else "clock"
    sheet.boxes.append(Box(ends[0], y + 20, ends[1] - ends[0], BAR, kind, title))
    return y + ROW


def add_tracks(procedure: Procedure, *, lang: Lang, x: float, y: float, sheet: Drawing) -> float:
    """Add each track as a short line of steps; return the height of the sheet."""
    tracks = [track for track in procedure.tracks if track.offered]
    if not tracks:
        return y
    sheet.words.append(DrawnWords(x, y, said("tracks", lang), TITLE, "start", "head"))
    y += 16
    names = [fitted(_name(track, lang), SIZE, STEP) for track in tracks]
    for track, name in zip(tracks, names, strict=True):
        middle = y + STEP_HIGH / 2
        sheet.words.append(DrawnWords(x, middle + 4, name, SIZE, "start"))
        for place, step in enumerate(track.steps):
            left = x + STEP + STEP_GAP + place * (STEP + STEP_GAP)
            kind = "last" if step in track.ends else "step"
            box = Box(left, y, STEP, STEP_HIGH, kind, _step_title(track, step))
            sheet.boxes.append(box)
            label = fitted(_step_name(track, step, lang), SMALL, STEP - 10)
            sheet.words.append(DrawnWords(box.middle, middle + 4, label, SMALL, kind="inside"))
            if place and track.ordered:
                sheet.paths.append(Path(((left - STEP_GAP, middle), (left, middle))))
        y += STEP_HIGH + 12
    return y + MARGIN


def _step_name(track: Track, code: str, lang: Lang) -> str:
    step = track.step(code)
    return (step.zh if lang == "zh" else step.en) or code


def _step_title(track: Track, code: str) -> str:
    fact = track.step(code).fact
    return f"{track.code}.{code}" + (f" ← {fact}" if fact else "")


def _name(track: Track, lang: Lang) -> str:
    return (track.zh if lang == "zh" else track.en) or track.code
