"""What a file is, told by its content."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from eval.formats import qrels, trec
from eval.formats.beir_qrels import HEADER
from eval.formats.lines import Numbered

LOOKED_AT = 20
"""Lines; a few broken ones at the head must not hide what the rest are."""


def kind_of(head: Sequence[Numbered]) -> str | None:
    """Return the kind that most of the first lines look like, or None where none looks like any.

    Parameters
    ----------
    head
        The first lines, :data:`LOOKED_AT` at most.
    """
    votes = Counter(filter(None, (_kind_of_line(text) for _, text in head)))
    return votes.most_common(1)[0][0] if votes else None


def _kind_of_line(text: str) -> str | None:
    if text.lstrip().startswith("{"):
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            return None
        return _kind_of_object(values)
    columns, tabs = text.split(), text.count("\t")
    if tabs == 1:
        return "queries"
    if len(columns) == len(HEADER) and tabs == 2:
        return "beir" if _numeric(columns[2]) or tuple(columns) == HEADER else None
    if len(columns) == trec.COLUMNS and (_numeric(columns[3]) or _numeric(columns[4])):
        return "run"
    if len(columns) == qrels.COLUMNS and (_numeric(columns[1]) or _numeric(columns[3])):
        return "qrels"
    return None


def _numeric(column: str) -> bool:
    try:
        float(column)
    except ValueError:
        return False
    return True


def _kind_of_object(values: dict[str, Any]) -> str | None:
    if {"answer", "references"} & set(values) and "question" not in values:
        return "answers"
    if "anchor" in values and "file" in values:
        return "commitments"
    if "_id" in values:
        return "beir" if "title" in values else "queries"
    if "question" in values:
        return "cases" if {"answerable", "evidence", "split"} & set(values) else "queries"
    return None
