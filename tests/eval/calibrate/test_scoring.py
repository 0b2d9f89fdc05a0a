"""Parts: who is answered, who is shown, and what it costs."""

from __future__ import annotations

import numpy as np

from eval.calibrate.scoring import score_part

KINDS = ["answerable"] * 4 + ["near-miss"] * 2 + ["off-topic", "odd"]
SUPPORT = np.array([0.9, 0.8, 0.5, 0.1, 0.8, 0.3, 0.1, 0.6])


def test_every_question_is_counted_once() -> None:
    part = score_part(("sample", "dev", "fitted"), KINDS, SUPPORT, (0.8, 0.5), ["off-topic"])
    counts = {k.kind: (k.questions, k.answered, k.weak, k.abstained, k.refused) for k in part.kinds}
    assert counts == {
        "answerable": (4, 2, 1, 1, 0),
        "near-miss": (2, 1, 0, 1, 0),
        "off-topic": (2, 0, 0, 1, 1),
        "odd": (1, 0, 1, 0, 0),
    }
    answered, weak = part.risks
    assert (answered.coverage, answered.risk) == (3 / 8, 1 / 3)
    assert (weak.coverage, weak.risk) == (5 / 8, 2 / 5)
    assert part.curve.coverage[-1] == 1
    assert part.curve.risk[-1] == 0.5


def test_auroc_is_against_each_kind_apart() -> None:
    part = score_part((None, "test", "fitted"), KINDS, SUPPORT, (0.8, 0.5))
    # Answerable .9 .8 .5 .1 against near misses .8 .3: 2 + 1.5 + 1 + 0 of 8 pairs.
    assert part.auroc["near-miss"] == 4.5 / 8
    assert part.auroc["off-topic"] == 3.5 / 4
    assert part.auroc["odd"] == 2 / 4
    assert part.auroc["all"] == (4.5 + 3.5 + 2) / 16


def test_what_is_not_defined_is_none() -> None:
    part = score_part(("sample", "test", "fitted"), [], np.empty(0), (0.8, 0.5), ["off-topic"])
    assert part.reliability is None
    assert part.auroc["all"] is None
    assert part.risks[0].risk is None
    assert [k.questions for k in part.kinds] == [0, 0, 1]
