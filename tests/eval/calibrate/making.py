"""Questions with signals made by hand: no archive, no model."""

from __future__ import annotations

import numpy as np

from eval.calibrate.measuring import Measured, MeasuredSet
from eval.cases_file import Case
from retrieval.support import IndexIdentity, Signals

INDEX: IndexIdentity = {"analyzer": 1, "passages": 1, "lexical_engine": "tantivy", "headers": True}
MODEL = "model-a"


def case(case_id: str, kind: str | None = None, split: str = "dev", question: str = "q") -> Case:
    """Return a case; ``kind`` is that of an unanswerable one."""
    return Case(case_id, "fact", question, kind is None, kind, {}, (), (), split)


def measured(
    case_id: str,
    kind: str | None = None,
    *meetings: str,
    split: str = "dev",
    signals: tuple[float, ...] = (0.0,) * 6,
    name: str = "sample",
) -> Measured:
    """Return a question that is tied to some meetings."""
    return Measured(name, case(case_id, kind, split), frozenset(meetings), Signals(*signals))


def made_set(name: str = "sample", seed: int = 0, questions: int = 120) -> MeasuredSet:
    """Return a set whose answerable questions mostly have higher signals, on 20 meetings.

    A third of the questions are test; of each six one is a near miss, one off topic.
    Half of the answerable ones are on two meetings, which are always the same two.
    """
    draw = np.random.default_rng(seed)
    kinds = (None, None, "near-miss", None, None, "off-topic")
    height = {None: 0.7, "near-miss": 0.55, "off-topic": 0.2}
    found = []
    for number in range(questions):
        kind = kinds[number % 6]
        values = np.clip(draw.normal(height[kind], 0.12, 6), 0, 1)
        values[5] = 1 - values[5]
        split = "test" if draw.random() < 1 / 3 else "dev"
        first = int(draw.integers(10))
        both = {first, first ^ 1} if number % 2 else {first}
        tied = [] if kind else [f"m-{split}-{meeting:02}" for meeting in both]
        case_id = f"{name[0]}{number:03}"
        signals = tuple(float(value) for value in values)
        found.append(measured(case_id, kind, *tied, split=split, signals=signals, name=name))
    return MeasuredSet(name, MODEL, INDEX, tuple(found), (case("refused", "off-topic", "test"),))
