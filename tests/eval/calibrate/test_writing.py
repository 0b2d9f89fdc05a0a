"""Writing: the whole file or the old one, and what ships is of the default settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.calibrate import SHIPPED, write_calibration
from retrieval.engine import Engine
from retrieval.support import Calibration, Signals, calibration, index_identity


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    path.write_text("the old one")
    write_calibration(path, calibration())
    assert Calibration(**json.loads(path.read_text(encoding="utf-8"))) == calibration()
    assert path.read_bytes() == SHIPPED.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["calibration.json"]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_write_that_fails_leaves_the_old_file(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "calibration.json"
    path.write_text("the old one")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(step, full)
    with pytest.raises(OSError, match="no space"):
        write_calibration(path, calibration())
    assert path.read_text() == "the old one"
    assert [p.name for p in tmp_path.iterdir()] == ["calibration.json"]


def test_the_shipped_calibration_is_of_the_default_model_and_index(sample: Engine) -> None:
    shipped = calibration()
    judge = sample.judge()
    assert shipped.holds_for(judge.model_key, index_identity(judge.generation.manifest))
    assert 0 < shipped.weak <= shipped.answered < 1
    low = Signals(0, 0, 0, 0, 0, 1)
    high = Signals(1, 1, 0.8, 0.7, 0.8, 0)
    assert shipped.probability(low) < shipped.weak
    assert shipped.probability(high) > shipped.answered
