"""The register as a system: every place of a commitment counts, and it beats the cue rules."""

from __future__ import annotations

from eval.commitments import cues, load_labels, place_labels, score_commitments
from eval.commitments.register_system import register
from eval.sets.catalogue import CASES
from indexer.commitments.finding import find_all
from retrieval.engine import Engine


def test_every_place_is_predicted_once(sample: Engine) -> None:
    found = register(sample.archive)
    entries = find_all(sample.archive, sample.archive.documents())
    assert len(found) == sum(1 + len(one.again) for one in entries)
    places = [(one.document_id, one.start, one.end) for one in found]
    assert len(set(places)) == len(places)
    assert found == register(sample.archive)
    texts = {d.id: sample.archive.text(d.id) for d in sample.archive.documents()}
    for one in found:
        quote = texts[one.document_id][one.start : one.end]
        assert quote
        assert quote == quote.strip()
        assert one.owner is None or one.owner.strip()


def test_it_is_better_than_cues_on_development_documents(sample: Engine) -> None:
    labels = [
        label
        for label in load_labels(CASES / "sample" / "commitments.jsonl")
        if label.split == "dev"
    ]
    placed = place_labels(labels, sample.archive)
    scores = {
        name: score_commitments(placed, found, system=name, resamples=20).part("dev").binding
        for name, found in (("register", register(sample.archive)), ("cues", cues(sample.archive)))
    }
    ours, baseline = scores["register"], scores["cues"]
    assert ours.precision is not None
    assert ours.recall is not None
    assert baseline.f1 is not None
    # Trained on these documents: a check that nothing came loose, no estimate.
    assert ours.precision > 0.85
    assert ours.recall > 0.85
    assert ours.f1 is not None
    assert ours.f1 > baseline.f1 + 0.1
