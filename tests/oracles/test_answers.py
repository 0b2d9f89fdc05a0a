"""Abstention measures against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support, roc_auc_score, roc_curve

from eval.answers.abstention import abstention_precision_recall, answered_share, auroc
from eval.answers.evidence_scores import overlap


@pytest.mark.parametrize("seed", range(40))
def test_auroc_precision_and_recall_agree(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(4, 200))
    answerable = rng.random(n) < rng.uniform(0.1, 0.9)
    answerable[:2] = True, False
    # Few distinct values, so that there are many ties.
    support = rng.integers(0, int(rng.integers(1, 30)) + 1, n) / 7
    assert auroc(answerable, support) == pytest.approx(roc_auc_score(answerable, support), abs=1e-9)
    abstained = rng.random(n) < 0.4
    abstained[0] = True
    ours = abstention_precision_recall(abstained, answerable)
    theirs = precision_recall_fscore_support(~answerable, abstained, average="binary")
    assert ours == pytest.approx(theirs[:2], abs=1e-9)
    false, true, _ = roc_curve(answerable, support, drop_intermediate=False)
    share = answered_share(answerable, support)
    assert share is not None
    assert share.share == pytest.approx(true[false <= 0.05 + 1e-12].max(), abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_evidence_of_single_units_agrees(seed: int) -> None:
    """Without renditions a piece is one unit, and the measures are the well-known ones."""
    rng = np.random.default_rng(seed)
    gold = rng.random(30) < 0.3
    cited = rng.random(30) < 0.3
    gold[0] = cited[1] = True
    ours = overlap(
        frozenset(np.flatnonzero(cited).tolist()),
        [{unit} for unit in np.flatnonzero(gold).tolist()],
    )
    theirs = precision_recall_fscore_support(gold, cited, average="binary", zero_division=0)
    assert (ours.precision, ours.recall, ours.f1) == pytest.approx(theirs[:3], abs=1e-9)
