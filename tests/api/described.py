"""Holding responses against the schemas that describe them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


def undescribed(value: Any, model: type[BaseModel], at: str = "") -> list[str]:
    """Return where a response holds members its schema does not describe."""
    checked = model.model_validate(value)
    found: list[str] = []

    def look(part: Any, where: str) -> None:
        if isinstance(part, BaseModel):
            found.extend(f"{where}.{name}" for name in (part.model_extra or {}))
            for name in type(part).model_fields:
                look(getattr(part, name), f"{where}.{name}")
        elif isinstance(part, list):
            for one in part:
                look(one, where)

    look(checked, at)
    return found
