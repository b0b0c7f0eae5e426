"""How the interface answers: plain JSON for a yes, and a status for each refusal of the rules."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse

from lianxin.api.language import Language, language
from lianxin.api.problems import FieldFault, rendered
from lianxin.rules.refusals import Refused
from lianxin.rules.wording import sentence

# An outsider learns nothing: what he may not see is not there. All else is told.
STATUS: Mapping[str, int] = MappingProxyType(
    {
        "not_visible": 404,
        "not_yours": 409,
        "not_now": 409,
        "unmet": 409,
        "respondent": 409,
        "recused": 409,
        "no_such": 409,
        "version_changed": 409,
        "version_missing": 409,
        "key_reused": 409,
        "second_extension": 409,
        "extension_too_long": 409,
        "too_many_representatives": 409,
        "document_missing": 409,
        "not_signed": 409,
        "out_of_order": 409,
        "step_out_of_order": 409,
        "no_quorum": 409,
        "undecided": 409,
        "no_consent": 409,
        "may_not_return": 409,
        "simple_excluded": 409,
        "pending_elsewhere": 409,
        "ended": 409,
        "self_check": 409,
        "future": 409,
        "past": 409,
        "before_issue": 409,
        "proof_missing": 409,
        "addressee_missing": 409,
        "ways_untold": 409,
        "duplicate_urge": 409,
    }
)
REPLAY = "Idempotent-Replay"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def json_answer(value: Any, *, status: int = 200, again: bool = False) -> HttpResponse:
    """Return a value as JSON; `again` says that an idempotency key was used for it before."""
    return kept(encoded(value), status=status, again=again)


def encoded(value: Any) -> bytes:
    """Return the JSON text of a value, characters unescaped."""
    return _ENCODER.encode(value).encode()


def kept(body: bytes, *, status: int = 200, again: bool = False) -> HttpResponse:
    """Return a JSON text that was made before."""
    response = HttpResponse(body, content_type="application/json", status=status)
    # What a caller sees depends on who he is: no cache between us may keep it.
    response["Cache-Control"] = "no-store"
    if again:
        response[REPLAY] = "true"
    return response


def refused(no: Refused, request: HttpRequest) -> HttpResponse:
    """Return a refusal of the rules in the caller's language, with what is missing and who can do it.

    A case that is not visible gets the same bytes whether it exists or not.
    """
    lang = language(request)
    status = STATUS[no.code]
    if status == 404:
        no = Refused("not_visible")
    return rendered(
        no.code,
        status=status,
        detail=sentence(no, lang),
        lang=lang,
        errors=_faults(no, lang),
        article=_article(no),
        hint=_hint(no, lang),
    )


def _faults(no: Refused, lang: Language) -> list[FieldFault]:
    faults = [
        FieldFault(pointer="", reason=condition[lang]) for condition in no.why.get("conditions", ())
    ]
    if field := no.why.get("field"):
        faults.append(FieldFault(pointer=f"/{field}", reason=sentence(no, lang)))
    return faults


def _article(no: Refused) -> str | None:
    if article := no.why.get("article"):
        return str(article)
    articles = [
        condition["article"]
        for condition in no.why.get("conditions", ())
        if condition.get("article")
    ]
    return "；".join(dict.fromkeys(articles)) or None


def _hint(no: Refused, lang: Language) -> str | None:
    """Say who can do what is missing, or at which stages the step is possible."""
    who = sorted(
        {standing for condition in no.why.get("conditions", ()) for standing in condition["who"]}
    )
    if who:
        return _listed("可由其满足条件：{}。", "Can be met by: {}.", who, lang)
    if stages := no.why.get("stages"):
        return _listed("可在这些阶段办理：{}。", "Possible at: {}.", stages, lang)
    if no.code == "version_changed":
        return _listed("现在的版本：{}。", "The version now: {}.", [no.why.get("version")], lang)
    return None


def _listed(zh: str, en: str, values: Any, lang: Language) -> str:
    if lang == "zh":
        return zh.format("、".join(map(str, values)))
    return en.format(", ".join(map(str, values)))
