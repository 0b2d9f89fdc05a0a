"""The HTTP interface described on a page of our own, from its OpenAPI description.

The usual viewers load their scripts from elsewhere; this one works offline.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote, urlencode

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import HTMLResponse

from api.pages.rendering import render
from api.problems import KINDS
from api.routes.openapi import METHODS, describe

router = APIRouter()


@dataclass(frozen=True, slots=True)
class _Parameter:
    name: str
    place: str
    needed: bool
    about: str
    bounds: str


@dataclass(frozen=True, slots=True)
class _Endpoint:
    id: str
    method: str
    path: str
    summary: str
    parameters: tuple[_Parameter, ...]
    example: str
    body: str | None
    statuses: tuple[tuple[str, str], ...]


@router.get("/docs")
def interface(request: Request) -> HTMLResponse:
    """List the addresses with their parameters and an example each."""
    whole = describe(cast(FastAPI, request.app))
    endpoints = [
        _endpoint(method, path, about[method], whole)
        for path, about in whole["paths"].items()
        for method in METHODS
        if method in about
    ]
    return render("interface.html", whole=whole, endpoints=endpoints, kinds=KINDS)


def _endpoint(
    method: str, path: str, about: Mapping[str, Any], whole: Mapping[str, Any]
) -> _Endpoint:
    parameters = [_parameter(p, whole) for p in about.get("parameters", [])]
    body: str | None = None
    if "requestBody" in about:
        schema = _schema(about["requestBody"]["content"]["application/json"]["schema"], whole)
        body = json.dumps(schema["examples"][0], indent=2, ensure_ascii=False)
        parameters += _members(schema, whole, "")
    return _Endpoint(
        id=f"{method}{path}".replace("/", "-").replace("{", "").replace("}", ""),
        method=method.upper(),
        path=path,
        summary=about.get("description") or about["summary"],
        parameters=tuple(parameters),
        example=_example(path, about.get("parameters", [])),
        body=body,
        statuses=tuple((code, r["description"]) for code, r in about["responses"].items()),
    )


def _schema(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference; of a choice, the part that is not null."""
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            return {**_schema(choice, whole), **{k: v for k, v in schema.items() if k != "anyOf"}}
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        found: Mapping[str, Any] = whole["components"]["schemas"][name]
        return found
    return schema


def _parameter(about: Mapping[str, Any], whole: Mapping[str, Any]) -> _Parameter:
    schema = _schema(about["schema"], whole)
    text = about.get("description") or about["schema"].get("description", "")
    return _Parameter(
        about["name"], about["in"], about.get("required", False), text, _bounds(schema)
    )


def _members(schema: Mapping[str, Any], whole: Mapping[str, Any], prefix: str) -> list[_Parameter]:
    found: list[_Parameter] = []
    for name, about in schema["properties"].items():
        own = _schema(about, whole)
        needed = name in schema.get("required", ())
        found.append(
            _Parameter(prefix + name, "body", needed, about.get("description", ""), _bounds(own))
        )
        if "properties" in own and not prefix:
            found += _members(own, whole, f"{name}.")
    return found


def _bounds(schema: Mapping[str, Any]) -> str:
    said = [str(schema.get("format") or schema.get("type", ""))]
    if "maxLength" in schema:
        said.append(f"{schema.get('minLength', 0)} to {schema['maxLength']:,} characters")
    if "minimum" in schema:
        most = schema.get("maximum")
        said.append(f"{schema['minimum']} to {most:,}" if most else f"from {schema['minimum']}")
    if schema.get("default") is not None:
        said.append(f"{json.dumps(schema['default'])} if left out")
    return ", ".join(part for part in said if part)


def _example(path: str, parameters: list[Mapping[str, Any]]) -> str:
    query: dict[str, str] = {}
    for about in parameters:
        examples = about["schema"].get("examples") or about.get("examples") or []
        if about["in"] == "path" and examples:
            path = path.replace("{" + about["name"] + "}", quote(str(examples[0])))
        elif about["in"] == "query" and about.get("required") and examples:
            query[about["name"]] = str(examples[0])
    return path + ("?" + urlencode(query) if query else "")
