"""Problems told to whoever asked: a page to a browser, problem details to a program."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from api.pages.rendering import render
from api.problems import Problem, respond_json

_PROGRAMS = ("/api/", "/mcp/")
_PROGRAM_PATHS = frozenset({"/api", "/mcp", "/healthz", "/openapi.json"})

_WHAT_TO_DO = {
    "not-found": "Check the address, or start from the list of meetings.",
    "unexpected": "Try again. If it goes on, whoever runs this server finds the cause in its log.",
}


def respond(path: str, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return the response that tells of a problem.

    Parameters
    ----------
    path
        The address asked for: those of the HTTP interface get problem details.
    problem
        What went wrong.
    headers
        More headers, such as ``Allow``.
    """
    if path in _PROGRAM_PATHS or path.startswith(_PROGRAMS):
        return respond_json(problem, headers)
    response = render(
        "problem.html",
        problem.status,
        problem=problem,
        mend=problem.mend or _WHAT_TO_DO.get(problem.kind),
    )
    if headers:
        response.headers.update(headers)
    return response
