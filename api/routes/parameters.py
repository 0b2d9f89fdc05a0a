"""The parameters requests may carry: named as on the command line, bounded, and none besides."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Annotated, Self

from fastapi import Path, Request
from fastapi.exceptions import RequestValidationError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from retrieval.records import Filters

QUESTION_LENGTH = 2_000
FILTER_LENGTH = 300
MOST_LISTED = 1_000
MOST_OFFSET = 10_000_000
DOCUMENT_ID = r"^d-[0-9a-f]{16}$"
REPEATABLE = frozenset({"kind", "status"})
"""Parameters that take several values, any of which fits."""
PASSAGE_ID = r"^p-[0-9a-f]{16}$"
MEETING_ID = r"^m-[a-z0-9-]{1,120}$"

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _iso_date(value: object) -> object:
    """Take dates as ISO text only: pydantic would read ``2023`` as seconds since 1970."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        raise ValueError("Give the date as YYYY-MM-DD, for example 2023-09-30.")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("There is no such day; give the date as YYYY-MM-DD.") from None


def _says_something(value: str) -> str:
    if not value.strip():
        raise ValueError("This must not be blank.")
    return value


IsoDate = Annotated[
    date,
    BeforeValidator(_iso_date),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Words = Annotated[
    str,
    Field(min_length=1, max_length=FILTER_LENGTH),
    AfterValidator(_says_something),
]
Question = Annotated[
    str,
    Field(min_length=1, max_length=QUESTION_LENGTH),
    AfterValidator(_says_something),
]
DocumentId = Annotated[
    str,
    Path(
        pattern=DOCUMENT_ID,
        description="A document's id: `d-` and 16 hexadecimal digits.",
        examples=["d-0f3a5c7e9b1d2f46"],
    ),
]
MeetingId = Annotated[
    str,
    Path(
        pattern=MEETING_ID,
        description="A meeting's id, as lists and citations give it.",
        examples=["m-ostermere-accountability-board-2022-05-10-1a2b3c"],
    ),
]
PassageId = Annotated[
    str,
    Path(
        pattern=PASSAGE_ID,
        description="A passage's id, as hits and citations give it; it lasts as long as the index.",
        examples=["p-0f3a5c7e9b1d2f46"],
    ),
]


class Parameters(BaseModel):
    """What every set of parameters has in common: nothing unknown is let through."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoParameters(Parameters):
    """For addresses that take none."""


class Held(Parameters):
    """Filters over what is held; dates are included at both ends."""

    force: Words | None = Field(
        None, description="A police force area, or part of its name.", examples=["Ostermere"]
    )
    body: Words | None = Field(
        None,
        description="The body that met, or part of its name.",
        examples=["Accountability Board"],
    )
    since: IsoDate | None = Field(
        None, description="Meetings on or after this day (ISO 8601).", examples=["2022-01-01"]
    )
    until: IsoDate | None = Field(
        None, description="Meetings on or before this day (ISO 8601).", examples=["2023-12-31"]
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError(
                f"since ({self.since}) is after until ({self.until}); swap the two dates."
            )
        return self

    def filters(self) -> Filters:
        """Return the filters as search takes them."""
        return Filters(force=self.force, body=self.body, since=self.since, until=self.until)


class AskFilters(Held):
    """What to look at; every filter that is left out lets everything through."""

    item: Words | None = Field(
        None, description="Words of an agenda item's title, or its number.", examples=["burglary"]
    )
    speaker: Words | None = Field(
        None, description="Who spoke, as the record names them.", examples=["Chief Constable"]
    )
    document: Annotated[str, Field(pattern=DOCUMENT_ID)] | None = Field(
        None, description="One document, by its id.", examples=["d-0f3a5c7e9b1d2f46"]
    )

    def filters(self) -> Filters:
        """Return the filters as search takes them."""
        return Filters(
            force=self.force,
            body=self.body,
            since=self.since,
            until=self.until,
            item=self.item,
            speaker=self.speaker,
            document=self.document,
        )


class AskBody(Parameters):
    """A question, and what to look at."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "question": "What was committed on burglary?",
                    "filters": {"force": "Ostermere", "since": "2022-01-01"},
                }
            ]
        }
    )

    question: Question = Field(
        description="A question in plain words.", examples=["What was committed on burglary?"]
    )
    filters: AskFilters | None = Field(None, description="What to look at; all of it if left out.")


class SearchParameters(AskFilters):
    """A search, and how many passages to return."""

    q: Question = Field(description="What to look for.", examples=["response times 101"])
    k: int = Field(10, ge=1, le=100, description="How many passages to return.")


class ListParameters(Held):
    """Which part of a list to return."""

    limit: int = Field(50, ge=1, le=MOST_LISTED, description="How many to return at most.")
    offset: int = Field(0, ge=0, le=MOST_OFFSET, description="How many to pass over first.")


class DocumentParameters(Parameters):
    """How much of a document to return."""

    blocks: bool = Field(
        False, description="Whether to list the document's blocks with their offsets, too."
    )


def refuse_repeated(request: Request) -> None:
    """Refuse a query that names a parameter twice: one of the two would be ignored.

    Raises
    ------
    RequestValidationError
        Naming the repeated parameters.
    """
    times = Counter(name for name, _ in request.query_params.multi_items())
    repeated = sorted(name for name, count in times.items() if count > 1 and name not in REPEATABLE)
    if repeated:
        raise RequestValidationError(
            [
                {"loc": ("query", name), "type": "repeated", "msg": "This is given more than once."}
                for name in repeated
            ]
        )
