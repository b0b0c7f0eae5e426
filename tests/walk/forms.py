"""A page as a browser without scripts has it: its links, its forms, and what a press sends."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl, urlsplit

from lxml import html
from lxml.html import HtmlElement

OPTIONAL = "（可不填）"
TYPED = frozenset({"text", "search", "tel", "email", "url", "number", "textarea"})
PLAIN = "string(.)"


def said(element: HtmlElement) -> str:
    """Return the text of an element as one reads it, in one line."""
    return " ".join(str(element.xpath(PLAIN)).split())


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be chosen: what it sends, how it reads, whether it is chosen already."""

    value: str
    label: str
    chosen: bool


@dataclass(slots=True)
class Control:
    """One thing that may be told in a form: a field, or all boxes that bear one name."""

    name: str
    kind: str
    label: str
    value: str = ""
    choices: list[Choice] = field(default_factory=list)

    @property
    def sends(self) -> list[str]:
        """What a browser sends of it where nobody touches it."""
        if self.kind in {"radio", "checkbox", "select", "select-multiple"}:
            chosen = [choice.value for choice in self.choices if choice.chosen]
            if self.kind == "select" and not chosen:
                chosen = [choice.value for choice in self.choices[:1]]
            return chosen[-1:] if self.kind in {"radio", "select"} else chosen
        return [] if self.kind == "file" else [self.value]


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a form: how it reads, what it sends, and how."""

    label: str
    name: str
    value: str
    method: str
    action: str


@dataclass(frozen=True)
class Link:
    """A link of a page: where it leads, and what its address brings along."""

    href: str
    label: str

    @property
    def path(self) -> str:
        """Where it leads, without what it brings along."""
        return urlsplit(self.href).path

    @property
    def brings(self) -> dict[str, str]:
        """What its address brings along."""
        return dict(parse_qsl(urlsplit(self.href).query))


class Form:
    """A form of a page with its controls, by name, and its buttons."""

    def __init__(self, element: HtmlElement, page: "Page") -> None:
        self.method = (element.get("method") or "get").lower()
        self.action = element.get("action") or page.address
        self.buttons: list[Button] = []
        self.controls: dict[str, Control] = {}
        parts = [*element.iter("input", "select", "textarea", "button")]
        if element.get("id"):
            parts += page.root.xpath("//*[@form=$id]", id=element.get("id"))
        for part in parts:
            self._take(part, page)

    def _take(self, part: HtmlElement, page: "Page") -> None:
        kind = _kind_of(part)
        if "disabled" in part.attrib or kind in {"button", "reset"}:
            return
        if kind in {"submit", "image"}:
            self._press(part)
        elif part.get("name"):
            self._ask(part, kind, page)

    def _press(self, part: HtmlElement) -> None:
        self.buttons.append(
            Button(
                said(part) or part.get("value", ""),
                part.get("name", ""),
                part.get("value", ""),
                (part.get("formmethod") or self.method).lower(),
                part.get("formaction") or self.action,
            )
        )

    def _ask(self, part: HtmlElement, kind: str, page: "Page") -> None:
        name = part.get("name")
        control = self.controls.get(name)
        if control is None:
            label = page.legend_of(part) if kind in {"radio", "checkbox"} else page.label_of(part)
            control = self.controls[name] = Control(name, kind, label)
        if kind in {"radio", "checkbox"}:
            chosen = "checked" in part.attrib
            control.choices.append(
                Choice(part.get("value", "on"), page.label_of(part), chosen=chosen)
            )
        elif kind in {"select", "select-multiple"}:
            control.choices += _options(part)
        elif kind == "textarea":
            control.value = (part.text or "").removeprefix("\n")
        else:
            control.value = part.get("value", "")
            control.choices += page.suggested_for(part)

    def sends(self) -> dict[str, list[str]]:
        """What a browser sends of the whole form where nobody touches it, buttons left out."""
        return {name: control.sends for name, control in self.controls.items() if control.sends}

    @property
    def button(self) -> Button:
        """The button that does it: the first that sends nothing of its own."""
        return next((one for one in self.buttons if not one.name), self.buttons[0])


class Page:
    """An answer of the server, read once."""

    def __init__(self, content: bytes, address: str) -> None:
        self.address = address
        self.root: HtmlElement = html.document_fromstring(content.decode())

    @cached_property
    def links(self) -> list[Link]:
        """Every link of the page."""
        return [Link(one.get("href"), said(one)) for one in self.root.xpath("//a[@href]")]

    @cached_property
    def forms(self) -> list[Form]:
        """Every form of the page, that of the head of each page too."""
        return [Form(element, self) for element in self.root.iter("form")]

    @property
    def alerts(self) -> list[str]:
        """What the page says went wrong: alerts with words in them, and faults beside fields."""
        found = self.root.xpath("//*[@role='alert' or contains(@class,'fault')][not(@hidden)]")
        return [words for words in map(said, found) if words]

    def form_to(self, *paths: str) -> Form | None:
        """Return the form that is sent by POST to one of these paths; None where there is none."""
        for form in self.forms:
            if form.method == "post" and urlsplit(form.action).path in paths:
                return form
        return None

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {one.get("for"): said(one) for one in self.root.xpath("//label[@for]")}

    def label_of(self, part: HtmlElement) -> str:
        """Return how a field, or the answer of a box, is called on the page."""
        around = next(part.iterancestors("label"), None)
        label = said(around) if around is not None else self._labels.get(part.get("id", ""), "")
        return (label or part.get("aria-label", "")).replace(OPTIONAL, "").strip()

    def legend_of(self, part: HtmlElement) -> str:
        """Return how a group of boxes is called: its legend, or the box itself where it is one."""
        around = next(part.iterancestors("fieldset"), None)
        legend = around.find("legend") if around is not None else None
        label = said(legend) if legend is not None else self.label_of(part)
        return label.replace(OPTIONAL, "").strip()

    def suggested_for(self, part: HtmlElement) -> Iterator[Choice]:
        """Yield what a field of text suggests."""
        for element in self.root.xpath("//datalist[@id=$id]", id=part.get("list", "")):
            for option in element.iter("option"):
                label = option.get("label") or said(option)
                yield Choice(option.get("value") or label, label or option.get("value"), False)


def _kind_of(part: HtmlElement) -> str:
    if part.tag == "input":
        return str(part.get("type", "text")).lower()
    if part.tag == "button":
        return str(part.get("type", "submit")).lower()
    if part.tag == "select" and "multiple" in part.attrib:
        return "select-multiple"
    return str(part.tag)


def _options(part: HtmlElement) -> Iterator[Choice]:
    for option in part.iter("option"):
        group = next(option.iterancestors("optgroup"), None)
        over = group.get("label", "") if group is not None else ""
        label = said(option)
        value = option.get("value", label)
        shown = f"{over} {label}" if over and over != label else label
        yield Choice(value, shown, "selected" in option.attrib)
