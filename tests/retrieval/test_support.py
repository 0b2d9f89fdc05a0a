"""Support: for which model and kind of index the thresholds hold, and what is said of others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.manifest import IndexSettings
from retrieval import answer as answering
from retrieval.answer import NOT_MEASURED
from retrieval.engine import Engine
from retrieval.support import calibration, index_identity

QUESTION = "How many burglaries were there in Brackenshire in 2022/23?"


def test_the_identity_of_an_index_is_how_it_was_made_not_of_what(sample: Engine) -> None:
    manifest = sample.judge().generation.manifest
    identity = index_identity(manifest)
    assert identity == {"analyzer": 1, "passages": 2, "lexical_engine": "tantivy", "headers": True}
    same = replace(manifest, generation="gen-000009", fingerprint="other", documents=1)
    assert index_identity(same) == identity
    for other in (
        replace(manifest, versions={**manifest.versions, "analyzer": 99}),
        replace(manifest, versions={**manifest.versions, "passages": 99}),
        replace(manifest, settings=IndexSettings(lexical_engine="rank-bm25")),
        replace(manifest, settings=IndexSettings(headers=False)),
    ):
        assert calibration().holds_for(manifest.model_key, identity)
        assert not calibration().holds_for(manifest.model_key, index_identity(other))
    assert not calibration().holds_for("another", identity)


@pytest.mark.parametrize(
    "changed",
    [{"model_key": "another"}, {"index": {**calibration().index, "analyzer": 99}}],
    ids=["model", "index"],
)
def test_an_answer_says_that_its_thresholds_were_measured_otherwise(
    sample: Engine, monkeypatch: pytest.MonkeyPatch, changed: dict[str, object]
) -> None:
    usual = sample.ask(QUESTION)
    assert NOT_MEASURED not in usual.coverage.notes
    other = replace(calibration(), **changed)  # type: ignore[arg-type]
    monkeypatch.setattr(answering, "calibration", lambda: other)
    told = sample.ask(QUESTION)
    assert told.coverage.notes == (*usual.coverage.notes, NOT_MEASURED)
    assert replace(told, coverage=usual.coverage) == usual
