"""Draws a procedure as an SVG: stages, actions as arrows, clocks as bars under their stages."""

from html import escape

from lianxin.rules.drawing.layout import layout
from lianxin.rules.drawing.marks import Box, Drawing, DrawnWords, Path
from lianxin.rules.drawing.words import Lang
from lianxin.rules.procedures import Procedure

FONTS = (
    "'Noto Sans CJK SC','Source Han Sans SC','Noto Sans SC','PingFang SC','Microsoft YaHei',"
    "'WenQuanYi Micro Hei','SimHei',sans-serif"
)
STYLE = f"""
text {{ font-family: {FONTS}; fill: #1f2937; }}
.label {{ paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round; }}
.faint {{ fill: #6b7280; }}
.head {{ font-weight: bold; }}
.stage {{ fill: #eef4fb; stroke: #2f5f98; stroke-width: 1.5; }}
.side {{ fill: #f6f2fb; stroke: #6b4fa0; stroke-width: 1.5; }}
.last {{ fill: #f3f4f6; stroke: #6b7280; stroke-width: 1.5; }}
.step {{ fill: #ffffff; stroke: #9ca3af; }}
.clock {{ fill: #7aa7d9; }}
.wall {{ fill: #b4443c; }}
.window {{ fill: #d9a441; }}
.way {{ fill: none; stroke: #4b5563; stroke-width: 1.3; }}
.tick {{ fill: none; stroke: #e5e7eb; stroke-width: 1; }}
"""
HEAD = (
    '<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"'
    ' orient="auto-start-reverse" markerUnits="userSpaceOnUse">'
    '<path d="M0,0 L8,4 L0,8 z" fill="#4b5563"/></marker>'
)


def draw(procedure: Procedure, lang: Lang = "zh") -> str:
    """Return the drawing of a procedure as the text of an SVG without script or outside parts.

    Walls are red, time to use a right is amber, every other clock blue.
    """
    sheet = layout(procedure, lang)
    name = procedure.label.zh if lang == "zh" else procedure.label.en
    size = f"{sheet.width:.0f} {sheet.height:.0f}"
    wide, high = size.split()
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"'
            f' viewBox="0 0 {size}" role="img" lang="{"zh-CN" if lang == "zh" else "en"}">',
            f"<title>{escape(name)}</title>",
            f"<defs>{HEAD}</defs>",
            f"<style>{STYLE}</style>",
            f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
            *_marks(sheet),
            "</svg>",
            "",
        )
    )


def _marks(sheet: Drawing) -> list[str]:
    paths = [_path(path) for path in sheet.paths]
    boxes = [_box(box) for box in sheet.boxes]
    return [*paths, *boxes, *(_words(words) for words in sheet.words)]


def _path(path: Path) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in path.points)
    arrow = ' marker-end="url(#arrow)"' if path.arrow else ""
    return f'<polyline class="{path.kind}" points="{points}"{arrow}/>'


def _box(box: Box) -> str:
    round_ = 3 if box.kind in {"clock", "wall", "window"} else 6
    return (
        f'<rect class="{box.kind}" x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}"'
        f' height="{box.height:.1f}" rx="{round_}">{_title(box.title)}</rect>'
    )


def _words(words: DrawnWords) -> str:
    return (
        f'<text class="{words.kind}" x="{words.x:.1f}" y="{words.y:.1f}"'
        f' font-size="{words.size}" text-anchor="{words.anchor}">'
        f"{escape(words.text)}{_title(words.title)}</text>"
    )


def _title(text: str) -> str:
    return f"<title>{escape(text)}</title>" if text else ""
