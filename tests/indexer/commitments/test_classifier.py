"""The linear model: its arithmetic, its file, and that there is no other kind of file."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from corpus.errors import MinutedError
from corpus.register import Kind
from indexer.commitments.classifier import (
    FORMAT,
    SHIPPED,
    Classifier,
    read_classifier,
    shipped,
    spoken,
)

MODEL = Classifier(
    intercept=-2.0,
    weights={"will": 1.5, "w:send": 1.0, "if": -3.0},
    kinds={
        "none": (1.0, {"was": 1.0}),
        "request": (0.0, {"asked": 2.0}),
        "undertaking": (0.0, {"will": 1.0}),
        "agreed": (0.1, {}),
    },
    threshold=0.5,
    margin=0.5,
    trained={"command": "by hand"},
)


def test_probability_is_the_logistic_of_a_sum() -> None:
    assert MODEL.probability({"will", "w:send"}) == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert MODEL.probability({"unknown"}) == pytest.approx(1 / (1 + math.exp(2)))
    assert MODEL.probability({"if", "will"}) < MODEL.probability({"will"})


def test_a_sum_out_of_range_is_still_a_probability() -> None:
    steep = Classifier(0.0, {"x": 1e6, "y": -1e6}, {}, 0.5, 1.0, {})
    assert steep.probability({"x"}) <= 1.0
    assert steep.probability({"y"}) >= 0.0


def test_reasons_are_the_strongest_for_it() -> None:
    assert MODEL.reasons({"w:send", "will", "if"}) == ["will", "w:send"]
    assert spoken(["will", "w:send"]) == "will, “send”"


def test_kinds() -> None:
    assert MODEL.kind(frozenset({"will"}), binding=True) is Kind.UNDERTAKING
    assert MODEL.kind(frozenset(), binding=True) is Kind.AGREED
    assert MODEL.kind(frozenset({"asked"}), binding=False) is Kind.REQUEST
    assert MODEL.kind(frozenset({"was"}), binding=False) is None


def test_the_file_holds_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(MODEL.to_json(), encoding="utf-8")
    assert read_classifier(path) == MODEL
    assert read_classifier(path).to_json() == MODEL.to_json()


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "binding": {}}', "null"]
)
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MinutedError, match=r"model\.json"):
        read_classifier(path)
    with pytest.raises(MinutedError, match="cannot be used"):
        read_classifier(tmp_path / "absent.json")


def test_the_shipped_model_is_small_plain_json() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    values = json.loads(text)
    assert set(values) == {"format", "trained", "threshold", "margin", "binding", "kinds"}
    assert values["format"] == FORMAT
    assert values["trained"]["command"].startswith("minuted eval train-commitments")
    assert 5_000 < len(text) < 100_000
    assert 0 < values["threshold"] < 1
    assert set(values["kinds"]) <= {*Kind, "none"}
    # Written as it is read: nothing in it was edited by hand or lost.
    assert shipped().to_json() == text
    folder = SHIPPED.parent
    assert not [p for p in folder.iterdir() if p.suffix in (".pkl", ".pickle", ".joblib", ".npy")]
