"""The fields of one JSON object, read by their types; what is wrong with them is told."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from eval.formats.faults import Findings, shown
from eval.formats.ids import id_fault
from eval.formats.json_objects import JsonObject


class Fields:
    """An object of a file, or one inside it.

    Every method returns a field's value, or None where it is wrong, absent or null.
    The first two are faults, but for an absent field that is not ``required``; null
    counts as absent.

    Parameters
    ----------
    values
        The object.
    findings
        Where faults go.
    line
        The line the object stands on; None for one that is to be written.
    where
        What the names of its fields begin with in a message, as in ``answer[0].``.
    """

    def __init__(
        self, values: JsonObject, findings: Findings, line: int | None, where: str = ""
    ) -> None:
        self.values = values
        self._findings = findings
        self._line = line
        self._where = where

    @property
    def faults(self) -> int:
        """How many faults were told so far, of this object and of others of the file."""
        return self._findings.faults.count

    def fault(self, message: str) -> None:
        """Tell of a fault of this object."""
        self._findings.fault(self._line, message)

    def warn(self, message: str) -> None:
        """Tell of something odd about this object."""
        self._findings.warn(self._line, message)

    def name(self, field: str) -> str:
        """Return a field's name as messages give it."""
        return f"{self._where}{field}"

    def _get(self, field: str, required: bool) -> Any:
        value = self.values.get(field)
        if value is None and required:
            problem = "is null" if field in self.values else "is missing"
            self.fault(f"{self.name(field)} {problem}")
        return value

    def _wrong(self, field: str, wanted: str) -> None:
        self.fault(f"{self.name(field)} must be {wanted}, not {shown(self.values[field])}")

    def text(self, field: str, *, required: bool = True, filled: bool = False) -> str | None:
        """Return a text; ``filled`` asks for more than white space."""
        value = self._get(field, required)
        if value is None:
            return None
        if not isinstance(value, str):
            self._wrong(field, "text")
            return None
        if filled and not value.strip():
            self.fault(f"{self.name(field)} is empty")
            return None
        return value

    def identifier(self, field: str) -> str | None:
        """Return an id; one that is a whole number is taken as it is written."""
        value = self._get(field, required=True)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, str | int):
            self._wrong(field, "an id (text)")
            return None
        problem = id_fault(str(value))
        if problem is not None:
            self.fault(f"{self.name(field)} {shown(value)} {problem}")
            return None
        return str(value)

    def whole(self, field: str, *, required: bool = True, least: int = 0) -> int | None:
        """Return a whole number that is not under ``least``."""
        value = self._get(field, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self._wrong(field, f"a whole number from {least}")
            return None
        return value

    def number(self, field: str) -> float | None:
        """Return a finite number, which need not be there."""
        value = self._get(field, required=False)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._wrong(field, "a number")
            return None
        try:
            finite = math.isfinite(value)
        except OverflowError:
            finite = False
        if not finite:
            self._wrong(field, "a finite number")
            return None
        return float(value)

    def truth(self, field: str) -> bool | None:
        """Return true or false."""
        value = self._get(field, required=True)
        if value is None or isinstance(value, bool):
            return value
        self._wrong(field, "true or false")
        return None

    def day(self, field: str) -> date | None:
        """Return a date as 2021-03-31, which need not be there."""
        value = self.text(field, required=False)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self._wrong(field, "a date like 2021-03-31")
            return None

    def items(self, field: str, *, required: bool = True) -> list[Any]:
        """Return a list; empty where there is none."""
        value = self._get(field, required)
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(field, "a list")
            return []
        return value

    def texts(self, field: str, *, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts, none of them empty; those that are none are left out."""
        texts = []
        for place, value in enumerate(self.items(field, required=required)):
            if isinstance(value, str) and value.strip():
                texts.append(value)
            else:
                self.fault(f"{self.name(field)}[{place}] must be text, not {shown(value)}")
        return tuple(texts)

    def part(self, field: str, *, required: bool = False) -> Fields | None:
        """Return an object inside this one."""
        value = self._get(field, required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong(field, "an object")
            return None
        return Fields(value, self._findings, self._line, f"{self.name(field)}.")

    def parts(self, field: str, *, required: bool = True) -> list[Fields | None]:
        """Return a list of objects; None at the places of those that are none."""
        parts: list[Fields | None] = []
        for place, value in enumerate(self.items(field, required=required)):
            name = f"{self.name(field)}[{place}]"
            if isinstance(value, dict):
                parts.append(Fields(value, self._findings, self._line, f"{name}."))
            else:
                self.fault(f"{name} must be an object, not {shown(value)}")
                parts.append(None)
        return parts
