"""Case files, checked more closely than their loader does.

:func:`eval.cases_file.load_cases` takes what it can use. A label with a slip in it (a
split or a field misspelled, an anchor that copies a sentence) can be used, and be
wrong, so validation asks for more.
"""

from __future__ import annotations

from collections.abc import Iterable

from eval.formats.faults import Findings, shown
from eval.formats.fields import Fields
from eval.formats.filter_fields import read_filters
from eval.formats.json_objects import json_objects
from eval.formats.lines import Numbered
from retrieval.records import QuestionKind

LONGEST_ANCHOR = 8
"""Words; with more, a case would copy the record."""

SPLITS = ("dev", "test")
UNANSWERABLE = ("near-miss", "off-topic")
"""Unanswerable questions are scored apart by these."""

_FIELDS = frozenset(
    {
        "id",
        "kind",
        "question",
        "answerable",
        "unanswerable_kind",
        "filters",
        "evidence",
        "nuggets",
        "split",
    }
)


def check_cases(lines: Iterable[Numbered], findings: Findings) -> int:
    """Tell all that is wrong with the lines of a case file; return how many cases have an id.

    Beyond what the loader refuses (what is no JSON object, a field that is missing, an
    id given twice, an answerable case without evidence), faults are: a field of the
    wrong type, an anchor of more than :data:`LONGEST_ANCHOR` words, an unknown split,
    kind of question, kind of unanswerable case or filter. An unknown field is warned of.
    """
    first: dict[str, int] = {}
    for number, values in json_objects(lines, findings):
        fields = Fields(values, findings, number)
        identifier = fields.identifier("id")
        if identifier is not None and first.setdefault(identifier, number) != number:
            fields.fault(f"the id {shown(identifier)} is on line {first[identifier]} already")
        _check(fields)
    return len(first)


def _check(fields: Fields) -> None:
    fields.text("question", filled=True)
    fields.texts("nuggets", required=False)
    read_filters(fields, "filters")
    _one_of(fields, "kind", tuple(QuestionKind), required=True)
    _one_of(fields, "split", SPLITS, required=True)
    evidence = fields.parts("evidence", required=False)
    for anchor in evidence:
        if anchor is not None:
            _check_anchor(anchor)
    answerable = fields.truth("answerable")
    unanswerable = _one_of(fields, "unanswerable_kind", UNANSWERABLE, required=False)
    if answerable and not evidence:
        fields.fault("answerable, but it points at no evidence")
    if answerable and unanswerable is not None:
        fields.fault(f"answerable, and yet {unanswerable}")
    if answerable is False and fields.values.get("unanswerable_kind") is None:
        fields.warn("not answerable, but not said whether near-miss or off-topic")
    for name in sorted(set(fields.values) - _FIELDS):
        fields.warn(f"unknown field {shown(name)}")


def _check_anchor(anchor: Fields) -> None:
    anchor.text("file", filled=True)
    words = anchor.text("anchor", filled=True)
    count = len((words or "").split())
    if count > LONGEST_ANCHOR:
        anchor.fault(
            f"{anchor.name('anchor')} has {count} words; at most {LONGEST_ANCHOR} may be quoted"
        )


def _one_of(fields: Fields, field: str, known: tuple[str, ...], *, required: bool) -> str | None:
    value = fields.text(field, required=required)
    if value is not None and value not in known:
        fields.fault(f"{fields.name(field)} {shown(value)} is none of {', '.join(known)}")
        return None
    return value
