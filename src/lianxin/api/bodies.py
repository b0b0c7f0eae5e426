"""Reads the body of a request: its media type, its size, its JSON, and the command in it."""

import json
import re
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import Annotated, Any, Generic, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    create_model,
)

from lianxin.api.access import Caller
from lianxin.api.faults import faults
from lianxin.api.language import language
from lianxin.api.problems import FieldFault, Problem
from lianxin.cases.door import Key
from lianxin.rules.commands import CLASSES
from lianxin.rules.commands.intake import Register
from lianxin.rules.commands.shapes import BaseCommand, Code, Short
from lianxin.rules.decide import LOOPS_ONLY
from lianxin.sittings.shapes import ACTS, Act, Convene

KEY_HEADER = "Idempotency-Key"
_KEY_META = "HTTP_IDEMPOTENCY_KEY"
LONGEST_KEY = 200
_VISIBLE = re.compile(f"[!-~]{{1,{LONGEST_KEY}}}")
VERSION, POST = "expect_version", "post"
Shape = TypeVar("Shape", bound=BaseModel)
Given = TypeVar("Given", bound=BaseCommand)

_expect = Annotated[
    int | None,
    Field(
        ge=1,
        le=1_000_000_000,
        title="预期版本",
        description="refuse with `version_changed` unless the case is still at this version",
    ),
]
_post = Annotated[
    Code | None,
    Field(
        title="以哪个岗位",
        description="the one of the caller's posts to act from; else the one that fits the step best",
    ),
]
OFFERED: dict[str, type[BaseCommand]] = {
    name: create_model(
        cls.__name__,
        __base__=cls,
        __doc__=cls.__doc__,
        expect_version=(_expect, None),
        post=(_post, None),
    )
    for name, cls in CLASSES.items()
    if cls is not Register and not issubclass(cls, LOOPS_ONLY)
}
"""Every command that a caller may give, as the rules declare it, plus how he gives it."""


def _listed(respondent: Any) -> Any:
    """One respondent may stand alone."""
    if isinstance(respondent, str):
        return (respondent,)
    return tuple(respondent) if isinstance(respondent, list) else respondent


def _plain() -> type[BaseCommand]:
    """Return the fields of `Register` without its own way of reading a lone respondent.

    A validator before the whole model would see Python values, and then no JSON text could be
    taken strictly: a number would pass for a moment.
    """
    fields: dict[str, Any] = {
        name: (field.rebuild_annotation(), field) for name, field in Register.model_fields.items()
    }
    annotation, field = fields["respondent"]
    fields["respondent"] = (Annotated[annotation, BeforeValidator(_listed)], field)
    fields[POST] = (_post, None)
    return create_model("Register", __base__=BaseCommand, __doc__=Register.__doc__, **fields)


PLAIN = _plain()
REGISTER: TypeAdapter[BaseCommand] = TypeAdapter(PLAIN)
COMMAND: TypeAdapter[Any] = TypeAdapter(
    Annotated[reduce(or_, OFFERED.values()), Field(discriminator="command")]  # type: ignore[arg-type]  # a union made at run time
)


class Login(BaseModel):
    """A user name and its password."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="Login")

    username: Short
    password: Annotated[
        str, Field(min_length=1, max_length=1000, json_schema_extra={"format": "password"})
    ]


CONVENE: TypeAdapter[Convene] = TypeAdapter(Convene)
ACT: TypeAdapter[Any] = TypeAdapter(Annotated[Act, Field(discriminator="act")])
LOGIN: TypeAdapter[Login] = TypeAdapter(Login)


@dataclass(frozen=True, slots=True)
class Sent(Generic[Given]):
    """A command as it was sent: from which post, and what keeps it from being done twice.

    `key` and `expect` have no defaults: whoever hands a command on has read both.
    """

    command: Given
    post: str | None
    key: Key | None
    expect: int | None


def register(request: HttpRequest, caller: Caller) -> Sent[Register]:
    """Return the matter to be registered; problems as `read`, and of its idempotency key."""
    body = read(request, REGISTER)
    fields = dict(body.__dict__)
    post = fields.pop(POST)
    plain = Register.model_construct(body.model_fields_set - {POST}, **fields)
    return Sent(plain, post, _key(request, caller), expect=None)


def command(request: HttpRequest, caller: Caller) -> Sent[Any]:
    """Return the command of a case; problems as `read`, and of its idempotency key."""
    body = read(request, COMMAND)
    fields = dict(body.__dict__)
    post, expect = fields.pop(POST), fields.pop(VERSION)
    # The rules get their own command: a field they do not know would end up in a fact.
    said = body.model_fields_set - {POST, VERSION}
    plain: Any = CLASSES[body.command].model_construct(said, **fields)
    return Sent(plain, post, _key(request, caller), expect)


def read(request: HttpRequest, adapter: TypeAdapter[Shape]) -> Shape:
    """Return the body as the shape says, taken at its word: no text passes for a number.

    Problems: `media_unsupported`, `too_large`, `malformed`, `invalid` with every wrong field.
    """
    body = raw(request)
    try:
        return adapter.validate_json(body, strict=True)
    except ValidationError as wrong:
        raise _told(wrong, body, request) from None


def raw(request: HttpRequest) -> bytes:
    """Return the body of a request that says it is JSON."""
    if request.content_type != "application/json":
        raise Problem(
            "media_unsupported", errors=[FieldFault("header:Content-Type", "application/json")]
        )
    try:
        return request.body
    except RequestDataTooBig:
        raise too_large() from None
    except UnreadablePostError:
        raise Problem("malformed") from None


def too_large() -> Problem:
    """Return the problem of a body above the limit."""
    return Problem("too_large", most="2.5 MB")


def _key(request: HttpRequest, caller: Caller) -> Key | None:
    """The key with the digest of what is asked; None where none was sent."""
    header = request.META.get(_KEY_META)
    if header is None:
        return None
    if _VISIBLE.fullmatch(header) is None:
        en = f"1-{LONGEST_KEY} visible ASCII characters"
        zh = f"1至{LONGEST_KEY}个可见的ASCII字符"
        raise Problem("invalid", errors=[FieldFault(f"header:{KEY_HEADER}", en, zh)])
    return Key(caller.name, header, _digest(request))


def _digest(request: HttpRequest) -> bytes:
    body = json.loads(request.body)
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return sha256(f"{request.method} {request.path}\n{text}".encode()).digest()


def _told(wrong: ValidationError, body: bytes, request: HttpRequest) -> Problem:
    errors = wrong.errors(include_url=False, include_input=False)
    if errors[0]["type"] == "json_invalid":
        return Problem("malformed", errors=[FieldFault("", errors[0]["msg"])])
    tag = str(errors[0]["loc"][0]) if errors[0]["loc"] and _is_tag(errors[0]["loc"], wrong) else ""
    return Problem("invalid", errors=faults(errors, lang=language(request), drop=tag))


def _is_tag(place: tuple[int | str, ...], wrong: ValidationError) -> bool:
    """A union of commands puts the command's name before the field."""
    return wrong.title.startswith("tagged-union") and place[0] in OFFERED | ACTS
