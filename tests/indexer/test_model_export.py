"""Exporting models other than the default: small ones made here, with random weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import ModelError
from indexer import model_export
from indexer.embedder import open_embedder
from indexer.exported_model import MANIFEST, find_export, note_hub_model
from indexer.model_export import ensure_exported
from indexer.model_identity import ModelSource, folder_digest, model_key

_WORD_PIECES = """
[PAD] [UNK] [CLS] [SEP] [MASK] panel agreed plan burglary not report query : passage
the a committee ##s ##ed ask , . 1 2 3
"""
_VOCABULARY = _WORD_PIECES.split()
_TEXTS = ["the panel agreed", "plans , not reports .", "burglary 1 2 3 " * 5, "asked", ""]


def _model(target: Path, pooling: str = "mean", **changes: Any) -> Path:
    """Save a two-layer BERT with random weights in the format of sentence-transformers."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Dense, Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    torch.manual_seed(3)
    base = target / "base"
    base.mkdir(parents=True)
    (base / "vocab.txt").write_text("\n".join(_VOCABULARY), encoding="utf-8")
    BertTokenizer(str(base / "vocab.txt")).save_pretrained(base)
    config = BertConfig(
        vocab_size=len(_VOCABULARY),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=48,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(base)
    transformer = Transformer(str(base), max_seq_length=changes.pop("window", 40))
    modules: list[Any] = [transformer, Pooling(32, pooling)]
    if changes.pop("dense", False):
        modules.append(Dense(32, 12))
    if changes.pop("normalise", False):
        modules.append(Normalize())
    model = SentenceTransformer(modules=modules, device="cpu", **changes)
    model.save(str(target / "model"))
    return target / "model"


def _original(folder: Path, texts: list[str], prompt: str = "") -> Any:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")
    return model.encode(texts, prompt=prompt, normalize_embeddings=True)


@pytest.mark.parametrize(
    ("pooling", "dense", "dimension"),
    [("mean", False, 32), ("cls", False, 32), ("max", False, 32), ("mean", True, 12)],
)
def test_poolings_and_dense_layers_agree_with_the_original(
    tmp_path: Path, pooling: str, dense: bool, dimension: int
) -> None:
    folder = _model(tmp_path, pooling, dense=dense)
    ensure_exported(str(folder), tmp_path / "cache")
    embedder = open_embedder(str(folder), tmp_path / "cache")
    assert (embedder.dimension, embedder.max_tokens) == (dimension, 40)
    assert embedder.identity.name == "model"
    found = embedder.embed_passages(_TEXTS)
    np.testing.assert_allclose(found, _original(folder, _TEXTS), atol=1e-5)
    for text, vector in zip(_TEXTS, found, strict=True):
        assert embedder.embed_question(text).tobytes() == vector.tobytes()


def test_cls_and_mean_pooling_are_different_models(tmp_path: Path) -> None:
    cls, mean = _model(tmp_path / "a", "cls"), _model(tmp_path / "b", "mean")
    assert folder_digest(cls) != folder_digest(mean)
    first = ensure_exported(str(cls), tmp_path / "cache")
    second = ensure_exported(str(mean), tmp_path / "cache")
    assert first != second


def test_prompts_stand_before_questions_and_passages(tmp_path: Path) -> None:
    prompts = {"query": "query : ", "document": "passage : "}
    folder = _model(tmp_path, prompts=prompts)
    ensure_exported(str(folder), tmp_path / "cache")
    embedder = open_embedder(str(folder), tmp_path / "cache")
    text = "the panel agreed"
    question, passage = embedder.embed_question(text), embedder.embed_passages([text])[0]
    np.testing.assert_allclose(question, _original(folder, [text], "query : ")[0], atol=1e-5)
    np.testing.assert_allclose(passage, _original(folder, [text], "passage : ")[0], atol=1e-5)
    assert float(np.abs(question - passage).max()) > 1e-3
    # [CLS] passage : the panel agreed [SEP]: the prompt takes room in the window.
    assert embedder.count_tokens([text]) == [7]


def test_another_similarity_is_refused_unless_vectors_are_normalised(tmp_path: Path) -> None:
    folder = _model(tmp_path / "a", similarity_fn_name="dot")
    with pytest.raises(ModelError, match="by dot, not by cosine"):
        ensure_exported(str(folder), tmp_path / "cache")
    folder = _model(tmp_path / "b", similarity_fn_name="dot", normalise=True)
    assert ensure_exported(str(folder), tmp_path / "cache").is_dir()


def test_an_export_that_differs_from_the_original_is_refused_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _model(tmp_path)
    monkeypatch.setattr(model_export, "_TOLERANCE", 1e-12)
    with pytest.raises(ModelError, match="does not give the vectors of the original"):
        ensure_exported(str(folder), tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_damaged_export_is_made_again(tmp_path: Path) -> None:
    folder = _model(tmp_path)
    export = ensure_exported(str(folder), tmp_path / "cache")
    before = open_embedder(str(folder), tmp_path / "cache").embed_question("panel")
    (export / "model.onnx").write_bytes(b"damaged")
    assert ensure_exported(str(folder), tmp_path / "cache") == export
    after = open_embedder(str(folder), tmp_path / "cache").embed_question("panel")
    assert after.tobytes() == before.tobytes()


def test_changed_weights_are_another_model(tmp_path: Path) -> None:
    folder = _model(tmp_path)
    ensure_exported(str(folder), tmp_path / "cache")
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-5] ^= 1
    weights.write_bytes(bytes(content))
    with pytest.raises(ModelError, match="minuted index"):
        open_embedder(str(folder), tmp_path / "cache")


def test_damaged_weights_are_reported(tmp_path: Path) -> None:
    folder = _model(tmp_path)
    (folder / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelError, match="cannot be loaded"):
        ensure_exported(str(folder), tmp_path / "cache")


def test_batches_that_disagree_are_noticed_and_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _model(tmp_path)
    monkeypatch.setattr(model_export, "_batches_agree", lambda embedder, window: False)
    export = ensure_exported(str(folder), tmp_path / "cache")
    assert json.loads((export / MANIFEST).read_text("utf-8"))["batches_agree"] is False


def test_a_model_outside_its_folder_is_refused(tmp_path: Path) -> None:
    folder = _model(tmp_path)
    listing = folder / "modules.json"
    modules = json.loads(listing.read_text("utf-8"))
    modules[-1]["path"] = "../../elsewhere"
    listing.write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(ModelError, match="outside"):
        folder_digest(folder)


def test_a_hub_name_stands_for_what_was_exported(tmp_path: Path) -> None:
    folder = _model(tmp_path)
    cache = tmp_path / "cache"
    export = ensure_exported(str(folder), cache)
    source = ModelSource("somebody/some-model", None)
    assert find_export(source, cache) is None
    note_hub_model(source.name, model_key(folder_digest(folder)), cache)
    assert find_export(source, cache) == export
    assert open_embedder("somebody/some-model", cache).dimension == 32
