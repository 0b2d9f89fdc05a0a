"""Scoring commitments: labelled sentences against what a register, or a rule, makes of them."""

from eval.commitments.cue_baseline import cues
from eval.commitments.labels import CommitmentLabel, PlacedLabel, load_labels, place_labels
from eval.commitments.predicted import Predicted, read_register
from eval.commitments.records import CommitmentScores, PartScores
from eval.commitments.score import score_commitments
from eval.commitments.scores_json import scores_json

__all__ = [
    "CommitmentLabel",
    "CommitmentScores",
    "PartScores",
    "PlacedLabel",
    "Predicted",
    "cues",
    "load_labels",
    "place_labels",
    "read_register",
    "score_commitments",
    "scores_json",
]
