"""Measure names as ir_measures spells them: ``nDCG@10``, ``AP(rel=2)``, ``R(rel=2)@100``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.errors import UsageError
from eval.measures.average_precision import AveragePrecision
from eval.measures.judged import Judged
from eval.measures.measure import Measure
from eval.measures.ndcg import NDCG
from eval.measures.precision import Precision
from eval.measures.recall import Recall
from eval.measures.reciprocal_rank import ReciprocalRank
from eval.measures.success import Success

_MEASURES: tuple[type[Measure], ...] = (
    NDCG,
    Recall,
    ReciprocalRank,
    AveragePrecision,
    Precision,
    Success,
    Judged,
)

_BY_NAME = {measure.name: measure for measure in _MEASURES} | {
    # The second names that ir_measures knows.
    "NDCG": NDCG,
    "Recall": Recall,
    "MRR": ReciprocalRank,
    "MAP": AveragePrecision,
    "Precision": Precision,
}

KNOWN_MEASURES: tuple[str, ...] = tuple(
    f"{measure.name}@k" if measure.needs_cutoff else f"{measure.name}, {measure.name}@k"
    for measure in _MEASURES
)
"""What may be asked for, k standing for a cut-off."""

_WHOLE = r"[1-9][0-9]{0,8}"
_NAME = re.compile(
    rf"\s*(?P<name>[A-Za-z]+)\s*(?:\((?P<parameters>[^()]*)\)\s*)?(?:@\s*(?P<at>{_WHOLE})\s*)?"
)
_PARAMETER = re.compile(rf"\s*(?P<key>[a-z_]+)\s*=\s*(?:(?P<value>{_WHOLE})|[^=]+?)\s*")


class _FaultyNameError(Exception):
    """Why one name cannot be used; told together with the others."""


def parse_measures(names: Iterable[str]) -> tuple[Measure, ...]:
    """Return the measures of some names, in their order, each once.

    Parameters
    ----------
    names
        As ir_measures spells them: a name, ``(rel=n)`` where grades below n are not to
        count as relevant, ``@k`` for a cut-off. Its second names (MAP, MRR, NDCG, Recall,
        Precision) are understood too.

    Raises
    ------
    corpus.errors.UsageError
        Naming every name that is unknown or malformed, and the known ones; or where no
        name is given.

    >>> [str(measure) for measure in parse_measures(["MAP", "P(rel=1)@5", "R( rel = 2 ) @ 9"])]
    ['AP', 'P@5', 'R(rel=2)@9']
    """
    measures: dict[Measure, None] = {}
    faults: list[str] = []
    for name in names:
        try:
            measures[_parse(name)] = None
        except _FaultyNameError as fault:
            faults.append(f"  {name!r}: {fault}")
    known = f"Known measures: {', '.join(KNOWN_MEASURES)}; (rel=2) before the @ where it applies."
    if faults:
        raise UsageError("These measures cannot be computed:\n" + "\n".join(faults) + ".", known)
    if not measures:
        raise UsageError("No measure is named.", known)
    return tuple(measures)


def _parse(name: str) -> Measure:
    found = _NAME.fullmatch(name)
    if found is None:
        raise _FaultyNameError("not a name such as nDCG@10, with a whole cut-off of at least 1")
    measure = _BY_NAME.get(found["name"])
    if measure is None:
        raise _FaultyNameError("there is no such measure here")
    parameters = _parameters(measure, found["parameters"])
    if found["at"] is not None:
        if "cutoff" in parameters:
            raise _FaultyNameError("the cut-off is given twice")
        parameters["cutoff"] = int(found["at"])
    if measure.needs_cutoff and "cutoff" not in parameters:
        raise _FaultyNameError(f"a cut-off is needed, as in {measure.name}@5")
    return measure(**parameters)


def _parameters(measure: type[Measure], text: str | None) -> dict[str, int]:
    """Return the parameters in the parentheses."""
    takes = {"cutoff", "rel"} if measure.takes_rel else {"cutoff"}
    parameters: dict[str, int] = {}
    for part in text.split(",") if text and text.strip() else ():
        found = _PARAMETER.fullmatch(part)
        if found is None:
            raise _FaultyNameError(f"{part.strip()!r} is not a parameter such as rel=2")
        key = found["key"]
        if key not in takes:
            raise _FaultyNameError(f"{measure.name} with the parameter {key} is not supported")
        if key in parameters:
            raise _FaultyNameError(f"{key} is given twice")
        if found["value"] is None:
            raise _FaultyNameError(f"{key} must be a whole number of at least 1")
        parameters[key] = int(found["value"])
    return parameters
