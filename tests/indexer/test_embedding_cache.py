"""Embeddings are computed once per content and model."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.embedding_cache import EmbeddingCache


class Counting:
    """An embedder that counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return np.array([[len(t), ord(t[0])] for t in texts], dtype=np.float32)


def test_only_what_is_new_is_embedded(tmp_path: Path) -> None:
    path, compute = tmp_path / "cache.sqlite", Counting()
    cache = EmbeddingCache(path, "model-a")
    first, made = cache.embed(["one", "three", "one"], 2, compute)
    assert made == 2
    assert sorted(compute.asked) == ["one", "three"]
    np.testing.assert_array_equal(first[0], first[2])
    np.testing.assert_array_equal(first[1], [5, ord("t")])
    cache.close()
    again = EmbeddingCache(path, "model-a")
    second, made = again.embed(["three", "two"], 2, compute)
    assert made == 1
    np.testing.assert_array_equal(second[0], first[1])
    again.close()


def test_another_model_shares_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    for model in ("model-a", "model-b"):
        cache = EmbeddingCache(path, model)
        assert cache.embed(["one"], 2, Counting())[1] == 1
        cache.close()


def test_what_was_embedded_before_a_crash_is_kept(tmp_path: Path) -> None:
    texts = [f"{n:04d}" for n in range(600)]
    calls = 0

    def dies(batch: Sequence[str]) -> NDArray[np.float32]:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return np.ones((len(batch), 2), dtype=np.float32)

    cache = EmbeddingCache(tmp_path / "cache.sqlite", "m")
    with pytest.raises(KeyboardInterrupt):
        cache.embed(texts, 2, dies)
    assert cache.embed(texts, 2, Counting())[1] == 600 - 64
    cache.close()


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(b"this is no database" * 100)
    cache = EmbeddingCache(path, "m")
    assert cache.embed(["one"], 2, Counting())[1] == 1
    cache.close()


def test_progress_tells_what_has_to_be_computed(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    cache = EmbeddingCache(tmp_path / "cache.sqlite", "m")
    cache.embed(["a", "b"], 2, Counting(), lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (2, 2)]
    cache.close()


def test_a_locked_cache_is_not_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cache.sqlite"
    cache = EmbeddingCache(path, "m")
    cache.embed(["one"], 2, Counting())
    cache.close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda p, **k: real(p, timeout=0.1, **k))
    with pytest.raises(sqlite3.OperationalError):
        EmbeddingCache(path, "m")
    holder.execute("ROLLBACK")
    holder.close()
    again = EmbeddingCache(path, "m")
    assert again.embed(["one"], 2, Counting())[1] == 0
    again.close()
