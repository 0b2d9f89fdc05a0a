"""Our reliability figures against scikit-learn's."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.metrics import log_loss as sklearn_log_loss

from eval.answers.abstention import auroc
from eval.calibrate.reliability import Binning, brier_score, log_loss, reliability_bins


@pytest.mark.parametrize("seed", range(40))
def test_brier_score_log_loss_and_curve_agree_with_scikit_learn(seed: int) -> None:
    draw = np.random.default_rng(seed)
    size = int(draw.integers(2, 200))
    p = draw.random(size)
    if seed % 2:
        p = np.round(p, 1)  # ties, on the edges of bins, and 0 and 1
    y = draw.random(size) < np.where(seed % 3, p, 0.5)
    assert brier_score(p, y) == pytest.approx(brier_score_loss(y, p), abs=1e-12)
    assert log_loss(p, y) == pytest.approx(sklearn_log_loss(y, p, labels=[0, 1]), abs=1e-9)
    if y.any() and not y.all():
        assert auroc(y, p) == pytest.approx(roc_auc_score(y, p), abs=1e-12)
    for binning, strategy in ((Binning.WIDTH, "uniform"), (Binning.MASS, "quantile")):
        for bins in (1, 5, 10, 15):
            observed, mean = calibration_curve(y, p, n_bins=bins, strategy=strategy)
            ours = reliability_bins(p, y, bins, binning)
            assert [one.observed for one in ours] == pytest.approx(observed.tolist(), abs=1e-12)
            assert [one.mean for one in ours] == pytest.approx(mean.tolist(), abs=1e-12)
