"""Scores as JSON: the same figures, the same bytes, and no sentence unless it is asked for."""

from __future__ import annotations

import json

from eval.commitments import cues, load_labels, place_labels, score_commitments, scores_json
from eval.sets.catalogue import CASES
from retrieval.engine import Engine
from tests.eval.commitments.test_score import LABELS, PREDICTIONS, SCORES


def test_the_figures_are_those_of_the_scores() -> None:
    made = scores_json(SCORES)
    assert set(made["parts"]) == {"all", "dev", "test"}
    everything = made["parts"]["all"]
    assert everything["binding"]["right"] == 4
    assert everything["binding"]["precision"] == 4 / 7
    interval = SCORES.part("all").intervals.f1
    assert interval is not None
    assert everything["binding"]["intervals"]["f1"] == [interval.low, interval.high]
    assert everything["kinds"]["each"]["action"]["f1"] == 4 / 6
    assert everything["kinds"]["each"]["resolved"]["precision"] is None
    assert everything["owners"]["stated"] == 4
    assert everything["traps"]["past"] == {"labelled": 2, "listed": 1, "binding": 1}
    assert everything["false_positives"] == {"kind:request": 1, "trap:past": 1, "unlabelled": 1}
    assert made["parts"]["test"]["binding"]["intervals"] == {
        "precision": None,
        "recall": None,
        "f1": None,
    }
    assert made["ignored"] == {"predictions": 2, "documents": 1}
    assert [one["source"] for one in made["false_positives"]] == [
        "made:undertaking",
        "made:action",
        "made:undertaking",
    ]
    assert made["misses"][0]["taken_for"] == {"kind": "request", "source": "made:request"}


def test_the_same_scores_give_the_same_bytes() -> None:
    again = score_commitments(LABELS[::-1], PREDICTIONS[::-1], system="made", resamples=50)
    assert json.dumps(scores_json(again)) == json.dumps(scores_json(SCORES))


def test_sentences_are_there_only_when_they_are_asked_for(sample: Engine) -> None:
    labels = place_labels(load_labels(CASES / "sample" / "commitments.jsonl"), sample.archive)
    scores = score_commitments(labels, cues(sample.archive), system="cues", resamples=10)
    bare = scores_json(scores)
    assert bare["misses"]
    assert bare["false_positives"]
    assert not any("quote" in one for one in [*bare["misses"], *bare["false_positives"]])
    whole = scores_json(scores, sample.archive)
    for one in [*whole["misses"], *whole["false_positives"]]:
        text = sample.archive.text(one["document_id"])
        assert one["quote"] == text[one["start"] : one["end"]]
    for name in ("misses", "false_positives"):
        without = [{k: v for k, v in one.items() if k != "quote"} for one in whole[name]]
        assert without == bare[name]
