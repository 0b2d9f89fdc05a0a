"""The filters a query or a case is asked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from corpus.errors import UsageError
from retrieval.records import Filters

NAMES = tuple(field.name for field in fields(Filters))


def filters_of(given: Mapping[str, str]) -> Filters:
    """Return filters from their names and values, as on the command line.

    Raises
    ------
    UsageError
        When a name is unknown, or a date is none.
    """
    unknown = sorted(set(given) - set(NAMES))
    if unknown:
        raise UsageError(
            f"There is no filter called {', '.join(unknown)}.", f"Filters are {', '.join(NAMES)}."
        )
    return Filters(
        force=given.get("force"),
        body=given.get("body"),
        since=_day(given, "since"),
        until=_day(given, "until"),
        item=given.get("item"),
        speaker=given.get("speaker"),
        document=given.get("document"),
    )


def _day(given: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(given[name]) if name in given else None
    except ValueError:
        raise UsageError(f"{name} {given[name]!r} is not a date like 2021-03-31.") from None
