"""What a resident is asked: first what and where, then who. Shapes only; the door writes."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from typing_extensions import override

from lianxin.rules.book import Book
from lianxin.rules.commands.intake import Register
from lianxin.rules.deciding.registering import MOST_REPRESENTATIVES
from lianxin.web import names, places

said = lazy(_, str)
KINDS = ("complaint", "help", "consultation", "suggestion", "claim", "thanks", "misconduct_report")
LONGEST = 20_000
TITLE = 30
PHONE = re.compile(r"[0-9+()\- ]{5,30}")
_END = re.compile(r"[。！？!?；;\n]")
_PAUSE = re.compile(r"(?<=.{8})[，,、：:]")


class MatterForm(forms.Form):
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
        self._choose("kind", [(kind, names.kind(kind)) for kind in KINDS])
        self._choose("area", [("", _("不清楚，或者全县都有")), *places.choices(book)])
        bodies = [
            (body.code, names.of(body.zh, body.en))
            for body in book.bodies.values()
            if book.root_area in book.area_path(body.area) and body.successor is None
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


class PersonForm(forms.Form):
    """Step two: who raises it, for whom, with whom, or nobody."""

    who = forms.ChoiceField(label=said("这是谁的事"), widget=forms.RadioSelect, required=False)
    name = forms.CharField(label=said("怎么称呼您"), required=False, max_length=60)
    phone = forms.CharField(label=said("您的手机或电话"), required=False, max_length=30)
    other_name = forms.CharField(label=said("他（她）怎么称呼"), required=False, max_length=60)
    other_phone = forms.CharField(label=said("他（她）的电话"), required=False, max_length=30)
    on_behalf = forms.ChoiceField(label=said("您是他（她）的什么人"), required=False)
    agreed = forms.ChoiceField(label=said("他（她）本人同意吗"), required=False)
    head_count = forms.IntegerField(
        label=said("一共多少人"), required=False, min_value=2, max_value=100_000
    )
    others = forms.CharField(
        label=said("其他代表"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    withheld = forms.BooleanField(label=said("不要把我的姓名告诉办理单位"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in _CHOICES.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(code, word()) for code, word in options.items()]
        self.fields["who"].initial = "me"

    def clean_who(self) -> str:
        """Take whoever did not say for himself."""
        choice: str = self.cleaned_data["who"]
        return choice or "me"

    def clean_name(self) -> str:
        """Refuse what the house cannot keep."""
        return _storable(self.cleaned_data["name"])

    def clean_other_name(self) -> str:
        """Refuse what the house cannot keep."""
        return _storable(self.cleaned_data["other_name"])

    def clean_phone(self) -> str:
        """Refuse what is no telephone number."""
        return _phone(self.cleaned_data["phone"])

    def clean_other_phone(self) -> str:
        """Refuse what is no telephone number."""
        return _phone(self.cleaned_data["other_phone"])

    def clean_others(self) -> list[dict[str, str]]:
        """Read a representative a line, name before number; at most five with whoever files."""
        lines = _storable(self.cleaned_data["others"]).splitlines()
        representatives = [_representative(line) for line in lines if line.strip()]
        if len(representatives) + 1 > MOST_REPRESENTATIVES:
            raise forms.ValidationError(
                _("代表连您在内最多%(most)s人（《信访工作条例》第二十条）。")
                % {"most": MOST_REPRESENTATIVES}
            )
        return representatives

    @override
    def clean(self) -> dict[str, Any]:
        """Ask for a name and a telephone unless nobody wants to be named, and for whom it is."""
        fields: dict[str, Any] = super().clean() or self.cleaned_data
        who = fields.get("who", "me")
        fields["anonymous"] = who == "nobody"
        if who != "nobody":
            self._need("name", _("请写您的姓名，或者选“我不想留姓名”。"))
            self._need("phone", _("请留一个电话，有结果好告诉您。"))
        if who == "other":
            self._need("other_name", _("请写替谁反映。"))
            self._need("agreed", _("请选他（她）本人是不是同意。"))
        if who == "group":
            self._need("head_count", _("请写一共多少人。"))
        return fields

    def _need(self, name: str, said: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, said)


_CHOICES: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "who": {
        "me": lambda: _("我自己的事"),
        "other": lambda: _("替别人反映"),
        "group": lambda: _("我们好几个人的事"),
        "nobody": lambda: _("我不想留姓名"),
    },
    "on_behalf": {
        "family": lambda: _("家人"),
        "neighbour": lambda: _("邻居、朋友"),
        "agent": lambda: _("代办员、村干部"),
        "other": lambda: _("其他"),
    },
    "agreed": {
        "": lambda: _("请选择"),
        "yes": lambda: _("本人知道，也同意"),
        "not_yet": lambda: _("还没来得及问，办理时请先问本人"),
    },
}


def word(field: str, code: str) -> str:
    """Return what an answer about the person is called; empty for none."""
    label = _CHOICES[field].get(code)
    return label() if label else ""


def _phone(text: str) -> str:
    phone = text.strip()
    if phone and PHONE.fullmatch(phone) is None:
        raise forms.ValidationError(_("请写一个能打通的电话，例如 13800000000。"))
    return phone


def _representative(line: str) -> dict[str, str]:
    """A line is a name and, where there is one, a number behind it."""
    match = re.search(r"[0-9+][0-9+()\- ]{4,28}$", line.strip())
    phone = match[0].strip() if match else ""
    name = line.strip().removesuffix(phone).strip(" ，,、:：")
    if not name or len(name) > 60:
        raise forms.ValidationError(_("一行写一位：姓名，再写电话。"))
    return {"name": name, "phone": phone} if phone else {"name": name}


def command(
    matter: dict[str, Any],
    person: dict[str, Any],
    files: list[str],
    *,
    same: str = "",
    retaliation_for: str | None = None,
) -> Register:
    """Return the registration of a matter with its person and the ids of its files.

    `same` is the subject of which there is a like matter nearby that is said to be the same;
    `retaliation_for` the number of the matter for which somebody is retaliated against.
    """
    is_report = matter["kind"] == "misconduct_report" or retaliation_for is not None
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
            "withheld": not person["anonymous"] and person["withheld"],
            "respondent": (matter["respondent"],) if is_report and matter["respondent"] else (),
            "attachments": tuple(files),
            "category": same or None,
            "same_nearby": bool(same),
            "retaliation_for": retaliation_for,
            **_people(person),
        }
    )


def _people(person: dict[str, Any]) -> dict[str, Any]:
    """Whose matter it is, and who speaks: for himself, for another, or for several."""
    filing = {"name": person["name"], "phone": person["phone"]}
    if person["who"] == "other":
        other = {"name": person["other_name"], "phone": person["other_phone"] or None}
        return {
            "petitioner": other,
            "representatives": (filing,),
            "on_behalf": person["on_behalf"] or "other",
            "agreed": person["agreed"] == "yes",
        }
    if person["who"] == "group":
        return {
            "petitioner": filing,
            "representatives": tuple(person["others"]),
            "head_count": person["head_count"],
        }
    return {} if person["anonymous"] else {"petitioner": filing}


def title_of(text: str) -> str:
    """Return the first sentence, cut where it is long: a resident is not asked for a title."""
    first = next((part.strip() for part in _END.split(text) if part.strip()), text.strip())
    if len(first) > TITLE:
        first = _PAUSE.split(first)[0]
    return first if len(first) <= TITLE else f"{first[: TITLE - 1]}…"


def _storable(text: str) -> str:
    # Unpaired surrogates and NUL cannot be kept; everything else stays as it was written.
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise forms.ValidationError(_("这段文字里有无法保存的字符，请删掉后再试。"))
    return text
