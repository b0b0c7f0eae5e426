"""What a resident is asked: first what and where, then who. Shapes only; the door writes."""

import re
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from typing_extensions import override

from lianxin.rules.book import Book
from lianxin.rules.commands.intake import Register
from lianxin.web import names, places

said = lazy(_, str)
KINDS = ("complaint", "help", "consultation", "suggestion", "claim", "thanks", "misconduct_report")
LONGEST = 20_000
TITLE = 30
PHONE = re.compile(r"[0-9+()\- ]{5,30}")
_END = re.compile(r"[。！？!?；;\n]")
_PAUSE = re.compile(r"(?<=.{8})[，,、：:]")


class Matter(forms.Form):
    """Step one: the matter, its kind and its place."""

    kind = forms.ChoiceField(label=said("这是一件什么事"), initial="complaint")
    text = forms.CharField(
        label=said("怎么回事"),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": said("请写一写是怎么回事。")},
    )
    area = forms.ChoiceField(label=said("在哪里"), required=False)
    address = forms.CharField(label=said("具体地点"), required=False, max_length=300)
    respondent = forms.ChoiceField(label=said("反映的是哪个单位"), required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("kind", [(one, names.kind(one)) for one in KINDS])
        self._choose("area", [("", _("不清楚，或者全县都有")), *places.choices(book)])
        bodies = [
            (one.code, names.of(one.zh, one.en))
            for one in book.bodies.values()
            if book.root_area in book.area_path(one.area) and one.successor is None
        ]
        self._choose("respondent", [("", _("找不到，或者不想选")), *bodies])

    def _choose(self, name: str, options: places.Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = options

    def clean_text(self) -> str:
        """Refuse what the house cannot keep."""
        return _storable(self.cleaned_data["text"])

    def clean_address(self) -> str:
        """Refuse what the house cannot keep."""
        return _storable(self.cleaned_data["address"])


class Person(forms.Form):
    """Step two: who raises it, or nobody."""

    anonymous = forms.BooleanField(label=said("我不想留姓名"), required=False)
    name = forms.CharField(label=said("怎么称呼您"), required=False, max_length=60)
    phone = forms.CharField(label=said("手机或电话"), required=False, max_length=30)
    withheld = forms.BooleanField(label=said("不要把我的姓名告诉办理单位"), required=False)

    def clean_name(self) -> str:
        """Refuse what the house cannot keep."""
        return _storable(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        """Refuse what is no telephone number."""
        phone: str = self.cleaned_data["phone"].strip()
        if phone and PHONE.fullmatch(phone) is None:
            raise forms.ValidationError(_("请写一个能打通的电话，例如 13800000000。"))
        return phone

    @override
    def clean(self) -> dict[str, Any]:
        """Ask for a name and a telephone unless nobody wants to be named."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not told.get("anonymous"):
            if not told.get("name") and "name" not in self.errors:
                self.add_error("name", _("请写您的姓名，或者选“我不想留姓名”。"))
            if not told.get("phone") and "phone" not in self.errors:
                self.add_error("phone", _("请留一个电话，有结果好告诉您。"))
        return told


def command(matter: dict[str, Any], person: dict[str, Any], files: list[str]) -> Register:
    """Return the registration of a matter with its person and the ids of its files."""
    is_report = matter["kind"] == "misconduct_report"
    named = not person["anonymous"]
    return Register.model_validate(
        {
            "channel": "web",
            "kind": matter["kind"],
            "title": title_of(matter["text"]),
            "text": matter["text"],
            "area": matter["area"] or None,
            "address": matter["address"] or None,
            "lat": matter["lat"],
            "lon": matter["lon"],
            "anonymous": person["anonymous"],
            "withheld": named and person["withheld"],
            "respondent": (matter["respondent"],) if is_report and matter["respondent"] else (),
            "petitioner": {"name": person["name"], "phone": person["phone"]} if named else None,
            "attachments": tuple(files),
        }
    )


def title_of(text: str) -> str:
    """Return the first sentence, cut where it is long: a resident is not asked for a title."""
    first = next((part.strip() for part in _END.split(text) if part.strip()), text.strip())
    if len(first) > TITLE:
        first = _PAUSE.split(first)[0]
    return first if len(first) <= TITLE else f"{first[: TITLE - 1]}…"


def _storable(text: str) -> str:
    # Unpaired surrogates and NUL cannot be kept; everything else stays as it was written.
    if "\0" in text or any("\ud800" <= one <= "\udfff" for one in text):
        raise forms.ValidationError(_("这段文字里有无法保存的字符，请删掉后再试。"))
    return text
