"""Labelled sets: archives whose questions and answers are known."""

from eval.sets.archives import Work
from eval.sets.catalogue import SETS, open_set, parse_set
from eval.sets.labelled import LabelledSet, SetQuery

__all__ = ["SETS", "LabelledSet", "SetQuery", "Work", "open_set", "parse_set"]
