"""What the codes of this county mean: commands, subjects, places, bodies, procedures, problems."""

from dataclasses import asdict
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic.json_schema import models_json_schema

from lianxin.api import answers, fresh, shown
from lianxin.api import problems as api_problems
from lianxin.api import reference_shapes as shapes
from lianxin.api.access import CallerRequest, access
from lianxin.api.bodies import OFFERED, VERSION
from lianxin.api.documents import problems
from lianxin.org.models import Category
from lianxin.rules.book import Area
from lianxin.rules.commands import CLASSES
from lianxin.rules.commands.shapes import BaseCommand
from lianxin.rules.procedures import ClockRule, Limit, Procedure
from lianxin.rules.wording import SENTENCES

router = Router(tags=["reference"])
_PROBLEMS = problems(401, 503)


@router.get(
    "/commands",
    auth=access(),
    response={200: shapes.Commands, **_PROBLEMS},
    summary="List the commands",
)
def commands(request: CallerRequest) -> HttpResponse:
    """Return every command with its fields, in both languages, with the articles they rest on."""
    return answers.kept(_commands())


@router.get(
    "/categories",
    auth=access(),
    response={200: shapes.Categories, **_PROBLEMS},
    summary="List the subjects",
)
def categories(request: CallerRequest) -> HttpResponse:
    """Return the tree of subjects."""
    rows = Category.objects.order_by("code").values_list("code", "parent_id", "zh", "en")
    names = ("code", "parent", "zh", "en")
    return answers.json_answer({"items": [dict(zip(names, row, strict=True)) for row in rows]})


@router.get(
    "/areas",
    auth=access(),
    response={200: shapes.Areas, **_PROBLEMS},
    summary="List the places",
)
def areas(request: CallerRequest) -> HttpResponse:
    """Return every place, those above before those below."""
    return answers.json_answer(
        {"items": [_area(area) for area in fresh.book(request.auth.versions).areas.values()]}
    )


@router.get(
    "/bodies",
    auth=access(),
    response={200: shapes.Bodies, **_PROBLEMS},
    summary="List the organisations",
)
def bodies(request: CallerRequest) -> HttpResponse:
    """Return every body with both lines above it."""
    return answers.json_answer(
        {"items": [asdict(body) for body in fresh.book(request.auth.versions).bodies.values()]}
    )


@router.get(
    "/procedures",
    auth=access(),
    response={200: shapes.Procedures, **_PROBLEMS},
    summary="List the procedures",
)
def procedures(request: CallerRequest) -> HttpResponse:
    """Return the procedures in force with their stages, commands and clocks."""
    book = fresh.book(request.auth.versions)
    procedures_now = (book.procedures[digest] for _, digest in sorted(book.current.items()))
    return answers.json_answer({"items": [_procedure(procedure) for procedure in procedures_now]})


@router.get(
    "/problems",
    auth=None,
    response={200: shapes.Problems},
    summary="List the problems",
)
def all_problems(request: HttpRequest) -> HttpResponse:
    """Return every code that a problem may carry, with its status and its sentence."""
    return answers.kept(_problems())


@cache
def _commands() -> bytes:
    models: list[type[BaseCommand]] = [CLASSES["register"], *OFFERED.values()]
    _, schemas = models_json_schema([(cls, "validation") for cls in models])
    shapes_of = schemas["$defs"]
    items = [_command(name, CLASSES[name], shapes_of) for name in ("register", *OFFERED)]
    own = {cls.__name__ for cls in models}
    return answers.encoded(
        {
            "items": items,
            "defs": {name: shape for name, shape in shapes_of.items() if name not in own},
        }
    )


def _command(name: str, cls: type[BaseCommand], shapes_of: dict[str, Any]) -> dict[str, Any]:
    shape = shapes_of[cls.__name__]
    required = set(shape.get("required", ()))
    return {
        "name": name,
        "zh": cls.zh,
        "en": cls.en,
        "article": cls.article,
        "fact": cls.fact,
        "text": cls.__doc__ or "",
        "fields": [
            {
                "name": field,
                "zh": shape_of_field.get("title", field),
                "en": shape_of_field.get("en", field.replace("_", " ").capitalize()),
                "article": shape_of_field.get("article", ""),
                "required": field in required,
                "shape": shape_of_field,
            }
            for field, shape_of_field in shape["properties"].items()
            if field not in {"command", VERSION}
        ],
    }


@cache
def _problems() -> bytes:
    all_status = {**answers.STATUS, **api_problems.STATUS}
    all_sentences = {**SENTENCES, **api_problems.SENTENCES}
    return answers.encoded(
        {
            "items": [
                {"code": code, "status": status, "zh": zh, "en": en}
                for code, status in all_status.items()
                for zh, en in [all_sentences[code]]
            ]
        }
    )


def _area(area: Area) -> dict[str, Any]:
    fields = asdict(area)
    del fields["path"]
    return fields


def _procedure(procedure: Procedure) -> dict[str, Any]:
    return {
        "code": procedure.code,
        "zh": procedure.label.zh,
        "en": procedure.label.en,
        "edition": procedure.edition,
        "digest": procedure.digest,
        "extends": procedure.extends,
        "stages": [stage.model_dump(exclude={"line"}) for stage in procedure.stages],
        "commands": sorted(procedure.action_index),
        "clocks": [_clock(rule) for rule in procedure.clocks],
    }


def _clock(rule: ClockRule) -> dict[str, Any]:
    table = {"*": rule.limit} if isinstance(rule.limit, Limit) else rule.limit
    return {
        "code": rule.code,
        "zh": rule.zh,
        "en": rule.en,
        "each": rule.each,
        "as_set": rule.as_set,
        "limit": {key: shown.written_limit(limit) for key, limit in table.items()},
        "start": list(rule.start),
        "stop": list(rule.stop),
        "whose": rule.whose,
        "ends": rule.ends,
        "roll": rule.roll,
        "wall": rule.wall,
        "source": rule.source,
    }
