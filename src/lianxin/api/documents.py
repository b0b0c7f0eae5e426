"""The OpenAPI document: what ninja reads from the views, with the bodies and problems we add."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ninja import NinjaAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from lianxin.api import bodies, shapes
from lianxin.api.answers import REPLAY
from lianxin.api.bodies import KEY_HEADER, LONGEST_KEY, VERSION
from lianxin.api.problems import MEDIA
from lianxin.sittings.shapes import ACTS, Convene

REF = "#/components/schemas/{model}"
JSON = "application/json"
Schema = dict[str, Any]
BINARY: Schema = {"type": "string", "format": "binary"}

_KEY: Schema = {
    "in": "header",
    "name": KEY_HEADER,
    "required": False,
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_KEY,
        "pattern": "^[!-~]+$",
    },
    "description": "sent again for the same body, nothing is done twice: the answer is the same case",
}


def download(description: str) -> Schema:
    """Return the declaration of a file that is handed out; `description` says which."""
    headers = {
        "Content-Disposition": {"schema": {"type": "string"}, "required": True},
        "X-Content-Type-Options": {
            "schema": {"type": "string", "enum": ["nosniff"]},
            "required": True,
        },
    }
    content = {"*/*": {"schema": BINARY}}
    return {
        "responses": {200: {"description": description, "content": content, "headers": headers}}
    }


def problems(*statuses: int) -> dict[int, Any]:
    """Return the problems that a view may answer with, for its declaration."""
    return {status: shapes.Problem for status in statuses}


def json_body(model: str, *, keyed: bool) -> Schema:
    """Return the declaration of a JSON body; `keyed` when an idempotency key is honoured."""
    body = {"required": True, "content": {JSON: {"schema": {"$ref": REF.format(model=model)}}}}
    return {"requestBody": body, "parameters": [_KEY] if keyed else []}


def document(api: NinjaAPI) -> Schema:
    """Return the whole document; made once a process, for it never changes."""
    return _documents(api)


@cache
def _documents(api: NinjaAPI) -> Schema:
    made: Schema = dict(api.get_openapi_schema())
    bodies_shapes = _bodies()
    shapes = made["components"]["schemas"]
    twice = shapes.keys() & bodies_shapes.keys()
    assert not twice, f"two shapes have one name: {sorted(twice)}"
    shapes.update(bodies_shapes)
    for operation in _operations(made):
        operation["responses"] = {
            str(status): _response(int(status), response)
            for status, response in operation["responses"].items()
        }
    return made


def _operations(made: Schema) -> Iterator[Schema]:
    for path in made["paths"].values():
        yield from path.values()


def _response(status: int, declaration: Schema) -> Schema:
    headers: Schema = {}
    if status >= 400:
        declaration = {**declaration, "content": {MEDIA: declaration["content"][JSON]}}
    if status in {429, 503}:
        headers["Retry-After"] = {"schema": {"type": "integer"}, "required": True}
    if status == 401:
        headers["WWW-Authenticate"] = {"schema": {"type": "string"}, "required": True}
    if status in {200, 201}:
        headers[REPLAY] = {
            "schema": {"type": "string", "enum": ["true"]},
            "description": "the idempotency key was used for this before",
        }
    return {**declaration, "headers": headers} if headers else declaration


def _bodies() -> Schema:
    """Return the shapes of all bodies by name, the union of the commands among them."""
    models: list[type[BaseModel]] = [
        bodies.PLAIN,
        bodies.Login,
        Convene,
        *ACTS.values(),
        *bodies.OFFERED.values(),
    ]
    _, schemas = models_json_schema([(model, "validation") for model in models], ref_template=REF)
    shapes: Schema = schemas["$defs"]
    for cls in bodies.OFFERED.values():
        _name_required(shapes[cls.__name__], "command")
    for act in ACTS.values():
        _name_required(shapes[act.__name__], "act")
    refs = {name: REF.format(model=cls.__name__) for name, cls in ACTS.items()}
    acts = {
        "oneOf": [{"$ref": ref} for ref in refs.values()],
        "discriminator": {"propertyName": "act", "mapping": refs},
        "title": "SittingAct",
    }
    return shapes | {"Command": _union(bodies.OFFERED), "SittingAct": acts}


def _union(offered: Mapping[str, type]) -> Schema:
    refs = {name: REF.format(model=cls.__name__) for name, cls in offered.items()}
    return {
        "oneOf": [{"$ref": ref} for ref in refs.values()],
        "discriminator": {"propertyName": "command", "mapping": refs},
        "title": "Command",
        "description": f"One step, named by `command`; `{VERSION}` guards against a faster one.",
    }


def _name_required(shape: Schema, name: str) -> None:
    """In a union the name tells the commands apart, so it may not be left to its default."""
    shape["properties"][name].pop("default", None)
    shape["required"] = [name, *shape.get("required", ())]
