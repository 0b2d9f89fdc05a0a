"""What goes wrong over HTTP, as problem details (RFC 9457): which status, which words.

Nothing internal leaks: the messages of our own errors are written for their
reader, and lose the file paths of this machine here; anything unexpected is
told without its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse

from corpus.errors import MinutedError, NotFoundError, QuestionError, UsageError

MEDIA_TYPE = "application/problem+json"
TYPES = "/docs#problem-"
"""Where a problem's type is explained: our own page, so that it resolves offline."""

MOST_ERRORS = 20
"""Wrong parameters that are named; a body of ten thousand wrong keys gets a short answer."""
_NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class WrongParameter:
    """A parameter that is wrong: its name, where it stands, and what is wrong with it."""

    parameter: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in the terms of RFC 9457, with our own ``mend`` and ``errors``."""

    kind: str
    status: int
    title: str
    detail: str
    mend: str | None = None
    errors: tuple[WrongParameter, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the problem as the JSON object that is sent."""
        made: dict[str, Any] = {
            "type": TYPES + self.kind,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if self.mend:
            made["mend"] = self.mend
        if self.errors:
            made["errors"] = [
                {"parameter": e.parameter, "in": e.place, "message": e.message} for e in self.errors
            ]
        return made


KINDS: Mapping[str, tuple[int, str, str]] = {
    "host": (
        400,
        "Host not allowed",
        "The address in the request is not one this server answers to.",
    ),
    "malformed": (400, "Request not understood", "The request cannot be read."),
    "not-found": (404, "Not found", "There is nothing at this address."),
    "method": (405, "Method not allowed", "This address does not take requests of this method."),
    "too-large": (413, "Request too large", "The body of the request is larger than is accepted."),
    "parameters": (
        422,
        "Wrong parameters",
        "A parameter is unknown, out of bounds, or cannot be meant.",
    ),
    "reviews-off": (
        403,
        "Reviews are off",
        "This server was started without reviews: it can be read, and nothing can be decided.",
    ),
    "cross-site": (
        403,
        "Request from another site",
        "Decisions are taken from this server's own pages and from programs, from no other site.",
    ),
    "media-type": (
        415,
        "Wrong media type",
        "The body of the request is not of the media type that is taken here.",
    ),
    "unusable": (
        503,
        "Not able to answer",
        "The archive, its index or its model cannot be used at the moment.",
    ),
    "unexpected": (
        500,
        "Unexpected error",
        "Something went wrong inside Minuted; the server's log says what.",
    ),
    "http": (400, "Request refused", "The request cannot be met."),
}
"""Kind of problem: its status, its title, and what it means in general."""


def problem(kind: str, detail: str | None = None, mend: str | None = None) -> Problem:
    """Make a problem of one of :data:`KINDS`."""
    status, title, general = KINDS[kind]
    return Problem(kind, status, title, detail or general, mend)


def from_error(error: MinutedError, root: Path, parameter: str | None = None) -> Problem:
    """Make a problem of one of our own errors.

    Parameters
    ----------
    error
        What was raised.
    root
        The archive's folder, which is not told.
    parameter
        What the question is called where it was asked; named when the
        question itself is what is wrong.
    """
    kind = "unusable"
    if isinstance(error, UsageError):
        kind = "parameters"
    elif isinstance(error, NotFoundError):
        kind = "not-found"
    mend = without_paths(error.mend, root) if error.mend else None
    told = problem(kind, without_paths(error.message, root), mend)
    if parameter and isinstance(error, QuestionError):
        place = "query" if parameter == "q" else "body"
        return replace(told, errors=(WrongParameter(parameter, place, told.detail),))
    return told


_HTTP_KINDS = {400: "malformed", 404: "not-found", 405: "method", 413: "too-large"}


def from_http(status: int, detail: str | None = None) -> Problem:
    """Make a problem of a plain HTTP status, such as those a router raises."""
    kind = _HTTP_KINDS.get(status, "unexpected" if status >= 500 else "http")
    return replace(problem(kind, detail), status=status)


def from_validation(faults: Sequence[Mapping[str, Any]]) -> Problem:
    """Make a problem of what a schema found wrong.

    Parameters
    ----------
    faults
        Pydantic's list of errors; the offending values are never repeated.
    """
    errors = [_wrong_parameter(fault) for fault in faults]
    return wrong_parameters(errors)


def wrong_parameters(errors: Sequence[WrongParameter]) -> Problem:
    """Make a problem that names every wrong parameter."""
    told = tuple(errors[:MOST_ERRORS])
    detail = " ".join(f"{e.parameter}: {e.message}" for e in told)
    if len(errors) > len(told):
        detail += f" And {len(errors) - len(told)} more."
    return replace(problem("parameters", detail), errors=told)


def respond_json(
    trouble: Problem,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> JSONResponse:
    """Return the response that tells of a problem; ``more`` adds members of our own."""
    return JSONResponse(
        {**trouble.as_json(), **(more or {})},
        status_code=trouble.status,
        headers=headers,
        media_type=MEDIA_TYPE,
    )


_PLACES = ("query", "path", "body", "header", "cookie")
_WORDS = {
    "extra_forbidden": "This is not a known parameter.",
    "missing": "This is needed, and is missing.",
    "json_invalid": "The body is not valid JSON.",
    "string_unicode": "This is not valid Unicode text.",
    "model_attributes_type": "This must be a JSON object; send it as application/json.",
    "model_type": "This must be a JSON object.",
    "dict_type": "This must be a JSON object.",
}


def _wrong_parameter(fault: Mapping[str, Any]) -> WrongParameter:
    place, *names = [str(part) for part in fault["loc"]] or ["body"]
    if place not in _PLACES:
        place, names = "query", [place, *names]
    kind = str(fault["type"])
    if kind == "json_invalid":
        names = []
    message = _WORDS.get(kind) or str(fault["msg"]).removeprefix("Value error, ")
    if not message.endswith("."):
        message += "."
    name = ".".join(names) or place
    # A key may hold a lone surrogate, which no response can carry.
    name = name.encode("utf-8", "replace").decode("utf-8")
    if len(name) > _NAME_LENGTH:
        name = name[:_NAME_LENGTH] + "…"
    return WrongParameter(name, place, message)


_POSIX_PATH = re.compile(r"(?<![\w/:.<>])/(?:[^\s/'\"<>|,;()]+/)+([^\s/'\"<>|,;()]*)")
_WINDOWS_PATH = re.compile(r"(?<!\w)[A-Za-z]:\\(?:[^\s\\'\"<>|,;()]+\\)*([^\s\\'\"<>|,;()]*)")


def without_paths(message: str, root: Path) -> str:
    """Return a message without the places of files on this machine.

    >>> without_paths("The catalogue /srv/a/archive/catalogue.sqlite is damaged.",
    ...               Path("/srv/a/archive"))
    'The catalogue catalogue.sqlite is damaged.'
    >>> without_paths("There is no archive at /srv/a/archive.", Path("/srv/a/archive"))
    'There is no archive at the archive folder.'
    """
    # The folder itself first: it may hold spaces, at which the patterns below stop.
    folders = {str(root.absolute()), str(root.resolve())}
    if len(root.parts) > 1:
        folders.add(str(root))
    for folder in sorted(folders, key=len, reverse=True):
        if len(folder) < 2:
            continue
        message = message.replace(folder + "/", "").replace(folder + "\\", "")
        message = message.replace(folder, "the archive folder")
    message = _POSIX_PATH.sub(r"\1", message)
    return _WINDOWS_PATH.sub(r"\1", message)
