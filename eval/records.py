"""What the parts of the evaluation hand to one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Run = Mapping[str, Mapping[str, float]]
"""A system's ranking: query id, passage id, score; higher is better."""

Qrels = Mapping[str, Mapping[str, int]]
"""Judgements: query id, passage id, grade; 0 or less is not relevant, absent is not judged."""


@dataclass(frozen=True, slots=True)
class Query:
    """One query, and the filters it is asked under (names and values as on the command line)."""

    id: str
    text: str
    filters: Mapping[str, str] = field(default_factory=dict)
