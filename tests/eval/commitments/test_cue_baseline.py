"""The cue rules as a system: every sentence once, and its score on the sample archive."""

from __future__ import annotations

from eval.commitments import cues, load_labels, place_labels, score_commitments
from eval.sets.catalogue import CASES
from indexer.commitments import classify
from indexer.sentences import sentence_spans
from retrieval.engine import Engine


def test_every_prediction_is_a_sentence_found_once(sample: Engine) -> None:
    found = cues(sample.archive)
    assert len({(one.document_id, one.start) for one in found}) == len(found) > 100
    assert found == cues(sample.archive)
    for document in sample.archive.documents():
        text = sample.archive.text(document.id)
        spans = {
            span
            for block in sample.archive.blocks(document.id)
            for span in sentence_spans(text, block.start, block.end)
        }
        mine = [one for one in found if one.document_id == document.id]
        assert {(one.start, one.end) for one in mine} <= spans
        assert [one.start for one in mine] == sorted(one.start for one in mine)


def test_the_heading_above_is_part_of_the_rule(sample: Engine) -> None:
    under = [one for one in cues(sample.archive) if one.source == "cue:under an actions heading"]
    assert under
    alone = [classify(sample.archive.text(one.document_id)[one.start : one.end]) for one in under]
    assert any(cue is None or cue.kind != "action" for cue in alone)


def test_the_sample_archive_from_end_to_end(sample: Engine) -> None:
    labels = place_labels(load_labels(CASES / "sample" / "commitments.jsonl"), sample.archive)
    predictions = cues(sample.archive)
    scores = score_commitments(labels, predictions, system="cues", resamples=20)
    # Labels and cues are whole sentences, one each, so what is right can be counted without
    # matching: the sentences that both call binding.
    wanted = {(p.document_id, p.start, p.end) for p in labels if p.label.binding}
    given = {(p.document_id, p.start, p.end) for p in predictions if p.binding}
    everything = scores.part("all")
    assert everything.binding.right == len(wanted & given) > 100
    assert everything.binding.predicted == len(given)
    assert everything.binding.labelled == len(wanted)
    assert len(scores.misses) == len(wanted - given)
    assert len(scores.false_positives) == len(given - wanted)
    assert everything.owners.stated == everything.dues.stated == 0
    assert scores.ignored == 0
    halves = [scores.part("dev"), scores.part("test")]
    assert sum(half.binding.right for half in halves) == everything.binding.right
    assert sum(len(half.documents) for half in halves) == len(everything.documents) == 42
