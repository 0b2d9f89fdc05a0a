"""The OpenAPI description, with problems under their own media type."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import MEDIA_TYPE

METHODS = ("get", "post")


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the application's OpenAPI description; made once, then kept.

    FastAPI files every response under its route's own media type, while
    problems are sent as ``application/problem+json``.
    """
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
        )
        for path in made["paths"].values():
            for method in METHODS:
                for status, response in path.get(method, {}).get("responses", {}).items():
                    if int(status) >= 400 and "content" in response:
                        (schema,) = list(response["content"].values())[:1]
                        response["content"] = {MEDIA_TYPE: schema}
        app.openapi_schema = made
    return app.openapi_schema
