"""Measures by the names of ir_measures, agreeing with trec_eval and ir_measures.

``parse_measures`` turns names into measures; ``evaluate`` scores a run by them.
"""

from eval.measures.evaluation import Evaluation, evaluate
from eval.measures.measure import UNJUDGED, Grades, Measure, TieRule
from eval.measures.names import KNOWN_MEASURES, parse_measures

__all__ = [
    "KNOWN_MEASURES",
    "UNJUDGED",
    "Evaluation",
    "Grades",
    "Measure",
    "TieRule",
    "evaluate",
    "parse_measures",
]
