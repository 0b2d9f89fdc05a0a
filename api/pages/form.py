"""What a reader typed into a page's form, checked kindly: what is wrong is said at its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import QueryParams

from api.routes.parameters import DOCUMENT_ID, FILTER_LENGTH, QUESTION_LENGTH
from retrieval.records import Filters

NAMES = {
    "q": "Question",
    "force": "Police force area",
    "body": "Body",
    "since": "On or after",
    "until": "On or before",
    "item": "Agenda item",
    "speaker": "Speaker",
    "document": "Document",
    "page": "Page",
}

DATE_HELP = "Give the date as day, month and year, for example 31/3/2023."
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with a field; ``field`` is None when no field is to blame."""

    field: str | None
    message: str
    mend: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed: the words as they were, what they mean, and what is wrong with them."""

    typed: Mapping[str, str]
    filters: Filters
    errors: tuple[FieldError, ...]

    def error(self, field: str) -> str | None:
        """Return what is wrong with a field, or None."""
        return next((e.message for e in self.errors if e.field == field), None)

    @property
    def filtered(self) -> bool:
        """Whether any filter was typed, right or wrong."""
        return any(self.typed.get(name) for name in NAMES if name not in ("q", "page"))


def read_form(query: QueryParams, fields: tuple[str, ...]) -> Form:
    """Read a form.

    Parameters
    ----------
    query
        The address's parameters; a form sends empty ones for what was left blank.
    fields
        The names the page knows (of :data:`NAMES`). Others are an error: a
        misspelt filter that is ignored would answer another question.
    """
    typed: dict[str, str] = {}
    errors: list[FieldError] = []
    for name, value in query.multi_items():
        value = value.strip()
        if name not in fields:
            shown = name if len(name) <= 100 else name[:100] + "…"
            errors.append(
                FieldError(None, f"The address has a part that this page does not know: “{shown}”.")
            )
        elif value and name in typed:
            errors.append(FieldError(name, f"{NAMES[name]} is given more than once."))
        elif value:
            typed[name] = value
    for name, value in typed.items():
        longest = QUESTION_LENGTH if name == "q" else FILTER_LENGTH
        if len(value) > longest:
            errors.append(
                FieldError(name, f"{NAMES[name]} must be {longest:,} characters or fewer.")
            )
    dates: dict[str, date | None] = {}
    for name in ("since", "until"):
        try:
            dates[name] = read_date(typed[name]) if name in typed else None
        except ValueError:
            dates[name] = None
            errors.append(FieldError(name, f"{NAMES[name]}: {DATE_HELP}"))
    since, until = dates["since"], dates["until"]
    if since and until and since > until:
        errors.append(FieldError("since", "The first day comes after the last; swap the two."))
    if "document" in typed and not re.fullmatch(DOCUMENT_ID, typed["document"]):
        errors.append(FieldError("document", "This is not a document's id."))
    filters = Filters(
        force=typed.get("force"),
        body=typed.get("body"),
        since=since,
        until=until,
        item=typed.get("item"),
        speaker=typed.get("speaker"),
        document=typed.get("document"),
    )
    return Form(typed, filters, tuple(errors[:10]))


def read_date(text: str) -> date:
    """Read a date as people here write it, or as ISO 8601.

    >>> read_date("31/3/2023").isoformat(), read_date("2023-03-31").isoformat()
    ('2023-03-31', '2023-03-31')

    Raises
    ------
    ValueError
        When it is neither, or there is no such day.
    """
    if found := _ISO.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    raise ValueError("not a date")
