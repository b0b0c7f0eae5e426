"""The documentation page, made from the OpenAPI document; it needs no script and no network."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from lianxin.api.documents import REF, document
from lianxin.api.routes import api

_STYLE = """
body{font:16px/1.6 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1c2530}
h2{border-top:1px solid #c5cdd6;padding-top:1rem;font-size:1.1rem}
code{background:#eef1f4;padding:0 .3em}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;border-bottom:1px solid #dde3e9;padding:.25rem .5rem}
"""
_REF = REF.format(model="")


def page(request: HttpRequest) -> HttpResponse:
    """Show every operation with its parameters, its body and its answers."""
    return HttpResponse(_page())


@cache
def _page() -> str:
    schema = document(api)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(schema['info']['title'])} API</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(schema['info']['title'])} API</h1><p>{escape(schema['info']['description'])}</p>"
        '<p><a href="openapi.json">openapi.json</a></p><main>'
        f"{''.join(_operations(schema))}</main><h1>Shapes</h1>{''.join(_shapes(schema))}</body></html>"
    )


def _operations(schema: dict[str, Any]) -> Iterator[str]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield (
                f'<section id="{escape(operation["operationId"])}"><h2><code>{method.upper()}'
                f" {escape(path)}</code> {escape(operation['summary'])}</h2>"
                f"<p>{escape(operation.get('description', ''))}</p>"
                f"{_table(_parameters(operation))}{_table(_answers(operation))}</section>"
            )


def _parameters(operation: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for parameter in operation.get("parameters", ()):
        need = "" if parameter["required"] else " (optional)"
        yield (
            f"<code>{escape(parameter['name'])}</code>{need}",
            f"{parameter['in']}: {_form(parameter['schema'])}",
        )
    for media, body in operation.get("requestBody", {}).get("content", {}).items():
        yield "body", f"{escape(media)}: {_form(body['schema'])}"


def _answers(operation: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for status, response in operation["responses"].items():
        forms = [_form(body["schema"]) for body in response.get("content", {}).values()]
        yield str(status), f"{escape(response['description'])} {' '.join(forms)}"


def _shapes(schema: dict[str, Any]) -> Iterator[str]:
    for name, shape in sorted(schema["components"]["schemas"].items()):
        rows = (
            (f"<code>{escape(field)}</code>", f"{escape(of.get('title', ''))} {_form(of)}")
            for field, of in shape.get("properties", {}).items()
        )
        yield (
            f'<section id="{escape(name)}"><h2>{escape(name)}</h2>'
            f"<p>{escape(shape.get('description', ''))}</p>{_table(rows)}</section>"
        )


def _form(shape: dict[str, Any]) -> str:
    """Return a shape in one line, named ones as links."""
    if "$ref" in shape:
        name = escape(shape["$ref"].removeprefix(_REF))
        return f'<a href="#{name}">{name}</a>'
    if "enum" in shape or "const" in shape:
        values = shape.get("enum", [shape.get("const")])
        return " | ".join(f"<code>{escape(str(value))}</code>" for value in values)
    for many in ("anyOf", "oneOf"):
        if many in shape:
            return " | ".join(_form(option) for option in shape[many])
    if shape.get("type") == "array":
        return f"list of {_form(shape.get('items', {}))}"
    return escape(str(shape.get("format", shape.get("type", "any"))))


def _table(rows: Iterator[tuple[str, str]]) -> str:
    made = "".join(f"<tr><th scope=row>{name}</th><td>{text}</td></tr>" for name, text in rows)
    return f"<table>{made}</table>" if made else ""
