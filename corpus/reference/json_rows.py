"""Reading the rows of a reference file, so that a wrong or unknown key is named."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from corpus.errors import UsageError

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,9}")
MEND: Final = "Mend the file, or remove it from the settings; docs describe its form."


class Row:
    """One JSON object, read key by key, so that a wrong or unknown key is named."""

    def __init__(self, data: Any, file: str, place: str) -> None:
        self._file = file
        self._place = place
        if not isinstance(data, dict):
            raise self._error("must be an object in curly brackets")
        self._data: dict[str, Any] = dict(data)

    def _error(self, what: str) -> UsageError:
        return UsageError(f"{self._file}: {self._place} {what}.", MEND)

    def optional(self, key: str) -> str | None:
        """Read a text that may be left out."""
        value = self._data.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self._error(f'has a "{key}" that is not text')
        return value.strip()

    def text(self, key: str) -> str:
        """Read a text that must be there."""
        value = self.optional(key)
        if value is None:
            raise self._error(f'lacks "{key}"')
        return value

    def slug(self, key: str) -> str:
        """Read an id, "" where it is left out."""
        value = self.optional(key)
        if value is not None and not _SLUG.fullmatch(value):
            raise self._error(f'has a "{key}" that is not lower case words joined by hyphens')
        return value or ""

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Read a list of texts."""
        value = self._data.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self._error(f'has a "{key}" that is not a list of texts')
        if required and not value:
            raise self._error(f'lacks "{key}"')
        return tuple(v.strip() for v in value)

    def day(self, key: str) -> date | None:
        """Read an ISO date."""
        value = self.optional(key)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise self._error(f'has a "{key}" that is no day as 2021-05-10') from None

    def span(self) -> tuple[date | None, date | None]:
        """Read "from" and "to", in this order."""
        first, last = self.day("from"), self.day("to")
        if first and last and first > last:
            raise self._error('has a "from" that comes after its "to"')
        return first, last

    def lists(self, key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Read an object of lists of texts, by the names it holds."""
        value = self._data.pop(key, {})
        if not isinstance(value, dict):
            raise self._error(f'has a "{key}" that is not an object in curly brackets')
        inner = Row(value, self._file, f'"{key}" of {self._place}')
        return tuple((name, inner.texts(name, required=True)) for name in sorted(value))

    def flag(self, key: str) -> bool:
        """Read true or false; false where it is left out."""
        value = self._data.pop(key, False)
        if not isinstance(value, bool):
            raise self._error(f'has a "{key}" that is neither true nor false')
        return value

    def rows(self, key: str) -> list[Row]:
        """Read a list of objects."""
        value = self._data.pop(key, [])
        if not isinstance(value, list):
            raise self._error(f'has a "{key}" that is not a list')
        self._children = getattr(self, "_children", [])
        rows = [Row(v, self._file, f'entry {n} of "{key}"') for n, v in enumerate(value, start=1)]
        self._children.extend(rows)
        return rows

    def finish(self) -> None:
        """Refuse keys that nothing has read: a misspelt key would be lost silently."""
        for row in (self, *getattr(self, "_children", [])):
            if row._data:
                raise row._error(f'has an unknown key "{min(row._data)}"')
